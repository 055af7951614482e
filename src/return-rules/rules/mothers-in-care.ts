import { isShortBreak } from '../care.ts';
import { sexAsLetter } from '../codes.ts';
import { isAfter } from '../day.ts';
import type { ReturnData } from '../return-data.ts';
import type { EpisodeRow, HeaderRow } from '../rows.ts';
import { isOneOf, type Rule, rule } from '../rule.ts';

const isYesOrNo = isOneOf(['0', '1']);

/** Whether a young person is a mother, and when her child was born, beside her care. */
export const MOTHER_IN_CARE_RULES: readonly Rule[] = [
  rule(
    '165',
    {
      fields: ['MOTHER', 'SEX'],
      words: 'Whether the young person is a mother is not a code of the return, or missing, or said of a boy.',
      todo: 'Write 1 for a mother or 0 for a girl who is none; leave it blank for boys.',
      tables: ['Header'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        const breaks =
          row.MOTHER === null
            ? isGirl(row) && data.now.episodes(row.CHILD).some((one) => isCareThisYear(one, data))
            : !isYesOrNo(row.MOTHER) || (isBoy(row) && row.MOTHER === '1');
        if (!breaks) continue;
        found(row);
        for (const leaver of data.now.of('OC3', row.CHILD)) found(leaver);
      }
    },
  ),
  rule(
    '607',
    {
      fields: ['DEC', 'REC', 'MOTHER', 'LS', 'SEX'],
      words: 'She left care this year, and whether she is a mother is blank.',
      todo: 'Write 1 if she is a mother, or 0 if not.',
      tables: ['Episodes', 'Header'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (row.MOTHER !== null || !isGirl(row)) continue;
        for (const episode of data.now.episodes(row.CHILD)) {
          if (!leftCareThisYear(episode, data)) continue;
          found(row);
          found(episode);
        }
      }
    },
  ),
  rule(
    '625',
    {
      fields: ['MC_DOB', 'DEC'],
      words: 'The mother’s child was born after the end of the year, or after she left care.',
      todo: 'Correct the date of birth of her child, or when care ended; leave out a child born later.',
      tables: ['Header'],
    },
    (data, found) => {
      for (const row of data.now.Header) {
        if (row.MC_DOB === null) continue;
        const final = lastToEnd(data.now.episodes(row.CHILD));
        const left = final === null || final.REC === 'X1' ? null : final.DEC;
        if (!isAfter(row.MC_DOB, data.end) && !isAfter(row.MC_DOB, left)) continue;
        found(row);
        if (final !== null) found(final);
      }
    },
  ),
];

/** In figures or in letters, whatever the year: that the code is the other year's is another rule's to say. */
function isGirl(row: HeaderRow): boolean {
  return sexAsLetter(row.SEX) === 'F';
}

function isBoy(row: HeaderRow): boolean {
  return sexAsLetter(row.SEX) === 'M';
}

function isCareThisYear(episode: EpisodeRow, { start, end }: ReturnData): boolean {
  if (isShortBreak(episode) || episode.DECOM === null || episode.DECOM > end) return false;
  return episode.DEC === null || episode.DEC >= start;
}

function leftCareThisYear(episode: EpisodeRow, { start, end }: ReturnData): boolean {
  if (isShortBreak(episode) || episode.REC === null || episode.REC === 'X1') return false;
  return episode.DEC !== null && episode.DEC >= start && episode.DEC <= end;
}

/** The episode that ended last; one that has not ended ends after all others. */
function lastToEnd(episodes: readonly EpisodeRow[]): EpisodeRow | null {
  let last: EpisodeRow | null = null;
  for (const episode of episodes) {
    if (last === null || (last.DEC !== null && (episode.DEC === null || episode.DEC >= last.DEC))) last = episode;
  }
  return last;
}
