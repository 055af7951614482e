// Compares the rules of the return with recorded cases of a public checker, one rule each, and the numbers of each
// year's rules with the published lists. Both lie beside the checkout and not in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type CheckInput, checkRules, rulesOf } from '../../src/return-rules/index.ts';
import { documentedDifferences } from './return-rules-differences.ts';

const shared = join(import.meta.dirname, '..', '..', '..', 'shared');

interface Recorded extends Omit<CheckInput, 'previous'> {
  readonly id: string;
  readonly rule: string;
  readonly previous: CheckInput['previous'];
  readonly expected: { readonly [table: string]: readonly number[] };
}

const cases = readFileSync(join(shared, 'conformance', 'ssda903', 'cases.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Recorded);

const endOf = (year: string) => Number(year.slice(0, 4)) + 1;

/** The year a case is run in: its own, or the latest in which its rule was in force. */
function yearOf(one: Recorded): string {
  for (let ends = endOf(one.year); ends >= 2023; ends -= 1) {
    if (rulesOf(ends).some((rule) => rule.number === one.rule)) return `${ends - 1}-${String(ends % 100)}`;
  }
  return one.year;
}

describe('recorded cases of the rules of the return', () => {
  for (const one of cases) {
    const documented = documentedDifferences[one.id];
    test(one.id, { skip: documented ?? false }, () => {
      const year = yearOf(one);
      const rules = rulesOf(endOf(year)).filter((rule) => rule.number === one.rule);
      assert.equal(rules.length, 1, `rule ${one.rule} is not there`);
      const { findings, notRun } = checkRules({ ...one, year }, rules);
      assert.deepEqual(notRun, []);
      const found: { [table: string]: number[] } = {};
      for (const { table, row } of findings) found[table] = [...(found[table] ?? []), row];
      const expected = Object.fromEntries(Object.entries(one.expected).filter(([, rows]) => rows.length > 0));
      assert.deepEqual(found, expected);
    });
  }
});

describe('the rules of each year', () => {
  const { years } = JSON.parse(readFileSync(join(shared, 'domain', 'ssda903_rules_by_year.json'), 'utf8')) as {
    years: { [year: string]: string[] };
  };
  for (const [year, numbers] of Object.entries(years)) {
    test(year, () => {
      const here = rulesOf(endOf(year)).map((rule) => rule.number);
      assert.deepEqual(here.toSorted(), numbers.toSorted());
    });
  }
});
