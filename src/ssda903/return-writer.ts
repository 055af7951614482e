import { inReturn, type PlainDate } from '../kernel/index.ts';
import type { ReturnYear } from './return-year.ts';
import {
  type Column,
  columnsOf,
  type PartialDate,
  type RowOf,
  type Sex,
  TABLE_NAMES,
  TABLES,
  type TableName,
} from './tables.ts';

/** Rows to write, by table; they are read once, as the text is asked for, so a generator of a million rows will do. */
export type ReturnTables = { readonly [T in TableName]?: Iterable<RowOf<T>> };

export interface WrittenFile {
  readonly name: string;
  readonly table: TableName;
  /** The file's text in pieces of about 64,000 characters; to be gone through once. */
  readonly text: Iterable<string>;
}

const PIECE = 64_000;
/** From the return of 2024-25 sex is M, F or U; before, 1 or 2 and no code for unknown, which is left blank. */
const FIRST_YEAR_OF_LETTERS: ReturnYear = 2025;

/**
 * A return as CSV files, as the year's return has them: its tables, its columns in order, dates dd/mm/yyyy, sex in the
 * year's codes, `\r\n` between rows. Every table of the year becomes a file, with its first row alone where it has no
 * rows; rows of a table that the year does not have are left out (social workers before 2023-24, orders that deprive
 * of liberty before 2026-27).
 *
 * @throws RangeError, while the text is gone through, where a value would be refused on reading: text that a
 *   spreadsheet would run as a formula, or that spans lines
 */
export function writeReturn(tables: ReturnTables, year: ReturnYear): WrittenFile[] {
  return TABLE_NAMES.filter((table) => TABLES[table].from <= year).map((table) => ({
    name: TABLES[table].file,
    table,
    text: tableText(table, tables[table] ?? [], year),
  }));
}

function* tableText(table: TableName, rows: Iterable<object>, year: ReturnYear): Generator<string, void> {
  const columns = Object.entries(columnsOf(table));
  let piece = `${columns.map(([name]) => name).join(',')}\r\n`;
  for (const row of rows) {
    const values = row as Readonly<Record<string, unknown>>;
    piece += `${columns.map(([name, column]) => cellText(table, name, column, values[name], year)).join(',')}\r\n`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function cellText(table: TableName, name: string, column: Column, value: unknown, year: ReturnYear): string {
  if (value === null || value === undefined) return '';
  switch (column.kind) {
    case 'date':
      return inReturn(value as PlainDate);
    case 'partial-date':
      return partialDateText(value as PartialDate);
    case 'sex':
      return sexText(value as Sex, year);
    case 'yes-no':
      return value === true ? '1' : '0';
    case 'whole-number':
      return String(value);
    default: {
      const text = String(value);
      if (/^[=+\-@]|[\r\n\t]/.test(text)) {
        throw new RangeError(`${table}.${name} holds text that a spreadsheet would run, or that spans lines`);
      }
      return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    }
  }
}

function sexText(sex: Sex, year: ReturnYear): string {
  if (year >= FIRST_YEAR_OF_LETTERS) return sex === 'female' ? 'F' : sex === 'male' ? 'M' : 'U';
  return sex === 'female' ? '2' : sex === 'male' ? '1' : '';
}

function partialDateText(date: PartialDate): string {
  const part = (value: number | null, length: number) =>
    value === null ? 'z'.repeat(length) : String(value).padStart(length, '0');
  return `${part(date.day, 2)}/${part(date.month, 2)}/${part(date.year, 4)}`;
}
