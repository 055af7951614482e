import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Refusal } from '../kernel/index.ts';
import { type Database, database, type Tables } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';

/** Where the data is: a folder of the embedded database, or a PostgreSQL server. */
export type DatabaseTarget =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Reads `DATABASE_URL` and `HOMEWARD_DATA`. @throws Refusal when the address cannot be read */
export function databaseTarget(env: Readonly<Record<string, string | undefined>>): DatabaseTarget {
  const url = env.DATABASE_URL;
  if (!url) return { kind: 'embedded', folder: env.HOMEWARD_DATA || './data' };
  let parsed: URL | null = null;
  try {
    parsed = new URL(url);
  } catch {
    // told below, without repeating the address: it may hold a password
  }
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2) {
    throw new Refusal('DATABASE_URL cannot be read. It should look like postgres://user:password@host:5432/database.');
  }
  return { kind: 'postgres', url };
}

/**
 * Opens the database, brings its schema up to date and steps down to the login that owns nothing.
 * @throws Refusal in words a person can act on: folder in use, server away, schema too new
 */
export function openDatabase(target: DatabaseTarget): Promise<Database> {
  return target.kind === 'embedded' ? openFolder(target.folder) : openServer(target.url);
}

async function openFolder(folder: string): Promise<Database> {
  const unlock = lockFolder(folder);
  try {
    return await embeddedDatabase(await openEmbedded(folder), async () => unlock());
  } catch (error) {
    unlock();
    throw error;
  }
}

/** An embedded database around an open PGlite: migrated, signed in as the low-privilege login. */
export async function embeddedDatabase(
  pglite: Awaited<ReturnType<typeof openEmbedded>>,
  end: () => Promise<void> = async () => undefined,
): Promise<Database> {
  try {
    await migrate({
      exec: async (text) => void (await pglite.exec(text)),
      rows: async (text) => (await pglite.query<Record<string, unknown>>(text)).rows,
    });
    // The session began as superuser; from here on it is the login that owns nothing.
    await pglite.exec('set session authorization homeward_login');
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return database('embedded', new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }), true, end);
}

const TEXT_TYPES = [
  pg.types.builtins.INT8,
  pg.types.builtins.DATE,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.INTERVAL,
];

async function openServer(url: string): Promise<Database> {
  const parser = (oid: number, format?: 'text' | 'binary') =>
    TEXT_TYPES.includes(oid as never) ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text');
  const types = { getTypeParser: parser as typeof pg.types.getTypeParser };
  const owner = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await owner.connect();
  } catch (error) {
    throw new Refusal(
      `The PostgreSQL server of DATABASE_URL does not answer (${(error as { code?: string }).code ?? 'no connection'}). Check that it runs, the name, the user and the password.`,
    );
  }
  let superuser = false;
  try {
    const [version] = (
      await owner.query(
        "select current_setting('server_version_num')::int as number, rolsuper from pg_roles where rolname = current_user",
      )
    ).rows;
    if (version.number < 150_000) throw new Refusal('Homeward needs PostgreSQL 15 or newer.');
    superuser = version.rolsuper;
    await owner.query("select pg_advisory_lock(hashtext('homeward migrations'))");
    await migrate({
      exec: async (text) => void (await owner.query(text)),
      rows: async (text) => (await owner.query(text)).rows,
    });
  } finally {
    await owner.end();
  }
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  pool.on('error', () => undefined); // a connection that the server closed while idle; the next query opens another
  // A superuser can hand the session over for good; another owner can only step down role by role.
  const stepDown = superuser ? 'set session authorization homeward_login' : 'set role homeward_login';
  pool.on('connect', (client) => void client.query(stepDown).catch(() => undefined));
  const dialect = new PostgresDialect({ pool });
  return database('postgres', new Kysely<Tables>({ dialect }), false, async () => undefined);
}
