import { type EpisodeRow, lastDayOfYear, readDay, yearOfDay } from './care-history.ts';

/**
 * Says of the rows of one yearly return which year they are of, told by their days: the latest year that holds at
 * least one in a hundred of them. An end on 1 April belongs to the year that closed the day before.
 */
export function withYear(rows: readonly EpisodeRow[]): readonly EpisodeRow[] {
  const counts = new Map<number, number>();
  let all = 0;
  for (const { DECOM, DEC } of rows) {
    const start = readDay(DECOM);
    const end = readDay(DEC);
    for (const year of [start === null ? null : yearOfDay(start), end === null ? null : yearOfDay(end - 1)]) {
      if (year === null) continue;
      counts.set(year, (counts.get(year) ?? 0) + 1);
      all += 1;
    }
  }
  const usual = [...counts].filter(([, count]) => count * 100 >= all).map(([year]) => year);
  if (usual.length === 0) return rows;
  const year = Math.max(...usual);
  return rows.map((row) => ({ ...row, year }));
}

/** The last 31 March of the years that rows tell of, in days since 1970, one mistyped day aside. */
export function latestYearEnd(rows: readonly EpisodeRow[]): number | null {
  const years = new Set(rows.map(({ year }) => year).filter((year) => year !== undefined));
  if (years.size > 0) return lastDayOfYear(Math.max(...years));
  const year = withYear(rows)[0]?.year;
  return year === undefined ? null : lastDayOfYear(year);
}
