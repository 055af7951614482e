import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { after, before, describe } from 'node:test';
import pg from 'pg';
import {
  type Database,
  embeddedDatabase,
  migrate,
  openDatabase,
  openEmbedded,
  shippedMigrations,
} from '../src/db/index.ts';

const CACHE = new URL('../node_modules/.cache/homeward/', import.meta.url);

/** A database of its own for one test file: migrated once a machine, then cloned, because migrating takes seconds. */
export async function embeddedForTest(): Promise<Database> {
  const file = new URL(`migrated-${migrationsKey()}.tar`, CACHE);
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    const fresh = await openEmbedded(null);
    await migrate({
      exec: async (text) => void (await fresh.exec(text)),
      rows: async (text) => (await fresh.query<Record<string, unknown>>(text)).rows,
    });
    // The templates of databases that no test makes: a third of all files, which every clone would unpack.
    await fresh.exec("update pg_database set datistemplate = false where datname like 'template%'");
    for (const name of ['template0', 'template1']) await fresh.exec(`drop database ${name}`);
    const dump = await fresh.dumpDataDir('none');
    await fresh.close();
    // Written beside and renamed, so that a file running in parallel never reads half of it.
    const part = new URL(`part-${process.pid}-${randomBytes(4).toString('hex')}`, CACHE);
    writeFileSync(part, Buffer.from(await dump.arrayBuffer()));
    renameSync(part, file);
  }
  return embeddedDatabase(await openEmbedded(null, new Blob([readFileSync(file)])));
}

function migrationsKey(): string {
  return createHash('sha256').update(JSON.stringify(shippedMigrations())).digest('hex').slice(0, 16);
}

/**
 * A new database on the server of TEST_DATABASE_URL, dropped when closed; null where none is set. It is a copy of one that
 * was migrated once for all test files, as the embedded ones are.
 */
export async function postgresForTest(): Promise<{
  database: Database;
  url: string;
  drop: () => Promise<void>;
} | null> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return null;
  const name = newName();
  await onServer(server, async (client) => {
    await client.query(`create database ${name} template ${await migratedOnce(client, server)}`);
    // Rights on a database itself do not come with its copy (migrations/0085).
    await client.query(`revoke temporary on database ${name} from public`);
    await client.query(`grant temporary on database ${name} to homeward_system`);
  });
  const url = addressOf(server, name);
  const database = await openDatabase({ kind: 'postgres', url: url.href });
  const drop = async () => {
    await database.close();
    await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { database, url: url.href, drop };
}

/** The name of the database that all are copied from; whoever comes first makes it, and the others wait for it. */
async function migratedOnce(client: pg.Client, server: string): Promise<string> {
  const template = `homeward_migrated_${migrationsKey()}`;
  const there = async () =>
    (await client.query('select from pg_database where datname = $1', [template])).rowCount === 1;
  if (await there()) return template;
  await client.query("select pg_advisory_lock(hashtext('homeward tests'))");
  if (!(await there())) {
    await dropOldCopies(client);
    const name = newName();
    await client.query(`create database ${name}`);
    await (await openDatabase({ kind: 'postgres', url: addressOf(server, name).href })).close();
    await client.query(`alter database ${name} rename to ${template}`);
  }
  await client.query("select pg_advisory_unlock(hashtext('homeward tests'))");
  return template;
}

/** Those of other migrations that nobody has made for a day. */
async function dropOldCopies(client: pg.Client): Promise<void> {
  const old = await client.query<{ datname: string }>(`select datname from pg_database
    where datname like 'homeward\\_migrated\\_%'
      and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`);
  for (const { datname } of old.rows) await client.query(`drop database if exists ${datname}`);
}

function newName(): string {
  return `homeward_test_${randomBytes(6).toString('hex')}`;
}

function addressOf(server: string, name: string): URL {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Runs the same tests on the embedded database, and on PostgreSQL where TEST_DATABASE_URL is set. Opened when the first of
 * them runs, because of a suite that a name pattern leaves out nothing is run, not even what would close it.
 * @param tests gets the open database, in its tests and hooks
 */
export function onEachDatabase(name: string, tests: (open: () => Database) => void): void {
  onEmbedded(name, tests);
  onPostgres(name, tests);
}

/** The embedded half of `onEachDatabase`: of a test so long that each half has a file of its own, to run side by side. */
export function onEmbedded(name: string, tests: (open: () => Database) => void): void {
  onDatabase(`${name} (embedded)`, tests, async () => {
    const database = await embeddedForTest();
    return { database, close: () => database.close() };
  });
}

/**
 * What CI, which has a quarter of an hour, runs on PostgreSQL too: all that is about the database, access and what goes in
 * and out, and the crawl of every page (test/security). `npm test` by hand runs every room on both.
 */
const ON_BOTH_IN_CI = /\/(src\/(db|access|accounts|people|returns|planning)|test)\//;

/** The other half; nothing where TEST_DATABASE_URL is not set. */
export function onPostgres(name: string, tests: (open: () => Database) => void): void {
  if (process.env.CI && !ON_BOTH_IN_CI.test(process.argv[1] ?? '')) return;
  if (process.env.TEST_DATABASE_URL) {
    onDatabase(`${name} (PostgreSQL)`, tests, async () => {
      const { database, drop } = (await postgresForTest()) as NonNullable<Awaited<ReturnType<typeof postgresForTest>>>;
      return { database, close: drop };
    });
  }
}

function onDatabase(
  name: string,
  tests: (open: () => Database) => void,
  openOne: () => Promise<{ readonly database: Database; readonly close: () => Promise<void> }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof openOne>> | undefined;
    before(async () => {
      opened = await openOne();
    });
    after(() => opened?.close());
    tests(() => {
      if (!opened) throw new Error(`${name}: the database is open in tests and hooks, not while they are listed`);
      return opened.database;
    });
  });
}
