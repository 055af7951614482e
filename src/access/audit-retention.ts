import { first, insertAll, rows, type Sql, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import { REMOVED, type Removal, RemovedList } from './audit-removal.ts';
import type { SealedEntry } from './audit-seal.ts';
import { sealWithin } from './audit-sealing.ts';
import { lockChain, micros } from './audit-store.ts';

/** How long events are kept where nothing else is set: an assumption of ours, for each authority to confirm. */
const YEARS = 6;
const SETTING = 'years that events are kept';

/** The most events that go in one transaction. */
const AT_MOST = 5_000;

/** How many years an event is kept: the setting `years that events are kept`, else 6. Needs the system's rights. */
export async function yearsEventsAreKept(tx: Tx): Promise<number> {
  const found = await first<{ value: unknown }>(tx, sql`select value from setting where name = ${SETTING}`);
  const value = Number(found?.value);
  return Number.isSafeInteger(value) && value > 0 ? value : YEARS;
}

export interface RemoveOptions {
  /** Now, for whoever asks; what is removed is `years` older than this. */
  readonly now: Date;
  readonly years: number;
  /** True, in SQL about an event `e`, where a hold keeps it; such an event stays however old it is. */
  readonly held?: Sql<unknown>;
  readonly atMost?: number;
}

/**
 * Removes sealed events whose time to be kept has ended. Their digests stay in the chain, and for each organisation one
 * event says how many went, before what time, and with the hash of which list; it is sealed in this same transaction,
 * so that a removal that is not on record is found. Needs the system's rights.
 * @returns how many were removed; call again, in another transaction, until it is none
 */
export async function removeEventContents(tx: Tx, options: RemoveOptions): Promise<number> {
  await lockChain(tx);
  const due = await dueForRemoval(tx, options);
  for (const organisationId of new Set(due.map((entry) => entry.organisationId))) {
    const entries = due.filter((entry) => entry.organisationId === organisationId);
    await removeOf(tx, organisationId, entries, options.years);
  }
  if (due.length > 0) await sealWithin(tx);
  return due.length;
}

type Due = SealedEntry & { readonly before: string };

function dueForRemoval(tx: Tx, { now, years, held, atMost }: RemoveOptions): Promise<Due[]> {
  // Before what time is settled by the database's own clock too: nobody removes early by a clock that is wrong.
  const before = sql`(least(${now.toISOString()}::timestamptz, now()) - make_interval(years => ${years}::int))`;
  return rows<Due>(
    tx,
    sql`select e.organisation_id as "organisationId", e.id, ${micros('d.at')} as at, encode(d.digest, 'hex') as digest,
        round(extract(epoch from ${before}) * 1000000)::text as before
      from event e
      join event_digest d on d.organisation_id = e.organisation_id and d.event_id = e.id
      where e.at < ${before} and d.at < ${before} and e.kind <> ${REMOVED} and not coalesce((${held ?? sql`false`}), true)
      order by d.seal_number, d.position limit ${atMost ?? AT_MOST}`,
  );
}

async function removeOf(tx: Tx, organisationId: string, entries: readonly Due[], years: number): Promise<void> {
  const list = new RemovedList();
  for (const entry of entries) list.add(entry);
  const id = newId('event');
  const detail: Removal = { before: entries[0]?.before ?? '', years, count: list.count, list: list.list() };
  await insertAll(tx, 'event', [
    { organisation_id: organisationId, id, actor: 'system', kind: REMOVED, subject: '', detail },
  ]);
  const ids = entries.map((entry) => entry.id);
  await sql`update event_digest set removed_by = ${id}
    where organisation_id = ${organisationId} and event_id = any (${ids}::text[])`.execute(tx);
  await sql`delete from event where organisation_id = ${organisationId} and id = any (${ids}::text[])`.execute(tx);
}
