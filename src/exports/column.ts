import { type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import { guardText } from './safe-text.ts';

/**
 * A column of an export: its heading, and how each row fills it. What a column holds is said here and never guessed from
 * a value, so that a text which looks like a number, a date or a formula stays a text. Null leaves the cell empty.
 */
export type Column<Row> = { readonly heading: string } & (
  | { readonly text: (row: Row) => string | null }
  | { readonly number: (row: Row) => number | null }
  | { readonly date: (row: Row) => PlainDate | null }
);

/** One cell, checked and made harmless. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'date'; readonly date: PlainDate }
  | null;

/** What Excel and LibreOffice hold in one cell; more of it runs over into the next, where it could be a formula. */
const LONGEST_TEXT = 32_767;

/**
 * What a row has in a column.
 * @throws Refusal where a text is longer than a cell of a spreadsheet
 * @throws Error where a number is none, or a date is no day: a fault of ours; the words name the column, not the value
 */
export function cellOf<Row>(column: Column<Row>, row: Row): Cell {
  if ('text' in column) {
    const text = column.text(row);
    return text === null ? null : textCell(text, column.heading);
  }
  if ('number' in column) {
    const number = column.number(row);
    if (number === null) return null;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw new Error(`no number in “${column.heading}”`);
    return { kind: 'number', number };
  }
  const date = column.date(row);
  if (date === null) return null;
  if (typeof date !== 'string' || plainDate(date) === null) throw new Error(`no date in “${column.heading}”`);
  return { kind: 'date', date };
}

export function headingCell(column: { readonly heading: string }): Cell {
  return textCell(column.heading, column.heading);
}

function textCell(written: string, heading: string): Cell {
  const text = guardText(written);
  if (text.length > LONGEST_TEXT) {
    throw new Refusal(
      `A text in “${heading}” is longer than a cell of a spreadsheet can hold (${LONGEST_TEXT} letters). Shorten it, then download again.`,
    );
  }
  return { kind: 'text', text };
}
