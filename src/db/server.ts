import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Refusal } from '../kernel/index.ts';
import { type Database, database, type Tables } from './database.ts';
import { migrate, missingMigrations } from './migrate.ts';

const LOGIN = 'homeward_login';
const OLDEST = 150_000;
const CONNECT_WITHIN = 10_000; // milliseconds
const CONNECTIONS = 10;

/** Dates and numbers that JavaScript cannot hold come as text, as from the embedded database. */
const TEXT_TYPES = [
  pg.types.builtins.INT8,
  pg.types.builtins.DATE,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.INTERVAL,
];

/**
 * Opens a database of a PostgreSQL server. As its owner: the schema is brought up to date first, and every
 * connection then steps down to the login that owns nothing. As that login itself: the schema must be up to date.
 * @throws Refusal in words a person can act on, never with the address, which may hold a password
 */
export async function openServer(url: string): Promise<Database> {
  const stepDown = await prepare(url);
  const parser = (oid: number, format?: 'text' | 'binary') =>
    TEXT_TYPES.includes(oid as never) ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'homeward',
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN,
    types: { getTypeParser: parser as typeof pg.types.getTypeParser },
    // A connection that could not step down is never handed out.
    verify: (client, done) => {
      client.query(stepDown).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  // A server may end a connection at any time, idle or in the middle of a transaction. Work in progress hears of it
  // from its own query; without these listeners the news would end the whole process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return database(
    'postgres',
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    false,
    async () => undefined,
  );
}

/** Brings the schema up to date, or finds that it is. @returns the SQL by which a new connection steps down */
async function prepare(url: string): Promise<string> {
  const client = await connect(url);
  try {
    const [found] = (
      await client.query<{ number: number; superuser: boolean; login: boolean }>(
        `select current_setting('server_version_num')::int as number, rolsuper as superuser,
           rolname = '${LOGIN}' as login from pg_roles where rolname = current_user`,
      )
    ).rows;
    if (!found || found.number < OLDEST) throw new Refusal('Homeward needs PostgreSQL 15 or newer.');
    // A superuser can hand the session over for good; another owner can only step down role by role.
    let stepDown = found.superuser ? `set session authorization ${LOGIN}` : `set role ${LOGIN}`;
    if (found.login) {
      await checkSchema(client);
      stepDown = 'select 1';
    } else {
      await client.query("select pg_advisory_lock(hashtext('homeward migrations'))");
      await migrateInTurn(client);
    }
    await checkRoles(client, stepDown);
    return stepDown;
  } catch (error) {
    throw inWords(error);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN });
    client.on('error', () => undefined); // a connection that ends between two queries; the next query says so
    await client.connect();
    return client;
  } catch (error) {
    const code = codeOf(error);
    if (code === '3D000')
      throw new Refusal(
        'The PostgreSQL server has no database of the name in DATABASE_URL. Create it first: createdb.',
      );
    if (code.startsWith('28'))
      throw new Refusal(
        `The PostgreSQL server did not accept the user or the password in DATABASE_URL (${code}). Check both.`,
      );
    throw new Refusal(
      `The PostgreSQL server of DATABASE_URL does not answer (${code || 'no connection'}). Check that it runs, and the host, port and options in the address.`,
    );
  }
}

/** The app's own login may not change the schema, so it can only find that its owner has. */
async function checkSchema(client: pg.Client): Promise<void> {
  const [there] = (
    await client.query<{ is: boolean }>("select to_regclass('public.schema_migration') is not null as is")
  ).rows;
  const done = there?.is ? (await client.query('select number from public.schema_migration')).rows : [];
  const missing = missingMigrations(done);
  if (missing.length > 0) {
    throw new Refusal(
      `The schema of this database is not up to date (${missing.length} ${missing.length === 1 ? 'step' : 'steps'} missing), and ${LOGIN} may not change it. Start Homeward once with the owner of the database in DATABASE_URL.`,
    );
  }
}

/** Steps down and up once, so that a missing grant (a restored database, new roles) is told at the start. */
async function checkRoles(client: pg.Client, stepDown: string): Promise<void> {
  await client.query(stepDown);
  await client.query('begin');
  for (const role of ['homeward_app', 'homeward_system']) await client.query(`set local role ${role}`);
  await client.query('rollback');
}

const ATTEMPTS = 6;

/**
 * Migrates. Roles belong to the whole server, so two databases that are made at the same moment can trip over the
 * same role; everything was rolled back then, and a second attempt finds the role there.
 */
async function migrateInTurn(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await migrate({
        exec: async (text) => void (await client.query(text)),
        rows: async (text) => (await client.query(text)).rows,
      });
      return;
    } catch (error) {
      const trippedOverRole =
        /tuple concurrently (updated|deleted)/.test(String(error)) ||
        (codeOf(error) === '23505' && /pg_auth/.test(String(error))) ||
        codeOf(error) === '40P01';
      if (!trippedOverRole || attempt === ATTEMPTS) throw error;
      await pause(100 * attempt);
    }
  }
}

/** What the server refused, in words; anything else is a fault of ours and stays as it is. */
function inWords(error: unknown): unknown {
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : '';
  if (code === '42501') {
    return new Refusal(
      `The user of DATABASE_URL may not prepare this database (${reason}). It must own the database and may create roles, and be a member of Homeward’s three roles; or be ${LOGIN} on a database that its owner has prepared: docs/operations.md. No record was changed.`,
    );
  }
  if (code === '25006')
    return new Refusal('The database of DATABASE_URL is read-only (a standby?). Use the server that takes writes.');
  if (/^(57P0|08|ECONN|EPIPE)/.test(code) || /Connection terminated/.test(reason)) {
    return new Refusal(
      'The PostgreSQL server ended the connection while Homeward was starting. Nothing was changed; start again when it runs.',
    );
  }
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
