import { Kysely, PGliteDialect } from 'kysely';
import { Refusal } from '../kernel/index.ts';
import { type Database, database, type Tables } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';
import { openServer } from './server.ts';

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
  return database('embedded', new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) }), true, async () => {
    // Kysely closes only what it has used, and the folder may not be given back before its files are.
    if (!pglite.closed) await pglite.close();
    await end();
  });
}
