import { bornOn } from '../care.ts';
import { birthday, type Day } from '../day.ts';
import type { ReturnData } from '../return-data.ts';
import type { EpisodeRow } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule, type Years, years } from '../rule.ts';

const isAdopted = isOneOf(['E11', 'E12']);
const isSpecialGuardianship = isOneOf(['E45', 'E46', 'E47', 'E48']);
const isRemandOrSentence = isOneOf(['J1', 'J2', 'J3']);

/** Whether the child has not yet had this birthday on a day; false where the day or the birth is not known. */
function isYounger(data: ReturnData, episode: EpisodeRow, day: Day | null, age: number): boolean {
  const born = bornOn(data, episode.CHILD);
  return day !== null && born !== null && day < birthday(born, age);
}

/** Whether the child has had this birthday on a day; false where the day or the birth is not known. */
function isAtLeast(data: ReturnData, episode: EpisodeRow, day: Day | null, age: number): boolean {
  const born = bornOn(data, episode.CHILD);
  return day !== null && born !== null && day >= birthday(born, age);
}

/** A rule of the youngest age at which a child may begin to live in a kind of placement. */
function youngest(number: string, holds: Years | null, place: string, age: number, kind: string): Rule {
  return rowRule(
    number,
    'Episodes',
    {
      ...(holds ? { years: holds } : {}),
      fields: ['DECOM', 'PLACE'],
      words: `The child was under ${age} when they began to live in ${kind} (${place}).`,
      todo: 'Check the day of birth, the day the episode began and the kind of placement.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => row.PLACE === place && isYounger(data, row, row.DECOM, age),
  );
}

/** A rule of the rows of both tables, where the child's day of birth may be as wrong as the episode. */
function inBothTables(
  number: string,
  said: { years?: Years; fields: string[]; words: string; todo: string },
  breaks: (row: EpisodeRow, data: ReturnData) => boolean,
): Rule {
  return rule(number, { ...said, tables: ['Episodes', 'Header'] }, (data, found) => {
    for (const row of data.now.Episodes) {
      if (!breaks(row, data)) continue;
      found(row);
      for (const header of data.now.of('Header', row.CHILD)) found(header);
    }
  });
}

/** What a child of that age cannot be, or have. */
export const AGE_RULES: readonly Rule[] = [
  inBothTables(
    '234',
    {
      years: years(2026),
      fields: ['REASON_PLACE_CHANGE', 'DOB'],
      words: 'A child under 10 cannot have moved because of custody.',
      todo: 'Check the day of birth and why the placement ended.',
    },
    (row, data) => row.REASON_PLACE_CHANGE === 'CUSTOD' && isYounger(data, row, row.DECOM, 10),
  ),
  rowRule(
    '352',
    'Episodes',
    {
      fields: ['DECOM', 'RNE'],
      words: 'The child came into care at 18 or over.',
      todo: 'Check the day of birth and the day care began; nobody comes into care from their 18th birthday on.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => row.RNE === 'S' && isAtLeast(data, row, row.DECOM, 18),
  ),
  inBothTables(
    '358',
    {
      fields: ['DECOM', 'DOB', 'LS'],
      words: 'A child under 10 cannot be remanded, detained or sentenced (J1, J2, J3).',
      todo: 'Check the day of birth, the day the episode began and the legal status.',
    },
    (row, data) => isRemandOrSentence(row.LS) && isYounger(data, row, row.DECOM, 10),
  ),
  rowRule(
    '359',
    'Episodes',
    {
      fields: ['DEC', 'LS', 'PLACE'],
      words:
        'The young person is still looked after past their 18th birthday, which is only so under section 20(5), accommodated (V2) in a children’s home (K2).',
      todo: 'End the episode by the 18th birthday, or correct the legal status and the kind of placement.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => {
      const born = bornOn(data, row.CHILD);
      const stays = born !== null && (row.DEC ?? data.end) > birthday(born, 18);
      return stays && !(row.LS === 'V2' && row.PLACE === 'K2');
    },
  ),
  youngest('370', years(2023, 2023), 'P2', 15, 'independent living'),
  youngest('370', years(2024, 2024), 'P2', 16, 'independent living'),
  youngest('371', years(2023, 2023), 'H5', 14, 'a semi-independent home'),
  youngest('371', years(2024, 2024), 'H5', 16, 'a semi-independent home'),
  youngest('371', years(2025), 'K3', 16, 'supported accommodation'),
  youngest('372', null, 'R5', 10, 'a young offender institution or prison'),
  youngest('373', null, 'S1', 4, 'a residential school'),
  youngest('374', null, 'P3', 14, 'residential employment'),
  rowRule(
    '386',
    'Episodes',
    {
      fields: ['REC'],
      words: 'The child is said to have been adopted at 18 or over.',
      todo: 'Check the day of birth, the day the episode ended and why.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => isAdopted(row.REC) && isAtLeast(data, row, row.DEC, 18),
  ),
  rowRule(
    '387',
    'Episodes',
    {
      fields: ['REC'],
      words: 'The child is said to have moved into independent living (E5 or E6) under 14.',
      todo: 'Check the day of birth, the day the episode ended and why.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => (row.REC === 'E5' || row.REC === 'E6') && isYounger(data, row, row.DEC, 14),
  ),
  rowRule(
    '389',
    'Episodes',
    {
      fields: ['REC'],
      words: 'The child is said to have moved on to adult social care (E7) under 16.',
      todo: 'Check the day of birth, the day the episode ended and why.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => row.REC === 'E7' && isYounger(data, row, row.DEC, 16),
  ),
  inBothTables(
    '407',
    {
      fields: ['DEC', 'DOB', 'REC'],
      words: 'Care is said to have ended with special guardianship at 18 or over.',
      todo: 'Check the day of birth, the day the episode ended and why.',
    },
    (row, data) => isSpecialGuardianship(row.REC) && isAtLeast(data, row, row.DEC, 18),
  ),
  rowRule(
    '460',
    'Episodes',
    {
      fields: ['DEC', 'REC'],
      words: 'The young person is said to have stayed with their carers as an adult (E17) before they were 18.',
      todo: 'Check the day of birth, the day the episode ended and why.',
      tables: ['Episodes', 'Header'],
    },
    (row, data) => row.REC === 'E17' && isYounger(data, row, row.DEC, 18),
  ),
];
