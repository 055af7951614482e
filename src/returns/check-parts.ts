import type { CheckByRule } from '../return-rules/index.ts';
import { type RawTables, TABLE_NAMES, type TableName } from '../ssda903/index.ts';
import { type ChildRows, pack } from './check-pack.ts';
import { type Grouped, grouped } from './grouped.ts';

/** Children whose rows are kept together, in the order of the list. */
export const CHILDREN_A_PART = 500;

/** By table, the rules that each row breaks, as positions in what was found. */
export function rulesByRow({ found }: CheckByRule, read: RawTables): Map<TableName, Grouped> {
  return new Map(
    TABLE_NAMES.flatMap((table): [TableName, Grouped][] => {
      const rowsOfTable = read.tables[table]?.rows.length ?? 0;
      const rules = found.flatMap(({ tables }, at) => {
        const rows = tables.find((one) => one.table === table)?.rows;
        return rows ? [{ at, rows }] : [];
      });
      if (rules.length === 0) return [];
      const each = (put: (row: number, rule: number) => void) => {
        for (const { at, rows } of rules) for (const row of rows) put(row, at);
      };
      return [[table, grouped(rowsOfTable, each)]];
    }),
  );
}

/** How many of a table's rows break a rule. */
export function rowsWith(rules: Grouped, rows: number): number {
  let some = 0;
  for (let row = 0; row < rows; row += 1) if (rules.size(row) > 0) some += 1;
  return some;
}

/** All rows of the children with findings, some hundred children packed together. */
export function packParts(
  { found }: CheckByRule,
  read: RawTables,
  rulesOf: ReadonlyMap<TableName, Grouped>,
  children: readonly { readonly child: string }[],
  placeOf: ReadonlyMap<string, number>,
): Uint8Array<ArrayBuffer>[] {
  const tables = TABLE_NAMES.flatMap((table) => {
    const rows = read.tables[table]?.rows;
    if (!rows) return [];
    const ofChild = grouped(children.length, (put) => {
      for (const [at, cells] of rows.entries()) {
        const place = placeOf.get(cells[0] ?? '');
        if (place !== undefined) put(place, at);
      }
    });
    return [{ table, rows, ofChild }];
  });
  const rowsOf = (place: number): ChildRows['tables'] =>
    tables.flatMap(({ table, rows, ofChild }) => {
      const own = [...ofChild.of(place)];
      if (own.length === 0) return [];
      const broken = own.flatMap((at) => {
        const rules = rulesOf.get(table);
        if (!rules || rules.size(at) === 0) return [];
        return [[at, [...rules.of(at)].map((rule) => found[rule]?.rule ?? '')] as const];
      });
      return {
        table,
        rows: own.map((at) => ({ at, line: read.lines[table]?.[at] ?? 0, cells: rows[at] ?? [] })),
        found: Object.fromEntries(broken),
      };
    });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < children.length; from += CHILDREN_A_PART) {
    const part = children
      .slice(from, from + CHILDREN_A_PART)
      .map(({ child }, at): ChildRows => ({ child, tables: rowsOf(from + at) }));
    parts.push(pack(part));
  }
  return parts;
}
