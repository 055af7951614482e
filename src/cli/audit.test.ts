import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { append, asAttacker, twoAuthorities } from '../../test/audit.ts';
import { postgresForTest } from '../../test/database.ts';
import { dataFolder, temporaryFolder } from '../../test/faults/started.ts';
import { startService } from '../../test/service.ts';
import { type Database, openDatabase, sql } from '../db/index.ts';
import { run } from './main.ts';

const NAMES = ['HOMEWARD_DATA', 'DATABASE_URL', 'HOMEWARD_AUDIT_CHECKPOINTS'] as const;
const kept = NAMES.map((name) => process.env[name]);
const set = (values: Partial<Record<(typeof NAMES)[number], string>>) => {
  for (const name of NAMES) {
    if (values[name] === undefined) delete process.env[name];
    else process.env[name] = values[name];
  }
};
after(() => {
  for (const [at, name] of NAMES.entries()) {
    if (kept[at] === undefined) delete process.env[name];
    else process.env[name] = kept[at];
  }
});

async function audit(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await run(['audit', ...args], {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

let data = '';
async function inFolder(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ kind: 'embedded', folder: data });
  await work(database);
  await database.close();
}

before(async () => {
  data = await dataFolder();
  await inFolder(async (database) => {
    await twoAuthorities(database);
    await append(database, 3);
  });
  set({ HOMEWARD_DATA: data });
});

test('what to do must be said, and nothing else', async () => {
  for (const args of [
    [],
    ['check'],
    ['verify', 'extra'],
    ['verify', '--all'],
    ['seal', '--json'],
    ['verify', '--checkpoints'],
  ])
    assert.equal((await audit(...args)).code, 2, args.join(' '));
  assert.match((await audit()).err, /^Say what to do: verify or seal\.\nUsage: homeward audit verify/);
});

test('what waits is sealed when the service ends, with a checkpoint in the data folder', async () => {
  const service = await startService({ data, args: ['--empty'] });
  const busy = await audit('verify');
  assert.equal(busy.code, 1);
  assert.match(busy.err, /in use by another Homeward process/);
  assert.equal(await service.stop(), 0);
  const lines = readFileSync(join(data, 'audit-checkpoints.jsonl'), 'utf8').trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => Object.keys(JSON.parse(line))),
    [['number', 'hash', 'events', 'at']],
  );
  assert.equal(JSON.parse(lines[0] ?? '').events, 3);
  assert.deepEqual(await audit('verify'), {
    code: 0,
    out: 'The record of events is whole: 3 events in 1 seal.\n',
    err: '',
  });
});

test('a seal can be made by hand, and checkpoints kept elsewhere', async () => {
  const elsewhere = join(temporaryFolder(), 'write once');
  set({ HOMEWARD_DATA: data, HOMEWARD_AUDIT_CHECKPOINTS: elsewhere });
  await inFolder((database) => append(database, 2));
  const waiting = await audit('verify', '--checkpoints', join(data, 'audit-checkpoints.jsonl'));
  assert.match(waiting.out, /^The record of events is whole: 3 events in 1 seal\.\n2 events not sealed yet\.\n/);
  assert.deepEqual(await audit('seal'), { code: 0, out: '2 events sealed; the chain has 2 seals.\n', err: '' });
  assert.ok(existsSync(join(elsewhere, 'audit-checkpoints.jsonl')));
  assert.equal((await audit('verify')).code, 0);
  set({ HOMEWARD_DATA: data });
  const behind = await audit('verify');
  assert.equal(behind.code, 0);
  assert.match(behind.out, /Notice: The newest checkpoint is of seal 1/);
});

test('findings are said in words or as JSON, and the answer is 1', async () => {
  await inFolder((database) =>
    asAttacker(database, async (tx) => {
      await sql`update event set detail = '{}' where id = (select event_id from event_digest where seal_number = 2 and position = 1)`.execute(
        tx,
      );
    }),
  );
  const found = await audit('verify');
  assert.equal(found.code, 1);
  assert.match(
    found.out,
    /^1 finding in 5 events in 2 seals\.\n- Event 1 of seal 2, of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(event_\w+\), was edited after it was sealed\.\n/,
  );
  const json = await audit('verify', '--json', '--checkpoints', join(data, 'not-there.jsonl'));
  assert.equal(json.code, 1);
  const report = JSON.parse(json.out);
  assert.deepEqual(
    report.findings.map((finding: { kind: string }) => finding.kind),
    ['edited', 'checkpoints missing'],
  );
  assert.equal(report.whole, false);
});

test('the file that checkpoints were kept in is missed when it is gone', async () => {
  rmSync(join(data, 'audit-checkpoints.jsonl'));
  assert.match((await audit('verify')).out, /The file of checkpoints is not there\./);
});

test('on a server checkpoints are kept only where a folder for them is named', async (t) => {
  const opened = await postgresForTest();
  if (!opened) return t.skip('TEST_DATABASE_URL is not set');
  t.after(() => opened.drop());
  await twoAuthorities(opened.database);
  await append(opened.database, 2);
  set({ DATABASE_URL: opened.url });
  assert.equal((await audit('seal')).out, '2 events sealed; the chain has 1 seal.\n');
  const without = await audit('verify');
  assert.equal(without.code, 0);
  assert.match(without.out, /Notice: No checkpoints are kept.*HOMEWARD_AUDIT_CHECKPOINTS/);
  set({ DATABASE_URL: opened.url, HOMEWARD_AUDIT_CHECKPOINTS: temporaryFolder() });
  assert.equal((await audit('verify')).code, 1, 'a folder is named and there is no checkpoint in it');
  await audit('seal');
  assert.deepEqual(await audit('verify'), {
    code: 0,
    out: 'The record of events is whole: 2 events in 1 seal.\n',
    err: '',
  });
});
