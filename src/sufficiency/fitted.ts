import type { Histories, History } from './care-history.ts';
import { ageInMonths, countExposure, inCareSince, kindOn, MONTH_DAYS } from './exposure.ts';
import { GROWN_UP, LONGEST_CARE } from './kinds.ts';
import { firstDay, firstMonthAfter, monthOfDay } from './months.ts';
import type { Stock } from './people.ts';
import { fitRates, type Rates } from './rates.ts';

/** Months of the past that rates are fitted to, at most: what was long ago tells little of what will be. */
const WINDOW = 60;

/**
 * Rates fitted to what was known on a day.
 *
 * @param months how far ahead entries are told
 */
export function fitted({ children, known }: Histories, day: number, months: number): Rates {
  const to = firstMonthAfter(day);
  const start = monthOfDay(known) + (firstDay(monthOfDay(known)) < known ? 1 : 0);
  return fitRates(countExposure(children, Math.max(Math.min(start, to), to - WINDOW), to), months);
}

/** The children in care on a day. Who is grown up by then is not among them. */
export function stockOf(children: readonly History[], day: number): Stock {
  const there = children.flatMap((history) => {
    const kind = kindOn(history, day);
    if (kind === -1 || (day - history.born) / MONTH_DAYS >= GROWN_UP) return [];
    const care = Math.floor((day - inCareSince(history, day)) / MONTH_DAYS);
    return [{ kind, age: ageInMonths(history.born, day), care: Math.min(LONGEST_CARE, care) }];
  });
  return {
    kind: Uint8Array.from(there, ({ kind }) => kind),
    age: Uint8Array.from(there, ({ age }) => age),
    care: Uint8Array.from(there, ({ care }) => care),
  };
}

/** Histories as they were known on an earlier day: nothing that happened after it. */
export function asKnownOn({ children, known, until, warnings }: Histories, day: number): Histories {
  const earlier = children.flatMap((history): History[] => {
    const stays = history.stays
      .filter(({ start }) => start <= day)
      .map((stay) => (stay.end !== null && stay.end > day ? { ...stay, end: null } : stay));
    return stays.length > 0 ? [{ ...history, stays }] : [];
  });
  return { children: earlier, known, until: Math.min(until, day), warnings };
}
