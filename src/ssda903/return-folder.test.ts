import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Refusal } from '../kernel/index.ts';
import { openReturn } from './return-folder.ts';
import { ONE_EPISODE, ONE_HEADER, readAll } from './test-files.ts';

describe('a return on disk', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'return-'));
  });
  after(() => rm(folder, { recursive: true }));

  test('a folder gives its files, without hidden ones and folders inside', async () => {
    const path = join(folder, 'whole');
    await mkdir(join(path, 'older'), { recursive: true });
    await writeFile(join(path, 'Header.csv'), ONE_HEADER);
    await writeFile(join(path, 'Episodes.csv'), ONE_EPISODE);
    await writeFile(join(path, '.lock'), '');
    const files = await openReturn(path);
    assert.deepEqual(
      files.map((file) => file.name),
      ['Episodes.csv', 'Header.csv'],
    );
    const { rows, summary } = await readAll(files);
    assert.equal(rows.Episodes[0]?.CHILD, rows.Header[0]?.CHILD);
    assert.equal(summary.notices + summary.stops, 0);
  });

  test('a path with nothing there, and an empty folder, are refused in words', async () => {
    await assert.rejects(
      openReturn(join(folder, 'nowhere')),
      (error) => error instanceof Refusal && /nothing at/.test(error.message),
    );
    await mkdir(join(folder, 'empty'));
    await assert.rejects(
      openReturn(join(folder, 'empty')),
      (error) => error instanceof Refusal && /no files/.test(error.message),
    );
  });
});
