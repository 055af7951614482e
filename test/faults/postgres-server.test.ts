import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { type Database, first, insertAll, openDatabase, rows, sql } from '../../src/db/index.ts';
import { startService } from '../service.ts';
import { temporaryFolder } from './started.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

describe('a PostgreSQL server', { skip: !server }, () => {
  let admin: pg.Client;
  const databases: string[] = [];
  const roles: string[] = [];

  before(async () => {
    admin = new pg.Client({ connectionString: server });
    await admin.connect();
  });
  after(async () => {
    // Each drop waits for a checkpoint of the whole server; side by side they share one.
    const pool = new pg.Pool({ connectionString: server });
    await Promise.all(databases.map((name) => pool.query(`drop database if exists ${name} with (force)`)));
    await pool.end();
    for (const name of roles) {
      await admin.query(`drop owned by ${name} cascade`);
      await admin.query(`drop role ${name}`);
    }
    await admin.end();
  });

  async function newDatabase(owner?: string): Promise<string> {
    const name = `homeward_test_${randomBytes(6).toString('hex')}`;
    databases.push(name);
    await admin.query(`create database ${name} ${owner ? `owner ${owner}` : ''}`);
    return name;
  }

  async function newRole(attributes: string): Promise<string> {
    const name = `homeward_test_${randomBytes(6).toString('hex')}`;
    roles.push(name);
    await admin.query(`create role ${name} login ${attributes}`);
    return name;
  }

  function address(database: string, user?: string): string {
    const url = new URL(server);
    url.pathname = `/${database}`;
    if (user) url.username = user;
    return url.href;
  }

  const open = (database: string, user?: string) => openDatabase({ kind: 'postgres', url: address(database, user) });

  /** Writes and reads as the system and as a person, as every request does. */
  async function works(database: Database): Promise<void> {
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w', name: 'Nia', role: 'social-worker' }]);
    });
    const seen = await database.asActor('w', async (tx) => {
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c', sex: 'female' }]);
      return first<{ who: string; children: number }>(
        tx,
        sql`select current_user as who, (select count(*)::int from child) as children`,
      );
    });
    assert.deepEqual(seen, { who: 'homeward_app', children: 1 });
    assert.deepEqual(await database.asActor('nobody', (tx) => rows(tx, sql`select id from child`)), []);
  }

  test('an owner without other rights than making roles can set up and use the database', async () => {
    const owner = await newRole('createrole');
    const name = await newDatabase(owner);
    const database = await open(name, owner);
    try {
      await works(database);
    } finally {
      await database.close();
    }
  });

  test('an owner who is no member of the roles, as after a restore on a new server, is told so at the start', async () => {
    const owner = await newRole('createrole');
    const name = await newDatabase(owner);
    await (await open(name, owner)).close();
    await admin.query(`revoke homeward_login, homeward_app, homeward_system from ${owner}`);
    await assert.rejects(open(name, owner), { name: 'Refusal', message: /be a member of Homeward’s three roles/ });
    await admin.query(`grant homeward_login, homeward_app, homeward_system to ${owner}`);
    const database = await open(name, owner);
    await works(database);
    await database.close();
  });

  test('an owner who may not make roles is refused in words, and nothing is changed', async () => {
    const owner = await newRole('nocreaterole');
    const name = await newDatabase(owner);
    await assert.rejects(open(name, owner), {
      name: 'Refusal',
      message: /^The user of DATABASE_URL may not prepare this database \(.*\)\. It must own the database/,
    });
    const client = new pg.Client({ connectionString: address(name) });
    await client.connect();
    const { rows: left } = await client.query(
      "select nspname from pg_namespace where nspname = 'app' union all select tablename from pg_tables where schemaname = 'public'",
    );
    await client.end();
    assert.deepEqual(left, []);
  });

  test('the app’s own login serves a database that is up to date, and refuses one that is not', async () => {
    const name = await newDatabase();
    const { rows: before } = await admin.query("select rolcanlogin from pg_roles where rolname = 'homeward_login'");
    const couldLogin = before[0]?.rolcanlogin === true;
    await (await open(await newDatabase())).close(); // makes the roles where this server has none yet
    await admin.query('alter role homeward_login login');
    try {
      await assert.rejects(open(name, 'homeward_login'), {
        name: 'Refusal',
        message: /^The schema of this database is not up to date \(\d+ steps missing\).*owner of the database/,
      });
      await (await open(name)).close();
      const database = await open(name, 'homeward_login');
      await works(database);
      await database.close();
    } finally {
      if (!couldLogin) await admin.query('alter role homeward_login nologin');
    }
  });

  test('two starts on one new database, and starts on several databases at once, all succeed', async () => {
    const shared = await newDatabase();
    const names = [shared, shared, await newDatabase(), await newDatabase()];
    const opened = await Promise.all(names.map((name) => open(name)));
    const done = await Promise.all(
      opened.map((database) =>
        database.asSystem((tx) =>
          first<{ n: number }>(tx, sql`select count(*)::int as n from pg_tables where schemaname = 'public'`),
        ),
      ),
    );
    await Promise.all(opened.map((database) => database.close()));
    assert.ok(done.every((each) => (each?.n ?? 0) > 25));
  });

  test('a database that is not there is named as such, without the address', async () => {
    const url = new URL(address('homeward_test_absent'));
    url.password = 'secret';
    await assert.rejects(openDatabase({ kind: 'postgres', url: url.href }), (error: Error) => {
      assert.equal(error.name, 'Refusal');
      assert.match(error.message, /has no database of the name in DATABASE_URL/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  /** Ends the app's connections to a database, as a restart of the server or a firewall would. */
  async function cutConnections(name: string): Promise<number> {
    const cut = await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = $2',
      [name, 'homeward'],
    );
    return cut.rowCount ?? 0;
  }

  test('a connection lost in the middle of a transaction fails that work alone', async () => {
    const name = await newDatabase();
    const database = await open(name);
    try {
      await assert.rejects(
        database.asSystem(async (tx) => {
          await insertAll(tx, 'setting', [{ name: 'half', value: 1 }]);
          assert.ok((await cutConnections(name)) > 0);
          // The news comes while no query is waiting for it, which ends a process that does not listen.
          await new Promise((resolve) => setTimeout(resolve, 100));
          await insertAll(tx, 'setting', [{ name: 'other half', value: 1 }]);
        }),
      );
      const left = await database.asSystem((tx) => rows(tx, sql`select name from setting where name like '%half'`));
      assert.deepEqual(left, []);
      assert.equal(await database.answers(), true);
    } finally {
      await database.close();
    }
  });

  test('a server that goes away and comes back while Homeward serves', async () => {
    const name = await newDatabase();
    const service = await startService({
      data: `${temporaryFolder()}/unused`,
      args: ['--empty'],
      env: { DATABASE_URL: address(name) },
    });
    const status = async (path: string) => (await fetch(`${service.baseURL}${path}`)).status;
    try {
      assert.equal(await status('/'), 200);
      // The very next request may be given the lost connection before the news of its end has come.
      for (let round = 0; round < 10; round++) {
        assert.ok((await cutConnections(name)) > 0);
        assert.equal(await status('/'), 200, `round ${round}`);
      }

      await admin.query(`alter database ${name} allow_connections false`);
      await cutConnections(name);
      assert.equal(await status('/ready'), 503);
      assert.equal(await status('/health'), 200);
      assert.equal(await status('/'), 500);

      await admin.query(`alter database ${name} allow_connections true`);
      assert.equal(await status('/ready'), 200);
      assert.equal(await status('/'), 200);
    } finally {
      await admin.query(`alter database ${name} allow_connections true`);
      assert.equal(await service.stop(), 0);
    }
  });
});
