import { rawColumns, type TableName } from '../ssda903/index.ts';
import { type Accepted, type AcceptedRows, acceptedKey } from './accepted-store.ts';
import { type ChildRows, type ChildTable, ownDay } from './check-pack.ts';
import { ruleOf } from './check-pages.ts';
import type { ReturnCheck } from './check-read.ts';

interface ShownCell {
  readonly text: string;
  /** Rules that ask for this cell to be looked at. */
  readonly marks: readonly ShownMark[];
}
interface ShownMark {
  readonly rule: string;
  readonly accepted: boolean;
}
interface ShownFinding {
  readonly rule: string;
  readonly table: TableName;
  readonly line: number;
  readonly words: string;
  readonly todo: string;
  readonly accepted: Accepted | null;
}
interface ShownTable {
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly line: number;
    readonly cells: readonly ShownCell[];
    readonly rules: readonly ShownMark[];
  }[];
}

/** The page of one child's rows: what is to be looked at, and every table with the cells in question marked. */
export function childPage(
  check: ReturnCheck,
  { child, tables }: ChildRows,
  accepted: AcceptedRows,
): { readonly child: string; readonly findings: readonly ShownFinding[]; readonly tables: readonly ShownTable[] } {
  const said = (table: ChildTable, at: number, rule: string): Accepted | null => {
    const day = table.rows.find((row) => row.at === at)?.cells[dayAt(table.table)] ?? '';
    return accepted.get(acceptedKey(rule, { table: table.table, child, day })) ?? null;
  };
  const findings = tables.flatMap((table) =>
    table.rows.flatMap(({ at, line }) =>
      (table.found[at] ?? []).map((rule): ShownFinding => {
        const { words = '', todo = '' } = ruleOf(check.year, rule) ?? {};
        return { rule, table: table.table, line, words, todo, accepted: said(table, at, rule) };
      }),
    ),
  );
  return { child, findings, tables: tables.map((table) => shownTable(check, table, said)) };
}

function dayAt(table: TableName): number {
  const column = ownDay(table);
  return column === null ? -1 : rawColumns(table).indexOf(column);
}

function shownTable(
  check: ReturnCheck,
  table: ChildTable,
  said: (table: ChildTable, at: number, rule: string) => Accepted | null,
): ShownTable {
  const all = rawColumns(table.table);
  const rows = table.rows.map(({ at, line, cells }) => {
    const rules = (table.found[at] ?? []).map((rule) => ({
      mark: { rule, accepted: said(table, at, rule) !== null },
      fields: ruleOf(check.year, rule)?.fields ?? [],
    }));
    return {
      line,
      rules: rules.map(({ mark }) => mark),
      cells: all.map((column, place) => ({
        text: cells[place] ?? '',
        marks: rules.filter(({ fields }) => fields.includes(column)).map(({ mark }) => mark),
      })),
    };
  });
  // A column in which nothing stands and nothing is missing only makes the table wider.
  const kept = all
    .map((_, place) => place)
    .filter((place) => place > 0 && rows.some(({ cells }) => cells[place]?.text || cells[place]?.marks.length));
  return {
    table: table.table,
    columns: kept.map((place) => all[place] ?? ''),
    rows: rows.map((row) => ({ ...row, cells: kept.flatMap((place) => row.cells[place] ?? []) })),
  };
}
