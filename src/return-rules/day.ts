/**
 * A day as the number of days since 1 January 1970. The rules compare days millions of times, and numbers compare
 * faster than the kernel's text; a return writes them dd/mm/yyyy.
 */
export type Day = number;

const SHAPE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

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
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return numberOf(year, month, day);
}

/**
 * Year, month (from 1) and day of the month. Counted from 1 March of a year divisible by 400, so that the day that
 * leap years add comes last: a third of the time of a Date, and this is asked millions of times.
 */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  const since = day + DAYS_TO_1970;
  const era = Math.floor(since / DAYS_IN_ERA);
  const inEra = since - era * DAYS_IN_ERA;
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1_460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  // Months from March are 31, 30, 31, 30, 31 days long, over and over: 153 days in five.
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearInEra + (month <= 2 ? 1 : 0);
  return { year, month, day: inYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

const DAYS_IN_ERA = 146_097;
/** Days from 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;

/** The number of the day with these parts, which the calendar has. */
function numberOf(year: number, month: number, day: number): Day {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearInEra = marchYear - era * 400;
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const inYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  return (
    era * DAYS_IN_ERA +
    yearInEra * 365 +
    Math.floor(yearInEra / 4) -
    Math.floor(yearInEra / 100) +
    inYear -
    DAYS_TO_1970
  );
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days in a month (from 1). */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : LENGTHS[month - 1]!;
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
  const inYear = month - year * 12 + 1;
  return numberOf(year, inYear, Math.min(parts.day, daysIn(year, inYear)));
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
