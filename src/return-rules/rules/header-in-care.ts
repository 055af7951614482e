import { isFemale } from '../codes.ts';
import type { ReturnData } from '../return-data.ts';
import { isOneOf, type Rule, rule } from '../rule.ts';

// Small letters are no codes, but say well enough that nothing more is asked of the child.
const isShortBreakCode = isOneOf(['V3', 'V4', 'v3', 'v4']);

/** Whether the child is looked after in this return other than for short breaks. */
function isInCare(data: ReturnData, child: string): boolean {
  return data.now.of('Episodes', child).some((episode) => !isShortBreakCode(episode.LS));
}

/** What Header must say of children because they have episodes. */
export const HEADER_IN_CARE_RULES: readonly Rule[] = [
  rule(
    '207',
    {
      fields: ['MOTHER'],
      words: 'Last year’s return said that the young person is a mother; this year’s does not.',
      todo: 'Write 1, or put last year’s right with the Department.',
      tables: ['Header', 'Episodes'],
      last: ['Header'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (row.MOTHER === '1' || !data.now.names('Episodes', row.CHILD)) continue;
        if (data.last.of('Header', row.CHILD).some((before) => before.MOTHER === '1')) found(row);
      }
    },
  ),
  rule(
    '210',
    {
      fields: ['UPN', 'DECOM'],
      words:
        'The pupil number is said to be not known yet (UN4), but the child came into care more than a week before the end of the year.',
      todo: 'Ask the school or the last authority for the pupil number.',
      tables: ['Header', 'Episodes'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (row.UPN !== 'UN4') continue;
        for (const episode of data.now.of('Episodes', row.CHILD)) {
          if (episode.DECOM === null || episode.DECOM >= data.end - 7) continue;
          found(row);
          found(episode);
        }
      }
    },
  ),
  rule(
    '393',
    {
      fields: ['MOTHER'],
      words: 'Whether the girl or young woman is a mother is blank.',
      todo: 'Write 1 if she is a mother, else 0.',
      tables: ['Header', 'Episodes'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (row.MOTHER === null && isFemale(row, data) && isInCare(data, row.CHILD)) found(row);
      }
    },
  ),
  rule(
    '442',
    {
      fields: ['UPN'],
      words: 'The pupil number is blank.',
      todo: 'Give the unique pupil number, or the code UN1 to UN5 that says why there is none.',
      tables: ['Header', 'Episodes'],
    },
    (data, found) => {
      for (const row of data.now.Header) if (row.UPN === null && isInCare(data, row.CHILD)) found(row);
    },
  ),
];
