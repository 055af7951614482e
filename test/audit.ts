import { recordEvent } from '../src/access/index.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../src/db/index.ts';

/** Two authorities with a worker each, who do things that go on record. */
export async function twoAuthorities(database: Database): Promise<void> {
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [
      { id: 'north', kind: 'authority', name: 'North' },
      { id: 'south', kind: 'authority', name: 'South' },
    ]);
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_north', name: 'Nia', role: 'home-finder' },
      { organisation_id: 'south', id: 'w_south', name: 'Sam', role: 'home-finder' },
    ]);
  });
}

/** Appends events as a person does: each in a transaction of its own, under the row-level policies. */
export async function append(database: Database, count: number, side: 'north' | 'south' = 'north'): Promise<void> {
  for (let i = 0; i < count; i++) await database.asActor(`w_${side}`, (tx) => appendWithin(tx, side));
}

export async function appendWithin(tx: Tx, side: 'north' | 'south' = 'north'): Promise<void> {
  const actor = {
    id: `w_${side}`,
    name: '',
    role: 'home-finder',
    roleWords: '',
    organisation: { id: side, name: '', kind: 'authority' },
  } as const;
  await recordEvent(tx, actor, 'child.read', 'child_canary', { note: 'canary', exact: 1.5 });
}

/** Whoever has taken over the database: everything is open to them, and no constraint or trigger is in their way. */
export function asAttacker<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.asSystem(async (tx) => {
    const [owner] = await rows<{ name: string }>(tx, sql`select rolname as name from pg_roles where oid = 10`);
    await sql`set local session authorization ${sql.ref(owner?.name ?? '')}`.execute(tx);
    await sql`set local session_replication_role = replica`.execute(tx);
    return work(tx);
  });
}

const TABLES = ['event', 'event_seal', 'event_digest'];

/** Keeps the record of events as it is, so that each tampering starts from the same. */
export async function keepRecord(database: Database): Promise<void> {
  await asAttacker(database, async (tx) => {
    await sql`create schema if not exists kept`.execute(tx);
    for (const table of TABLES) {
      await sql`drop table if exists kept.${sql.ref(table)}`.execute(tx);
      await sql`create table kept.${sql.ref(table)} as table ${sql.ref(table)}`.execute(tx);
    }
  });
}

export async function putBackRecord(database: Database): Promise<void> {
  await asAttacker(database, async (tx) => {
    for (const table of TABLES) {
      await sql`delete from ${sql.ref(table)}`.execute(tx);
      await sql`insert into ${sql.ref(table)} select * from kept.${sql.ref(table)}`.execute(tx);
    }
  });
}

export function countOf(database: Database, table: string): Promise<number> {
  return database.asSystem(async (tx) =>
    Number((await rows<{ count: string }>(tx, sql`select count(*) as count from ${sql.ref(table)}`))[0]?.count),
  );
}
