import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckInput, checkRules, type GivenTables } from './check.ts';
import type { Cells } from './grid.ts';
import type { Table } from './rows.ts';
import type { Rule } from './rule.ts';

/**
 * Tables of a case, drawn as text: the first line names the columns, `-` is a blank, `_` a space, and `!` before a
 * row marks one that breaks the rule.
 *
 *     Missing: `
 *         CHILD MIS_START
 *       ! 1     13/10/21
 *         2     13/10/2021`
 */
type Drawn = { readonly [T in Table]?: string };

interface RuleCase {
  readonly tables: Drawn;
  readonly last?: Drawn;
  /** 2025-26, or the latest year the rule holds in. */
  readonly year?: string;
  readonly collection?: CheckInput['collection'];
  readonly providers?: readonly { readonly [column: string]: unknown }[];
}

/**
 * One test for each case of a rule, and one that the cases of the rule mark at least one row and leave at least one.
 * The marks are worked out by hand from the rule's text.
 */
export function casesOf(rules: readonly Rule[], number: string, cases: { readonly [what: string]: RuleCase }): void {
  let breaks = 0;
  let holds = 0;
  for (const [what, one] of Object.entries(cases)) {
    const year = one.year ?? '2025-26';
    const rule = rules.filter((other) => other.number === number && holdsIn(other, year));
    const drawn = read(one.tables);
    breaks += drawn.marked.length;
    holds += drawn.rows - drawn.marked.length;
    test(`rule ${number}: ${what}`, () => {
      assert.equal(rule.length, 1, `one rule ${number} holds in ${year}`);
      const input: CheckInput = {
        year,
        tables: drawn.tables,
        ...(one.last ? { previous: read(one.last).tables } : {}),
        ...(one.collection ? { collection: one.collection } : {}),
        ...(one.providers ? { providers: { rows: one.providers } } : {}),
      };
      const { findings, notRun } = checkRules(input, rule);
      assert.deepEqual(notRun, []);
      assert.deepEqual(findings.map((one) => `${one.table} ${one.row}`).sort(), drawn.marked.toSorted());
    });
  }
  test(`rule ${number} has cases that break it and cases that do not`, () => {
    assert.ok(breaks > 0, 'no case breaks it');
    assert.ok(holds > 0, 'no row of its cases keeps it');
  });
}

function holdsIn(rule: Rule, year: string): boolean {
  const ends = Number(year.slice(0, 4)) + 1;
  return rule.years.from <= ends && ends <= rule.years.to;
}

function read(drawn: Drawn): { tables: GivenTables; marked: string[]; rows: number } {
  const marked: string[] = [];
  let rows = 0;
  const tables: { [table: string]: Cells[] } = {};
  for (const [table, text] of Object.entries(drawn)) {
    const [first, ...lines] = text
      .trim()
      .split(/\n/)
      .map((line) => line.trim());
    const columns = (first ?? '').split(/\s+/);
    tables[table] = lines.map((line, at) => {
      const cells = line.split(/\s+/);
      if (cells[0] === '!') {
        cells.shift();
        marked.push(`${table} ${at}`);
      }
      assert.equal(cells.length, columns.length, `${table}, row ${at}: ${line}`);
      rows += 1;
      return Object.fromEntries(
        columns.map((column, i) => [column, cells[i] === '-' ? null : cells[i]?.replaceAll('_', ' ')]),
      );
    });
  }
  return { tables: tables as GivenTables, marked, rows };
}
