import type { Day } from './day.ts';
import type { ReturnData } from './return-data.ts';
import type { EpisodeRow } from './rows.ts';

/** Short breaks: V3 and V4 are left out of most counts of care. */
export function isShortBreak(episode: EpisodeRow): boolean {
  return episode.LS === 'V3' || episode.LS === 'V4';
}

/** From the first day in care to the last, without a day between; `end` null while it lasts. */
export interface CarePeriod {
  readonly start: Day;
  readonly end: Day | null;
  readonly episodes: readonly EpisodeRow[];
}

/**
 * The periods of care that a chain of episodes makes: an episode that begins on the day the one before it ended goes
 * on with it. Episodes without a readable start are left out, as are short breaks.
 *
 * @param episodes one child's, in the order in which they began
 */
export function carePeriods(episodes: readonly EpisodeRow[]): readonly CarePeriod[] {
  const periods: { start: Day; end: Day | null; episodes: EpisodeRow[] }[] = [];
  for (const episode of episodes) {
    if (episode.DECOM === null || isShortBreak(episode)) continue;
    const last = periods.at(-1);
    if (last && last.end !== null && episode.DECOM === last.end) {
      last.end = episode.DEC;
      last.episodes.push(episode);
    } else {
      periods.push({ start: episode.DECOM, end: episode.DEC, episodes: [episode] });
    }
  }
  return periods;
}

/**
 * Whether a child was looked after without a break for the twelve months of the collection year: a period of care
 * that began by its first day and went on to its last.
 * Source: SSDA903 guide, OC2 ("looked after continuously for at least 12 months at 31 March", short breaks left out).
 */
export function lookedAfterAllYear(data: ReturnData, child: string): boolean {
  return carePeriods(data.now.episodes(child)).some(
    (period) => period.start <= data.start && (period.end === null || period.end >= data.end),
  );
}
