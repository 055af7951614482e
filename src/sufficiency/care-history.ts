import { kindOfPlace } from './kinds.ts';

/** A row of the return's table Header or UASC; dates dd/mm/yyyy or yyyy-mm-dd. */
export interface HeaderRow {
  readonly CHILD: string | null;
  readonly DOB: string | null;
}

export interface EpisodeRow {
  readonly CHILD: string | null;
  readonly DECOM: string | null;
  readonly DEC?: string | null | undefined;
  readonly PLACE?: string | null | undefined;
  readonly RNE?: string | null | undefined;
  readonly REC?: string | null | undefined;
  /**
   * The year of the return the row stood in, by the year it ends in, where the caller knows it. Otherwise the years
   * are told by the days, and how long an open episode went on by how often it stands there.
   */
  readonly year?: number | undefined;
}

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
}

export interface Histories {
  readonly children: readonly History[];
  /** First day from which the returns tell everybody who was in care. */
  readonly known: number;
  readonly warnings: readonly string[];
}

/** Days since 1970 of dd/mm/yyyy or yyyy-mm-dd; null for anything else. */
export function readDay(text: string | null | undefined): number | null {
  if (!text) return null;
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text.trim());
  const iso = parts ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim());
  if (!parts && !iso) return null;
  const [year, month, day] = parts
    ? [Number(parts[3]), Number(parts[2]), Number(parts[1])]
    : [Number(iso?.[1]), Number(iso?.[2]), Number(iso?.[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / 86_400_000 : null;
}

/** The year of the return (by the year it ends in) that a day falls in. */
export function yearOfDay(day: number): number {
  const at = new Date(day * 86_400_000);
  return at.getUTCFullYear() + (at.getUTCMonth() >= 3 ? 1 : 0);
}

/** The last day of a year of the return. */
export function lastDayOfYear(year: number): number {
  return Date.UTC(year, 2, 31) / 86_400_000;
}

interface Episode {
  readonly start: number;
  end: number | null;
  readonly kind: number;
  /** The last year of the return it stands in. */
  year: number;
}

/**
 * Histories of care from the rows of one or several yearly returns, in any order.
 *
 * The same episode (CHILD and DECOM) in several years counts once, as the latest year has it. An episode left open in
 * a year whose child is not in the next one ended at that year's end, with a warning; so does one whose child is in
 * the next year without it, unless their next episode began before. Episodes that overlap are cut where the next
 * begins. Children without a date of birth are left out, with a warning.
 *
 * @param asOf days since 1970. Rows that begin after it are not used; what ended after it counts as open.
 */
export function readHistories(header: readonly HeaderRow[], episodes: readonly EpisodeRow[], asOf: number): Histories {
  const warnings = new Warnings();
  const born = new Map<string, number>();
  for (const { CHILD, DOB } of header) {
    const day = readDay(DOB);
    if (CHILD && day !== null) born.set(CHILD.trim(), day);
  }
  const { byChild, first, last } = merge(episodes, warnings);
  const seen = yearsSeen(byChild);
  const children: History[] = [];
  for (const [child, all] of byChild) {
    const day = born.get(child);
    if (day === undefined) {
      warnings.count('children without a date of birth are left out');
      continue;
    }
    const chain = [...all.values()].sort((a, b) => a.start - b.start);
    endWhatStoppedAppearing(chain, seen.get(child)!, last, warnings);
    const stays = staysOf(chain, asOf, day, warnings);
    if (stays.length > 0) children.push({ child, born: day, stays });
  }
  children.sort((a, b) => (a.child < b.child ? -1 : a.child > b.child ? 1 : 0));
  return { children, known: lastDayOfYear(first - 1) + 1, warnings: warnings.words() };
}

/** The rows by child and first day, each once, and the first and last year of the return that they come from. */
function merge(rows: readonly EpisodeRow[], warnings: Warnings) {
  const byChild = new Map<string, Map<number, Episode & { copies: number }>>();
  const ends: number[] = [];
  let last = 0;
  for (const row of rows) {
    const child = row.CHILD?.trim();
    const start = readDay(row.DECOM);
    const end = readDay(row.DEC);
    if (!child || start === null) {
      warnings.count('rows without a child or a readable first day are left out');
      continue;
    }
    if (end !== null && end < start) warnings.count('episodes end before they begin, and are read as one day');
    const year = row.year ?? yearOfDay(end === null ? start : Math.max(start, end - 1));
    if (end !== null) ends.push(yearOfDay(Math.max(start, end - 1)));
    if (row.year !== undefined) ends.push(row.year);
    last = Math.max(last, year);
    const chain = byChild.get(child) ?? new Map<number, Episode & { copies: number }>();
    byChild.set(child, chain);
    const known = chain.get(start);
    const kind = kindOfPlace(row.PLACE ?? null);
    const episode = {
      start,
      end: end === null ? null : Math.max(end, start),
      kind,
      year,
      copies: (known?.copies ?? 0) + 1,
    };
    // The later year wins; of rows that do not say their year, one that has ended is the later.
    if (!known || year > known.year || (year === known.year && (end !== null || known.end === null)))
      chain.set(start, episode);
    else known.copies += 1;
  }
  const first = ends.length > 0 ? lowest(ends) : last;
  for (const chain of byChild.values()) {
    for (const episode of chain.values()) {
      // A row that stands in three returns was there in the year it began, or the first of them, and two more.
      const told = Math.max(first, yearOfDay(episode.start)) + episode.copies - 1;
      if (episode.end === null) episode.year = Math.max(episode.year, told);
    }
  }
  return { byChild, first, last };
}

/** The first year that holds at least one in a hundred, so that one mistyped day moves nothing. */
function lowest(years: readonly number[]): number {
  const counts = Map.groupBy(years, (year) => year);
  const usual = [...counts].filter(([, all]) => all.length * 100 >= years.length).map(([year]) => year);
  return Math.min(...usual);
}

function yearsSeen(byChild: ReadonlyMap<string, ReadonlyMap<number, Episode>>): ReadonlyMap<string, number> {
  return new Map(
    [...byChild].map(([child, chain]) => [child, Math.max(...[...chain.values()].map((episode) => episode.year))]),
  );
}

/** Ends open episodes that later returns no longer have. */
function endWhatStoppedAppearing(
  chain: readonly Episode[],
  childUntil: number,
  last: number,
  warnings: Warnings,
): void {
  chain.forEach((episode, at) => {
    if (episode.end !== null) return;
    const next = chain[at + 1];
    if (next) {
      episode.end = next.start;
      return;
    }
    const until = Math.max(episode.year, childUntil);
    if (until >= last) return;
    episode.end = lastDayOfYear(until) + 1;
    warnings.count(
      'episodes were open at the end of a year and are in no later return: they are taken to have ended then',
    );
  });
}

/** Stays up to a day: overlaps cut, changes within one kind joined, nothing after the eighteenth birthday. */
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

class Warnings {
  readonly #counts = new Map<string, number>();

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  words(): string[] {
    return [...this.#counts].map(([what, count]) => `${count.toLocaleString('en-GB')} ${what}`);
  }
}
