import { fromParts } from '../kernel/index.ts';
import type { CheckByRule, RuleFound } from '../return-rules/index.ts';
import {
  type Problem,
  type RawTables,
  type ReturnYear,
  rawColumns,
  TABLE_NAMES,
  type TableName,
  YearFinder,
} from '../ssda903/index.ts';
import { findingColumns, ownDay, pack, rowKey, unpackFindings } from './check-pack.ts';
import { packParts, rowsWith, rulesByRow } from './check-parts.ts';

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
  readonly notRun: CheckByRule['notRun'];
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

const PROBLEMS_KEPT = 200;

/**
 * Puts what a check found into the form in which it is kept: by rule, and by child with all rows of the child.
 * @param before what the check before found, packed, by rule; null where there is none to compare with
 */
export function checkResult(
  check: CheckByRule,
  read: RawTables,
  last: RawTables | null,
  before: ReadonlyMap<string, Uint8Array> | null,
  year: ReturnYear,
): CheckResult {
  const children = childrenWithFindings(check, read);
  const placeOf = new Map(children.map(({ child }, at) => [child, at]));
  const known = before ?? new Map<string, Uint8Array>();
  const rules: KeptRule[] = [];
  let gone = 0;
  for (const found of check.found) {
    const kept = keptRule(found, read, placeOf, before === null ? null : keysOf(known.get(found.rule)));
    rules.push(kept.rule);
    gone += kept.gone;
  }
  const rulesFound = new Set(check.found.map(({ rule }) => rule));
  for (const [rule, bytes] of known) if (!rulesFound.has(rule)) gone += keysOf(bytes).size;
  const rulesOf = rulesByRow(check, read);
  const foundIn = new Map(
    [...rulesOf].map(([table, rows]) => [table, rowsWith(rows, read.tables[table]?.rows.length ?? 0)]),
  );
  const problems = [...read.problems, ...(last?.problems ?? [])];
  return {
    summary: {
      rules: check.rules,
      found: check.found.reduce((all, { count }) => all + count, 0),
      rowsFound: [...foundIn.values()].reduce((all, rows) => all + rows, 0),
      gone,
      tables: TABLE_NAMES.flatMap((table) => {
        const rows = read.tables[table]?.rows.length;
        return rows === undefined ? [] : [{ table, rows, found: foundIn.get(table) ?? 0 }];
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
    parts: packParts(check, read, rulesOf, children, placeOf),
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

/**
 * One rule's findings as they are kept, and how many of the check before are not among them.
 * @param earlier the rows that the check before found; null where there is none
 */
function keptRule(
  { rule, count, tables }: RuleFound,
  read: RawTables,
  placeOf: ReadonlyMap<string, number>,
  earlier: ReadonlySet<string> | null,
): { rule: KeptRule; gone: number } {
  const columns = findingColumns();
  const again = new Set<string>();
  let isNew = 0;
  for (const { table, rows } of tables) {
    const place = columns.tables.push(table) - 1;
    for (const row of rows) {
      const { child, day } = rowNamed(read, table, row);
      const key = earlier && earlier.size > 0 ? rowKey({ table, child, day }) : '';
      const known = earlier?.has(key) === true;
      if (known) again.add(key);
      if (earlier !== null && !known) isNew += 1;
      columns.table.push(place);
      columns.row.push(row);
      columns.line.push(read.lines[table]?.[row] ?? 0);
      columns.child.push(child);
      columns.day.push(day);
      columns.isNew.push(earlier !== null && !known ? 1 : 0);
      columns.childAt.push(placeOf.get(child) ?? 0);
    }
  }
  const counts = Object.fromEntries(tables.map(({ table, rows }) => [table, rows.length]));
  return {
    rule: { rule, count, isNew, tables: counts, findings: pack(columns) },
    gone: (earlier?.size ?? 0) - again.size,
  };
}

/** How many findings each child has, most first; of as many, by their reference. */
function childrenWithFindings({ found }: CheckByRule, read: RawTables): { child: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { tables } of found) {
    for (const { table, rows } of tables) {
      for (const row of rows) {
        const { child } = rowNamed(read, table, row);
        counts.set(child, (counts.get(child) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .map(([child, count]) => ({ child, count }))
    .sort((a, b) => b.count - a.count || (a.child < b.child ? -1 : 1));
}

const DAY_AT = new Map(TABLE_NAMES.map((table) => [table, rawColumns(table).indexOf(ownDay(table) ?? '')]));

function rowNamed(read: RawTables, table: TableName, row: number): { child: string; day: string } {
  const cells = read.tables[table]?.rows[row];
  return { child: cells?.[0] ?? '', day: cells?.[DAY_AT.get(table) ?? -1] ?? '' };
}

function keysOf(bytes: Uint8Array | undefined): Set<string> {
  return new Set(bytes ? unpackFindings(bytes).map(rowKey) : []);
}
