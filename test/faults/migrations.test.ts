import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { test } from 'node:test';
import pg from 'pg';
import { type Migration, migrate, openEmbedded, shippedMigrations } from '../../src/db/index.ts';

type Owner = Parameters<typeof migrate>[0];

/** An old schema, the next version with a fault in its second step, and the version that mends it. */
const OLD: Migration[] = [{ number: 1, name: '0001-old.sql', sql: 'create table kept (id text primary key)' }];
const GOOD: Migration = {
  number: 2,
  name: '0002-good.sql',
  sql: 'create table added (id text); alter table kept add word text',
};
const BROKEN: Migration = {
  number: 3,
  name: '0003-broken.sql',
  sql: 'alter table kept add more text; select nonsense',
};
const MENDED: Migration = { ...BROKEN, sql: 'alter table kept add more text' };

async function leavesTheOldSchema(owner: Owner): Promise<void> {
  assert.deepEqual(await migrate(owner, OLD), ['0001-old.sql']);
  await owner.exec("insert into kept values ('mine')");

  await assert.rejects(migrate(owner, [...OLD, GOOD, BROKEN]), /nonsense/);
  assert.deepEqual(await owner.rows('select * from kept'), [{ id: 'mine' }]);
  assert.deepEqual(await owner.rows("select to_regclass('added')::text as added"), [{ added: null }]);
  assert.deepEqual(await owner.rows('select number from schema_migration'), [{ number: 1 }]);

  assert.deepEqual(await migrate(owner, [...OLD, GOOD, MENDED]), ['0002-good.sql', '0003-broken.sql']);
  assert.deepEqual(await owner.rows('select * from kept'), [{ id: 'mine', word: null, more: null }]);
  assert.deepEqual(await migrate(owner, [...OLD, GOOD, MENDED]), []);

  await assert.rejects(migrate(owner, OLD), /made by a newer Homeward \(schema 3; this version knows 1\)/);
  assert.deepEqual(await owner.rows('select count(*)::int as steps from schema_migration'), [{ steps: 3 }]);
}

test('a failing migration leaves the old schema and its rows; the mended one completes (embedded)', async () => {
  const database = await openEmbedded(null);
  try {
    await leavesTheOldSchema({
      exec: async (text) => void (await database.exec(text)),
      rows: async (text) => (await database.query<Record<string, unknown>>(text)).rows,
    });
  } finally {
    await database.close();
  }
});

test('a failing migration leaves the old schema and its rows; the mended one completes (PostgreSQL)', {
  skip: !process.env.TEST_DATABASE_URL,
}, async () => {
  const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await server.connect();
  const name = `homeward_test_${randomBytes(6).toString('hex')}`;
  await server.query(`create database ${name}`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await leavesTheOldSchema({
      exec: async (text) => void (await client.query(text)),
      rows: async (text) => (await client.query(text)).rows,
    });
  } finally {
    await client.end();
    await server.query(`drop database ${name} with (force)`);
    await server.end();
  }
});

/** An embedded engine is a PostgreSQL 18 of its own, on which roles are nobody else's: who may do what changed with 16. */
async function onOwnEngine(work: (owner: Owner) => Promise<void>): Promise<void> {
  const database = await openEmbedded(null);
  try {
    await work({
      exec: async (text) => void (await database.exec(text)),
      rows: async (text) => (await database.query<Record<string, unknown>>(text)).rows,
    });
  } finally {
    await database.close();
  }
}

/** Which of Homeward's two roles each of its logins can become. */
async function becomes(owner: Owner): Promise<Record<string, unknown>[]> {
  return owner.rows(`select l as login, r as role from unnest(array['homeward_jobs', 'homeward_login']) l,
    unnest(array['homeward_app', 'homeward_system']) r where pg_has_role(l, r, 'set') order by 1, 2`);
}
const APART = [
  { login: 'homeward_jobs', role: 'homeward_system' },
  { login: 'homeward_login', role: 'homeward_app' },
];

test('a database from before the logins were parted is upgraded: the login of pages is the system no more', () =>
  onOwnEngine(async (owner) => {
    const before = shippedMigrations().filter((each) => each.number < 85);
    await migrate(owner, before);
    await owner.exec('set session authorization homeward_login; set role homeward_system; reset session authorization');
    await owner.exec('set session authorization postgres');
    const rest = shippedMigrations().filter((each) => each.number >= 85);
    assert.deepEqual(
      await migrate(owner),
      rest.map((each) => each.name),
    );
    assert.deepEqual(await becomes(owner), APART);
    await owner.exec('set session authorization homeward_login');
    await assert.rejects(owner.exec('set role homeward_system'), /permission denied to set role/);
  }));

test('owners who make roles but are no superusers set up a database, also where the roles are there already', () =>
  onOwnEngine(async (owner) => {
    await owner.exec(`create role first_owner createrole; alter database postgres owner to first_owner;
      set session authorization first_owner`);
    await migrate(owner);
    for (const role of ['homeward_login', 'homeward_jobs', 'homeward_app', 'homeward_system'])
      await owner.exec(`set role ${role}; reset role`);
    // Every start calls it again, and an older Homeward may have joined the logins meanwhile.
    await owner.exec('grant homeward_system to homeward_login; select app.part_logins(); select app.part_logins()');
    assert.deepEqual(await becomes(owner), APART);

    await owner.exec(`set session authorization postgres; create role second_owner createrole;
      grant homeward_login, homeward_jobs, homeward_app, homeward_system to second_owner with admin option;
      drop schema app cascade; drop schema returned cascade; drop schema public cascade; create schema public authorization pg_database_owner;
      grant usage on schema public to public;
      alter database postgres owner to second_owner; set session authorization second_owner`);
    await migrate(owner);
    assert.deepEqual(await becomes(owner), APART);
  }));

test('the migrations that ship are numbered once each', () => {
  const numbers = shippedMigrations().map((each) => each.number);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
});
