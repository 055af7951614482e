import { type Day, isAfter } from './day.ts';
import type { ReturnData } from './return-data.ts';
import type { EpisodeRow } from './rows.ts';

/** Short breaks: V3 and V4 are left out of most counts of care. */
export function isShortBreak(episode: EpisodeRow): boolean {
  return episode.LS === 'V3' || episode.LS === 'V4';
}

/**
 * Whether a child was looked after without a break for the twelve months of the collection year, and still at the end
 * of its last day. An episode goes on with the one before it where that one ended for a change (REC X1) or gives no
 * reason and ended on the same day, unless it says that the child started to be looked after (RNE S).
 * Source: SSDA903 guide, OC2 ("looked after continuously for at least 12 months at 31 March", short breaks left out).
 */
export function lookedAfterAllYear(data: ReturnData, child: string): boolean {
  let start: Day | null = null;
  let before: EpisodeRow | null = null;
  for (const episode of data.now.episodes(child)) {
    if (episode.DECOM === null || isShortBreak(episode)) continue;
    if (before === null || start === null || !goesOn(before, episode)) {
      if (start !== null && start <= data.start && isAfter(before?.DEC ?? null, data.end)) return true;
      start = episode.DECOM;
    }
    before = episode;
  }
  if (before === null || start === null || start > data.start) return false;
  // An X1 says that care went on, even where the episode that followed is not there yet.
  return before.DEC === null || before.DEC > data.end || before.REC === 'X1';
}

function goesOn(before: EpisodeRow, after: EpisodeRow): boolean {
  if (after.RNE === 'S') return false;
  return before.DEC === null || before.REC === 'X1' || (before.REC === null && before.DEC === after.DECOM);
}

/**
 * Goes through each child's episodes two by two, in the order in which they began: each with the one before it.
 * Episodes without a readable start are in no pair, since nobody can say what they follow.
 */
export function eachPair(data: ReturnData, look: (before: EpisodeRow, after: EpisodeRow) => void): void {
  for (const [, episodes] of data.now.chains()) {
    for (let at = 1; at < episodes.length; at += 1) {
      const before = episodes[at - 1];
      const after = episodes[at];
      if (before && after && after.DECOM !== null) look(before, after);
    }
  }
}

/** The day a child was born, by the first row of Header that says it readably; null where none does. */
export function bornOn(data: ReturnData, child: string): Day | null {
  for (const row of data.now.of('Header', child)) if (row.DOB !== null) return row.DOB;
  return null;
}

/** Whether this year's return or last year's says that the child is, or was, unaccompanied. */
export function wasUnaccompanied(data: ReturnData, child: string): boolean {
  return [data.now, data.last].some((tables) => tables.of('Header', child).some((row) => row.UASC === '1'));
}
