import { readdirSync, readFileSync } from 'node:fs';
import { Refusal } from '../kernel/index.ts';

/** One numbered SQL file; the number is its place in the order. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** What migrating needs of a database: several statements at once, as its owner. */
export interface Owner {
  exec(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** The build keeps this place relative to the code (dist/migrations), so one path serves both. */
const FOLDER = new URL('../../migrations/', import.meta.url);

/** The migrations that ship with this version, in order. */
export function shippedMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name, sql: readFileSync(new URL(name, FOLDER), 'utf8') }));
}

/**
 * Brings the schema up to date: all missing migrations in one transaction, so a failure leaves the old schema.
 * On a server the caller holds the lock that lets one start at a time migrate a database (open.ts).
 * @returns the names of those that ran
 * @throws Refusal when the database was made by a newer version of Homeward
 */
export async function migrate(owner: Owner, migrations: Migration[] = shippedMigrations()): Promise<string[]> {
  await owner.exec('begin');
  try {
    await owner.exec(
      'create table if not exists public.schema_migration (number integer primary key, name text not null, at timestamptz not null default now())',
    );
    const missing = missingMigrations(await owner.rows('select number from public.schema_migration'), migrations);
    for (const each of missing) {
      await owner.exec(each.sql);
      await owner.exec(`insert into public.schema_migration (number, name) values (${each.number}, '${each.name}')`);
    }
    await owner.exec('commit');
    return missing.map((each) => each.name);
  } catch (error) {
    // A connection that is gone has rolled back by itself; its own error would hide the cause.
    await owner.exec('rollback').catch(() => undefined);
    throw error;
  }
}

/**
 * The migrations a database still needs.
 * @param done the rows of schema_migration
 * @throws Refusal when the database knows a migration that this version does not
 */
export function missingMigrations(
  done: readonly Record<string, unknown>[],
  migrations: Migration[] = shippedMigrations(),
): Migration[] {
  const numbers = new Set(done.map((row) => Number(row.number)));
  const newest = Math.max(0, ...migrations.map((each) => each.number));
  const tooNew = Math.max(0, ...numbers);
  if (tooNew > newest) {
    throw new Refusal(
      `This database was made by a newer Homeward (schema ${tooNew}; this version knows ${newest}). Start the newer version, or use another data folder. Nothing was changed.`,
    );
  }
  return migrations.filter((each) => !numbers.has(each.number));
}
