import type { Tx } from '../db/index.ts';
import { type HomeForSearch, homeForMatching } from '../homes/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type MatchingFile, type Ranking, rankHomes } from '../matching/index.ts';
import { type AskedChild, askedChildren, childForMatching, siblingsAmongResidents } from './asked-child.ts';
import type { Search } from './search-store.ts';
import type { RegionSupply } from './supply.ts';

/** A search worked out: what was asked, every home of the region, and how each fits. */
export interface WorkedSearch {
  readonly search: Search;
  readonly asked: readonly AskedChild[];
  readonly homes: ReadonlyMap<string, HomeForSearch>;
  readonly file: MatchingFile;
  readonly ranking: Ranking;
}

/** Answers are kept for the last few searches, so that turning a page or comparing homes does not rank again. */
const KEPT = 16;
const kept = new Map<string, { readonly about: string; readonly file: MatchingFile; readonly ranking: Ranking }>();

/**
 * Ranks the homes of the region for a search, with what is known today. The home a child already lives in is
 * left in the list without them, because a new plan may be to stay with more support.
 * @throws nothing of its own; a search without visible children gives null
 */
export async function workSearch(
  tx: Tx,
  supply: RegionSupply,
  search: Search,
  today: PlainDate,
): Promise<WorkedSearch | null> {
  const asked = await askedChildren(tx, search, today);
  if (asked.length === 0) return null;
  const { homes, version } = await supply.read(tx);
  const neededBy = search.neededBy < today ? today : search.neededBy;
  const key = `${search.organisationId}/${search.id}`;
  const children = asked.map((each) => childForMatching(each, neededBy, homes));
  const about = JSON.stringify([version, today, neededBy, children]);
  const known = kept.get(key);
  if (known?.about === about) return { search, asked, homes, file: known.file, ranking: known.ranking };
  const file = { asOf: today, neededBy, children, homes: homesFor(asked, homes, neededBy) };
  const ranking = rankHomes(file);
  kept.delete(key);
  kept.set(key, { about, file, ranking });
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return { search, asked, homes, file, ranking };
}

function homesFor(
  asked: readonly AskedChild[],
  homes: ReadonlyMap<string, HomeForSearch>,
  neededBy: PlainDate,
): MatchingFile['homes'] {
  const siblings = siblingsAmongResidents(asked);
  const moving = new Map(asked.map(({ child }) => [child.id, child.organisationId]));
  const livesIn = new Set(asked.map((each) => each.livesIn));
  const list = [];
  for (const [key, row] of homes) {
    const there = livesIn.has(key)
      ? { ...row, residents: row.residents.filter((each) => moving.get(each.child ?? '') !== each.authority) }
      : row;
    list.push(homeForMatching(there, neededBy, siblings));
  }
  return list;
}
