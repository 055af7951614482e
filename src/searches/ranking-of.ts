import type { Tx } from '../db/index.ts';
import { type HomeForSearch, readHomeSettings } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type Child, type Options, type PreparedHomes, type Ranking, rank } from '../matching/index.ts';
import { type AskedChild, askedChildren, childForMatching, placedByTown } from './asked-child.ts';
import { homesForSearch } from './prepared-supply.ts';
import type { Search } from './search-store.ts';
import type { RegionSupply } from './supply.ts';

/** A search worked out: what was asked, every home of the region, and how each fits. */
export interface WorkedSearch {
  readonly search: Search;
  readonly asked: readonly AskedChild[];
  readonly homes: ReadonlyMap<string, HomeForSearch>;
  /** What the engine was given, to ask it more. */
  readonly children: readonly Child[];
  readonly prepared: PreparedHomes;
  readonly dates: { readonly asOf: PlainDate; readonly neededBy: PlainDate };
  readonly options: Options;
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
  const found = await askedChildren(tx, search, today);
  if (found.length === 0) return null;
  const { homes } = await supply.read(tx);
  const asked = found.map((each) => placedByTown(each, homes));
  const { confirmWithinDays: confirmedWithinDays } = await readHomeSettings(tx);
  const options = { confirmedWithinDays };
  const dates = { asOf: today, neededBy: search.neededBy < today ? today : search.neededBy };
  const children = asked.map((each) => childForMatching(each, dates.neededBy, homes));
  const answer = answerFor(`${search.organisationId}/${search.id}`, { asked, homes, children, dates, options });
  return { search, asked, homes, children, dates, options, ...answer };
}

function answerFor(
  key: string,
  { asked, homes, children, dates, options }: Pick<WorkedSearch, 'asked' | 'homes' | 'children' | 'dates' | 'options'>,
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
