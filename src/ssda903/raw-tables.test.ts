import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rawColumns, readRawTables } from './raw-tables.ts';
import type { TableName } from './tables.ts';
import { EPISODES, fileOf, HEADER, ONE_EPISODE, ONE_HEADER } from './test-files.ts';

/** One cell of what was read, by column name. */
function cellOf(read: Awaited<ReturnType<typeof readRawTables>>, table: TableName, row: number, column: string) {
  return read.tables[table]?.rows[row]?.[rawColumns(table).indexOf(column)];
}

describe('a return as text', () => {
  test('every row is there with what stands in it, right or wrong, and the line it begins on', async () => {
    const episodes = `${EPISODES}\nA1,30/02/2025,S,C2,N1,Q9,PR1,,,,M1 1AA,M2 2BB,1234567\nA2,1/4/2025,X,,,,,,,,,,\n`;
    const read = await readRawTables([fileOf('header.csv', ONE_HEADER), fileOf('episodes.csv', episodes)]);
    assert.equal(read.stops, 0);
    assert.equal(cellOf(read, 'Episodes', 0, 'DECOM'), '30/02/2025');
    assert.equal(cellOf(read, 'Episodes', 0, 'PLACE'), 'Q9');
    assert.equal(cellOf(read, 'Episodes', 1, 'DECOM'), '1/4/2025');
    assert.equal(cellOf(read, 'Episodes', 1, 'LS'), null);
    assert.deepEqual(read.lines.Episodes, [2, 3]);
    assert.equal(read.tables.Reviews, undefined);
  });

  test('what spreadsheets do to days and numbers is put back, and said once', async () => {
    const header = `${HEADER}\nA1,1.0,2012-09-05,WBRI,A123456789012,,\nA2,2,2012-09-05 00:00:00,WBRI,UN1,,\n`;
    const read = await readRawTables([fileOf('header.csv', header), fileOf('episodes.csv', ONE_EPISODE)]);
    assert.equal(cellOf(read, 'Header', 0, 'SEX'), '1');
    assert.equal(cellOf(read, 'Header', 0, 'DOB'), '05/09/2012');
    assert.equal(cellOf(read, 'Header', 1, 'DOB'), '05/09/2012');
    assert.equal(read.problems.filter((problem) => problem.column === 'DOB').length, 2);
    assert.equal(read.stops, 0);
  });

  test('a formula is text, and said', async () => {
    const header = `${HEADER}\n=1+1,1,05/09/2012,WBRI,A123456789012,,\n`;
    const read = await readRawTables([fileOf('header.csv', header)]);
    assert.equal(cellOf(read, 'Header', 0, 'CHILD'), '=1+1');
    assert.match(read.problems.find((problem) => problem.column === 'CHILD')?.expected ?? '', /not a formula/);
  });

  for (const [what, file] of [
    ['a column that stands twice', 'CHILD,SEX,SEX,DOB\nA1,1,1,05/09/2012\n'],
    ['no column CHILD', 'SEX,DOB\n1,05/09/2012\n'],
    ['another encoding', Buffer.from('CHILD,SEX\nA1,1\n', 'utf16le')],
    ['an empty file', ''],
  ] as const) {
    test(`${what}: that table is left out and said, the others are read`, async () => {
      const read = await readRawTables([fileOf('header.csv', file), fileOf('episodes.csv', ONE_EPISODE)]);
      assert.equal(read.tables.Header, undefined);
      assert.equal(read.tables.Episodes?.rows.length, 1);
      assert.equal(read.stops, 1);
    });
  }

  test('a row with too few or too many cells is kept in its place, and said', async () => {
    const header = `${HEADER}\nA1,1\nA2,1,05/09/2012,WBRI,UN1,,,extra\nA3,1,05/09/2012,WBRI,UN1,,\n`;
    const read = await readRawTables([fileOf('header.csv', header)]);
    assert.equal(read.tables.Header?.rows.length, 3);
    assert.equal(cellOf(read, 'Header', 0, 'DOB'), null);
    assert.equal(cellOf(read, 'Header', 2, 'CHILD'), 'A3');
    assert.deepEqual(
      read.problems.filter((one) => one.stops).map((one) => one.line),
      [2, 3],
    );
  });

  test('derived columns are read where a file carries them; other columns are named and left', async () => {
    const episodes = 'CHILD,DECOM,PL_LOCATION,COLOUR\nA1,10/06/2020,IN,red\n';
    const read = await readRawTables([fileOf('episodes.csv', episodes)]);
    assert.equal(cellOf(read, 'Episodes', 0, 'PL_LOCATION'), 'IN');
    assert.equal(read.tables.Episodes?.columns.has('PL_LOCATION'), true);
    assert.equal(read.tables.Episodes?.columns.has('PL_LA'), false);
    assert.ok(read.problems.some((one) => one.column === 'COLOUR' && !one.stops));
  });

  test('XML says who is unaccompanied in Header, which CSV does not', async () => {
    const xml =
      '<EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><DOB>05/09/2012</DOB><UASC>1</UASC></HEADER></CHILD></EXPSSDA903>';
    const read = await readRawTables([fileOf('return.xml', xml)]);
    assert.equal(read.format, 'xml');
    assert.equal(cellOf(read, 'Header', 0, 'UASC'), '1');
    assert.equal(read.tables.Header?.columns.has('UASC'), true);
  });
});
