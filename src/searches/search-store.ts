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
}

const SEARCH = sql`select s.organisation_id as "organisationId", s.id, s.needed_by as "neededBy", s.emergency, s.note,
    s.asked_at as "askedAt", coalesce(w.name, s.asked_by) as "askedBy",
    (select jsonb_agg(jsonb_build_object('childId', c.child_id, 'profileId', c.profile_id) order by c.child_id)
       from search_child c where c.organisation_id = s.organisation_id and c.search_id = s.id) as children
  from search s left join actor w on w.organisation_id = s.organisation_id and w.id = s.asked_by`;

export async function findSearch(tx: Tx, id: string): Promise<Search | null> {
  return first<SearchRow>(tx, sql`${SEARCH} where s.id = ${id}`);
}

/** The authority's searches, those needed soonest first. */
export async function listSearches(tx: Tx, page: { limit: number; offset: number }): Promise<Search[]> {
  return rows<SearchRow>(
    tx,
    sql`${SEARCH} where exists (select from search_child c where c.organisation_id = s.organisation_id and c.search_id = s.id)
      order by s.needed_by, s.asked_at, s.id limit ${page.limit} offset ${page.offset}`,
  );
}

export async function countSearches(tx: Tx): Promise<number> {
  return Number((await first<{ n: string }>(tx, sql`select count(*) as n from search`))?.n ?? 0);
}

/** How many searches each authority has, and the day the first of them is needed by; nothing about any child. */
export async function searchesWaiting(
  tx: Tx,
): Promise<readonly { readonly organisationId: string; readonly count: number; readonly soonest: PlainDate }[]> {
  return rows(
    tx,
    sql`select organisation_id as "organisationId", count(*)::int as count, min(needed_by) as soonest
      from search group by organisation_id order by min(needed_by), count(*) desc, organisation_id`,
  );
}

export async function insertSearch(tx: Tx, search: Omit<Search, 'askedAt'>): Promise<void> {
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
