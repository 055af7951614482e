import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { type Database, first, insertAll, openDatabase, sql } from '../../src/db/index.ts';
import { TestServer, worksAsAPerson } from './test-server.ts';

// Pages sign in to PostgreSQL as homeward_login and jobs as homeward_jobs; these tests are both, with passwords.

const server = process.env.TEST_DATABASE_URL ?? '';
const noPassword =
  (words: RegExp, ...passwords: string[]) =>
  (error: Error) => {
    assert.equal(error.name, 'Refusal', `${error.name}: ${error.message}`);
    assert.match(error.message, words);
    for (const password of passwords) assert.ok(!error.message.includes(password), 'a password is told');
    return true;
  };

describe('the two logins of a PostgreSQL server', { skip: !server }, () => {
  const host = new TestServer(server);
  let name = '';
  before(async () => {
    name = await host.newDatabase();
    const owner = await host.open(name);
    await worksAsAPerson(owner);
    await owner.close();
  });
  after(() => host.end());

  interface Both {
    readonly web: string;
    readonly jobs: string;
  }
  /** Does the work with addresses by which both logins can sign in to a database. */
  const signedIn = <T>(database: string, work: (urls: Both) => Promise<T>): Promise<T> =>
    host.withLogins(({ web, jobs }) =>
      work({
        web: host.address(database, 'homeward_login', web),
        jobs: host.address(database, 'homeward_jobs', jobs),
      }),
    );
  const start = ({ web, jobs }: Both, told: string[] = []) =>
    openDatabase({ kind: 'postgres', url: web, systemUrl: jobs }, (words) => told.push(words));

  test('together they serve a database that is up to date, with nothing to be told, and refuse one that is not', async () => {
    await signedIn(await host.newDatabase(), async (both) => {
      const words = /^The schema of this database is not up to date \(\d+ steps missing\).*owner of the database/;
      await assert.rejects(start(both), noPassword(words));
    });
    const fresh = await host.newDatabase();
    await (await host.open(fresh)).close();
    await signedIn(fresh, async (both) => {
      const told: string[] = [];
      const database = await start(both, told);
      await worksAsAPerson(database);
      assert.equal(await database.answers(), true);
      const users = [
        await database.asActor('w', (tx) => first(tx, sql`select session_user as is`)),
        await database.asSystem((tx) => first(tx, sql`select session_user as is`)),
      ];
      assert.deepEqual(users, [{ is: 'homeward_login' }, { is: 'homeward_jobs' }]);
      assert.deepEqual(told, []);
      await database.close();
    });
  });

  test('pages alone, jobs in the place of pages, somebody else for jobs, and two databases are refused in words', async () => {
    const stranger = await host.newRole('nocreaterole');
    const other = await host.newDatabase();
    await signedIn(name, async ({ web, jobs }) => {
      const passwords = [web, jobs].map((url) => new URL(url).password);
      const refused = (url: string, systemUrl: string | undefined, words: RegExp) =>
        assert.rejects(
          openDatabase({ kind: 'postgres', url, ...(systemUrl ? { systemUrl } : {}) }),
          noPassword(words, ...passwords, host.passwordOf(stranger)),
        );
      await refused(web, undefined, /Say in DATABASE_SYSTEM_URL how homeward_jobs signs in/);
      await refused(jobs, web, /^DATABASE_URL is for homeward_login/);
      await refused(web, web, /^DATABASE_SYSTEM_URL should sign in as homeward_jobs/);
      await refused(web, host.address(name, stranger), /^DATABASE_SYSTEM_URL should sign in as homeward_jobs/);
      const elsewhere = new URL(jobs);
      elsewhere.pathname = `/${other}`;
      await refused(web, elsewhere.href, /are not the same database/);
      elsewhere.pathname = '/homeward_test_absent';
      await refused(web, elsewhere.href, /no database of the name in DATABASE_SYSTEM_URL/);
    });
  });

  test('a wrong password, or a login that may not sign in, is told in words without any password', async () => {
    await signedIn(name, async (both) => {
      const asked = await host
        .connected(host.address(name, 'homeward_login', 'wrong'), async () => false)
        .catch(() => true);
      if (asked) {
        const [web, jobs] = [both.web, both.jobs].map((url) => {
          const changed = new URL(url);
          changed.password = 'wrong-and-secret';
          return changed.href;
        }) as [string, string];
        const words = (setting: string) =>
          new RegExp(`did not accept the user or the password in ${setting} \\(28P01\\)`);
        await assert.rejects(start({ ...both, web }), noPassword(words('DATABASE_URL'), 'secret'));
        await assert.rejects(start({ ...both, jobs }), noPassword(words('DATABASE_SYSTEM_URL'), 'secret'));
        const without = new URL(both.jobs);
        without.password = '';
        await assert.rejects(start({ ...both, jobs: without.href }), noPassword(/the password in DATABASE_SYSTEM_URL/));
      }
      await host.query('alter role homeward_jobs nologin');
      const words = /did not accept the user or the password in DATABASE_SYSTEM_URL \(28000\)/;
      await assert.rejects(start(both), noPassword(words, new URL(both.jobs).password));
    });
  });

  /** What each statement ends in, tried one by one: the error's code, or the rows that it gave. */
  async function tried(
    client: pg.Client,
    statements: readonly string[],
    before = '',
  ): Promise<Record<string, unknown>> {
    const ends: Record<string, unknown> = {};
    for (const statement of statements) {
      await client.query('begin');
      if (before) await client.query(before);
      ends[statement] = await client.query(statement).then(
        (result) => result.rows,
        (error: { code: string }) => error.code,
      );
      await client.query('rollback');
    }
    return ends;
  }

  /** Ways to more power, for whoever can run SQL of their own. */
  const STEPS_UP = [
    'set role homeward_system',
    'set local role homeward_system',
    'set role homeward_jobs',
    "select set_config('role', 'homeward_system', true)",
    "select set_config('role', 'homeward_system', false)",
    "select set_config('session_authorization', 'homeward_jobs', false)",
    'set session authorization homeward_jobs',
    'alter role homeward_login superuser',
    'alter role homeward_app bypassrls',
    'alter role homeward_jobs nologin',
    'grant homeward_system to homeward_login',
    'grant homeward_system to homeward_app',
    'create role homeward_more',
    'alter table child disable row level security',
    'alter table child no force row level security',
    'drop policy open_to_me on child',
    'create policy mine on child to homeward_login using (true)',
    'alter function app.my_organisation() owner to homeward_login',
    "create or replace function app.my_role() returns text language sql as $$ select 'director' $$",
    'create table public.mine (a text)',
    'create temp table child (id text)',
    'create function app.mine() returns text language sql as $$ select $$',
    'create extension pgcrypto',
    "copy child to '/dev/null'",
    "copy child to program 'true'",
    "select pg_read_file('PG_VERSION')",
    "select lo_import('/etc/hostname')",
    'select rolpassword from pg_authid',
    'delete from schema_migration',
    'select app.part_logins()',
    'select app.refresh_statistics()',
    "select app.protect('child')",
  ];
  const REFUSED = /^(42501|0LP01)$/;

  test('whoever can run SQL of their own through a page finds no way to more power', async () => {
    await signedIn(name, ({ web }) =>
      host.connected(web, async (client) => {
        const asLogin = await tried(client, STEPS_UP);
        const insidePage = await tried(
          client,
          STEPS_UP,
          "select set_config('role', 'homeward_app', true), set_config('app.actor', 'w', true)",
        );
        for (const ends of [asLogin, insidePage])
          for (const [statement, end] of Object.entries(ends)) assert.match(String(end), REFUSED, statement);
      }),
    );
  });

  test('the login reads no table by itself, not even that of a child it could see as a person', async () => {
    const { rows: tables } = await host.connected(host.address(name), (client) =>
      client.query(
        "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'",
      ),
    );
    assert.ok(tables.length > 40);
    await signedIn(name, ({ web }) =>
      host.connected(web, async (client) => {
        const ends = await tried(
          client,
          tables.flatMap((table) => [`select * from ${table.name}`, `delete from ${table.name}`]),
        );
        for (const [statement, end] of Object.entries(ends)) assert.equal(end, '42501', statement);
      }),
    );
  });

  test('jobs become the system and nobody else', async () => {
    await signedIn(name, ({ jobs }) =>
      host.connected(jobs, async (client) => {
        const become = ['homeward_app', 'homeward_login', 'pg_read_all_data'].map((role) => `set role ${role}`);
        for (const end of Object.values(await tried(client, become))) assert.equal(end, '42501');
        assert.deepEqual(await tried(client, ['select id from child']), { 'select id from child': '42501' });
        const asSystem = await tried(
          client,
          ['select id from child', 'create role homeward_more'],
          'set local role homeward_system',
        );
        assert.deepEqual(asSystem, { 'select id from child': [{ id: 'c' }], 'create role homeward_more': '42501' });
      }),
    );
  });

  /** What SQL smuggled into a page does: it asks to be the system and reads on. */
  const smuggled = (database: Database) =>
    database.asActor('nobody', async (tx) => {
      await sql`select set_config('role', 'homeward_system', true)`.execute(tx);
      return first<{ n: number }>(tx, sql`select count(*)::int as n from child`);
    });

  test('a page cannot become the system, as the login or stepped down from a superuser', async () => {
    await signedIn(name, async (both) => {
      const database = await start(both);
      await assert.rejects(smuggled(database), /permission denied to set role "homeward_system"/);
      await database.close();
      const { rows } = await host.query('select rolsuper as is from pg_roles where rolname = session_user');
      if (!rows[0]?.is) return;
      const steppedDown = await host.open(name);
      await assert.rejects(smuggled(steppedDown), /permission denied to set role "homeward_system"/);
      await steppedDown.close();
    });
  });

  test('an owner is told once that its pages can step up again, and they can', async () => {
    const owner = await host.newRole('createrole');
    const owned = await host.newDatabase(owner);
    const told: string[] = [];
    const database = await openDatabase({ kind: 'postgres', url: host.address(owned, owner) }, (words) =>
      told.push(words),
    );
    await worksAsAPerson(database);
    assert.deepEqual(await smuggled(database), { n: 1 });
    await database.close();
    assert.equal(told.length, 1);
    assert.match(
      told[0] ?? '',
      /^Homeward is signed in to PostgreSQL as an owner\. .*homeward_login and homeward_jobs/,
    );
  });

  test('a server whose logins an older Homeward has joined again is put right by the owner’s next start', async () => {
    await host.withLogins(async () => {
      await host.query('grant homeward_system to homeward_login');
      await (await host.open(name)).close();
      const { rows } = await host.query("select pg_has_role('homeward_login', 'homeward_system', 'member') as is");
      assert.deepEqual(rows, [{ is: false }]);
    });
  });

  test('without the login of jobs it is not ready, while pages go on, and is again when it is back', async () => {
    await signedIn(name, async (both) => {
      const database = await start(both);
      assert.equal(await database.answers(), true);
      await host.query('alter role homeward_jobs nologin');
      assert.ok((await host.cutConnections(name)) > 0);
      assert.equal(await database.answers(), false);
      assert.deepEqual(await database.asActor('w', (tx) => first(tx, sql`select id from child`)), { id: 'c' });
      await host.query('alter role homeward_jobs login');
      assert.equal(await database.answers(), true);
      await database.close();
    });
  });

  test('what is written as the system is there for a page at once', async () => {
    await signedIn(name, async (both) => {
      const database = await start(both);
      await database.asSystem((tx) => insertAll(tx, 'postcode', [{ postcode: 'XX1 1XX', lat: 1, long: 1 }]));
      const found = await database.asActor('w', (tx) =>
        first(tx, sql`select lat from postcode where postcode = 'XX1 1XX'`),
      );
      assert.deepEqual(found, { lat: 1 });
      await database.close();
    });
  });
});
