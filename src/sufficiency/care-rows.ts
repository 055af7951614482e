import { kindOfPlace } from './kinds.ts';
import { lastDayOfYear, readDay, usualYears, yearOfDay } from './return-days.ts';
import type { Warnings } from './warnings.ts';

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

/** An episode of the return, once, as the latest year has it. Days since 1970. */
export interface Episode {
  readonly start: number;
  /** The first day not in it; null while it lasts. */
  end: number | null;
  /** Position in `KINDS`. */
  readonly kind: number;
  /** Whether care began with it: RNE S, or none told. */
  readonly fresh: boolean;
  /** The last year of the return it stands in. */
  year: number;
  /** How many rows without a told year it stood in. */
  copies: number;
}

/** The first and the last year that returns tell of, by the year they end in. */
export interface YearSpan {
  readonly first: number;
  readonly last: number;
}

/** Days of birth by child. Where rows disagree, the day most of them say, else the earliest. */
export function readBirths(header: readonly HeaderRow[], warnings: Warnings): ReadonlyMap<string, number> {
  const born = new Map<string, number>();
  const disagreed = new Map<string, number[]>();
  for (const { CHILD, DOB } of header) {
    const child = CHILD?.trim();
    const day = readDay(DOB);
    if (!child || day === null) continue;
    const known = born.get(child);
    if (known === undefined) born.set(child, day);
    else if (known !== day) disagreed.set(child, []);
  }
  if (disagreed.size === 0) return born;
  for (const { CHILD, DOB } of header) {
    const day = readDay(DOB);
    if (day !== null) disagreed.get(CHILD?.trim() ?? '')?.push(day);
  }
  for (const [child, days] of disagreed) {
    warnings.count('children have several dates of birth: the one most rows say is used');
    const counts = [...Map.groupBy(days, (day) => day)].map(([day, all]) => ({ day, count: all.length }));
    born.set(child, counts.sort((a, b) => b.count - a.count || a.day - b.day)[0]!.day);
  }
  return born;
}

/** Which years the rows tell of: as told with them, else by their days, a mistyped one aside. */
export function spanOf(rows: readonly EpisodeRow[]): YearSpan | null {
  const ends = new Map<number, number>();
  const all = new Map<number, number>();
  const count = (counts: Map<number, number>, year: number) => counts.set(year, (counts.get(year) ?? 0) + 1);
  for (const { DECOM, DEC, year } of rows) {
    const start = readDay(DECOM);
    const end = readDay(DEC);
    if (start === null) continue;
    // When an episode began says nothing of the first return: it may have been open for years by then.
    const ended = year ?? (end === null ? null : yearOfDay(Math.max(start, end - 1)));
    if (ended !== null) count(ends, ended);
    count(all, ended ?? yearOfDay(start));
  }
  const last = usualYears(all).at(-1);
  return last === undefined ? null : { first: usualYears(ends)[0] ?? last, last };
}

/** The rows by child and in order of their first days, each episode once. */
export function mergeEpisodes(
  rows: readonly EpisodeRow[],
  { first, last }: YearSpan,
  warnings: Warnings,
): ReadonlyMap<string, Episode[]> {
  const byChild = new Map<string, Episode[]>();
  for (const row of rows) {
    const child = row.CHILD?.trim();
    const start = readDay(row.DECOM);
    if (!child || start === null) {
      warnings.count('rows without a child or a readable first day are left out');
      continue;
    }
    if (start > lastDayOfYear(row.year ?? last)) {
      warnings.count('episodes begin after the year of their return, and are left out');
      continue;
    }
    const episode = episodeOf(row, start, last, warnings);
    const chain = byChild.get(child);
    if (!chain) {
      byChild.set(child, [episode]);
      continue;
    }
    const at = chain.findIndex((one) => one.start === start);
    if (at === -1) chain.push(episode);
    else {
      const known = chain[at]!;
      const copies = known.copies + episode.copies;
      chain[at] = tells(episode, known) ? episode : known;
      chain[at].copies = copies;
    }
  }
  for (const chain of byChild.values()) {
    chain.sort((a, b) => a.start - b.start);
    for (const episode of chain) {
      if (episode.end !== null || episode.copies === 0) continue;
      // A row that stands there three times was in the return of the year it began, or the first, and in two more.
      episode.year = Math.max(episode.year, Math.max(first, yearOfDay(episode.start)) + episode.copies - 1);
    }
  }
  return byChild;
}

function episodeOf(row: EpisodeRow, start: number, last: number, warnings: Warnings): Episode {
  let end = readDay(row.DEC);
  if (end === null && row.DEC?.trim()) warnings.count('episodes have a last day that is no day: they are read as open');
  if (end !== null && end < start) {
    warnings.count('episodes end before they begin, and are left out');
    end = start;
  }
  if (end !== null && end > lastDayOfYear(row.year ?? last) + 1) {
    warnings.count('episodes end after the year of their return: they are read as open');
    end = null;
  }
  return {
    start,
    end,
    kind: kindOfPlace(row.PLACE ?? null),
    fresh: (row.RNE?.trim().toUpperCase() || 'S') === 'S',
    year: row.year ?? yearOfDay(end === null ? start : Math.max(start, end - 1)),
    copies: row.year === undefined ? 1 : 0,
  };
}

/**
 * Whether the first of two rows of one episode is the one to go by: the later year; of one year (or where none is
 * told) the one that has ended, then the longer. The last two rules only make the order of rows matter nothing.
 */
function tells(one: Episode, other: Episode): boolean {
  if (one.year !== other.year) return one.year > other.year;
  if ((one.end === null) !== (other.end === null)) return one.end !== null;
  if (one.end !== other.end) return one.end! > other.end!;
  return one.kind !== other.kind ? one.kind < other.kind : one.fresh;
}
