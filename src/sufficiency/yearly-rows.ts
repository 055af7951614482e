import type { EpisodeRow } from './care-rows.ts';
import { lastDayOfYear, readDay, usualYears, yearOfDay } from './return-days.ts';

/**
 * Says of the rows of one yearly return which year they are of, told by their days: the latest year that holds at
 * least one in a hundred of them. An end on 1 April belongs to the year that closed the day before.
 */
export function withYear(rows: readonly EpisodeRow[]): readonly EpisodeRow[] {
  const year = yearOf(rows);
  return year === undefined ? rows : rows.map((row) => ({ ...row, year }));
}

/** The last 31 March of the years that rows tell of, in days since 1970, one mistyped day aside. */
export function latestYearEnd(rows: readonly EpisodeRow[]): number | null {
  let told = 0;
  for (const { year } of rows) if (year !== undefined && year > told) told = year;
  const year = told > 0 ? told : yearOf(rows);
  return year === undefined ? null : lastDayOfYear(year);
}

function yearOf(rows: readonly EpisodeRow[]): number | undefined {
  const counts = new Map<number, number>();
  const count = (year: number) => counts.set(year, (counts.get(year) ?? 0) + 1);
  for (const { DECOM, DEC } of rows) {
    const start = readDay(DECOM);
    const end = readDay(DEC);
    if (start !== null) count(yearOfDay(start));
    if (end !== null) count(yearOfDay(end - 1));
  }
  return usualYears(counts).at(-1);
}
