import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { date, Refusal } from '../kernel/index.ts';
import { type Column, unguardText, writeCsv } from './index.ts';
import { formulasIn } from './spreadsheet-eyes.ts';
import { anyText } from './test-texts.ts';

interface Row {
  readonly name: string | null;
  readonly change: number | null;
  readonly born: string | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Name', text: (row) => row.name },
  { heading: 'Change', number: (row) => row.change },
  { heading: 'Born', date: (row) => (row.born === null ? null : date(row.born)) },
];

test('texts are quoted, numbers and dates stay as they are, lines end as the standard says', () => {
  const csv = writeCsv(COLUMNS, [
    { name: 'Zoë “Zed” O"Neill', change: -5, born: '2012-02-29' },
    { name: '=1+1', change: 0.25, born: null },
    { name: null, change: null, born: '2020-01-01' },
  ]);
  assert.equal(
    csv,
    '\uFEFF"Name","Change","Born"\r\n"Zoë “Zed” O""Neill",-5,2012-02-29\r\n"\'=1+1",0.25,\r\n,,2020-01-01\r\n',
  );
});

test('property: any text comes back from a reader of CSV, and no spreadsheet finds a formula', () => {
  const row = fc.record({
    name: anyText,
    change: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    born: fc.constantFrom('2012-02-29', '1999-12-31', null),
  });
  fc.assert(
    fc.property(anyText, fc.array(row, { minLength: 1, maxLength: 6 }), (heading, rows) => {
      const columns = [{ heading, text: (each: Row) => each.name }, ...COLUMNS.slice(1)];
      const csv = writeCsv(columns, rows);
      assert.deepEqual(formulasIn(csv), []);
      const [first, ...read] = parse(csv, { bom: true, record_delimiter: '\r\n' });
      assert.equal(unguardText(first?.[0] ?? ''), heading);
      assert.deepEqual(
        read.map(([name = '', change = '', born = '']) => [unguardText(name), Number(change), born]),
        rows.map((each) => [each.name, each.change + 0, each.born ?? '']),
      );
    }),
    { numRuns: 600 },
  );
});

test('the eyes of the spreadsheets see a formula where nobody guards', () => {
  for (const csv of [
    '"=1+1"\r\n',
    'a,＝1\r\n',
    '"a","x;=1;y"\r\n',
    '"\uFEFF @SUM(1)"\r\n',
    '"a\n+1"\r\n',
    '"\tx"\r\n',
  ]) {
    assert.notDeepEqual(formulasIn(csv), [], JSON.stringify(csv));
  }
});

test('what is no number, no day, or too long for a cell is refused without saying what it was', () => {
  const bad = (row: Partial<Row>) => () => writeCsv(COLUMNS, [{ name: null, change: null, born: null, ...row }]);
  assert.throws(bad({ change: Number.NaN }), /^Error: no number in “Change”$/);
  const notADay: readonly Column<string>[] = [{ heading: 'Born', date: (text) => text as ReturnType<typeof date> }];
  assert.throws(() => writeCsv(notADay, ['=1+1']), /^Error: no date in “Born”$/);
  assert.throws(bad({ name: 'secret'.repeat(6_000) }), (error: unknown) => {
    assert.ok(error instanceof Refusal);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});
