import { fromParts, type PlainDate } from '../kernel/index.ts';

/**
 * A year of the return, named by the calendar year it ends in: 2026 is 1 April 2025 to 31 March 2026, "2025-26".
 */
export type ReturnYear = number;

export const FIRST_YEAR: ReturnYear = 2017;
/** The latest year whose columns are known here; a later year is read and written like it. */
export const LAST_YEAR: ReturnYear = 2027;

/** The return year that a day falls in. */
export function returnYearOf(on: PlainDate): ReturnYear {
  const year = Number(on.slice(0, 4));
  return on.slice(5) >= '04-01' ? year + 1 : year;
}

/** First and last day of a return year. */
export function returnYearDays(year: ReturnYear): { readonly first: PlainDate; readonly last: PlainDate } {
  const first = fromParts(year - 1, 4, 1);
  const last = fromParts(year, 3, 31);
  if (!first || !last) throw new RangeError(`not a return year: ${year}`);
  return { first, last };
}

/** `2025-26`, as the sector writes it. */
export function returnYearWords(year: ReturnYear): string {
  return `${year - 1}-${String(year % 100).padStart(2, '0')}`;
}

/** Reads `2025-26`, `2025/26` or `2026` (the year it ends in); null when it is none of these. */
export function parseReturnYear(text: string): ReturnYear | null {
  const pair = /^(\d{4})[-/](\d{2}|\d{4})$/.exec(text.trim());
  if (pair) {
    const start = Number(pair[1]);
    return Number(pair[2]) % 100 === (start + 1) % 100 ? start + 1 : null;
  }
  return /^20\d{2}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/**
 * Finds the year of a return from the days its episodes start and end.
 *
 * The year is the latest one that holds at least one day in a hundred, so that a single mistyped `2052` among
 * thousands does not move a return into the future. An episode's end counts on the day before: a child who moved on
 * 1 April was last in the earlier home on 31 March, and systems do write 1 April on the closing year's return.
 */
export class YearFinder {
  readonly #days = new Map<ReturnYear, number>();
  #all = 0;

  started(on: PlainDate): void {
    this.#count(returnYearOf(on));
  }

  ended(on: PlainDate): void {
    this.#count(on.endsWith('-04-01') ? Number(on.slice(0, 4)) : returnYearOf(on));
  }

  /** Null when no day was seen. */
  year(): ReturnYear | null {
    let latest: ReturnYear | null = null;
    for (const [year, days] of this.#days) {
      if (days * 100 >= this.#all && (latest === null || year > latest)) latest = year;
    }
    return latest;
  }

  #count(year: ReturnYear): void {
    this.#days.set(year, (this.#days.get(year) ?? 0) + 1);
    this.#all += 1;
  }
}
