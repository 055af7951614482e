import assert from 'node:assert/strict';
import process from 'node:process';
import { after, describe, test } from 'node:test';
import { first, insertAll, rows, sql } from '../../src/db/index.ts';
import { startService } from '../service.ts';
import { temporaryFolder } from './started.ts';
import { TestServer, worksAsAPerson } from './test-server.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

describe('a PostgreSQL server', { skip: !server }, () => {
  const host = new TestServer(server);
  after(() => host.end());

  test('an owner without other rights than making roles can set up and use the database', async () => {
    const owner = await host.newRole('createrole');
    const name = await host.newDatabase(owner);
    const database = await host.open(name, owner);
    try {
      await worksAsAPerson(database);
    } finally {
      await database.close();
    }
  });

  test('an owner who is no member of the roles, as after a restore on a new server, is told so at the start', async () => {
    const owner = await host.newRole('createrole');
    const name = await host.newDatabase(owner);
    await (await host.open(name, owner)).close();
    await host.query(`revoke homeward_login, homeward_app, homeward_jobs, homeward_system from ${owner}`);
    await assert.rejects(host.open(name, owner), { name: 'Refusal', message: /be a member of Homeward’s four roles/ });
    await host.query(`grant homeward_login, homeward_app, homeward_jobs, homeward_system to ${owner}`);
    const database = await host.open(name, owner);
    await worksAsAPerson(database);
    await database.close();
  });

  test('an owner who may not make roles is refused in words, and nothing is changed', async () => {
    const owner = await host.newRole('nocreaterole');
    const name = await host.newDatabase(owner);
    await assert.rejects(host.open(name, owner), {
      name: 'Refusal',
      message: /^The user of DATABASE_URL may not prepare this database \(.*\)\. It must own the database/,
    });
    const left = await host.connected(host.address(name), (client) =>
      client.query(
        "select nspname from pg_namespace where nspname = 'app' union all select tablename from pg_tables where schemaname = 'public'",
      ),
    );
    assert.deepEqual(left.rows, []);
  });

  test('two starts on one new database, and starts on several databases at once, all succeed', async () => {
    const shared = await host.newDatabase();
    const names = [shared, shared, await host.newDatabase(), await host.newDatabase()];
    const opened = await Promise.all(names.map((name) => host.open(name)));
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
    const user = await host.newRole('nocreatedb');
    await assert.rejects(host.open('homeward_test_absent', user), (error: Error) => {
      assert.equal(error.name, 'Refusal');
      assert.match(error.message, /has no database of the name in DATABASE_URL/);
      assert.doesNotMatch(error.message, new RegExp(`${user}|${host.passwordOf(user)}`));
      return true;
    });
  });

  test('a connection lost in the middle of a transaction fails that work alone', async () => {
    const name = await host.newDatabase();
    const database = await host.open(name);
    try {
      await assert.rejects(
        database.asSystem(async (tx) => {
          await insertAll(tx, 'setting', [{ name: 'half', value: 1 }]);
          assert.ok((await host.cutConnections(name)) > 0);
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
    const name = await host.newDatabase();
    const service = await startService({
      data: `${temporaryFolder()}/unused`,
      args: ['--empty'],
      env: { DATABASE_URL: host.address(name) },
    });
    const status = async (path: string) => (await fetch(`${service.baseURL}${path}`)).status;
    try {
      assert.equal(await status('/'), 200);
      // The very next request may be given the lost connection before the news of its end has come.
      for (let round = 0; round < 10; round++) {
        assert.ok((await host.cutConnections(name)) > 0);
        assert.equal(await status('/'), 200, `round ${round}`);
      }

      await host.query(`alter database ${name} allow_connections false`);
      await host.cutConnections(name);
      assert.equal(await status('/ready'), 503);
      assert.equal(await status('/health'), 200);
      assert.equal(await status('/'), 500);

      await host.query(`alter database ${name} allow_connections true`);
      assert.equal(await status('/ready'), 200);
      assert.equal(await status('/'), 200);
    } finally {
      await host.query(`alter database ${name} allow_connections true`);
      assert.equal(await service.stop(), 0);
    }
  });
});
