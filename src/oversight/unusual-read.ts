import { rows, sql, type Tx } from '../db/index.ts';
import type { DayOfLooks } from './unusual.ts';

/** How far back is looked. */
export const DAYS_BACK = 30;

/**
 * The looks of an organisation's people, by person and day in England. Family names are compared in the database, so
 * that none leaves it.
 */
export async function daysOfLooks(tx: Tx, now: Date): Promise<DayOfLooks[]> {
  const from = new Date(now.getTime() - DAYS_BACK * 86_400_000).toISOString();
  return rows<DayOfLooks>(
    tx,
    sql`with looks as (
      select e.id, e.actor, a.role, a.name, to_char(e.at at time zone 'Europe/London', 'YYYY-MM-DD') as day,
        extract(hour from e.at at time zone 'Europe/London')::int as hour, e.kind, e.children
      from event e join actor a on a.organisation_id = e.organisation_id and a.id = e.actor
      where a.role not in ('child', 'parent') and e.at >= ${from} and e.organisation_id = (select app.my_organisation())
    ), opened as (
      select distinct l.actor, l.day, c.child,
        lower(i.family_name) = lower(regexp_replace(l.name, '^.* ', '')) as same
      from looks l cross join lateral unnest(l.children) c(child)
      left join child_identity i on i.child_id = c.child
      where l.kind not in ('children.listed', 'children.downloaded', 'searches.listed', 'homes.listed', 'retention.viewed')
    )
    select l.actor as "actorId", l.role, l.day,
      (select count(*)::int from opened o where o.actor = l.actor and o.day = l.day) as children,
      count(*) filter (where l.kind like '%.refused')::int as refused,
      count(*) filter (where l.hour >= 22 or l.hour < 6)::int as night,
      (select count(*)::int from opened o where o.actor = l.actor and o.day = l.day and o.same) as "sameName",
      count(*) filter (where l.kind = 'break-glass.opened')::int as emergencies
    from looks l group by l.actor, l.role, l.day`,
  );
}

/** Names of one's own organisation's people, by id. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    tx,
    sql`select id, name from actor where id = any (${ids}::text[])`,
  );
  return new Map(found.map((row) => [row.id, row.name]));
}
