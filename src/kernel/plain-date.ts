/**
 * A calendar date without a time or a zone, kept as the text `yyyy-mm-dd`.
 * The brand stops an unchecked string from passing as a date; comparing two plain dates with `<` is right.
 */
export type PlainDate = string & { readonly __plainDate: unique symbol };

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_A_DAY = 86_400_000;

/** Reads `yyyy-mm-dd`; null when the text is not a real day of the calendar (30 February, month 13). */
export function plainDate(text: string): PlainDate | null {
  const parts = ISO.exec(text);
  if (!parts) return null;
  return fromParts(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Year, month 1–12 and day 1–31 to a date; null when there is no such day, or the year is outside 1800–2199. */
export function fromParts(year: number, month: number, day: number): PlainDate | null {
  if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  if (day > daysInMonth(year, month)) return null;
  return `${year}-${two(month)}-${two(day)}` as PlainDate;
}

/** As `plainDate`, for text that the program itself wrote: a wrong one is a fault, so it throws. */
export function date(text: string): PlainDate {
  const found = plainDate(text);
  if (!found) throw new Error(`not a date: ${text}`);
  return found;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Whole days since 1 January 1970; may be negative. */
export function dayNumber(on: PlainDate): number {
  return Math.round(Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8, 10))) / MS_A_DAY);
}

export function fromDayNumber(days: number): PlainDate {
  return new Date(days * MS_A_DAY).toISOString().slice(0, 10) as PlainDate;
}

export function addDays(on: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(on) + days);
}

/** Days from `a` to `b`; negative when b is earlier. */
export function daysBetween(a: PlainDate, b: PlainDate): number {
  return dayNumber(b) - dayNumber(a);
}

/**
 * Age in whole years on a day. Somebody born on 29 February has their birthday on 1 March in common years
 * (the age is attained at the start of the anniversary: Family Law Reform Act 1969 s9).
 */
export function ageOn(born: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

/** The same day some years later; 29 February becomes 1 March in common years, as for birthdays. */
export function addYears(on: PlainDate, years: number): PlainDate {
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
  return fromParts(year + years, month, day) ?? date(`${String(year + years).padStart(4, '0')}-03-01`);
}

// Making a formatter takes a hundred times as long as using one.
const IN_ENGLAND = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Today in England, from an instant (the clock is always passed in). */
export function englandDate(now: Date): PlainDate {
  return IN_ENGLAND.format(now) as PlainDate;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 April 2026`, as people write it. */
export function inWords(on: PlainDate): string {
  return `${Number(on.slice(8, 10))} ${MONTHS[Number(on.slice(5, 7)) - 1]} ${on.slice(0, 4)}`;
}

/** `dd/mm/yyyy`, as the statutory returns write it. */
export function inReturn(on: PlainDate): string {
  return `${on.slice(8, 10)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
