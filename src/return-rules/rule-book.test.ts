import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { cleanInput, type MadeUp } from '../../test/clean-return.ts';
import { CODE_LISTS, columnsOf, rawColumns } from '../ssda903/index.ts';
import { type CheckInput, checkRules, checkSsda903 } from './check.ts';
import { TABLES } from './make-rows.ts';
import type { ReturnData } from './return-data.ts';
import type { Table } from './rows.ts';
import { FIRST_RULES, LAST_RULES, type Rule, rule } from './rule.ts';
import { RULES, rulesOf } from './rule-book.ts';
import type { Finding } from './run-rules.ts';

// What holds for all rules together: which others run, and in what order, changes nothing; no row makes one fail.

const YEARS = Array.from({ length: LAST_RULES - FIRST_RULES + 1 }, (_, n) => FIRST_RULES + n);
const words = (year: number) => `${year - 1}-${year % 100}`;

const day = fc.constantFrom(
  ...['01/04/2025', '31/03/2026', '01/04/2026', '31/03/2025', '30/09/2025', '1/5/2025', '29/02/2024'],
  ...['05/09/2012', '01/04/2008', '15/07/2021', '01/01/1900', '31/12/9999', '01/04/2023'],
);
const noDay = fc.constantFrom('30/02/2025', '2025-04-01', '05/09/12', 'zz/zz/2012', 'soon', '01/04/20255', '');
const nonsense = fc.constantFrom(
  ...[
    '',
    ' ',
    '0',
    '1',
    '-1',
    '1.5',
    'E+16',
    'null',
    '__proto__',
    'constructor',
    'toString',
    '\u0000',
    '😀',
    'A'.repeat(300),
  ],
  ...[
    'M1 1AA',
    'M2 2BB',
    '1234567',
    'XXXXXXX',
    'SC123456',
    'WAL',
    'E08000003',
    'IN',
    'OUT',
    'UN1',
    'UN4',
    'A123456789012',
  ],
);
const child = fc.constantFrom('1', '2', '3', '4', '', '999999999999999999999999', '__proto__', '1 ');

/** Any cell of a column: mostly what belongs there, sometimes nothing, sometimes anything. */
function cellOf(table: Table, name: string): fc.Arbitrary<string | null> {
  if (name === 'CHILD') return child;
  const column = columnsOf(table)[name];
  const list = column?.kind === 'code' ? CODE_LISTS[column.list].map(({ code }) => code) : null;
  const right =
    column?.kind === 'date' || column?.kind === 'partial-date'
      ? fc.oneof({ weight: 6, arbitrary: day }, { weight: 1, arbitrary: noDay })
      : list
        ? fc.constantFrom(...list)
        : nonsense;
  return fc.oneof({ weight: 8, arbitrary: right }, { weight: 2, arbitrary: fc.constant(null) }, nonsense, fc.string());
}

const tables: fc.Arbitrary<CheckInput['tables']> = fc.record(
  Object.fromEntries(
    TABLES.map((table) => {
      const cells = Object.fromEntries(rawColumns(table).map((name) => [name, cellOf(table, name)]));
      return [table, fc.array(fc.record(cells, { requiredKeys: ['CHILD'] }), { maxLength: 7 })];
    }),
  ),
  { requiredKeys: [] },
);

const anyInput: fc.Arbitrary<CheckInput> = fc.record(
  {
    year: fc.constantFrom(...YEARS.map(words)),
    tables,
    previous: fc.option(tables),
    collection: fc.record({
      file_format: fc.constantFrom('csv', 'xml', null),
      localAuthority: fc.constantFrom('E08000003', null),
    }),
    providers: fc.option(
      fc.record({
        rows: fc.array(
          fc.record({
            URN: nonsense,
            PLACE_CODES: nonsense,
            PROVIDER_CODES: nonsense,
            POSTCODE: nonsense,
            REG_END: day,
          }),
        ),
      }),
    ),
    postcodes: fc.constantFrom(cleanInput().postcodes as NonNullable<CheckInput['postcodes']>),
  },
  { requiredKeys: ['year', 'tables'] },
);

/** The made-up family with some cells changed: returns in which rules of all sorts find something, and most do not. */
const nearlyRight: fc.Arbitrary<CheckInput> = fc
  .array(
    fc
      .constantFrom(...TABLES.filter((table) => cleanInput().tables[table]))
      .chain((table) =>
        fc
          .constantFrom(...Object.keys(columnsOf(table)))
          .chain((name) => fc.tuple(fc.constant(table), fc.nat(6), fc.constant(name), cellOf(table, name))),
      ),
    { maxLength: 12 },
  )
  .map((changes) => {
    const input = cleanInput();
    for (const [table, row, name, value] of changes) {
      const found = (input.tables as MadeUp)[table]?.[row];
      if (found) found[name] = value;
    }
    return input;
  });

const someInput = fc.oneof(anyInput, nearlyRight);
const yearOf = (input: CheckInput) => Number(input.year.slice(0, 4)) + 1;
const byRule = (findings: readonly Finding[]) => Map.groupBy(findings, (one) => one.rule);

describe('the rules together', () => {
  test('no rule fails on any row', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const { notRun } = checkSsda903(input);
        assert.deepEqual(
          notRun.filter((one) => one.why.startsWith('the rule failed')),
          [],
        );
      }),
      { numRuns: 250 },
    );
  });

  test('any of them in any order find what they find in the whole run', () => {
    fc.assert(
      fc.property(someInput, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (input, numbers) => {
        const all = rulesOf(yearOf(input));
        const whole = byRule(checkRules(input, all).findings);
        const drawn = all.map((one) => ({ one, key: numbers.next().value as number }));
        const some = drawn.filter(({ key }) => key < 0.5).sort((a, b) => a.key - b.key);
        const { findings } = checkRules(
          input,
          some.map(({ one }) => one),
        );
        const found = byRule(findings);
        for (const { one } of some) assert.deepEqual(found.get(one.number), whole.get(one.number), one.number);
      }),
      { numRuns: 60 },
    );
  });

  test('each alone finds what it finds in the whole run, and says so alike when it does not run', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const all = rulesOf(yearOf(input));
        const whole = checkRules(input, all);
        const found = byRule(whole.findings);
        for (const one of all) {
          const alone = checkRules(input, [one]);
          assert.deepEqual(alone.findings, found.get(one.number) ?? [], one.number);
          assert.deepEqual(
            alone.notRun,
            whole.notRun.filter((each) => each.rule === one.number),
          );
        }
      }),
      { numRuns: 12 },
    );
  });

  test('what they are given is frozen, and is after the run what it was before; so is what the caller gave', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const { postcodes: _, ...plain } = input;
        const given = JSON.stringify(plain);
        const seen: string[] = [];
        const look = (number: string): Rule =>
          rule(number, { fields: [], words: '', todo: '', tables: [] }, (data) => {
            seen.push(JSON.stringify(snapshot(data)));
            if (number === 'before') mustBeFrozen(data);
          });
        checkRules(input, [look('before'), ...rulesOf(yearOf(input)), look('after')]);
        assert.equal(seen.length, 2);
        assert.equal(seen[0], seen[1]);
        const { postcodes: __, ...after } = input;
        assert.equal(JSON.stringify(after), given);
      }),
      { numRuns: 40 },
    );
  });
});

function snapshot(data: ReturnData): unknown {
  const rows = (one: ReturnData['now']) => TABLES.map((table) => [one.has(table), one.all(table)]);
  return [
    data.year,
    data.start,
    data.end,
    data.format,
    data.authority,
    rows(data.now),
    rows(data.last),
    [...(data.providers ?? [])],
  ];
}

function mustBeFrozen(data: ReturnData): void {
  assert.ok(Object.isFrozen(data));
  for (const provider of data.providers?.values() ?? []) assert.ok(deeplyFrozen(provider));
  for (const all of [data.now, data.last]) {
    for (const table of TABLES) {
      assert.ok(deeplyFrozen(all.all(table)), table);
      for (const [, rows] of all.childrenIn(table)) assert.ok(Object.isFrozen(rows), table);
    }
    for (const [, episodes] of all.chains()) assert.ok(Object.isFrozen(episodes));
  }
}

function deeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(deeplyFrozen);
}

describe('the rule book', () => {
  test('no number holds twice in one year', () => {
    for (const year of YEARS) {
      const numbers = rulesOf(year).map((one) => one.number);
      assert.deepEqual(
        numbers.filter((number, at) => numbers.indexOf(number) !== at),
        [],
      );
    }
  });

  test('every rule says what is wrong and what to do, in sentences of its own', () => {
    for (const { number, words: wrong, todo } of RULES) {
      for (const text of [wrong, todo]) {
        assert.match(text, /^[\p{Lu}\d].{9,}\.$/su, number);
        assert.doesNotMatch(text, /\bNOTE\b|\bN\.B\.|please|\btool\b|\bvalidation\b| {2}|'/i, `${number}: ${text}`);
      }
      assert.notEqual(wrong, todo, number);
    }
  });

  test('its columns are columns of the return, and its years are years whose rules are here', () => {
    const columns = new Set(TABLES.flatMap((table) => rawColumns(table)));
    for (const { number, fields, years } of RULES) {
      assert.ok(fields.length > 0, `${number} names no column`);
      for (const field of fields) assert.ok(columns.has(field), `${number}: no table has ${field}`);
      assert.ok(years.from >= FIRST_RULES && years.to <= LAST_RULES && years.from <= years.to, number);
    }
  });
});
