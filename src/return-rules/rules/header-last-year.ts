import { sexAsLetter, UNKNOWN_UPN } from '../codes.ts';
import type { ReturnData } from '../return-data.ts';
import type { HeaderRow } from '../rows.ts';
import { isOneOf, type Rule, rule } from '../rule.ts';

const isUnknownUpn = isOneOf(UNKNOWN_UPN);

/** What does not change from one year's return to the next, and what cannot begin before it. */
export const HEADER_LAST_YEAR_RULES: readonly Rule[] = [
  comparison(
    '202',
    'SEX',
    'The child’s sex is not the one of last year’s return.',
    'Correct it; if last year’s return was wrong, tell the Department.',
    (row, before) => sexAsLetter(row.SEX) !== sexAsLetter(before.SEX),
  ),
  comparison(
    '203',
    'DOB',
    'The date of birth is not the one of last year’s return.',
    'Correct it; if last year’s return was wrong, tell the Department.',
    (row, before) => row.DOB !== before.DOB,
  ),
  comparison(
    '204',
    'ETHNIC',
    'The ethnicity is not the one of last year’s return.',
    'Ask the child which is right; if it changed or is known now, tell the Department.',
    (row, before) => inCapitals(row.ETHNIC) !== inCapitals(before.ETHNIC),
  ),
  comparison(
    '208',
    'UPN',
    'The unique pupil number is not the one of last year’s return.',
    'Copy the number from the school record; if last year’s was wrong, tell the Department.',
    (row, before) => inCapitals(row.UPN) !== inCapitals(before.UPN) && !becameKnown(row.UPN, before.UPN),
  ),
  rule(
    'NoE',
    {
      fields: ['DECOM'],
      words: 'The child was looked after before this year began, and last year’s return has no episode for them.',
      todo: 'Correct the day the episode began, or add the episodes to last year’s return.',
      tables: ['Episodes'],
      last: ['Episodes'],
    },
    ({ now, last, start }, found) => {
      for (const row of now.Episodes) {
        if (row.DECOM !== null && row.DECOM < start && !last.names('Episodes', row.CHILD)) found(row);
      }
    },
  ),
];

/** A rule that holds each row of Header against last year's rows of the same child; a blank differs from an entry. */
function comparison(
  number: string,
  column: string,
  words: string,
  todo: string,
  differ: (row: HeaderRow, before: HeaderRow) => boolean,
): Rule {
  return rule(
    number,
    { fields: [column], words, todo, tables: ['Header'], last: ['Header'] },
    ({ now, last }: ReturnData, found) => {
      for (const row of now.Header) {
        if (last.of('Header', row.CHILD).some((before) => differ(row, before))) found(row);
      }
    },
  );
}

/** A number may take the place of a code for why there is none, and one such code that of another. */
function becameKnown(upn: string | null, before: string | null): boolean {
  if (upn === null || !isUnknownUpn(before)) return false;
  // Who was of school age last year is so this year.
  return upn !== 'UN1';
}

function inCapitals(code: string | null): string | null {
  return code === null ? null : code.toUpperCase();
}
