import { type Actor, saw } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type ReadSearch, readSearches } from './ranking-of.ts';
import { countSearches, listSearches, type Search } from './search-store.ts';
import { waitingSearches } from './search-workers.ts';
import type { RegionSupply } from './supply.ts';
import { searchesElsewhere } from './waiting-elsewhere.ts';

/** More open searches than a person can look through together; those needed soonest are taken. */
const MOST_SEARCHES = 200;
/** Of searches that are not open to the reader; a region of ten authorities has about as many. */
const MOST_ELSEWHERE = 300;

/** The open searches that one person may see, as far as they can be looked at together, and what was left out. */
export interface WaitingRead {
  /** Those that began first stand first. */
  readonly searches: readonly ReadSearch[];
  /** Searches with a child whose record is not open to the actor: nothing is proposed for a part of a family. */
  readonly notWhole: number;
  /** Searches for a child who stands in a later open search too; the later one counts. */
  readonly twice: readonly ReadSearch[];
  /** Open searches beyond the most that are looked at. */
  readonly beyond: number;
  /** Open searches of the authority that others work on and that are not in the plan. */
  readonly ofOthers: number;
  /** The authorities whose searches are in the plan without being open to the actor; each once, by name. */
  readonly authorities: readonly string[];
}

/**
 * Reads every open search that is open to the actor, by the database's own policies: a home finder those they work on.
 * The searches of others join them as needs and an age (waiting-elsewhere.ts). Every child is put on record as seen.
 * @param oursAlone whether the searches of others are left out
 */
export async function readWaiting(
  tx: Tx,
  supply: RegionSupply,
  actor: Actor,
  today: PlainDate,
  oursAlone: boolean,
): Promise<WaitingRead> {
  const listed = await listSearches(tx, 'open', { limit: MOST_SEARCHES, offset: 0 });
  const own = listed.filter((search) => search.organisationId === actor.organisation.id);
  const read = await readSearches(tx, supply, own, today);
  saw(
    tx,
    read.flatMap(({ asked }) => asked.map(({ child }) => child.id)),
    'search',
  );
  const whole = read.filter(({ asked, search }) => asked.length === search.children.length);
  const found = oursAlone ? [] : await searchesElsewhere(tx, supply, actor.organisation.id, today);
  const elsewhere = found.slice(0, MOST_ELSEWHERE);
  const { kept, twice } = latestOfEach([...whole, ...elsewhere]);
  const counted = elsewhere.filter(({ of }) => of === actor.organisation.name).length;
  return {
    searches: kept.sort((a, b) => firstBegun(a.search, b.search)),
    notWhole: own.length - whole.length,
    twice: twice.filter(({ of }) => of === undefined),
    beyond: Math.max(0, (await countSearches(tx, 'open')) - listed.length) + found.length - elsewhere.length,
    ofOthers: Math.max(0, (await waitingSearches(tx, { limit: 1, offset: 0 })).count - counted),
    authorities: [...new Set(elsewhere.flatMap(({ of }) => of ?? []))].sort(),
  };
}

export function firstBegun(a: Search, b: Search): number {
  return a.askedAt.getTime() - b.askedAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** One child is not to be given two homes: of two searches for them the later one counts. */
function latestOfEach(searches: readonly ReadSearch[]): { kept: ReadSearch[]; twice: ReadSearch[] } {
  const seen = new Set<string>();
  const kept: ReadSearch[] = [];
  const twice: ReadSearch[] = [];
  for (const each of searches.toSorted((a, b) => firstBegun(b.search, a.search))) {
    const ids = each.search.children.map(({ childId }) => childId);
    if (ids.some((id) => seen.has(id))) {
      twice.push(each);
      continue;
    }
    for (const id of ids) seen.add(id);
    kept.push(each);
  }
  return { kept, twice };
}
