import { type Episode, type EpisodeRow, type HeaderRow, mergeEpisodes, readBirths, spanOf } from './care-rows.ts';
import { lastDayOfYear, yearOfDay } from './return-days.ts';
import { Warnings } from './warnings.ts';

/** Time in one kind of home without a break. Days since 1970; `end` is the first day not in it, null while it lasts. */
export interface Stay {
  readonly kind: number;
  readonly start: number;
  end: number | null;
}

/** One child's time in care. */
export interface History {
  readonly child: string;
  readonly born: number;
  /** In order, without overlaps. */
  readonly stays: readonly Stay[];
  /** Days in care before the first stay, which no row tells: a guess where care did not begin with it, else 0. */
  readonly before: number;
}

export interface Histories {
  readonly children: readonly History[];
  /** First day from which the returns tell everybody who was in care. */
  readonly known: number;
  /** Last day that they tell of. */
  readonly until: number;
  readonly warnings: readonly string[];
}

/**
 * Histories of care from the rows of one or several yearly returns, in any order.
 *
 * The same episode (CHILD and DECOM) in several years counts once, as the latest year has it. An episode left open in
 * a year whose child is not in the next one ended at that year's end, with a warning. Where the child is in the next
 * one without it, it ended where the next episode begins; but at that year's end, with a warning, where care began
 * anew then (RNE S). Episodes that overlap are cut where the next begins. Children without a date of birth are left
 * out, with a warning.
 *
 * @param asOf days since 1970. Rows that begin after it are not used; what ended after it counts as open.
 */
export function readHistories(header: readonly HeaderRow[], episodes: readonly EpisodeRow[], asOf: number): Histories {
  const warnings = new Warnings();
  const born = readBirths(header, warnings);
  const span = spanOf(episodes);
  if (span === null) return { children: [], known: asOf, until: asOf, warnings: [] };
  // What a return of a later year has no longer, had not ended on the day that is asked about.
  const last = Math.min(span.last, yearOfDay(asOf));
  const children: History[] = [];
  for (const [child, chain] of mergeEpisodes(episodes, span, warnings)) {
    const day = born.get(child);
    if (day === undefined) {
      warnings.count('children without a date of birth are left out');
      continue;
    }
    endWhatStoppedAppearing(chain, last, warnings);
    const stays = staysOf(chain, asOf, day, warnings);
    if (stays.length > 0) children.push({ child, born: day, stays, before: daysBefore(chain[0]!, day) });
  }
  children.sort((a, b) => (a.child < b.child ? -1 : a.child > b.child ? 1 : 0));
  return {
    children,
    known: lastDayOfYear(span.first - 1) + 1,
    until: lastDayOfYear(span.last),
    warnings: warnings.words(),
  };
}

/** What an earlier return would have told: days in care before an episode with which care did not begin. */
const DAYS_BEFORE = 730;

function daysBefore({ fresh, start }: Episode, born: number): number {
  return fresh ? 0 : Math.max(0, Math.min(DAYS_BEFORE, start - born));
}

const STOPPED = 'episodes were open at the end of a year and are in no later return: they are taken to have ended then';

/** Ends open episodes that later returns no longer have. */
function endWhatStoppedAppearing(chain: readonly Episode[], last: number, warnings: Warnings): void {
  const seen = Math.max(...chain.map(({ year }) => year));
  chain.forEach((episode, at) => {
    if (episode.end !== null) return;
    const next = chain[at + 1];
    if (next) {
      const over = lastDayOfYear(episode.year) + 1;
      const missed = yearOfDay(next.start) > episode.year + 1;
      if (next.start > over && (missed || next.fresh)) {
        episode.end = over;
        warnings.count(STOPPED);
      } else episode.end = next.start;
      return;
    }
    if (seen >= last) return;
    episode.end = Math.max(episode.start, lastDayOfYear(seen) + 1);
    warnings.count(STOPPED);
  });
}

/** Stays up to a day: overlaps cut, changes within one kind joined. */
function staysOf(chain: readonly Episode[], asOf: number, born: number, warnings: Warnings): readonly Stay[] {
  const stays: Stay[] = [];
  chain.forEach((episode, at) => {
    if (episode.start > asOf) return;
    const next = chain[at + 1];
    let end = episode.end;
    if (next && end !== null && end > next.start) {
      warnings.count('episodes overlap, and are cut where the next begins');
      end = next.start;
    }
    if (episode.start < born) warnings.count('episodes begin before the child was born, and are counted at age 0');
    if (end !== null && end > asOf) end = null;
    const before = stays.at(-1);
    if (before && before.end === episode.start && before.kind === episode.kind) before.end = end;
    else if (end === null || end > episode.start) stays.push({ kind: episode.kind, start: episode.start, end });
  });
  return stays;
}
