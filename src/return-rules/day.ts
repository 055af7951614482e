/**
 * A day as the number of days since 1 January 1970. The rules compare days millions of times, and numbers compare
 * faster than the kernel's text; a return writes them dd/mm/yyyy.
 */
export type Day = number;

const SHAPE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const MILLISECONDS = 86_400_000;

// A return holds few different days, many times each.
const seen = new Map<string, Day | null>();
const MOST_SEEN = 50_000;

/** Reads dd/mm/yyyy as the return writes it; null for a blank and for what is no day of the calendar (30/02/2025). */
export function parseDay(text: string | null): Day | null {
  if (text === null) return null;
  const known = seen.get(text);
  if (known !== undefined) return known;
  const day = read(text);
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(text, day);
  return day;
}

function read(text: string): Day | null {
  const parts = SHAPE.exec(text.trim());
  return parts ? dayOf(Number(parts[3]), Number(parts[2]), Number(parts[1])) : null;
}

/** The day with these parts (month from 1), or null when the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / MILLISECONDS : null;
}

/** Year, month (from 1) and day of the month. */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  const at = new Date(day * MILLISECONDS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** dd/mm/yyyy. */
export function dayText(day: Day): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${String(dayOfMonth).padStart(2, '0')}/${String(month).padStart(2, '0')}/${String(year).padStart(4, '0')}`;
}

/** The same day of the month, `months` later (or earlier); the month's last day where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const parts = partsOf(day);
  const month = parts.year * 12 + (parts.month - 1) + months;
  const year = Math.floor(month / 12);
  const last = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
  return Date.UTC(year, month % 12, Math.min(parts.day, last)) / MILLISECONDS;
}

/** The birthday at which somebody born on `born` is `years` old; 28 February for 29 February in a common year. */
export function birthday(born: Day, years: number): Day {
  return addMonths(born, years * 12);
}

/** Age in whole years on a day; negative before birth. */
export function ageOn(born: Day, on: Day): number {
  const from = partsOf(born);
  const to = partsOf(on);
  const years = to.year - from.year;
  return birthday(born, years) <= on ? years : years - 1;
}

/** Whether both days are known and `first` is before `second`. */
export function isBefore(first: Day | null, second: Day | null): boolean {
  return first !== null && second !== null && first < second;
}

/** Whether both days are known and `first` is after `second`. */
export function isAfter(first: Day | null, second: Day | null): boolean {
  return first !== null && second !== null && first > second;
}

/** Whether the day is known and from `first` to `last`, both included. */
export function isWithin(day: Day | null, first: Day, last: Day): boolean {
  return day !== null && day >= first && day <= last;
}
