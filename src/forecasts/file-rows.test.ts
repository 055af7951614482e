import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from '../../test/packed-return.ts';
import { returnFiles } from '../../test/returns.ts';
import { date, Refusal } from '../kernel/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';
import { rowsOfFiles } from './file-rows.ts';
import { lives, yearOf } from './test-care.ts';

const YEARS = [2025, 2026];
const all = lives('NC', 40, date('2026-03-30'));
const filesOf = (year: number) => returnFiles(year, yearOf(all, year));

async function textOf(file: ReturnFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of file.open()) parts.push(part);
  return Buffer.concat(parts).toString();
}

const oneFile = (name: string, bytes: Uint8Array): ReturnFile => ({
  name,
  async *open() {
    yield bytes;
  },
});

const read = (files: readonly ReturnFile[]) => rowsOfFiles(files, () => {});

test('a zip archive with a folder a year gives the same rows as the files one by one, in any order', async () => {
  const apart = await read(YEARS.flatMap(filesOf));
  const inside: { path: string; content: string }[] = [];
  for (const year of YEARS) {
    for (const file of filesOf(year))
      inside.push({ path: `returns/${year}/${file.name}`, content: await textOf(file) });
  }
  const packed = await read([oneFile('years.zip', zipOf(inside))]);
  const turned = await read(YEARS.toReversed().flatMap((year) => filesOf(year).toReversed()));
  assert.deepEqual([packed.digest, turned.digest], [apart.digest, apart.digest]);
  assert.deepEqual([...new Set(packed.episodes.map(({ year }) => year))].sort(), YEARS);
  // Of each row only what a forecast uses is read.
  assert.deepEqual(Object.keys(apart.episodes[0]!).sort(), ['CHILD', 'DEC', 'DECOM', 'PLACE', 'RNE', 'year']);
});

test('without Header or Episodes it is refused, saying which; no name of a file stands in the words', async () => {
  const [header, episodes] = filesOf(2026);
  const refused = (files: readonly ReturnFile[], words: RegExp) =>
    assert.rejects(read(files), (error: Error) => error instanceof Refusal && words.test(error.message));
  await refused([header!], /Episodes was not found/);
  await refused([episodes!], /Header was not found/);
  await refused([oneFile('File 1.csv', Buffer.from('a,b\n1,2\n'))], /Header was not found/);
  await refused([], /Header was not found/);
});
