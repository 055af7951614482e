import { fromParts } from '../kernel/index.ts';
import type { Check } from '../return-rules/index.ts';
import {
  type Problem,
  type RawTables,
  type ReturnYear,
  rawColumns,
  TABLE_NAMES,
  type TableName,
  YearFinder,
} from '../ssda903/index.ts';
import { type ChildRows, type KeptFinding, ownDay, pack, packFindings, rowKey, unpackFindings } from './check-pack.ts';

/** What one rule found, ready to be kept. */
export interface KeptRule {
  readonly rule: string;
  readonly count: number;
  readonly isNew: number;
  readonly tables: { readonly [table: string]: number };
  readonly findings: Uint8Array<ArrayBuffer>;
}

/** What a check keeps beside the findings and the rows. */
export interface Summary {
  readonly rules: number;
  readonly found: number;
  readonly rowsFound: number;
  readonly gone: number;
  readonly tables: readonly { readonly table: TableName; readonly rows: number; readonly found: number }[];
  readonly problems: readonly Problem[];
  readonly problemsCount: number;
  readonly stops: number;
  readonly notRun: Check['notRun'];
  /** The year that the days of the episodes are of, where it is another one than was said. */
  readonly looksLike: ReturnYear | null;
}

/** Everything that a check keeps. */
export interface CheckResult {
  readonly summary: Summary;
  readonly rules: readonly KeptRule[];
  /** Children with findings, most first, in columns: objects for each would hold up the thread that takes them. */
  readonly children: { readonly child: readonly string[]; readonly count: readonly number[] };
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

/** Children whose rows are kept together, in the order of the list. */
export const CHILDREN_A_PART = 500;
const PROBLEMS_KEPT = 200;

/**
 * Puts what a check found into the form in which it is kept: by rule, and by child with all rows of the child.
 * @param before what the check before found, packed, by rule; null where there is none to compare with
 */
export function checkResult(
  check: Check,
  read: RawTables,
  last: RawTables | null,
  before: ReadonlyMap<string, Uint8Array> | null,
  year: ReturnYear,
): CheckResult {
  const children = childrenWithFindings(check, read);
  const placeOf = new Map(children.map(({ child }, at) => [child, at]));
  const known = before ?? new Map<string, Uint8Array>();
  const rules: KeptRule[] = [];
  const rulesFound = new Set<string>();
  let gone = 0;
  for (const [rule, found] of Map.groupBy(check.findings, (one) => one.rule)) {
    rulesFound.add(rule);
    const earlier = keysOf(known.get(rule));
    const keys = new Set<string>();
    const kept = found.map(({ table, row }): KeptFinding => {
      const { child, day } = rowNamed(read, table, row);
      const key = rowKey({ table, child, day });
      keys.add(key);
      const line = read.lines[table]?.[row] ?? 0;
      return {
        table,
        row,
        line,
        child,
        day,
        isNew: before !== null && !earlier.has(key),
        childAt: placeOf.get(child) ?? 0,
      };
    });
    for (const key of earlier) if (!keys.has(key)) gone += 1;
    rules.push({
      rule,
      count: kept.length,
      isNew: kept.filter((one) => one.isNew).length,
      tables: Object.fromEntries([...Map.groupBy(kept, (one) => one.table)].map(([table, of]) => [table, of.length])),
      findings: packFindings(kept),
    });
  }
  for (const [rule, bytes] of known) if (!rulesFound.has(rule)) gone += keysOf(bytes).size;
  const rowsOf = rowsFound(check);
  const problems = [...read.problems, ...(last?.problems ?? [])];
  return {
    summary: {
      rules: check.rules,
      found: check.findings.length,
      rowsFound: [...rowsOf.values()].reduce((all, rows) => all + rows.size, 0),
      gone,
      tables: TABLE_NAMES.flatMap((table) => {
        const rows = read.tables[table]?.rows.length;
        return rows === undefined ? [] : [{ table, rows, found: rowsOf.get(table)?.size ?? 0 }];
      }),
      // What stops comes first, of both years.
      problems: problems.sort((a, b) => Number(b.stops) - Number(a.stops)).slice(0, PROBLEMS_KEPT),
      problemsCount: problems.length,
      stops: read.stops + (last?.stops ?? 0),
      notRun: check.notRun,
      looksLike: otherYear(read, year),
    },
    rules,
    children: { child: children.map(({ child }) => child), count: children.map(({ count }) => count) },
    parts: packParts(check, read, children),
  };
}

/** Whoever takes the wrong year's files finds thousands of mistakes that are none, and should hear of it first. */
function otherYear(read: RawTables, year: ReturnYear): ReturnYear | null {
  const finder = new YearFinder();
  const columns = rawColumns('Episodes');
  const [decom, dec] = [columns.indexOf('DECOM'), columns.indexOf('DEC')];
  for (const cells of read.tables.Episodes?.rows ?? []) {
    const started = dayOf(cells[decom]);
    const ended = dayOf(cells[dec]);
    if (started) finder.started(started);
    if (ended) finder.ended(ended);
  }
  const found = finder.year();
  return found === year ? null : found;
}

function dayOf(text: string | null | undefined) {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text ?? '');
  return parts ? fromParts(Number(parts[3]), Number(parts[2]), Number(parts[1])) : null;
}

/** How many findings each child has, most first; of as many, by their reference. */
function childrenWithFindings(check: Check, read: RawTables): { child: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { table, row } of check.findings) {
    const { child } = rowNamed(read, table, row);
    counts.set(child, (counts.get(child) ?? 0) + 1);
  }
  return [...counts]
    .map(([child, count]) => ({ child, count }))
    .sort((a, b) => b.count - a.count || (a.child < b.child ? -1 : 1));
}

function rowsFound(check: Check): Map<TableName, Set<number>> {
  const found = new Map<TableName, Set<number>>();
  for (const { table, row } of check.findings) {
    const rows = found.get(table) ?? new Set();
    rows.add(row);
    found.set(table, rows);
  }
  return found;
}

const DAY_AT = new Map(TABLE_NAMES.map((table) => [table, rawColumns(table).indexOf(ownDay(table) ?? '')]));

function rowNamed(read: RawTables, table: TableName, row: number): { child: string; day: string } {
  const cells = read.tables[table]?.rows[row];
  return { child: cells?.[0] ?? '', day: cells?.[DAY_AT.get(table) ?? -1] ?? '' };
}

function keysOf(bytes: Uint8Array | undefined): Set<string> {
  return new Set(bytes ? unpackFindings(bytes).map(rowKey) : []);
}

function packParts(
  check: Check,
  read: RawTables,
  children: readonly { readonly child: string }[],
): Uint8Array<ArrayBuffer>[] {
  const rulesOf = new Map<TableName, Map<number, string[]>>();
  for (const { rule, table, row } of check.findings) {
    const rows = rulesOf.get(table) ?? new Map<number, string[]>();
    rulesOf.set(table, rows);
    const rules = rows.get(row);
    if (rules) rules.push(rule);
    else rows.set(row, [rule]);
  }
  const wanted = new Set(children.map(({ child }) => child));
  const byChild = new Map<string, Map<TableName, number[]>>();
  for (const table of TABLE_NAMES) {
    for (const [at, cells] of (read.tables[table]?.rows ?? []).entries()) {
      const child = cells[0] ?? '';
      if (!wanted.has(child)) continue;
      const tables = byChild.get(child) ?? new Map<TableName, number[]>();
      byChild.set(child, tables);
      const rows = tables.get(table);
      if (rows) rows.push(at);
      else tables.set(table, [at]);
    }
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < children.length; from += CHILDREN_A_PART) {
    const part = children.slice(from, from + CHILDREN_A_PART).map(({ child }): ChildRows => {
      const tables = [...(byChild.get(child) ?? [])].map(([table, rows]) => ({
        table,
        rows: rows.map((at) => ({ at, line: read.lines[table]?.[at] ?? 0, cells: read.tables[table]?.rows[at] ?? [] })),
        found: Object.fromEntries(
          rows.flatMap((at) => {
            const rules = rulesOf.get(table)?.get(at);
            return rules ? [[at, rules]] : [];
          }),
        ),
      }));
      return { child, tables };
    });
    parts.push(pack(part));
  }
  return parts;
}
