import { NotHere } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';

/** Asking for a home: one child, or brothers and sisters who should live together. */
export interface Search {
  readonly organisationId: string;
  readonly id: string;
  readonly neededBy: PlainDate;
  readonly emergency: boolean;
  readonly note: string;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly children: readonly { readonly childId: string; readonly profileId: string }[];
  /** The names of the home finders who work on it. */
  readonly workedOnBy: readonly string[];
  /** Null: open. */
  readonly closed: { readonly on: PlainDate; readonly by: string; readonly why: string } | null;
}

interface SearchRow {
  organisationId: string;
  id: string;
  neededBy: PlainDate;
  emergency: boolean;
  note: string;
  askedAt: Date;
  askedBy: string;
  children: { childId: string; profileId: string }[];
  workedOnBy: string[];
  closed: { on: PlainDate; by: string; why: string } | null;
}

const SEARCH = sql`select s.organisation_id as "organisationId", s.id, s.needed_by as "neededBy", s.emergency, s.note,
    s.asked_at as "askedAt", coalesce(w.name, s.asked_by) as "askedBy",
    (select jsonb_agg(jsonb_build_object('childId', c.child_id, 'profileId', c.profile_id) order by c.child_id)
       from search_child c where c.organisation_id = s.organisation_id and c.search_id = s.id) as children,
    array(select a.name from search_worker k join actor a on a.organisation_id = k.organisation_id and a.id = k.actor_id
       where k.organisation_id = s.organisation_id and k.search_id = s.id order by a.name) as "workedOnBy",
    (select jsonb_build_object('on', (x.at at time zone 'Europe/London')::date, 'by', coalesce(b.name, x.by), 'why', x.why)
       from search_closed x left join actor b on b.organisation_id = x.organisation_id and b.id = x.by
       where x.organisation_id = s.organisation_id and x.search_id = s.id) as closed
  from search s left join actor w on w.organisation_id = s.organisation_id and w.id = s.asked_by`;

/** As `findSearch`. @throws NotHere where it is not open to the actor, or not there: the two look the same */
export async function mustFindSearch(tx: Tx, id: string): Promise<Search> {
  const search = await findSearch(tx, id);
  if (!search) throw new NotHere(NO_SEARCH);
  return search;
}

export const NO_SEARCH = 'There is no such search, or you do not work on it. It may have been closed.';

/** Which searches a list shows. */
export type Standing = 'open' | 'closed';

const STANDING = (shown: Standing) => sql`exists (select from search_child c
    where c.organisation_id = s.organisation_id and c.search_id = s.id)
  and (${shown} = 'closed') = exists (select from search_closed x
    where x.organisation_id = s.organisation_id and x.search_id = s.id)`;

export async function findSearch(tx: Tx, id: string): Promise<Search | null> {
  return first<SearchRow>(tx, sql`${SEARCH} where s.id = ${id}`);
}

/** The searches open to the actor, by the database's own policies: those needed soonest first, closed ones latest first. */
export async function listSearches(
  tx: Tx,
  shown: Standing,
  page: { readonly limit: number; readonly offset: number },
): Promise<Search[]> {
  const order = shown === 'open' ? sql`s.needed_by, s.asked_at, s.id` : sql`s.needed_by desc, s.asked_at desc, s.id`;
  return rows<SearchRow>(
    tx,
    sql`${SEARCH} where ${STANDING(shown)} order by ${order} limit ${page.limit} offset ${page.offset}`,
  );
}

export async function countSearches(tx: Tx, shown: Standing): Promise<number> {
  const found = await first<{ n: number }>(tx, sql`select count(*)::int as n from search s where ${STANDING(shown)}`);
  return found?.n ?? 0;
}

/**
 * How many open searches each authority has, and the day the first of them is needed by; nothing about any child, and
 * nothing of a search with a sealed record. Read as the system.
 */
export async function searchesWaiting(
  tx: Tx,
): Promise<readonly { readonly organisationId: string; readonly count: number; readonly soonest: PlainDate }[]> {
  return rows(
    tx,
    sql`select organisation_id as "organisationId", count(*)::int as count, min(needed_by) as soonest
      from search s where not exists (select from search_closed x
        where x.organisation_id = s.organisation_id and x.search_id = s.id)
        and not exists (select from search_child c join record_sealed r
          on r.organisation_id = c.organisation_id and r.child_id = c.child_id
          where c.organisation_id = s.organisation_id and c.search_id = s.id)
      group by organisation_id order by min(needed_by), count(*) desc, organisation_id`,
  );
}

export async function insertSearch(tx: Tx, search: Omit<Search, 'askedAt' | 'workedOnBy' | 'closed'>): Promise<void> {
  const { organisationId: organisation_id, id: search_id } = search;
  await insertAll(tx, 'search', [
    {
      organisation_id,
      id: search_id,
      needed_by: search.neededBy,
      emergency: search.emergency,
      note: search.note,
      asked_by: search.askedBy,
    },
  ]);
  await insertAll(
    tx,
    'search_child',
    search.children.map(({ childId: child_id, profileId: profile_id }) => ({
      organisation_id,
      search_id,
      child_id,
      profile_id,
    })),
  );
}
