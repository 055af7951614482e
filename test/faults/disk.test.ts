import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { before, test } from 'node:test';
import { diskSyncs, insertAll, openDatabase, rows, sql } from '../../src/db/index.ts';
import { dataFolder, ended, startProgram, temporaryFolder } from './started.ts';

let data = '';
before(async () => {
  data = await dataFolder();
});

test('every acknowledged commit was put on disk, one by one and many at once', async () => {
  const database = await openDatabase({ kind: 'embedded', folder: data });
  const commits = 25;
  const write = (name: string) => database.asSystem((tx) => insertAll(tx, 'setting', [{ name, value: 1 }]));
  for (let number = 0; number < commits; number++) {
    const before = diskSyncs.count;
    await write(`single ${number}`);
    assert.ok(diskSyncs.count > before, `commit ${number} was acknowledged without a sync`);
  }
  const before = diskSyncs.count;
  await Promise.all(Array.from({ length: commits }, (_, number) => write(`together ${number}`)));
  assert.ok(diskSyncs.count >= before + commits, `${diskSyncs.count - before} syncs for ${commits} commits`);

  const beforeReading = diskSyncs.count;
  await database.asSystem((tx) => rows(tx, sql`select name from setting`));
  assert.equal(diskSyncs.count, beforeReading, 'reading needs no sync');

  const beforeClose = diskSyncs.count;
  await database.close();
  // At the least: the table's file, its index, the log and the control file.
  assert.ok(diskSyncs.count >= beforeClose + 4, `${diskSyncs.count - beforeClose} syncs at the closing checkpoint`);
});

/** How many of the writes that the writer was told of are there. */
async function check(run: { out: string }): Promise<{ acknowledged: number; lost: string[] }> {
  const acknowledged = run.out.split('\n').slice(1, -1);
  const database = await openDatabase({ kind: 'embedded', folder: data });
  const found = await database.asSystem((tx) => rows<{ name: string }>(tx, sql`select name from setting`));
  await database.close();
  const names = new Set(found.map((row) => row.name));
  return { acknowledged: acknowledged.length, lost: acknowledged.filter((id) => !names.has(`${id}/second`)) };
}

/**
 * A size in kB that no file may grow beyond, and the database's log (files of 16 MB) does after some hundred kilobytes
 * of writes: from where it is now, or from the beginning of its next file where this one is nearly full.
 */
async function soonFull(): Promise<number> {
  const database = await openDatabase({ kind: 'embedded', folder: data });
  const position = async () => {
    const [found] = await database.asSystem((tx) =>
      rows<{ kb: number }>(tx, sql`select ((pg_current_wal_insert_lsn() - '0/0') % 16777216 / 1024)::int as kb`),
    );
    return found?.kb ?? 0;
  };
  const filler = JSON.stringify('x'.repeat(100_000));
  for (let turn = 0; (await position()) > 15_000; turn++)
    await database.asSystem((tx) =>
      sql`insert into setting (name, value) values (${`filler ${turn}`}, ${filler}::jsonb)`.execute(tx),
    );
  const kb = await position();
  await database.close();
  return Math.max(12_000, kb + 800);
}

test('a disk that takes no more ends the process with one line; all that was acknowledged is there afterwards', {
  skip: process.platform === 'win32',
}, async () => {
  const limit = `trap '' XFSZ; ulimit -f ${await soonFull()}; exec "$@"`;
  const run = await ended(
    startProgram('bash', ['-c', limit, 'bash', process.execPath, 'test/faults/writer.ts', data, 'full', '20000']),
  );
  assert.equal(run.code, 1, run.err);
  assert.match(run.err, /^Homeward stopped, because the embedded database cannot write to its data folder/);
  const { acknowledged, lost } = await check(run);
  assert.ok(acknowledged > 0, 'nothing was written before the disk was full');
  assert.deepEqual(lost, []);
});

const strace = existsSync('/usr/bin/strace') && spawnSync('strace', ['-qq', 'true']).status === 0;

test('a disk that fails to sync ends the process before the commit is acknowledged', {
  skip: strace ? false : 'needs strace, to let fsync fail',
}, async () => {
  const failing = [
    '-f',
    '-qq',
    '-o',
    join(temporaryFolder(), 'trace'),
    '-e',
    'trace=fsync',
    '-e',
    'inject=fsync:error=EIO:when=40+',
  ];
  const run = await ended(
    startProgram('strace', [...failing, process.execPath, 'test/faults/writer.ts', data, 'failing']),
  );
  assert.equal(run.code, 1, run.err);
  assert.match(run.err, /^Homeward stopped, .*could not fsync/);
  const { acknowledged, lost } = await check(run);
  assert.ok(acknowledged > 0 && acknowledged < 40, `${acknowledged} acknowledged, when only 39 syncs succeeded`);
  assert.deepEqual(lost, []);
});
