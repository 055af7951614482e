import { createHash } from 'node:crypto';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';

/** A child's time in one home, as the statutory return tells it. */
export interface StayOfReturn {
  readonly childId: string;
  /** What kind of home, so that a stay without a known home can still end the one that Homeward recorded. */
  readonly kind: string;
  /** Null: the return does not say which home (a foster home stands under its agency's number). */
  readonly home: { readonly organisationId: string; readonly id: string } | null;
  readonly started: PlainDate;
  /** Null: lives there now. */
  readonly ended: PlainDate | null;
  /** Why it ended: the return's code, or words. */
  readonly reason: string;
  /** The end is our conclusion, not the return's word. */
  readonly presumed: boolean;
}

export interface StaysReplaced {
  /** Stays in known homes, old and new, that the returns tell of. */
  readonly stays: number;
  readonly added: number;
  readonly removed: number;
  /** Endings written or corrected, those of homes that Homeward recorded included. */
  readonly endings: number;
}

/** Days by which a day in the return and the day that Homeward recorded may differ and still mean the same move. */
const SAME_MOVE_DAYS = 7;

/**
 * The id of a stay from a return: the same stay has the same id however often it is imported, also when its home has
 * come to another organisation since.
 */
export function placementId(authority: string, stay: StayOfReturn): string {
  const parts = [authority, stay.childId, stay.home?.id, stay.started];
  return `placement_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}

/**
 * Makes the stays that came from returns exactly those given, for all children of an authority, and writes nothing for
 * those that are already there. What Homeward itself recorded wins: a stay that it knows of is not written a second
 * time, and an open one ends where a later home was recorded here. Only an end that the return states is added to
 * a recorded stay (the same child, within seven days the same start, the same home or kind of home).
 * Needs the system's rights, in one transaction with the episodes.
 */
export async function replaceStaysOfReturns(
  tx: Tx,
  authority: string,
  stays: AsyncIterable<readonly StayOfReturn[]>,
): Promise<StaysReplaced> {
  await sql`create temp table told_stay (id text, child_id text, kind text, home_organisation_id text, home_id text,
    started date, ended date, reason text, presumed boolean) on commit drop`.execute(tx);
  const recorded = await childrenWithRecordedStays(tx, authority);
  for await (const page of stays) {
    // A stay without a known home can only end one that was recorded here.
    const useful = page.filter((stay) => stay.home !== null || recorded.has(stay.childId));
    await insertAll(
      tx,
      'told_stay',
      useful.map((stay) => toRow(authority, stay)),
    );
  }
  await sql`create index on told_stay (child_id)`.execute(tx);
  await sql`create index on told_stay (id)`.execute(tx);
  await sql`analyze told_stay`.execute(tx);
  const endedHere = await endRecordedStays(tx, authority);
  await giveWayToRecordedStays(tx, authority);
  const replaced = await writeDifference(tx, authority);
  await sql`drop table told_stay`.execute(tx);
  return { ...replaced, endings: replaced.endings + endedHere };
}

async function childrenWithRecordedStays(tx: Tx, authority: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ child_id: string }>(
    tx,
    sql`select distinct child_id from placement where organisation_id = ${authority} and not from_return`,
  );
  return new Set(found.map(({ child_id }) => child_id));
}

function toRow(authority: string, stay: StayOfReturn): Record<string, unknown> {
  return {
    id: stay.home ? placementId(authority, stay) : null,
    child_id: stay.childId,
    kind: stay.kind,
    home_organisation_id: stay.home?.organisationId ?? null,
    home_id: stay.home?.id ?? null,
    started: stay.started,
    ended: stay.ended,
    reason: stay.reason,
    presumed: stay.presumed,
  };
}

async function endRecordedStays(tx: Tx, authority: string): Promise<number> {
  // The best match is chosen among all stays, open ones too: a child may have moved twice within a week.
  const result = await sql`insert into placement_ended (organisation_id, placement_id, ended, reason, by, from_return)
    select ${authority}, id, ended, reason, 'statutory return', true from (
      select distinct on (p.id) p.id, p.started, s.ended, s.reason, s.presumed
        from placement p
        join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
        join told_stay s on s.child_id = p.child_id and abs(s.started - p.started) <= ${SAME_MOVE_DAYS}::int
          and (s.home_id = p.home_id and s.home_organisation_id = p.home_organisation_id or s.kind = h.kind)
        where p.organisation_id = ${authority} and not p.from_return
          and not exists (select from placement_ended e
            where e.organisation_id = p.organisation_id and e.placement_id = p.id)
        order by p.id, (s.home_id is not distinct from p.home_id) desc, abs(s.started - p.started), s.started desc) matched
    where ended >= started and not presumed`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

async function giveWayToRecordedStays(tx: Tx, authority: string): Promise<void> {
  await sql`create temp table recorded_stay on commit drop as
    select p.child_id, p.started, coalesce(e.ended, 'infinity'::date) as until from placement p
      left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
      where p.organisation_id = ${authority} and not p.from_return`.execute(tx);
  await sql`delete from told_stay where home_id is null`.execute(tx);
  await sql`delete from told_stay s using recorded_stay r where r.child_id = s.child_id
    and (abs(r.started - s.started) <= ${SAME_MOVE_DAYS}::int
      or (r.started <= s.started and r.until > s.started + ${SAME_MOVE_DAYS}::int))`.execute(tx);
  await sql`update told_stay s set ended = r.started, reason = '' from
    (select s.id, min(r.started) as started from told_stay s join recorded_stay r on r.child_id = s.child_id
      where r.started > s.started and r.started < coalesce(s.ended, 'infinity'::date) group by s.id) r
    where r.id = s.id`.execute(tx);
  await sql`drop table recorded_stay`.execute(tx);
}

/**
 * What was agreed for a stay that the return tells otherwise now (from another day, or as part of one that was recorded
 * here) goes with it to the child's stay in the same home that begins nearest. Where there is none, the stay was never
 * there, and its prices go with it.
 */
async function movePrices(tx: Tx, authority: string): Promise<void> {
  await sql`update agreed_price a set placement_id = to_stay.id
    from (select distinct on (old.id) old.id as was, p.id from placement old
        join placement p on p.organisation_id = old.organisation_id and p.child_id = old.child_id and p.home_id = old.home_id
          and p.home_organisation_id = old.home_organisation_id and p.id <> old.id
          and (not p.from_return or exists (select from told_stay s where s.id = p.id))
        where old.organisation_id = ${authority} and old.from_return
          and exists (select from agreed_price x where x.organisation_id = old.organisation_id and x.placement_id = old.id)
          and not exists (select from told_stay s where s.id = old.id)
        order by old.id, abs(p.started - old.started), p.id) to_stay
    where a.organisation_id = ${authority} and a.placement_id = to_stay.was`.execute(tx);
}

async function writeDifference(tx: Tx, authority: string): Promise<StaysReplaced> {
  const come = await sql`insert into placement
      (organisation_id, id, child_id, home_organisation_id, home_id, started, from_return)
    select ${authority}, s.id, s.child_id, s.home_organisation_id, s.home_id, s.started, true from told_stay s
      where not exists (select from placement p where p.organisation_id = ${authority} and p.id = s.id)`.execute(tx);
  await movePrices(tx, authority);
  const gone = await sql`delete from placement p where p.organisation_id = ${authority} and p.from_return
    and not exists (select from told_stay s where s.id = p.id)`.execute(tx);
  // An ending that somebody wrote here stands, whatever the return says.
  await sql`delete from placement_ended e using placement p
    where e.organisation_id = ${authority} and e.from_return
      and p.organisation_id = e.organisation_id and p.id = e.placement_id and p.from_return
      and not exists (select from told_stay s where s.id = p.id and s.ended is not null)`.execute(tx);
  const ended = await sql`insert into placement_ended (organisation_id, placement_id, ended, reason, by, from_return)
    select ${authority}, s.id, s.ended, s.reason, 'statutory return', true from told_stay s where s.ended is not null
    on conflict (organisation_id, placement_id) do update set ended = excluded.ended, reason = excluded.reason
      where placement_ended.from_return
        and (placement_ended.ended, placement_ended.reason) is distinct from (excluded.ended, excluded.reason)`.execute(
    tx,
  );
  const told = await first<{ stays: number }>(tx, sql`select count(*)::int as stays from told_stay`);
  return {
    stays: told?.stays ?? 0,
    added: Number(come.numAffectedRows ?? 0n),
    removed: Number(gone.numAffectedRows ?? 0n),
    endings: Number(ended.numAffectedRows ?? 0n),
  };
}
