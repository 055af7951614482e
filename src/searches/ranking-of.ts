import type { Tx } from '../db/index.ts';
import { type HomeForSearch, readHomeSettings } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type Child, type Options, type PreparedHomes, type Ranking, rank } from '../matching/index.ts';
import { type AskedChild, askedChildrenOf, childForMatching, placedByTown } from './asked-child.ts';
import { homesForSearch } from './prepared-supply.ts';
import type { Search } from './search-store.ts';
import type { RegionSupply } from './supply.ts';

/** A search with all that was read for it: what was asked, and every home of the region. */
export interface ReadSearch {
  /** The authority whose search it is, where it is not open to the reader (waiting-elsewhere.ts); else absent. */
  readonly of?: string;
  readonly search: Search;
  readonly asked: readonly AskedChild[];
  readonly homes: ReadonlyMap<string, HomeForSearch>;
  /** What the engine was given, to ask it more. */
  readonly children: readonly Child[];
  readonly dates: { readonly asOf: PlainDate; readonly neededBy: PlainDate };
  readonly options: Options;
}

/** A search worked out: how each home fits. */
export interface WorkedSearch extends ReadSearch {
  readonly prepared: PreparedHomes;
  readonly ranking: Ranking;
}

interface Kept {
  readonly about: string;
  readonly homes: ReadonlyMap<string, HomeForSearch>;
  readonly prepared: PreparedHomes;
  readonly ranking: Ranking;
}

/** Answers are kept for the last few searches, so that turning a page or comparing homes does not rank again. */
const KEPT = 16;
const kept = new Map<string, Kept>();

/**
 * Ranks the homes of the region for a search, with what is known today. A search whose children the actor may not
 * see gives null.
 */
export async function workSearch(
  tx: Tx,
  supply: RegionSupply,
  search: Search,
  today: PlainDate,
): Promise<WorkedSearch | null> {
  const [read] = await readSearches(tx, supply, [search], today);
  return read ? { ...read, ...answerFor(`${search.organisationId}/${search.id}`, read) } : null;
}

/** Reads what is known today for some searches. Those whose children the actor may not see are left out. */
export async function readSearches(
  tx: Tx,
  supply: RegionSupply,
  searches: readonly Search[],
  today: PlainDate,
): Promise<ReadSearch[]> {
  const found = await askedChildrenOf(tx, searches, today);
  if (found.every((each) => each.length === 0)) return [];
  const { homes } = await supply.read(tx);
  const { confirmWithinDays: confirmedWithinDays } = await readHomeSettings(tx);
  const options = { confirmedWithinDays };
  return searches.flatMap((search, at) => {
    const asked = (found[at] ?? []).map((each) => placedByTown(each, homes));
    if (asked.length === 0) return [];
    const dates = { asOf: today, neededBy: search.neededBy < today ? today : search.neededBy };
    const children = asked.map((each) => childForMatching(each, dates.neededBy, homes));
    return [{ search, asked, homes, children, dates, options }];
  });
}

function answerFor(
  key: string,
  { asked, homes, children, dates, options }: ReadSearch,
): Pick<WorkedSearch, 'prepared' | 'ranking'> {
  const about = JSON.stringify([dates, options, children]);
  const known = kept.get(key);
  if (known && known.about === about && known.homes === homes) return known;
  const prepared = homesForSearch(homes, asked, dates.neededBy);
  const ranking = rank(children, prepared, dates, options);
  kept.delete(key);
  kept.set(key, { about, homes, prepared, ranking });
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return { prepared, ranking };
}
