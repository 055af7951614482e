import { Kysely } from 'kysely';
import { Refusal } from '../kernel/index.ts';
import { type Database, database, type Tables } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { embeddedDialect } from './embedded-driver.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';
import { openServer } from './server.ts';

/** Where the data is: a folder of the embedded database, or a PostgreSQL server. */
export type DatabaseTarget =
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** Where the login of jobs signs in, where `url` is the login of pages. */
      readonly systemUrl?: string;
    };

/** Reads `DATABASE_URL`, `DATABASE_SYSTEM_URL` and `HOMEWARD_DATA`. @throws Refusal when an address cannot be read */
export function databaseTarget(env: Readonly<Record<string, string | undefined>>): DatabaseTarget {
  const { DATABASE_URL: url, DATABASE_SYSTEM_URL: systemUrl } = env;
  if (!url && systemUrl)
    throw new Refusal('DATABASE_SYSTEM_URL is set and DATABASE_URL is not. Set both, or neither for the data folder.');
  if (!url) return { kind: 'embedded', folder: env.HOMEWARD_DATA || './data' };
  checkAddress('DATABASE_URL', url);
  if (systemUrl) checkAddress('DATABASE_SYSTEM_URL', systemUrl);
  return { kind: 'postgres', url, ...(systemUrl ? { systemUrl } : {}) };
}

function checkAddress(setting: string, url: string): void {
  let parsed: URL | null = null;
  try {
    parsed = new URL(url);
  } catch {
    // told below, without repeating the address: it may hold a password
  }
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2)
    throw new Refusal(`${setting} cannot be read. It should look like postgres://user:password@host:5432/database.`);
}

/**
 * Opens the database, brings its schema up to date and steps down to the logins that own nothing.
 * @param tell is given words for whoever looks after the machine, where how they run it guards less than it could
 * @throws Refusal in words a person can act on: folder in use, server away, schema too new
 */
export function openDatabase(target: DatabaseTarget, tell?: (words: string) => void): Promise<Database> {
  return target.kind === 'embedded'
    ? openFolder(target.folder)
    : openServer(target.url, target.systemUrl ?? null, tell);
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
    // The session began as superuser; from here on it is the login that owns nothing. There is no second session, so
    // this login alone has to become the system as well: embedded, the policies guard against our mistakes only.
    await pglite.exec('grant homeward_system to homeward_login; set session authorization homeward_login');
  } catch (error) {
    await pglite.close();
    throw error;
  }
  const [pages, system] = ['pages_', 'system_'].map(
    (prefix) => new Kysely<Tables>({ dialect: embeddedDialect(pglite, prefix) }),
  ) as [Kysely<Tables>, Kysely<Tables>];
  return database('embedded', { pages, system }, true, async () => {
    // The folder may not be given back before its files are.
    if (!pglite.closed) await pglite.close();
    await end();
  });
}
