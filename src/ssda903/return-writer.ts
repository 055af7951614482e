import { cellText } from './cell-text.ts';
import type { ReturnYear } from './return-year.ts';
import { columnsOf, type RowOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts';

/** Rows to write, by table; they are read once, as the text is asked for, so a generator of a million rows will do. */
export type ReturnTables = { readonly [T in TableName]?: Iterable<RowOf<T>> };

export interface WrittenFile {
  readonly name: string;
  readonly table: TableName;
  /** The file's text in pieces of about 64,000 characters; to be gone through once. */
  readonly text: Iterable<string>;
}

const PIECE = 64_000;

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
    piece += `${columns.map(([name, column]) => quoted(cellText(table, name, column, values[name], year))).join(',')}\r\n`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** A cell with a comma or a quotation mark in it is quoted (RFC 4180). */
function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
