import { gunzipSync, gzipSync } from 'node:zlib';
import type { TableName } from '../ssda903/index.ts';

/** One row that breaks a rule, as a check keeps it. */
export interface KeptFinding {
  readonly table: TableName;
  /** Position in the table, from 0. */
  readonly row: number;
  /** The line of the file that it begins on. */
  readonly line: number;
  /** As the return has it. */
  readonly child: string;
  /** The day by which the row is known among the child's rows of the table, as text; empty where it needs none. */
  readonly day: string;
  /** Whether the check before did not find it. */
  readonly isNew: boolean;
  /** The child's place in the list of children with findings. */
  readonly childAt: number;
}

/** All rows of one child, and what was found in them. */
export interface ChildRows {
  readonly child: string;
  readonly tables: readonly ChildTable[];
}
export interface ChildTable {
  readonly table: TableName;
  readonly rows: readonly { readonly at: number; readonly line: number; readonly cells: readonly (string | null)[] }[];
  /** By position in the table: the rules that the row breaks. */
  readonly found: { readonly [at: number]: readonly string[] };
}

/**
 * The day column by which a row is known among a child's rows of a table, so that it is found again in the return as it is
 * sent next time. Tables with one row for each child need none.
 */
const OWN_DAY: { readonly [T in TableName]?: string } = {
  Episodes: 'DECOM',
  Reviews: 'REVIEW',
  AD1: 'DATE_INT',
  PlacedAdoption: 'DATE_PLACED',
  PrevPerm: 'DATE_PERM',
  Missing: 'MIS_START',
  SWEpisodes: 'SW_DECOM',
  DoLo: 'DOLO_START',
};

/** The column of `OWN_DAY`; null where the table needs none. */
export function ownDay(table: TableName): string | null {
  return OWN_DAY[table] ?? null;
}

/** By which a row is the same in two checks of one year: table, child, and the row's own day. */
export function rowKey(row: { readonly table: string; readonly child: string; readonly day: string }): string {
  return `${row.table}\n${row.child}\n${row.day}`;
}

/** Fast rather than small: a million findings are packed while somebody waits. */
const LEVEL = { level: 1 };

/** Findings by column: as many short arrays as there are findings would take three times as long to pack. */
export interface FindingColumns {
  readonly tables: TableName[];
  /** Position in `tables`. */
  readonly table: number[];
  readonly row: number[];
  readonly line: number[];
  readonly child: string[];
  readonly day: string[];
  /** 1 or 0. */
  readonly isNew: number[];
  readonly childAt: number[];
}

export function findingColumns(): FindingColumns {
  return { tables: [], table: [], row: [], line: [], child: [], day: [], isNew: [], childAt: [] };
}

export function unpackFindings(bytes: Uint8Array): KeptFinding[] {
  const { tables, table, row, line, child, day, isNew, childAt } = unpack(bytes) as FindingColumns;
  return row.map((at, n) => ({
    table: tables[table[n] ?? 0] as TableName,
    row: at,
    line: line[n] ?? 0,
    child: child[n] ?? '',
    day: day[n] ?? '',
    isNew: isNew[n] === 1,
    childAt: childAt[n] ?? 0,
  }));
}

/** Packs anything that JSON can say, into memory of its own, which can be handed to another thread. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(value), LEVEL));
}

export function unpack(bytes: Uint8Array): unknown {
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
