import { fromParts, type PlainDate, postcode } from '../kernel/index.ts';
import { findCode } from './code-lists.ts';
import type { Column, PartialDate, Sex } from './tables.ts';

/** What a cell's text came to. `expected` is set when there is something to say about it; `stops` when it is unreadable. */
export interface CellReading {
  readonly value: unknown;
  readonly expected?: string;
  readonly stops?: boolean;
}

const A_DATE = 'a day of the calendar written dd/mm/yyyy or yyyy-mm-dd, such as 31/03/2025';
const FORMULA = /^[=+\-@]/;
const SHORTENED = /^\d(\.\d+)?E\+?\d+$/i;
const CODE_SHAPE = /^[A-Z0-9]{1,10}$/;
const ID_SHAPE = /^[\p{L}\p{N}][\p{L}\p{N} ._/\\#:-]{0,63}$/u;
const POSTCODE_SHAPE = /^[A-Z0-9 ]{1,10}$/;
const UPN_SHAPE = /^[A-Z0-9]{1,20}$/;
const USUAL_UPN = /^([A-Z]\d{11}[A-Z0-9]|UN[1-5])$/;
const USUAL_URN = /^((SC)?\d{5,7}|X{7})$/;

/**
 * Reads the text of one cell, which is not blank and has no space around it, as its column's kind of value.
 * A wrong code is kept as text with a notice, since a checker, not a reader, judges it; what cannot be read stops.
 */
export function readCell(column: Column, text: string): CellReading {
  switch (column.kind) {
    case 'date': {
      const value = readDate(text);
      return value ? { value } : unreadable(dateWords(text));
    }
    case 'partial-date': {
      const value = readPartialDate(text);
      return value ? { value } : unreadable(`${A_DATE}, with zz for a part that is not known`);
    }
    case 'sex':
      return readSex(text);
    case 'yes-no':
      return readFlag(text);
    case 'whole-number':
      return readWholeNumber(text, column.least, column.most);
    case 'code': {
      const value = withoutPointZero(text).toUpperCase();
      if (findCode(column.list, value)) return { value };
      if (!CODE_SHAPE.test(value)) return unreadable(`a code of letters and digits${formulaWords(text)}`);
      return { value, expected: 'a code of the return; kept as it is' };
    }
    case 'id':
    case 'text': {
      const value = withoutPointZero(text);
      if (SHORTENED.test(value)) {
        return unreadable('the whole identifier: a spreadsheet shortened this one and its digits are lost');
      }
      return ID_SHAPE.test(value) ? { value } : unreadable(`an identifier of letters and digits${formulaWords(text)}`);
    }
    case 'upn': {
      const value = text.toUpperCase();
      if (USUAL_UPN.test(value)) return { value };
      if (!UPN_SHAPE.test(value)) return unreadable(`a pupil number of letters and digits${formulaWords(text)}`);
      return { value, expected: 'a unique pupil number of 13 characters, or UN1 to UN5; kept as it is' };
    }
    case 'postcode': {
      const value = postcode(text);
      if (value) return { value };
      const odd = text.toUpperCase();
      if (!POSTCODE_SHAPE.test(odd)) return unreadable(`a postcode of letters and digits${formulaWords(text)}`);
      return { value: odd, expected: 'a whole postcode; kept as it is, distances will not be known' };
    }
    case 'urn': {
      const value = withoutPointZero(text).toUpperCase();
      if (USUAL_URN.test(value)) return { value };
      if (!CODE_SHAPE.test(value)) return unreadable(`an Ofsted number (URN)${formulaWords(text)}`);
      return { value, expected: 'an Ofsted number such as SC123456 or 1234567, or XXXXXXX; kept as it is' };
    }
  }
}

const DAY_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]00:00(?::00(?:\.0+)?)?)?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/;

/** `dd/mm/yyyy` or `yyyy-mm-dd`; a midnight that a database or a spreadsheet added is left out. Null when not a day. */
export function readDate(text: string): PlainDate | null {
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return fromParts(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return fromParts(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  return null;
}

function dateWords(text: string): string {
  if (/^\d{5}(\.0+)?$/.test(text)) return `${A_DATE}; this is a spreadsheet's day number`;
  return FORMULA.test(text) ? `${A_DATE}${formulaWords(text)}` : A_DATE;
}

/** `zz/05/2012`, `zz/zz/2012`, `zz/zz/zzzz` or a whole date; null when it is none of these. */
export function readPartialDate(text: string): PartialDate | null {
  const whole = readDate(text);
  if (whole) {
    return { year: Number(whole.slice(0, 4)), month: Number(whole.slice(5, 7)), day: Number(whole.slice(8, 10)) };
  }
  const parts = /^(\d{1,2}|zz)\/(\d{1,2}|zz)\/(\d{4}|zzzz|zz)$/i.exec(text);
  if (!parts) return null;
  const [day, month, year] = [part(parts[1]), part(parts[2]), part(parts[3])];
  // A day is only checked against what is known: in an unknown month it may be up to the 31st, in an unknown year 29 February.
  return fromParts(year ?? 2000, month ?? 1, day ?? 1) ? { year, month, day } : null;
}

function part(text: string | undefined): number | null {
  return text === undefined || /^z/i.test(text) ? null : Number(text);
}

const SEXES: ReadonlyMap<string, Sex> = new Map<string, Sex>([
  ['1', 'male'],
  ['2', 'female'],
  ['M', 'male'],
  ['F', 'female'],
  ['U', 'unknown'],
]);

function readSex(text: string): CellReading {
  const value = SEXES.get(withoutPointZero(text).toUpperCase());
  if (value) return { value };
  if (FORMULA.test(text)) return unreadable(`M, F or U (1 or 2 up to 2023-24)${formulaWords(text)}`);
  return { value: 'unknown', expected: 'M, F or U (1 or 2 up to 2023-24); read as unknown' };
}

function readFlag(text: string): CellReading {
  const plain = withoutPointZero(text).toLowerCase();
  if (plain === '1' || plain === 'true') return { value: true };
  if (plain === '0' || plain === 'false') return { value: false };
  if (FORMULA.test(text)) return unreadable(`0 or 1${formulaWords(text)}`);
  return { value: null, expected: '0 or 1; read as blank' };
}

function readWholeNumber(text: string, least: number, most: number): CellReading {
  const plain = withoutPointZero(text);
  const words = `a whole number from ${least} to ${most}`;
  if (!/^-?\d{1,9}$/.test(plain)) return unreadable(`${words}${formulaWords(text)}`);
  const value = Number(plain);
  return value < least || value > most ? { value, expected: `${words}; kept as it is` } : { value };
}

/** A column of whole numbers with a blank among them comes out of some tools as `1.0`. */
export function withoutPointZero(text: string): string {
  return text.endsWith('.0') && /^\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}

function formulaWords(text: string): string {
  return FORMULA.test(text) ? '; this starts like a spreadsheet formula, which is never run' : '';
}

function unreadable(expected: string): CellReading {
  return { value: null, expected, stops: true };
}
