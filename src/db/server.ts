import { setTimeout as pause } from 'node:timers/promises';
import { Kysely } from 'kysely';
import pg from 'pg';
import { Refusal } from '../kernel/index.ts';
import { type Database, database, type Tables } from './database.ts';
import {
  checkCannotBecome,
  checkNothingMore,
  checkStepsDown,
  JOBS,
  OWNER_SERVES,
  ownersStepDown,
  WEB,
} from './logins.ts';
import { migrate, missingMigrations } from './migrate.ts';
import { CONNECT_WITHIN, type Entrance, LIMITS, openPool } from './pools.ts';
import { serverDialect } from './server-driver.ts';

const OLDEST = 150_000;

/** Where the two kinds of work sign in. */
interface Entrances {
  readonly web: Entrance;
  readonly jobs: Entrance;
}

/**
 * Opens a database of a PostgreSQL server. As its owner: the schema is brought up to date first, and every
 * connection then steps down to a login that owns nothing. As homeward_login: the schema must be up to date, and
 * homeward_jobs signs in beside it.
 * @param systemUrl where homeward_jobs signs in; not used by an owner
 * @param tell is given words for the person who looks after the machine, once a start
 * @throws Refusal in words a person can act on, never with the address, which may hold a password
 */
export async function openServer(
  url: string,
  systemUrl: string | null = null,
  tell: (words: string) => void = () => undefined,
  limits: typeof LIMITS = LIMITS,
): Promise<Database> {
  const { web, jobs } = await prepare(url, systemUrl, tell);
  const [pages, system] = [openPool(web, limits.web), openPool(jobs, limits.jobs)].map(
    (pool) => new Kysely<Tables>({ dialect: serverDialect(pool) }),
  ) as [Kysely<Tables>, Kysely<Tables>];
  return database('postgres', { pages, system }, false, async () => undefined);
}

/** Brings the schema up to date, or finds that it is, and finds out how the two logins are reached. */
async function prepare(url: string, systemUrl: string | null, tell: (words: string) => void): Promise<Entrances> {
  const client = await connect(url, 'DATABASE_URL');
  try {
    // The user of the session, not the current one: an address may carry `options=-c role=…`, which can be undone.
    const [found] = (
      await client.query<{ number: number; superuser: boolean; name: string }>(
        `select current_setting('server_version_num')::int as number, rolsuper as superuser, rolname::text as name
           from pg_roles where rolname = session_user`,
      )
    ).rows;
    if (!found || found.number < OLDEST) throw new Refusal('Homeward needs PostgreSQL 15 or newer.');
    if (found.name === JOBS.name)
      throw new Refusal(
        `DATABASE_URL is for ${WEB.name}, which serves the pages; ${JOBS.name} belongs in DATABASE_SYSTEM_URL.`,
      );
    if (found.name === WEB.name) return await prepareLogins(client, url, systemUrl);
    return await prepareOwner(client, url, found.superuser, tell);
  } catch (error) {
    throw inWords(error);
  } finally {
    await client.end();
  }
}

async function prepareOwner(
  client: pg.Client,
  url: string,
  superuser: boolean,
  tell: (words: string) => void,
): Promise<Entrances> {
  await client.query("select pg_advisory_lock(hashtext('homeward migrations'))");
  await inTurn(async () => {
    await migrate({
      exec: async (text) => void (await client.query(text)),
      rows: async (text) => (await client.query(text)).rows,
    });
    await client.query('select app.part_logins()');
  });
  const stepDown = ownersStepDown(superuser);
  for (const login of [WEB, JOBS]) await checkStepsDown(client, login, stepDown(login));
  tell(OWNER_SERVES);
  return { web: { url, stepDown: stepDown(WEB) }, jobs: { url, stepDown: stepDown(JOBS) } };
}

async function prepareLogins(client: pg.Client, url: string, systemUrl: string | null): Promise<Entrances> {
  if (systemUrl === null)
    throw new Refusal(
      `DATABASE_URL signs in as ${WEB.name}, which serves pages and can do nothing else. Say in DATABASE_SYSTEM_URL how ${JOBS.name} signs in to the same database: docs/operations.md.`,
    );
  await checkSchema(client);
  await checkNothingMore(client, WEB);
  await checkCannotBecome(client, WEB, JOBS.becomes);
  await checkStepsDown(client, WEB, '');
  const other = await connect(systemUrl, 'DATABASE_SYSTEM_URL');
  try {
    const [here, there] = [await whereIs(client), await whereIs(other)];
    if (there.name !== JOBS.name)
      throw new Refusal(`DATABASE_SYSTEM_URL should sign in as ${JOBS.name}, and signs in as another user.`);
    if (here.place !== there.place)
      throw new Refusal('DATABASE_URL and DATABASE_SYSTEM_URL are not the same database of the same server.');
    await checkNothingMore(other, JOBS);
    await checkStepsDown(other, JOBS, '');
  } finally {
    await other.end();
  }
  return { web: { url, stepDown: '' }, jobs: { url: systemUrl, stepDown: '' } };
}

/** Who is signed in, and to which database of which running server. */
async function whereIs(client: pg.Client): Promise<{ name: string; place: string }> {
  const [found] = (
    await client.query<{ name: string; place: string }>(
      `select session_user::text as name, concat(oid, ' ', pg_postmaster_start_time()) as place
         from pg_database where datname = current_database()`,
    )
  ).rows;
  return found ?? { name: '', place: '' };
}

async function connect(url: string, setting: string): Promise<pg.Client> {
  let client: pg.Client | null = null;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN });
    client.on('error', () => undefined); // a connection that ends between two queries; the next query says so
    await client.connect();
    return client;
  } catch (error) {
    // Where the driver gives up half-way the server would go on waiting for a minute.
    client?.end().catch(() => undefined);
    const code = codeOf(error);
    if (code === '3D000')
      throw new Refusal(`The PostgreSQL server has no database of the name in ${setting}. Create it first: createdb.`);
    // An address without a password is given up by the driver itself, which has no code for it.
    const noPassword = error instanceof Error && /^SASL: .*password/.test(error.message);
    if (code.startsWith('28') || noPassword)
      throw new Refusal(
        `The PostgreSQL server did not accept the user or the password in ${setting} (${code || 'no password'}). Check both.`,
      );
    throw new Refusal(
      `The PostgreSQL server of ${setting} does not answer (${code || 'no connection'}). Check that it runs, and the host, port and options in the address.`,
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
      `The schema of this database is not up to date (${missing.length} ${missing.length === 1 ? 'step' : 'steps'} missing), and ${WEB.name} may not change it. Start Homeward once with the owner of the database in DATABASE_URL.`,
    );
  }
}

const ATTEMPTS = 6;

/**
 * Migrates. Roles belong to the whole server, so two databases that are made at the same moment can trip over the
 * same role; everything was rolled back then, and a second attempt finds the role there.
 */
async function inTurn(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
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
      `The user of DATABASE_URL may not prepare this database (${reason}). It must own the database and may create roles, and be a member of Homeward’s four roles; or be ${WEB.name} on a database that its owner has prepared: docs/operations.md. No record was changed.`,
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
