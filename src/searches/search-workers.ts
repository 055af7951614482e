import { type Actor, NotHere, recordEvent, saw } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { Search } from './search-store.ts';

/** Somebody who works on a search, or could. */
export interface Worker {
  readonly id: string;
  readonly name: string;
}

/** An open search that the actor does not work on: enough to take it on, nothing that says whose it is. */
export interface WaitingSearch {
  readonly id: string;
  readonly neededBy: PlainDate;
  readonly emergency: boolean;
  /** How old the children will be on the day, the oldest first. */
  readonly ages: readonly number[];
  /** The names of those who work on it; empty: it waits for somebody. */
  readonly working: readonly string[];
}

/**
 * The open searches of a home finder's authority that they do not work on, those that nobody works on first; nothing for
 * any other role. The database gives neither names nor ids of children (app.searches_waiting).
 */
export async function waitingSearches(
  tx: Tx,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly searches: readonly WaitingSearch[]; readonly count: number }> {
  const found = await rows<WaitingSearch & { total: number }>(
    tx,
    sql`select search_id as id, needed_by as "neededBy", emergency, ages, working, count(*) over ()::integer as total
      from app.searches_waiting() order by cardinality(working) > 0, needed_by, search_id limit ${page.limit} offset ${page.offset}`,
  );
  return { searches: found.map(({ total: _, ...each }) => each), count: found[0]?.total ?? 0 };
}

export async function workersOf(tx: Tx, searchId: string): Promise<Worker[]> {
  return rows<Worker>(
    tx,
    sql`select a.id, a.name from search_worker w
      join actor a on a.organisation_id = w.organisation_id and a.id = w.actor_id
      where w.search_id = ${searchId} order by w.from_at, a.name`,
  );
}

/** Home finders of the authority who do not work on the search yet. */
export async function colleaguesFor(tx: Tx, searchId: string): Promise<Worker[]> {
  return rows<Worker>(
    tx,
    sql`select a.id, a.name from actor a where a.organisation_id = (select app.my_organisation()) and a.role = 'home-finder'
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
        and not exists (select from search_worker w
          where w.organisation_id = a.organisation_id and w.search_id = ${searchId} and w.actor_id = a.id)
      order by a.name, a.id`,
  );
}

/**
 * A home finder takes a search on; from then on its children are open to them. Twice is as once.
 * @throws NotHere for a search that is closed, sealed, another authority's or not there
 */
export async function takeOn(tx: Tx, actor: Actor, searchId: string): Promise<void> {
  if (!(await mayWorkOn(tx, searchId, actor.id)))
    throw new NotHere('This search is not here to be taken on. It may have been closed in the meantime.');
  if (await addWorker(tx, actor, searchId, actor.id)) await recordEvent(tx, actor, 'search.taken-on', searchId);
  await sawChildrenOf(tx, searchId);
}

/**
 * Whoever may change a search adds a home finder of the authority to it.
 * @throws NotHere where either is not there to be joined
 */
export async function addColleague(tx: Tx, actor: Actor, search: Search, colleague: string): Promise<void> {
  if (!(await mayWorkOn(tx, search.id, colleague)))
    throw new NotHere('This home finder cannot be added: their post has ended, or the search has been closed.');
  await sawChildrenOf(tx, search.id);
  if (await addWorker(tx, actor, search.id, colleague))
    await recordEvent(tx, actor, 'search.colleague-added', search.id, { colleague });
}

/** Stops working on a search, which may close it to the actor at once; when they had already stopped, nothing happens. */
export async function stopWorkingOn(tx: Tx, actor: Actor, search: Search): Promise<void> {
  await sawChildrenOf(tx, search.id);
  const gone = await sql`delete from search_worker
    where organisation_id = ${actor.organisation.id} and search_id = ${search.id} and actor_id = ${actor.id}`.execute(
    tx,
  );
  if (gone.numAffectedRows) await recordEvent(tx, actor, 'search.left', search.id);
}

async function mayWorkOn(tx: Tx, searchId: string, worker: string): Promise<boolean> {
  const found = await first<{ may: boolean }>(tx, sql`select app.may_work_on(${searchId}, ${worker}) as may`);
  return found?.may ?? false;
}

async function addWorker(tx: Tx, actor: Actor, searchId: string, worker: string): Promise<boolean> {
  const row = { organisation_id: actor.organisation.id, search_id: searchId, actor_id: worker, by: actor.id };
  return (await insertAll(tx, 'search_worker', [row], 'on conflict do nothing')) > 0;
}

/** Whose search it is goes on record with what was done to it. */
async function sawChildrenOf(tx: Tx, searchId: string): Promise<void> {
  const children = await rows<{ child_id: string }>(
    tx,
    sql`select child_id from search_child where search_id = ${searchId}`,
  );
  saw(
    tx,
    children.map((each) => each.child_id),
    'search',
  );
}
