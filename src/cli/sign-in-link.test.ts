import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { databaseTarget, insertAll, openDatabase, rows, sql } from '../db/index.ts';
import { run } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'homeward-link-'));
const kept = { ...process.env };

async function homeward(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

async function asSystem<T>(work: Parameters<Awaited<ReturnType<typeof openDatabase>>['asSystem']>[0]): Promise<T> {
  const database = await openDatabase(databaseTarget(process.env));
  try {
    return (await database.asSystem(work)) as T;
  } finally {
    await database.close();
  }
}

before(async () => {
  process.env.HOMEWARD_DATA = join(folder, 'data');
  process.env.HOMEWARD_URL = 'https://homeward.example.gov.uk';
  delete process.env.DATABASE_URL;
  await asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E09000027' }]);
  });
});
after(() => {
  for (const name of ['HOMEWARD_DATA', 'HOMEWARD_URL', 'DATABASE_URL']) {
    if (kept[name] === undefined) delete process.env[name];
    else process.env[name] = kept[name];
  }
  rmSync(folder, { recursive: true, force: true });
});

test('the first administrator of an authority, and nobody else, comes in by such a link', async () => {
  const made = await homeward('sign-in-link', '--authority', 'e09000027');
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /^https:\/\/homeward\.example\.gov\.uk\/sign-in\/link\/[\w-]{43}\n$/);
  assert.match((await homeward('sign-in-link', '--authority', 'E09999999')).err, /no authority with the code/);
  await asSystem(async (tx) => {
    await insertAll(tx, 'account', [{ id: 'a_ada', name: 'Ada', email: 'ada@north.example', by: 'system' }]);
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_ada', name: 'Ada', role: 'administrator', account_id: 'a_ada' },
    ]);
  });
  const refused = await homeward('sign-in-link', '--authority', 'E09000027');
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(refused.err, /North has an administrator/);
});

test('somebody who cannot sign in is helped, with their second step or without it, on record', async () => {
  assert.equal((await homeward('sign-in-link', '--email', 'ADA@north.example')).code, 0);
  assert.equal((await homeward('sign-in-link', '--email', 'ada@north.example', '--new-phone')).code, 0);
  assert.match((await homeward('sign-in-link', '--email', 'eve@north.example')).err, /Nobody signs in with eve@/);
  assert.deepEqual(
    await asSystem((tx) => rows(tx, sql`select keeps_codes from sign_in_link where purpose = 'reset' order by number`)),
    [{ keeps_codes: true }, { keeps_codes: false }],
  );
  const events = await asSystem<unknown[]>((tx) =>
    rows(tx, sql`select 1 from event where kind = 'account.reset-link-made' and organisation_id = 'north'`),
  );
  assert.equal(events.length, 2);
});

test('what is asked for must be one thing', async () => {
  for (const args of [[], ['--authority', 'E1', '--email', 'a@b.c'], ['--authority', 'E1', '--new-phone']])
    assert.equal((await homeward('sign-in-link', ...args)).code, 2);
});
