import { first, rows, sql, type Tx } from '../db/index.ts';
import type { StoredEntry } from './audit-check.ts';
import { type AuditedEvent, eventDigest } from './audit-digest.ts';
import type { Seal, SealedEntry } from './audit-seal.ts';

/** A time as text that both databases write alike and that loses nothing: microseconds since 1 January 1970, UTC. */
export const micros = (column: string) => sql`round(extract(epoch from ${sql.ref(column)}) * 1000000)::text`;

/** Every column of an event `e`, as its digest wants it. Arrays come by JSON, which both databases read alike. */
export const EVENT_COLUMNS = sql`e.organisation_id as "organisationId", e.id, ${micros('e.at')} as at, e.actor, e.kind,
  e.subject, e.detail::text as detail, e.about_organisation_id as "aboutOrganisationId", to_json(e.children) as children,
  to_json(e.fields) as fields, e.purpose, e.request_id as "requestId", e.written_in::text as "writtenIn",
  e.salt::text as salt`;

/**
 * Takes sealing, removing and verifying for this transaction alone, in whatever process. Pages that append never wait
 * for it.
 */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select set_config('lock_timeout', '5s', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('homeward audit chain'))`.execute(tx);
  await sql`select set_config('lock_timeout', '0', true)`.execute(tx);
}

/** Whether lockChain gave up waiting. */
export function isChainBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

/**
 * From here on the transaction reads by indexes only, or (`false`) as the planner likes. Without statistics, and the
 * embedded database gathers none by itself, the planner would read a million rows to find a dozen.
 */
export async function readByIndex(tx: Tx, only: boolean): Promise<void> {
  const as = only ? 'off' : 'on';
  await sql`select set_config('enable_hashjoin', ${as}, true), set_config('enable_mergejoin', ${as}, true),
    set_config('enable_seqscan', ${as}, true)`.execute(tx);
}

interface SealRow {
  number: string;
  previous: string;
  hash: string;
  sealed_at: string;
  through: string;
  through_at: string | null;
  count: number;
  events: string;
}

const SEAL = sql`select number, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash,
  ${micros('sealed_at')} as sealed_at, through::text as through, ${micros('through_at')} as through_at, count, events
  from event_seal`;

export async function lastSeal(tx: Tx): Promise<Seal | null> {
  const found = await first<SealRow>(tx, sql`${SEAL} order by number desc limit 1`);
  return found && fromRow(found);
}

/** Seals in their order, from the one after `after`. */
export async function sealsAfter(tx: Tx, after: number, limit: number): Promise<Seal[]> {
  return (await rows<SealRow>(tx, sql`${SEAL} where number > ${after} order by number limit ${limit}`)).map(fromRow);
}

export async function sealsOf(tx: Tx, numbers: readonly number[]): Promise<Map<number, Seal>> {
  const found = await rows<SealRow>(tx, sql`${SEAL} where number = any (${numbers}::bigint[])`);
  return new Map(found.map(fromRow).map((seal) => [seal.number, seal]));
}

function fromRow(row: SealRow): Seal {
  const { previous, hash, through, count } = row;
  const head = { number: Number(row.number), previous, hash, through, count };
  return { ...head, sealedAt: row.sealed_at, throughAt: row.through_at, events: Number(row.events) };
}

/** The moment of a sealing, before it looks for events: later commits of earlier transactions are `through` or newer. */
export async function sealingMoment(tx: Tx): Promise<{ now: string; oldestRunning: string }> {
  const found = await first<{ now: string; oldest: string }>(
    tx,
    sql`select round(extract(epoch from clock_timestamp()) * 1000000)::text as now,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest`,
  );
  if (!found) throw new Error('the database did not say what time it is');
  return { now: found.now, oldestRunning: found.oldest };
}

/** Events that are in no seal, written by transaction `from` or a later one; the oldest transactions first. */
export function unsealed(tx: Tx, from: string, limit: number): Promise<AuditedEvent[]> {
  return rows<AuditedEvent>(
    tx,
    sql`select ${EVENT_COLUMNS} from event e
      where e.written_in >= ${from}::xid8 and not exists (
        select from event_digest d where d.organisation_id = e.organisation_id and d.event_id = e.id)
      order by e.written_in limit ${limit}`,
  );
}

/** Writes a seal and its list. @throws Error where the list is not all there: nothing half may be sealed */
export async function keepSeal(tx: Tx, seal: Seal, entries: readonly SealedEntry[]): Promise<void> {
  const moment = (at: string | null) => sql`timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond'`;
  await sql`insert into event_seal (number, previous, hash, sealed_at, through, through_at, count, events)
    values (${seal.number}, decode(${seal.previous}, 'hex'), decode(${seal.hash}, 'hex'), ${moment(seal.sealedAt)},
      ${seal.through}::xid8, ${moment(seal.throughAt)}, ${seal.count}, ${seal.events})`.execute(tx);
  // The time is copied within the database, to the microsecond.
  const written = await sql`insert into event_digest (seal_number, position, organisation_id, event_id, at, digest)
    select ${seal.number}, t.position, e.organisation_id, e.id, e.at, decode(t.digest, 'hex')
    from unnest(${entries.map((each) => each.organisationId)}::text[], ${entries.map((each) => each.id)}::text[],
      ${entries.map((each) => each.digest)}::text[]) with ordinality as t (organisation_id, id, digest, position)
    join event e on e.organisation_id = t.organisation_id and e.id = t.id`.execute(tx);
  if (Number(written.numAffectedRows) !== entries.length) throw new Error('an event went while it was sealed');
}

/** The place of an entry in the chain. */
export interface Place {
  readonly seal: number;
  readonly position: number;
}

/** An entry with its seal and, where the event is still there and is a removal's, that event. */
export type PlacedEntry = StoredEntry & Place & { readonly event: AuditedEvent | null };

/** Entries of the chain after a place, in its order, with their events as they are now. */
export async function entriesAfter(tx: Tx, after: Place, limit: number): Promise<PlacedEntry[]> {
  const found = await rows<AuditedEvent & EntryRow>(
    tx,
    sql`select d.seal_number as "sealNumber", d.position, d.organisation_id as "entryOrganisation",
        d.event_id as "entryId", ${micros('d.at')} as "entryAt", encode(d.digest, 'hex') as "entryDigest",
        d.removed_by as "removedBy", e.id is not null as there, ${EVENT_COLUMNS}
      from (select * from event_digest where (seal_number, position) > (${after.seal}, ${after.position})
        order by seal_number, position limit ${limit}) d
      left join event e on e.organisation_id = d.organisation_id and e.id = d.event_id
      order by d.seal_number, d.position`,
  );
  return found.map((row) => ({
    seal: Number(row.sealNumber),
    position: row.position,
    organisationId: row.entryOrganisation,
    id: row.entryId,
    at: row.entryAt,
    digest: row.entryDigest,
    removedBy: row.removedBy,
    now: row.there ? { digest: eventDigest(row), writtenIn: row.writtenIn } : null,
    event: row.there ? row : null,
  }));
}

interface EntryRow {
  sealNumber: string;
  position: number;
  entryOrganisation: string;
  entryId: string;
  entryAt: string;
  entryDigest: string;
  removedBy: string | null;
  there: boolean;
}
