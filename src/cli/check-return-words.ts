import { type Column, writeCsv } from '../exports/index.ts';
import { type CheckByRule, type Finding, type Rule, type RuleFound, rulesOf } from '../return-rules/index.ts';
import type { RawTables } from '../ssda903/index.ts';
import type { Output } from './output.ts';

/** A check with what it was made of. */
export interface Checked {
  readonly check: CheckByRule;
  readonly problems: RawTables['problems'];
  /** Where the rows of the return stand; only a list of all findings asks for it. */
  readonly rows: RowsRead | null;
  /** The year the return ends in. */
  readonly year: number;
}

/** For each table the child of each row, and the line of the file it begins on. */
export type RowsRead = {
  readonly [T in Table]?: { readonly children: readonly (string | null)[]; readonly lines: readonly number[] };
};
type Table = Finding['table'];

export function rowsRead({ tables, lines }: Pick<RawTables, 'tables' | 'lines'>): RowsRead {
  return Object.fromEntries(
    Object.entries(tables).map(([table, { rows }]) => [
      table,
      { children: rows.map((row) => row[0] ?? null), lines: lines[table as Table] ?? [] },
    ]),
  );
}

/** Pieces in which findings are written: those of a large return may be longer than one text can be. */
const FINDINGS_IN_A_PIECE = 20_000;

function* pieces(found: readonly RuleFound[]): Generator<readonly Finding[]> {
  for (const { rule, tables } of found) {
    for (const { table, rows } of tables) {
      for (let from = 0; from < rows.length; from += FINDINGS_IN_A_PIECE) {
        yield Array.from(rows.subarray(from, from + FINDINGS_IN_A_PIECE), (row) => ({ rule, table, row }));
      }
    }
  }
}

/** One document, and nothing else. */
export function writeJson({ check, problems }: Checked, output: Output): void {
  output.out('{"findings":[');
  let first = true;
  for (const piece of pieces(check.found)) {
    output.out(`${first ? '' : ','}${JSON.stringify(piece).slice(1, -1)}`);
    first = false;
  }
  const rest = { notRun: check.notRun, rules: check.rules, seconds: check.seconds, problems };
  output.out(`],${JSON.stringify(rest).slice(1)}\n`);
}

/** The whole list of findings as a CSV file that spreadsheets open without running anything, piece by piece. */
export function* findingsAsCsv({ check, rows, year }: Checked): Generator<string> {
  const rules = rulesByNumber(year);
  const columns: readonly Column<Finding>[] = [
    { heading: 'Table', text: (one) => one.table },
    { heading: 'Row', number: (one) => one.row + 1 },
    { heading: 'Line in the file', number: (one) => rows?.[one.table]?.lines[one.row] ?? null },
    { heading: 'Child', text: (one) => rows?.[one.table]?.children[one.row] ?? null },
    { heading: 'Rule', text: (one) => one.rule },
    { heading: 'What is wrong', text: (one) => rules.get(one.rule)?.words ?? '' },
    { heading: 'What to do', text: (one) => rules.get(one.rule)?.todo ?? '' },
  ];
  yield writeCsv(columns, []);
  const headings = writeCsv(columns, []).length;
  for (const piece of pieces(check.found)) yield writeCsv(columns, piece).slice(headings);
}

/** By rule: how many rows break it, what is wrong, what to do, and the first rows. */
export function asText({ check, year }: Checked): string {
  const rules = rulesByNumber(year);
  const all = check.found.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    all === 0
      ? `Nothing was found by ${check.rules - check.notRun.length} rules.`
      : `${counted(all, 'row')} to look at, found by ${counted(check.found.length, 'rule')} of ${check.rules}.`,
    '',
  ];
  for (const found of check.found) {
    const rule = rules.get(found.rule);
    lines.push(`${found.rule}  ${counted(found.count, 'row')}: ${rule?.words ?? ''}`);
    lines.push(`      ${rule?.todo ?? ''}`);
    lines.push(`      ${firstRows(found)}`);
  }
  if (check.notRun.length > 0) {
    lines.push('', `${counted(check.notRun.length, 'rule')} did not run:`);
    for (const [why, notRun] of Map.groupBy(check.notRun, (one) => one.why)) {
      lines.push(`  ${why}: ${notRun.map((one) => one.rule).join(', ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A rule that changed has other words in another year. */
function rulesByNumber(year: number): ReadonlyMap<string, Rule> {
  return new Map(rulesOf(year).map((rule) => [rule.number, rule]));
}

function firstRows({ count, tables }: RuleFound): string {
  const shown = tables
    .flatMap(({ table, rows }) => [...rows.subarray(0, 5)].map((row) => `${table} row ${row + 1}`))
    .slice(0, 5);
  return `${shown.join(', ')}${count > shown.length ? ' …' : ''}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;
}
