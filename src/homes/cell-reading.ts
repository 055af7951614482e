import { fromParts, type PlainDate, plainDate, postcode } from '../kernel/index.ts';
import { isFormula, NO_FORMULA } from './table-file.ts';

/** A cell that could be read, or what was expected there. */
export type Reading<T> = { readonly value: T } | { readonly expected: string };

export type CellReader<T> = (text: string) => Reading<T>;

/** Any text that is not a formula. */
export function words(most: number): CellReader<string> {
  return (text) => {
    if (isFormula(text)) return { expected: NO_FORMULA };
    return text.length > most ? { expected: `at most ${most} characters; this has ${text.length}` } : { value: text };
  };
}

/** One of a few values, or another word for one of them. Case does not matter. */
export function oneOf<T extends string>(values: readonly T[], also: Readonly<Record<string, T>> = {}): CellReader<T> {
  return (text) => {
    const wanted = text.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
    const found = values.find((each) => each === wanted) ?? (Object.hasOwn(also, wanted) ? also[wanted] : undefined);
    return found === undefined ? { expected: `one of: ${values.join(', ')}` } : { value: found };
  };
}

/** `2026-11-20` or `20/11/2026`; a time of day behind it, as some exports write, is left out. */
export function day(text: string): Reading<PlainDate> {
  const plain = text.replace(/[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '');
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(plain);
  const found = parts ? fromParts(Number(parts[3]), Number(parts[2]), Number(parts[1])) : plainDate(plain);
  return found ? { value: found } : { expected: 'a day, written 2026-11-20 or 20/11/2026' };
}

/** A day that is not after today. */
export function pastDay(today: PlainDate): CellReader<PlainDate> {
  return (text) => {
    const read = day(text);
    return 'value' in read && read.value > today ? { expected: 'a day that is not in the future' } : read;
  };
}

export function whole(least: number, most: number): CellReader<number> {
  return (text) => {
    const found = /^\d{1,6}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
    return found >= least && found <= most ? { value: found } : { expected: `a whole number from ${least} to ${most}` };
  };
}

export const yesNo: CellReader<boolean> = (text) => {
  const word = text.toLowerCase();
  if (['yes', 'y', 'true', '1'].includes(word)) return { value: true };
  if (['no', 'n', 'false', '0'].includes(word)) return { value: false };
  return { expected: 'yes or no; blank where it is not known' };
};

/** Several values in one cell, with semicolons between them. */
export const list: CellReader<readonly string[]> = (text) => {
  const items = text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (items.some(isFormula)) return { expected: NO_FORMULA };
  return items.length > 30 || items.some((each) => each.length > 80)
    ? { expected: 'at most 30 values of at most 80 characters, with semicolons between them' }
    : { value: items };
};

/** Codes of the return, with commas between them, as `K1,K2`. */
export const codes: CellReader<string> = (text) => {
  const plain = text.toUpperCase().replace(/\s+/g, '');
  return /^[A-Z0-9]{1,5}(,[A-Z0-9]{1,5}){0,60}$/.test(plain)
    ? { value: plain }
    : { expected: 'codes of the return with commas between them, such as K1,K2' };
};

/** Pounds, with or without the sign and thousands, to pence. */
export const money: CellReader<number> = (text) => {
  const plain = text.replace(/^£\s*/, '').replaceAll(',', '');
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(plain)) return { expected: 'pounds a week, such as 1250 or 1,250.50' };
  return { value: Math.round(Number(plain) * 100) };
};

export const postalCode: CellReader<string> = (text) => {
  const found = postcode(text);
  return found ? { value: found } : { expected: 'a postcode, such as M1 1AE' };
};

/** An Ofsted number: seven digits, or SC and six; case, spaces and the `.0` of a spreadsheet do not matter. */
export const urn: CellReader<string> = (text) => {
  const plain = text.toUpperCase().replace(/\s+|\.0+$/g, '');
  return /^(SC)?\d{5,8}$/.test(plain)
    ? { value: plain }
    : { expected: 'an Ofsted number, such as 1234567 or SC123456' };
};
