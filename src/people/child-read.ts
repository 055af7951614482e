import { saw } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { calledName, compareNames } from './child.ts';
import type { FamilyHome, Sex } from './child-store.ts';
import {
  asOf,
  type EpisodeRow,
  historyOfHomes,
  type PlacementRow,
  type Standing,
  type Stay,
  standing,
} from './where.ts';

/** A child as other rooms need them: enough to name, to place and to ask for a home. */
export interface ChildSummary {
  readonly id: string;
  readonly organisationId: string;
  /** What the child is called on screens. */
  readonly name: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly returnId: string | null;
  readonly sex: Sex;
  readonly born: PlainDate;
  readonly bornEstimated: boolean;
  readonly unaccompanied: boolean;
  /** The return's code; for due consideration only. */
  readonly ethnicity: string | null;
  readonly faith: string | null;
  readonly familyHome: FamilyHome | null;
  readonly standing: Standing;
}

export interface BrotherOrSister extends ChildSummary {
  /** Whether they live in the same home now; null when either has no home that we know. */
  readonly sameHome: boolean | null;
}

export interface ChildRow {
  id: string;
  organisation_id: string;
  return_id: string | null;
  sex: Sex;
  ethnicity: string | null;
  faith: string | null;
  unaccompanied: boolean;
  born: PlainDate;
  born_estimated: boolean;
  given_name: string | null;
  family_name: string | null;
  has_address: boolean;
  postcode: string | null;
  area: string | null;
  lat: number | null;
  long: number | null;
  confidential: boolean | null;
}

const CHILD = sql`select c.id, c.organisation_id, c.return_id, c.sex, c.ethnicity, c.faith, c.unaccompanied,
    i.born, i.born_estimated, i.given_name, i.family_name,
    a.child_id is not null as has_address, a.postcode, a.area, a.lat, a.long, a.confidential
  from child c
  join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id
  left join child_address a on a.organisation_id = c.organisation_id and a.child_id = c.id and a.kind = 'family home'`;

type OfChild<Row> = Row & { readonly child_id: string };

/** The homes of some children, by child. A home the actor may not read is there without its name. */
export async function homesOf(
  tx: Tx,
  ids: readonly string[],
): Promise<{ placements: Map<string, PlacementRow[]>; episodes: Map<string, EpisodeRow[]> }> {
  const placements = await rows<OfChild<PlacementRow>>(
    tx,
    sql`select p.child_id, p.home_id, p.home_organisation_id, p.started, e.ended, e.reason, h.name, h.kind, h.area
      from placement p
      left join placement_ended e on e.organisation_id = p.organisation_id and e.placement_id = p.id
      left join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      where p.child_id = any (${ids}::text[])`,
  );
  const episodes = await rows<OfChild<EpisodeRow>>(
    tx,
    sql`select child_id, decom, coalesce(dec, presumed_end) as dec, coalesce(presumed_reason, rec) as rec, place,
      reason_place_change, urn from episode
      where child_id = any (${ids}::text[])`,
  );
  return { placements: Map.groupBy(placements, byChild), episodes: Map.groupBy(episodes, byChild) };
}

const byChild = (row: { readonly child_id: string }): string => row.child_id;

/**
 * The children with these ids that the actor may see, in the order asked for; others are left out.
 * @param today tells who has turned 18
 */
export async function childSummary(tx: Tx, asked: readonly string[], today: PlainDate): Promise<ChildSummary[]> {
  const ids = asked.filter(canBeId);
  if (!ids.length) return [];
  const found = await rows<ChildRow>(tx, sql`${CHILD} where c.id = any (${ids}::text[])`);
  const homes = await homesOf(tx, ids);
  const seen = found.map((row) => row.id);
  saw(tx, seen, 'identity');
  saw(
    tx,
    found.flatMap((row) => (row.has_address ? [row.id] : [])),
    'address',
  );
  const byId = new Map(
    found.map((row) => [
      row.id,
      summaryOf(row, standing(homes.placements.get(row.id) ?? [], homes.episodes.get(row.id) ?? [], row.born, today)),
    ]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function summaryOf(row: ChildRow, stands: Standing): ChildSummary {
  const { id, sex, ethnicity, faith, unaccompanied, born } = row;
  return {
    ...{ id, sex, ethnicity, faith, unaccompanied, born },
    organisationId: row.organisation_id,
    name: calledName({ givenName: row.given_name, returnId: row.return_id }),
    givenName: row.given_name,
    familyName: row.family_name,
    returnId: row.return_id,
    bornEstimated: row.born_estimated,
    familyHome: row.has_address
      ? {
          postcode: row.postcode,
          area: row.area ?? '',
          lat: row.lat,
          long: row.long,
          confidential: row.confidential ?? false,
        }
      : null,
    standing: stands,
  };
}

/** The child with this id; null when there is none or the actor may not see them. */
export async function oneChild(tx: Tx, id: string, today: PlainDate): Promise<ChildSummary | null> {
  return (await childSummary(tx, [id], today))[0] ?? null;
}

/** Brothers and sisters of a child, the oldest first, with where they live relative to the child. */
export async function brothersAndSisters(tx: Tx, childId: string, today: PlainDate): Promise<BrotherOrSister[]> {
  return (await brothersAndSistersOf(tx, [childId], today)).get(childId) ?? [];
}

/** The same for many children, by child; a child without any is not in it. */
export async function brothersAndSistersOf(
  tx: Tx,
  childIds: readonly string[],
  today: PlainDate,
): Promise<ReadonlyMap<string, BrotherOrSister[]>> {
  const links = await rows<{ child_id: string; other_child_id: string }>(
    tx,
    sql`select child_id, other_child_id from brother_or_sister where child_id = any (${childIds.filter(canBeId)}::text[])`,
  );
  const of = Map.groupBy(links, byChild);
  const named = new Set(links.flatMap((link) => [link.child_id, link.other_child_id]));
  const known = new Map((await childSummary(tx, [...named], today)).map((each) => [each.id, each]));
  const family = new Map<string, BrotherOrSister[]>();
  for (const [id, mine] of of) {
    const child = known.get(id);
    if (!child) continue;
    const others = mine.flatMap((link) => known.get(link.other_child_id) ?? []);
    family.set(
      id,
      others
        .map((other) => ({ ...other, sameHome: sameHome(child.standing, other.standing) }))
        .sort((a, b) => (a.born < b.born ? -1 : a.born > b.born ? 1 : compareNames(a.name, b.name))),
    );
  }
  return family;
}

function sameHome(a: Standing, b: Standing): boolean | null {
  if (a.is !== 'at-home' || b.is !== 'at-home' || !a.stay.homeId || !b.stay.homeId) return null;
  return a.stay.homeId === b.stay.homeId && a.stay.homeOrganisationId === b.stay.homeOrganisationId;
}

/** Every home of one child up to today, the latest first. */
export async function homesOfChild(tx: Tx, childId: string, today: PlainDate): Promise<Stay[]> {
  const { placements, episodes } = await homesOf(tx, [childId]);
  if (placements.size + episodes.size > 0) saw(tx, [childId], 'care');
  return historyOfHomes(asOf(placements.get(childId) ?? [], today), asOf(episodes.get(childId) ?? [], today));
}

/** True when there is such a child for the actor; cheaper than reading them. */
export async function childIsHere(tx: Tx, childId: string): Promise<boolean> {
  return canBeId(childId) && (await first(tx, sql`select 1 from child where id = ${childId}`)) !== null;
}

/** An id comes from an address a person may have typed; the database refuses a NUL in any text. */
function canBeId(id: string): boolean {
  return !id.includes('\0');
}
