import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Refusal } from '../kernel/index.ts';
import { returnsAt } from './index.ts';

/** The names of the files of each return found where these files are. */
async function found(...paths: string[]): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-returns-'));
  try {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'x');
    }
    return (await returnsAt(folder)).map((files) => files.map(({ name }) => name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a folder of tables is one return, whatever stands in their names', async () => {
  assert.deepEqual(await found('header.csv', 'episodes.csv'), [['episodes.csv', 'header.csv']]);
  assert.deepEqual(await found('header_2024.csv', 'episodes_2023-24.csv'), [
    ['episodes_2023-24.csv', 'header_2024.csv'],
  ]);
});

test('folders in a folder are one return each, in the order of their names', async () => {
  assert.deepEqual(await found('2018/header.csv', '2017/header.csv', '2017/uasc.csv', 'notes/read.me'), [
    ['header.csv', 'uasc.csv'],
    ['header.csv'],
  ]);
});

test('tables of several years side by side are told apart by the year in their names; a note beside them is left alone', async () => {
  assert.deepEqual(
    await found('header_2024.csv', 'episodes_2024.csv', 'episodes_2023-24.csv', 'header_2023-24.csv', 'read.me'),
    [
      ['episodes_2023-24.csv', 'header_2023-24.csv'],
      ['episodes_2024.csv', 'header_2024.csv'],
    ],
  );
});

test('a workbook or an archive for each year is one return each', async () => {
  assert.deepEqual(await found('return_2024.xlsx', 'return_2025.xlsx'), [['return_2024.xlsx'], ['return_2025.xlsx']]);
  assert.deepEqual(await found('2024/return.zip', '2025/return.zip'), [['return.zip'], ['return.zip']]);
});

test('nothing to read is said in words', async () => {
  await assert.rejects(returnsAt('/there/is/nothing/here'), Refusal);
  await assert.rejects(found(), Refusal);
});
