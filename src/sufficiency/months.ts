import { dayNumber, fromDayNumber, fromParts, type PlainDate } from '../kernel/index.ts';

/** A month as a number: years since 0 times twelve, plus the month from 0. */
export type Month = number;

export function monthOf(on: PlainDate): Month {
  return Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1;
}

/** `2026-04`. */
export function monthText(month: Month): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Reads `2026-04`; null when it is no month. */
export function readMonth(text: string): Month | null {
  const parts = /^(\d{4})-(\d{2})$/.exec(text);
  const month = Number(parts?.[2]);
  return parts && month >= 1 && month <= 12 ? Number(parts[1]) * 12 + month - 1 : null;
}

/** The first day of a month, in days since 1970. */
export function firstDay(month: Month): number {
  const day = fromParts(Math.floor(month / 12), (month % 12) + 1, 1);
  if (day === null) throw new RangeError(`not a month: ${month}`);
  return dayNumber(day);
}

/** The last day of a month, in days since 1970. */
export function lastDay(month: Month): number {
  return firstDay(month + 1) - 1;
}

/** The month of a day given in days since 1970. */
export function monthOfDay(day: number): Month {
  return monthOf(fromDayNumber(day));
}

/** The first month whose last day is after a day: where a forecast from that day begins. */
export function firstMonthAfter(day: number): Month {
  const month = monthOfDay(day);
  return lastDay(month) > day ? month : month + 1;
}

/** The part of a month that lies after a day, from 0 to 1. */
export function shareAhead(month: Month, day: number): number {
  return Math.min(1, (lastDay(month) - day) / (lastDay(month) - firstDay(month) + 1));
}
