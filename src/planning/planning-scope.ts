import { rows, sql, type Tx } from '../db/index.ts';
import type { Typed } from '../ui/index.ts';

/** An authority whose numbers the actor may count. */
export interface PlanningAuthority {
  readonly id: string;
  readonly name: string;
  /** The ONS code, such as E09000027; null where none is known. */
  readonly code: string | null;
  /** The middle of the authority, for its map; null where it is not known. */
  readonly at: { readonly lat: number; readonly long: number } | null;
}

/** For whom something is planned: one authority, or all together whose numbers may be counted. */
export interface PlanningScope {
  /** `all`, or the id of the one authority. */
  readonly key: string;
  /** As a heading says it: the authority's name, or the region's. */
  readonly name: string;
  /** At least one. */
  readonly authorities: readonly PlanningAuthority[];
}

export const ALL = 'all';

/**
 * The authorities whose numbers the actor may count (app.planning_authorities in migrations/0105), by name: the actor's
 * own, and those that agreed to share figures for planning. Empty for whoever does not plan.
 */
export async function planningAuthorities(tx: Tx): Promise<readonly PlanningAuthority[]> {
  const found = await rows<{ id: string; name: string; code: string | null; lat: number | null; long: number | null }>(
    tx,
    sql`select o.id, o.name, o.code, o.lat, o.long from app.planning_authorities() p
      join organisation o on o.id = p.organisation_id order by o.name, o.id`,
  );
  return found.map(({ id, name, code, lat, long }) => ({
    id,
    name,
    code,
    at: lat === null || long === null ? null : { lat, long },
  }));
}

/** What a page may be asked for, the widest first: everybody together where there are several, then each authority. */
export function planningScopes(authorities: readonly PlanningAuthority[], region: string | null): PlanningScope[] {
  const each = authorities.map((one) => ({ key: one.id, name: one.name, authorities: [one] }));
  return authorities.length > 1 ? [{ key: ALL, name: region ?? 'All authorities', authorities }, ...each] : each;
}

/**
 * The scope a page was asked for in its field `for`; where it names none that may be counted, the actor's own authority,
 * else the widest. Null where nobody's numbers may be counted.
 */
export function chosenScope(fields: Typed, scopes: readonly PlanningScope[], own: string): PlanningScope | null {
  const asked = fields.text('for');
  return scopes.find(({ key }) => key === asked) ?? scopes.find(({ key }) => key === own) ?? scopes[0] ?? null;
}

/** The name of the region that the actor's organisation is, or belongs to; null where there is none or are several. */
export async function regionName(tx: Tx, organisationId: string): Promise<string | null> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select distinct r.name from organisation r left join region_member m on m.region_id = r.id
      where r.kind = 'region' and (r.id = ${organisationId} or m.organisation_id = ${organisationId})`,
  );
  return found.length === 1 ? (found[0]?.name ?? null) : null;
}

/** The scopes open to the actor, in one call. */
export async function scopesOf(tx: Tx, organisationId: string): Promise<PlanningScope[]> {
  return planningScopes(await planningAuthorities(tx), await regionName(tx, organisationId));
}
