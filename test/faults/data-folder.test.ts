import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { lockFolder, openDatabase, rows, sql } from '../../src/db/index.ts';
import { freePort } from '../service.ts';
import { dataFolder, hasSaid, homeward, kill, startNode, temporaryFolder } from './started.ts';

const folder = temporaryFolder();
async function tablesIn(data: string): Promise<number> {
  const database = await openDatabase({ kind: 'embedded', folder: data });
  try {
    const found = await database.asSystem((tx) =>
      rows(tx, sql`select table_name from information_schema.tables where table_schema = 'public'`),
    );
    return found.length;
  } finally {
    await database.close();
  }
}

test('a folder with spaces and letters of other alphabets works, and opens again', async () => {
  const data = await dataFolder('Children’s data é 日本');
  const tables = await tablesIn(data);
  assert.ok(tables > 20);
  assert.equal(await tablesIn(data), tables);
});

test('the folder is private, also one that was open to others before', async () => {
  const open = await dataFolder();
  chmodSync(open, 0o755);
  await tablesIn(open);
  assert.equal(statSync(open).mode & 0o777, 0o700);
});

test('an empty folder that was there is made private; a folder with other files is refused and left as it was', () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty, { mode: 0o755 });
  lockFolder(empty)();
  assert.equal(statSync(empty).mode & 0o777, 0o700);

  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o755 });
  writeFileSync(join(home, 'letter.txt'), 'mine');
  assert.throws(() => lockFolder(home), /holds other files.*HOMEWARD_DATA/);
  assert.equal(statSync(home).mode & 0o777, 0o755);
  assert.deepEqual(readdirSync(home), ['letter.txt']);
});

test('a second process is refused in words while the first has the folder, and let in once that is killed', async () => {
  const data = await dataFolder();
  const first = startNode(['test/faults/writer.ts', data, '0']);
  assert.ok(await hasSaid(first, 'open\n'));
  const second = await homeward(['start', '--empty'], { HOMEWARD_DATA: data, PORT: String(await freePort()) });
  assert.match(second.err, /^The data folder .* is in use by another Homeward process\. Stop that one first/);
  assert.equal(second.err.trimEnd().split('\n').length, 1);
  assert.equal(second.code, 1);
  await kill(first);
  assert.ok((await tablesIn(data)) > 0);
});

test('asking twice in one process does not open the folder to another process', async () => {
  const data = await dataFolder();
  const unlock = lockFolder(data);
  assert.throws(() => lockFolder(data), /in use/);
  const other = startNode(['test/faults/writer.ts', data, '0']);
  const came = await hasSaid(other, 'open\n');
  await kill(other);
  unlock();
  assert.equal(came, false, 'another process opened a folder that was locked');
});

test('closing a database that did nothing gives its files back before the folder', async () => {
  const data = await dataFolder();
  const database = await openDatabase({ kind: 'embedded', folder: data });
  await database.close();
  assert.equal(existsSync(join(data, 'database', 'postmaster.pid')), false, 'the embedded server still has its files');
  lockFolder(data)();
});

test('a process killed while the folder is made for the first time leaves one that the next start completes', async () => {
  for (const delay of [0, 300]) {
    const data = join(folder, `killed ${delay}`);
    const child = startNode(['test/faults/writer.ts', data, '0']);
    while (!existsSync(join(data, 'database.part')) && child.exitCode === null) await pause(5);
    await pause(delay);
    await kill(child);
    assert.equal(existsSync(join(data, 'database')), false, 'the kill came too late to test anything');
    assert.ok((await tablesIn(data)) > 0);
    assert.equal(existsSync(join(data, 'database.part')), false);
  }
});

test('damaged files are refused in words, and stay as they are for whoever repairs them', async () => {
  const data = await dataFolder();
  const log = join(data, 'database', 'pg_wal');
  for (const name of readdirSync(log)) rmSync(join(log, name), { recursive: true });
  const run = await homeward(['start', '--empty'], { HOMEWARD_DATA: data, PORT: String(await freePort()) });
  assert.match(run.err, /^The embedded database cannot start on the files in its data folder.*backup/);
  assert.equal(run.code, 1);
  assert.ok(existsSync(join(data, 'database', 'PG_VERSION')));
});
