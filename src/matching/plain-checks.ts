import { Refusal } from '../kernel/index.ts';
import { dateNumber } from './date-number.ts';

/**
 * Small questions about plain data, by hand and not by schema: ten thousand homes are looked at for every ranking,
 * and a path is only put into words when something is wrong.
 */
export type Raw = Record<string, unknown>;

const ENOUGH_PROBLEMS = 50;

/** What is wrong: where, what is expected, what was found. */
export class Problems {
  readonly list: string[] = [];
  add(path: string, expected: string, got: unknown): void {
    if (this.list.length < ENOUGH_PROBLEMS) this.list.push(`${path}: expected ${expected}, got ${shown(got)}`);
  }
}

export function refuseIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw refusal(problems);
}

export function refusal(problems: readonly string[]): Refusal {
  return new Refusal(`The matching file cannot be used. ${problems.join('. ')}.`);
}

export function unknown(raw: unknown): raw is null | undefined {
  return raw === null || raw === undefined;
}

export function isObject(raw: unknown): raw is Raw {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export function isText(raw: unknown): raw is string {
  return typeof raw === 'string' && raw !== '';
}

export function isDate(raw: unknown): boolean {
  return typeof raw === 'string' && dateNumber(raw) > 0;
}

export function isMaybeDate(raw: unknown): boolean {
  return unknown(raw) || isDate(raw);
}

/** The date as `yyyymmdd`; NaN where it is unknown, 0 where it is no date. */
export function maybeDateNumber(raw: unknown): number {
  if (typeof raw === 'string') return dateNumber(raw) || 0;
  return unknown(raw) ? Number.NaN : 0;
}

export function isMaybeFlag(raw: unknown): raw is boolean | null | undefined {
  return unknown(raw) || typeof raw === 'boolean';
}

export function isMaybeNumber(raw: unknown, low: number, high: number): boolean {
  return unknown(raw) || (typeof raw === 'number' && raw >= low && raw <= high);
}

export function isMaybeAge(raw: unknown): boolean {
  return unknown(raw) || (isMaybeWhole(raw) && (raw as number) <= 120);
}

export function isMaybeWhole(raw: unknown): boolean {
  return unknown(raw) || (Number.isSafeInteger(raw) && (raw as number) >= 0);
}

export function isMaybeOneOf(list: readonly string[], raw: unknown): boolean {
  return unknown(raw) || isOneOf(list, raw);
}

/** By hand, because asking `includes` takes several times as long for lists as short as these. */
export function isOneOf<T extends string>(list: readonly T[], raw: unknown): raw is T {
  for (let at = 0; at < list.length; at++) if (list[at] === raw) return true;
  return false;
}

export function isMaybeTexts(raw: unknown): boolean {
  if (unknown(raw)) return true;
  if (!Array.isArray(raw)) return false;
  for (let at = 0; at < raw.length; at++) if (!isText(raw[at])) return false;
  return true;
}

export function isMaybeList(raw: unknown, isOne: (one: unknown) => boolean): boolean {
  if (unknown(raw)) return true;
  if (!Array.isArray(raw)) return false;
  for (let at = 0; at < raw.length; at++) if (!isOne(raw[at])) return false;
  return true;
}

export function isPlace(raw: unknown): boolean {
  if (!isObject(raw)) return false;
  const { lat, long } = raw;
  return typeof lat === 'number' && lat >= -90 && lat <= 90 && typeof long === 'number' && Math.abs(long) <= 180;
}

export function isMaybePlace(raw: unknown): boolean {
  return unknown(raw) || isPlace(raw);
}

export function oneOf(list: readonly string[]): string {
  return `one of ${list.join(', ')}`;
}

/** What was found, without spilling it: an object may hold an address, so only its field names are said. */
function shown(raw: unknown): string {
  if (raw === undefined) return 'nothing';
  if (Array.isArray(raw)) return `a list of ${raw.length}`;
  if (isObject(raw)) return `an object (${Object.keys(raw).slice(0, 8).join(', ')})`;
  const text = typeof raw === 'string' ? JSON.stringify(raw) : String(raw);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
