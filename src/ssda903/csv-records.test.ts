import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import { Unreadable } from './problems.ts';

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function recordsOf(text: string, size: number, most = 1_000): Promise<CsvRecord[]> {
  const all: CsvRecord[] = [];
  for await (const some of csvRecords(pieces(text, size), most)) all.push(...some);
  return all;
}

describe('records of a CSV text', () => {
  test('are those csv-parse reads, whatever the line ends and wherever the bytes are cut', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', ' ', 'a', '01/04/2025', 'x y'),
      fc.constantFrom('"a,b"', '"q""q"', '"two\nlines"'),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
    const text = fc
      .tuple(fc.array(row, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())
      .map(([rows, end, last]) => rows.join(end) + (last ? end : ''));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (whole, size) => {
        const expected = (
          parse(whole, { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true }) as string[][]
        ).filter((cells) => cells.some((one) => one.trim() !== ''));
        assert.deepEqual(
          (await recordsOf(whole, size)).map(({ cells }) => cells),
          expected,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('know the line they begin on, before and after the first quotation mark', async () => {
    const text = 'a,b\r\n\r\n1,2\r\n3,"four\r\nfive"\r\n6,7\r\n';
    for (const size of [1, 2, 3, 7, 100]) {
      assert.deepEqual(
        (await recordsOf(text, size)).map(({ cells, line }) => [line, cells[0]]),
        [
          [1, 'a'],
          [3, '1'],
          [4, '3'],
          [6, '6'],
        ],
      );
    }
  });

  test('an endless line stops before it fills memory, and says where', async () => {
    const text = `a,b\n1,2\n${'x'.repeat(5_000)}`;
    await assert.rejects(recordsOf(text, 64), (error: unknown) => error instanceof Unreadable && error.line === 3);
  });

  test('a quotation mark that is never closed says where it was opened', async () => {
    await assert.rejects(
      recordsOf('a,b\n1,2\n3,"4\n5,6\n', 5),
      (error: unknown) =>
        error instanceof Unreadable && error.line === 3 && /closing quotation mark/.test(error.expected),
    );
  });
});
