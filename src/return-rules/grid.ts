import { type RawTable, rawColumns } from '../ssda903/index.ts';
import type { Table } from './rows.ts';

/** The cells of a row in the order of `rawColumns`: text without space around it, null where blank. */
export type Line = readonly (string | null)[];

/** A table as text: what was read from files (`RawTable`) has this shape already. */
export type Grid = RawTable;

/** A row by column names, as callers of the library give it: text as in the file, null where blank. */
export type Cells = { readonly [column: string]: string | null | undefined };

/** Rows given by column names as a grid. A column is there when any row has it, blank or not. */
export function gridOf(table: Table, rows: readonly Cells[]): Grid {
  const columns = rawColumns(table);
  const there = new Set<string>();
  const lines = rows.map((row) => {
    for (const column in row) if (!there.has(column) && row[column] !== undefined) there.add(column);
    return columns.map((column) => cell(row, column));
  });
  return { columns: there, rows: lines };
}

/**
 * What stands in a cell: its text without space around it, or null where it is blank. A caller that gives a text
 * without letters says that something stands there (readers of files give null), and no list of codes has it.
 */
export function cell(row: Cells, column: string): string | null {
  const value: unknown = row[column];
  // Tools that keep columns as numbers write a blank as NaN.
  return value === null || value === undefined || Number.isNaN(value) ? null : String(value).trim();
}

/** Whether a table was given as a grid. */
export function isGrid(given: readonly Cells[] | Grid): given is Grid {
  return !Array.isArray(given);
}
