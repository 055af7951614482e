import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { date } from '../kernel/index.ts';
import { type ReturnTables, writeReturn } from './return-writer.ts';
import type { ReturnYear } from './return-year.ts';
import { type RowOf, TABLE_NAMES, TABLES, type TableName } from './tables.ts';
import { EPISODES, fileOf, HEADER, readAll } from './test-files.ts';
import { anyRow } from './test-returns.ts';

function rowsOf(table: TableName, year: ReturnYear): fc.Arbitrary<object[]> {
  return fc.array(anyRow(table, year), { maxLength: 5 });
}

const aReturn = fc.constantFrom(2017, 2019, 2024, 2025, 2026, 2027).chain((year) => {
  const tables = TABLE_NAMES.filter((table) => TABLES[table].from <= year);
  return fc.record({
    year: fc.constant(year),
    tables: fc.record(Object.fromEntries(tables.map((table) => [table, rowsOf(table, year)]))),
  });
});

/** The shapes a file may come in without saying anything else. */
const aShape = fc.record({
  columns: fc.integer({ min: 0, max: 100 }),
  lowerCase: fc.boolean(),
  mark: fc.boolean(),
  isoDates: fc.boolean(),
  lineFeed: fc.boolean(),
  quoted: fc.boolean(),
  pieceBytes: fc.integer({ min: 1, max: 200 }),
});

type Shape = typeof aShape extends fc.Arbitrary<infer S> ? S : never;

function reshaped(text: string, shape: Shape): string {
  const lines = text.trimEnd().split('\r\n');
  const cells = lines.map((line, at) => {
    let row = line.split(',');
    const turn = shape.columns % row.length;
    row = [...row.slice(turn), ...row.slice(0, turn)];
    if (at === 0 && shape.lowerCase) row = row.map((cell) => ` ${cell.toLowerCase()}`);
    if (at > 0 && shape.isoDates) {
      row = row.map((cell) => cell.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1'));
    }
    return row.map((cell) => (shape.quoted ? `"${cell}"` : cell)).join(',');
  });
  return `${shape.mark ? '\ufeff' : ''}${cells.join(shape.lineFeed ? '\n' : '\r\n')}\n`;
}

const plain = (rows: readonly object[]) => rows.map((row) => ({ ...row, line: undefined }));

describe('writing a return', () => {
  test('what is written reads back as it was, in every shape a file may come in', async () => {
    await fc.assert(
      fc.asyncProperty(aReturn, aShape, async ({ year, tables }, shape) => {
        const files = writeReturn(tables as ReturnTables, year).map((file) =>
          fileOf(file.name, reshaped([...file.text].join(''), shape), shape.pieceBytes),
        );
        const { rows, summary } = await readAll(files, { batchRows: 2 });
        assert.equal(summary.stops, 0, JSON.stringify(summary.problems[0]));
        for (const table of TABLE_NAMES) {
          const given = (tables as Record<string, object[] | undefined>)[table] ?? [];
          // Before 2024-25 the return has no code for sex unknown; a blank reads back as unknown.
          assert.deepEqual(plain(rows[table]), plain(given), table);
        }
      }),
      { numRuns: 60 },
    );
  });

  const child: RowOf<'Header'> = {
    CHILD: 'A1',
    SEX: 'female',
    DOB: date('2012-09-05'),
    ETHNIC: 'WBRI',
    UPN: 'UN1',
    MOTHER: false,
    MC_DOB: null,
  };
  const textOf = (year: ReturnYear, tables: ReturnTables, table: TableName) =>
    [...(writeReturn(tables, year).find((file) => file.table === table)?.text ?? [])].join('');

  test('sex is 1 and 2 up to 2023-24, M, F and U from 2024-25', () => {
    assert.equal(textOf(2024, { Header: [child] }, 'Header'), `${HEADER}\r\nA1,2,05/09/2012,WBRI,UN1,0,\r\n`);
    assert.equal(textOf(2025, { Header: [child] }, 'Header'), `${HEADER}\r\nA1,F,05/09/2012,WBRI,UN1,0,\r\n`);
    assert.match(textOf(2024, { Header: [{ ...child, SEX: 'unknown' }] }, 'Header'), /\r\nA1,,05/);
    assert.match(textOf(2025, { Header: [{ ...child, SEX: 'unknown' }] }, 'Header'), /\r\nA1,U,05/);
  });

  test('each year has its own files', () => {
    const names = (year: ReturnYear) => writeReturn({}, year).map((file) => file.name);
    assert.equal(names(2023).length, 10);
    assert.deepEqual(
      names(2024).filter((name) => !names(2023).includes(name)),
      ['sw_episodes.csv'],
    );
    assert.deepEqual(
      names(2027).filter((name) => !names(2026).includes(name)),
      ['dolo.csv'],
    );
    assert.equal(textOf(2024, {}, 'Episodes'), `${EPISODES}\r\n`);
  });

  test('many rows come in pieces, and are made only when asked for', () => {
    let made = 0;
    const rows = (function* () {
      for (let n = 0; n < 100_000; n += 1) {
        made += 1;
        yield { ...child, CHILD: `A${n}` };
      }
    })();
    const file = writeReturn({ Header: rows }, 2026)[0]!;
    assert.equal(made, 0);
    const text = file.text[Symbol.iterator]();
    const first = text.next().value as string;
    assert.ok(first.length < 70_000 && made < 3_000, `${first.length} characters from ${made} rows`);
  });

  test('text that a spreadsheet would run is refused, a comma is quoted', () => {
    assert.throws(() => textOf(2026, { Header: [{ ...child, CHILD: '=1+1' }] }, 'Header'), /Header\.CHILD/);
    assert.throws(() => textOf(2026, { Header: [{ ...child, CHILD: 'A\n1' }] }, 'Header'), /Header\.CHILD/);
    const worker = {
      CHILD: 'A1',
      DOB: null,
      SW_ID: 'a,"b',
      SW_DECOM: date('2024-04-01'),
      SW_DEC: null,
      SW_REASON: null,
    };
    assert.match(textOf(2026, { SWEpisodes: [worker] }, 'SWEpisodes'), /\r\nA1,,"a,""b",01\/04\/2024,,\r\n/);
  });
});
