import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSsda903 } from '../src/return-rules/index.ts';
import { columnsOf, readRawTables, TABLE_NAMES, type TableName } from '../src/ssda903/index.ts';
import { workbookOf, zipOf } from '../src/ssda903/test-archives.ts';
import { cleanReturn, cleanReturnBefore, csvOf, type MadeUp } from './clean-return.ts';

// The same return as a workbook and as an archive: what stands in it is the same, so what is found is the same.

/** A sheet as people keep it: days are days, whatever looks like a number is one, all else is text. */
function sheet(table: TableName, rows: MadeUp[TableName]): string {
  const columns = Object.keys(columnsOf(table));
  const line = (at: number, cells: readonly string[]) => `<row r="${at}">${cells.join('')}</row>`;
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const cell = (value: string | null | undefined) => {
    if (value === null || value === undefined) return '<c/>';
    const day = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value);
    // 25,569 days lie between the start of a workbook's count and 1970.
    if (day)
      return `<c s="1"><v>${Date.UTC(Number(day[3]), Number(day[2]) - 1, Number(day[1])) / 86_400_000 + 25_569}</v></c>`;
    return /^[1-9]\d*$|^0$/.test(value) ? `<c><v>${value}</v></c>` : text(value);
  };
  const body = (rows ?? []).map((row, at) =>
    line(
      at + 2,
      columns.map((column) => cell(row[column])),
    ),
  );
  return line(1, columns.map(text)) + body.join('');
}

const given = (tables: MadeUp) => TABLE_NAMES.filter((table) => tables[table]);
const workbook = (tables: MadeUp) =>
  workbookOf({ sheets: Object.fromEntries(given(tables).map((table) => [table, sheet(table, tables[table])])) });
const archive = (tables: MadeUp) =>
  zipOf(given(tables).map((table) => ({ path: `return/${table}.csv`, content: csvOf(table, tables[table] ?? []) })));

async function check(pack: (tables: MadeUp) => Buffer, name: string, change: (tables: MadeUp) => void) {
  const tables = cleanReturn();
  change(tables);
  const read = async (bytes: Buffer) =>
    readRawTables([
      {
        name,
        async *open() {
          yield bytes;
        },
      },
    ]);
  const now = await read(pack(tables));
  const last = await read(pack(cleanReturnBefore()));
  assert.deepEqual([now.problems, last.problems], [[], []]);
  return checkSsda903({ year: '2025-26', tables: now.tables, previous: last.tables }).findings;
}

for (const [what, pack, name] of [
  ['a workbook', workbook, 'return.xlsx'],
  ['an archive', archive, 'return.zip'],
] as const) {
  test(`${what} of a return without mistakes has none`, async () => {
    assert.deepEqual(await check(pack, name, () => {}), []);
  });

  test(`${what} of a return with a mistake has that one, in its row`, async () => {
    // 567: the child came back before they went missing.
    const found = await check(pack, name, ({ Missing }) =>
      Object.assign(Missing?.[0] ?? {}, { MIS_END: '31/08/2025' }),
    );
    assert.deepEqual(found, [{ rule: '567', table: 'Missing', row: 0 }]);
  });
}
