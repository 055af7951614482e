import { rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';

/* What exports beside the return read. All of it needs the system's rights. */

/**
 * Children who stand in no export but the return: those whose records are sealed, and those whom an adoption gave a new
 * record (the two would stand in one file with the same date of birth).
 */
export async function keptApart(tx: Tx, authority: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select child_id as id from record_sealed where organisation_id = ${authority}
      union select after_child_id from adoption_link where organisation_id = ${authority}`,
  );
  return new Set(found.map(({ id }) => id));
}

export interface NamedChild {
  readonly id: string;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly nhsNumber: string | null;
  readonly familyPostcode: string | null;
}

export function namedChildren(tx: Tx, authority: string): Promise<NamedChild[]> {
  return rows(
    tx,
    sql`select i.child_id as id, i.given_name as "givenName", i.family_name as "familyName", i.nhs_number as "nhsNumber",
        a.postcode as "familyPostcode"
      from child_identity i left join child_address a on a.organisation_id = i.organisation_id and a.child_id = i.child_id
        and not a.confidential
      where i.organisation_id = ${authority}`,
  );
}

export interface Involvement {
  readonly id: string;
  readonly childId: string;
  readonly actorId: string;
  readonly relation: string;
  readonly from: Date;
  readonly to: Date | null;
  readonly name: string;
  readonly role: string;
  readonly teamId: string | null;
  readonly teamName: string | null;
}

/** Who works or worked with a child, of those who do so as their work. */
export function involvements(tx: Tx, authority: string): Promise<Involvement[]> {
  return rows(
    tx,
    sql`select l.id, l.child_id as "childId", l.actor_id as "actorId", l.relation, l.from_at as "from", x.at as "to",
        w.name, w.role, t.id as "teamId", t.name as "teamName"
      from allocation l
      join actor w on w.organisation_id = l.organisation_id and w.id = l.actor_id
      left join team t on t.organisation_id = w.organisation_id and t.id = w.team_id
      left join allocation_ended x on x.organisation_id = l.organisation_id and x.allocation_id = l.id
      where l.organisation_id = ${authority} and l.relation not in ('added', 'parent', 'self') order by l.from_at, l.id`,
  );
}

/** The home a child lives in on a day, as the authority that placed the child may tell it. */
export interface HomeOn {
  readonly childId: string;
  readonly started: PlainDate;
  readonly homeId: string;
  readonly homeOrganisationId: string;
  readonly home: string | null;
  readonly kind: string;
  readonly urn: string | null;
  readonly area: string;
  readonly provider: string | null;
  /** The Ofsted number of the provider. */
  readonly providerCode: string | null;
  /** What a week costs on that day, in pence; null where no fee is known. */
  readonly weeklyPence: number | null;
  readonly hidden: boolean;
}

/**
 * The latest home of each child that had begun by a day and not ended by it.
 * @param careOnly for a reader of children's care alone: of homes that other organisations keep nothing but the kind, and
 *   the number that the authority's own episodes give
 */
export async function homesOn(
  tx: Tx,
  authority: string,
  on: PlainDate,
  careOnly: boolean,
): Promise<Map<string, HomeOn>> {
  const found = await rows<Omit<HomeOn, 'weeklyPence'> & { weeklyPence: string | null }>(
    tx,
    sql`select distinct on (p.child_id) p.child_id as "childId", p.started, h.id as "homeId",
        h.organisation_id as "homeOrganisationId", h.kind,
        case when k.told then h.name end as home, case when k.told then h.area else '' end as area,
        case when k.told then o.name end as provider, case when k.told and o.kind = 'provider' then o.code end as "providerCode",
        case when k.told then h.urn else (select e.urn from episode e where e.organisation_id = p.organisation_id
          and e.child_id = p.child_id and e.decom <= ${on} order by e.decom desc limit 1) end as urn,
        case when k.told then (select f.weekly_pence from fee f where f.organisation_id = h.organisation_id and f.home_id = h.id
          and f.from_date <= ${on} order by f.from_date desc limit 1) end as "weeklyPence",
        coalesce(a.confidential, false) as hidden
      from placement p
      join home h on h.organisation_id = p.home_organisation_id and h.id = p.home_id
      join organisation o on o.id = h.organisation_id
      cross join lateral (select not ${careOnly}::boolean or h.organisation_id = p.organisation_id as told) k
      left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id
      left join placement_ended x on x.organisation_id = p.organisation_id and x.placement_id = p.id
      where p.organisation_id = ${authority} and p.started <= ${on} and (x.ended is null or x.ended > ${on})
      order by p.child_id, p.started desc, p.id`,
  );
  return new Map(
    found.map((row) => [
      row.childId,
      { ...row, weeklyPence: row.weeklyPence === null ? null : Number(row.weeklyPence) },
    ]),
  );
}
