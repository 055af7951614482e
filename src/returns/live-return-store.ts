import { setImmediate as breathe } from 'node:timers/promises';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { englandDate, type PlainDate, Refusal } from '../kernel/index.ts';
import type { LiveEpisode, LiveStay, ReturnYear } from '../ssda903/index.ts';
import { type Held, heldIn, type LiveChild, type LiveRecords } from './live-return.ts';
import type { LiveWorker } from './live-return-workers.ts';
import { otherRecords, tablesGiven } from './other-store.ts';

/**
 * The id and name of an authority that keeps records here.
 * @throws Refusal where there is none of this code
 */
export async function authorityOfCode(tx: Tx, code: string): Promise<{ id: string; name: string }> {
  const found = await first<{ id: string; name: string }>(
    tx,
    sql`select id, name from organisation where code = ${code} and kind = 'authority'`,
  );
  if (!found) throw new Refusal(`No authority with the code ${code} keeps records here.`);
  return found;
}

/** Every authority that keeps children's records here. */
export function authoritiesHere(tx: Tx): Promise<{ id: string; code: string | null }[]> {
  return rows(
    tx,
    sql`select o.id, o.code from organisation o where o.kind = 'authority'
    and exists (select from child c where c.organisation_id = o.id) order by o.id`,
  );
}

/**
 * What the records of an authority hold for its returns. Needs the system's rights: a person's are not enough to read the
 * children whose records are sealed, and the return is about them too.
 * @param years of which the other tables are wanted; null: all there are
 */
export async function liveRecords(
  tx: Tx,
  authority: string,
  years: readonly ReturnYear[] | null = null,
): Promise<LiveRecords> {
  const children = await rows<LiveChild>(
    tx,
    sql`select c.id, c.return_id as "returnId", c.sex, i.born, i.born_estimated as "bornEstimated", c.ethnicity, i.upn,
        c.unaccompanied, c.return_year as "returnYear", coalesce(a.confidential, false) as "familyHidden"
      from child c join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id
      left join child_address a on a.organisation_id = c.organisation_id and a.child_id = c.id
      where c.organisation_id = ${authority}`,
  );
  const imported = await rows<{ year: ReturnYear }>(
    tx,
    sql`select distinct return_year as year from return_import where organisation_id = ${authority}`,
  );
  // Rows of the embedded database are read on this thread: it breathes in between, so that pages are taken in meanwhile.
  await breathe();
  const told = Map.groupBy(await episodes(tx, authority), ({ childId }) => childId);
  await breathe();
  const recorded = Map.groupBy(await stays(tx, authority), ({ childId }) => childId);
  await breathe();
  return {
    children,
    episodes: told,
    stays: recorded,
    imported: new Set(imported.map(({ year }) => year)),
    // Whoever was a child's social worker when a year began may stand in the return before it only.
    others: await otherRecords(tx, authority, years && [...new Set(years.flatMap((year) => [year - 1, year]))]),
    workers: Map.groupBy(await workers(tx, authority), ({ childId }) => childId),
  };
}

/** What the records hold of the returns of some years. */
export async function heldInYears(
  tx: Tx,
  authority: string,
  years: readonly ReturnYear[],
): Promise<ReadonlyMap<ReturnYear, Held>> {
  const given = await tablesGiven(tx, authority);
  const allocated = await first(
    tx,
    sql`select from allocation where organisation_id = ${authority} and relation = 'social worker' limit 1`,
  );
  return new Map(years.map((year) => [year, heldIn({ given, allocated: allocated !== null }, year)]));
}

/** The children, as the return has them, whose records are sealed. */
export async function sealedIds(tx: Tx, authority: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select distinct c.return_id as id from record_sealed s
      join child c on c.organisation_id = s.organisation_id and c.id = s.child_id
      where s.organisation_id = ${authority} and c.return_id is not null`,
  );
  return found.map(({ id }) => id);
}

/** The newest check of a year that was made from the records and is done; null where there is none. */
export async function liveCheckBefore(
  tx: Tx,
  authority: string,
  year: ReturnYear,
): Promise<{ readonly id: string; readonly at: Date; readonly rules: readonly string[] } | null> {
  return first(
    tx,
    sql`select c.id, c.at, array(select r.rule from return_check_rule r
        where r.organisation_id = c.organisation_id and r.check_id = c.id) as rules
      from return_check c where c.organisation_id = ${authority} and c.year = ${year} and c.source = 'live'
        and c.state = 'done' order by c.at desc, c.id limit 1`,
  );
}

/** A home is hidden by its number, or, where the number is an agency's, by the stay that began with the episode. */
function episodes(tx: Tx, authority: string): Promise<(LiveEpisode & { childId: string })[]> {
  return rows(
    tx,
    sql`select e.child_id as "childId", e.decom, e.rne, e.ls, e.cin, e.place, e.place_provider as "placeProvider", e.dec,
        e.rec, e.reason_place_change as "reasonPlaceChange", e.home_post as "homePost", e.pl_post as "placePost", e.urn,
        e.return_year as "returnYear", e.presumed_end as "presumedEnd",
        e.urn = any (array(select h.urn from home h join home_address a on a.organisation_id = h.organisation_id
            and a.home_id = h.id where a.confidential and h.urn is not null)) is true
          or (e.child_id, e.decom) in (select p.child_id, d.decom from placement p
            join home_address a on a.organisation_id = p.home_organisation_id and a.home_id = p.home_id and a.confidential
            left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
            join episode d on d.organisation_id = p.organisation_id and d.child_id = p.child_id and d.decom >= p.started
              and (x.ended is null or d.decom < x.ended)
            where p.organisation_id = ${authority}) as "placeHidden"
      from episode e where e.organisation_id = ${authority}`,
  );
}

/** Stays that were recorded here, and those of returns of which the end was. */
function stays(tx: Tx, authority: string): Promise<(LiveStay & { childId: string })[]> {
  return rows<LiveStay & { childId: string; ended: PlainDate | null }>(
    tx,
    sql`select p.child_id as "childId", p.started, case when x.from_return then null else x.ended end as ended,
        coalesce(x.reason, '') as reason, not p.from_return as "recordedHere", h.kind, h.sector,
        h.organisation_id = p.organisation_id as own, h.urn, a.postcode, coalesce(a.confidential, false) as hidden
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.organisation_id = ${authority} and (not p.from_return or (x.placement_id is not null and not x.from_return))`,
  );
}

/** Who was allocated to a child as the social worker, by days. */
async function workers(tx: Tx, authority: string): Promise<(LiveWorker & { childId: string })[]> {
  const found = await rows<{ childId: string; actorId: string; from: Date; to: Date | null }>(
    tx,
    sql`select l.child_id as "childId", l.actor_id as "actorId", l.from_at as "from", x.at as "to" from allocation l
      left join allocation_ended x on x.organisation_id = l.organisation_id and x.allocation_id = l.id
      where l.organisation_id = ${authority} and l.relation = 'social worker'`,
  );
  return found.map(({ from, to, ...one }) => ({ ...one, from: englandDate(from), to: to && englandDate(to) }));
}
