import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, first, insertAll, openDatabase, rows, sql } from '../../src/db/index.ts';

/** Writes and reads as the system and as a person, as every request does. */
export async function worksAsAPerson(database: Database): Promise<void> {
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

/** Databases, roles and sign-ins that a test makes on the server of TEST_DATABASE_URL; `end` removes them all. */
export class TestServer {
  readonly url: string;
  readonly #pool: pg.Pool;
  readonly #databases: string[] = [];
  readonly #passwords = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
    this.#pool = new pg.Pool({ connectionString: url });
  }

  query(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    return this.#pool.query(text, values);
  }

  async newDatabase(owner?: string): Promise<string> {
    const name = `homeward_test_${randomBytes(6).toString('hex')}`;
    this.#databases.push(name);
    await this.query(`create database ${name} ${owner ? `owner ${owner}` : ''}`);
    return name;
  }

  /** A role that can sign in, with a password, so that the server may ask for one or not. */
  async newRole(attributes: string): Promise<string> {
    const name = `homeward_test_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    this.#passwords.set(name, password);
    await this.query(`create role ${name} login password '${password}' ${attributes}`);
    return name;
  }

  passwordOf(role: string): string {
    return this.#passwords.get(role) ?? '';
  }

  /** The address of a database for a user: of this server where none is named. */
  address(database: string, user?: string, password?: string): string {
    const url = new URL(this.url);
    url.pathname = `/${database}`;
    if (user) {
      url.username = user;
      url.password = password ?? this.passwordOf(user);
    }
    return url.href;
  }

  open(database: string, user?: string) {
    return openDatabase({ kind: 'postgres', url: this.address(database, user) });
  }

  /** A connection of its own, closed when the work is done. */
  async connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Ends the app's connections to a database, as a restart of the server or a firewall would. */
  async cutConnections(name: string): Promise<number> {
    const cut = await this.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'homeward'",
      [name],
    );
    return cut.rowCount ?? 0;
  }

  /**
   * Lets the two logins of Homeward sign in while the work is done. Roles belong to the whole server, so one test at a
   * time does this, whatever process it runs in; afterwards they are as they were.
   */
  async withLogins<T>(work: (passwords: { web: string; jobs: string }) => Promise<T>): Promise<T> {
    // Made by the first Homeward on a server, and a test may be that.
    const made = await this.query(
      "select count(*)::int as n from pg_roles where rolname in ('homeward_login', 'homeward_jobs')",
    );
    if (made.rows[0]?.n !== 2) await (await this.open(await this.newDatabase())).close();
    return this.connected(this.url, async (client) => {
      await client.query("select pg_advisory_lock(hashtext('homeward tests sign in'))");
      const before = await client.query(
        "select rolname, rolcanlogin from pg_roles where rolname in ('homeward_login', 'homeward_jobs')",
      );
      const passwords = { web: randomBytes(12).toString('hex'), jobs: randomBytes(12).toString('hex') };
      try {
        await client.query(`alter role homeward_login login password '${passwords.web}'`);
        await client.query(`alter role homeward_jobs login password '${passwords.jobs}'`);
        return await work(passwords);
      } finally {
        for (const { rolname, rolcanlogin } of before.rows)
          await client.query(`alter role ${rolname} ${rolcanlogin ? 'login' : 'nologin'} password null`);
      }
    });
  }

  async end(): Promise<void> {
    // Each drop waits for a checkpoint of the whole server; side by side they share one.
    await Promise.all(this.#databases.map((name) => this.query(`drop database if exists ${name} with (force)`)));
    for (const name of this.#passwords.keys()) {
      await this.query(`drop owned by ${name} cascade`);
      await this.query(`drop role ${name}`);
    }
    await this.#pool.end();
  }
}
