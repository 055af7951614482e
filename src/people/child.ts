import { ageOn, daysBetween, type PlainDate } from '../kernel/index.ts';

/** What a child is called by: never more than a given name in lists and on pages others may see. */
export interface Named {
  readonly givenName: string | null;
  readonly returnId: string | null;
}

/** The child's given name; `Child 104` for a child known from a return only, which carries no names. */
export function calledName(child: Named): string {
  return (
    child.givenName?.trim() || (child.returnId ? `Child ${child.returnId}` : 'A child whose name is not known yet')
  );
}

/** The form of a name that belongs to somebody: Aisha’s, James’s. */
export function possessive(name: string): string {
  return `${name}’s`;
}

/**
 * Age as people say it: `11`, `about 11` where only an age was known, months for a baby.
 * @param on the day the age is told for
 */
export function ageWords(born: PlainDate, estimated: boolean, on: PlainDate): string {
  if (born > on) return 'not born yet';
  const years = ageOn(born, on);
  if (years >= 2) return estimated ? `about ${years}` : String(years);
  const months = monthsBetween(born, on);
  const words = months < 1 ? weeksWords(daysBetween(born, on)) : months === 1 ? '1 month' : `${months} months`;
  return estimated ? `about ${words}` : words;
}

function weeksWords(days: number): string {
  const weeks = Math.floor(days / 7);
  if (weeks === 0) return 'newborn';
  return weeks === 1 ? '1 week' : `${weeks} weeks`;
}

/** Whole calendar months from one day to a later one. */
export function monthsBetween(born: PlainDate, on: PlainDate): number {
  const [by, bm, bd] = parts(born);
  const [y, m, d] = parts(on);
  return (y - by) * 12 + (m - bm) - (d < bd ? 1 : 0);
}

/**
 * A date of birth to work with when only an age is known: half a year past that birthday, so that the age is right
 * today and for the next months. It is marked as estimated wherever it is kept.
 * @param age whole years, 0 to 17
 */
export function bornFromAge(age: number, today: PlainDate): PlainDate {
  const [year, month, day] = parts(today);
  const months = year * 12 + (month - 1) - age * 12 - 6;
  const text = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-${String(Math.min(day, 28)).padStart(2, '0')}`;
  return text as PlainDate;
}

function parts(on: PlainDate): [number, number, number] {
  return [Number(on.slice(0, 4)), Number(on.slice(5, 7)), Number(on.slice(8, 10))];
}

const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' });

/** Orders names as people in England look them up; in the database app.name_order does (migrations/0086). */
export const compareNames = collator.compare;
