import { z } from 'zod';
import type { Wishes } from './waiting-options.ts';

/** A pair in the address: the search, then the home as homes are keyed. */
const pair = z
  .string()
  .max(250)
  .regex(/^[^/]+\/.+$/s);
const pairs = z.preprocess((value) => [value ?? []].flat(), z.array(z.unknown()).transform(onlyPairs));
const MOST_PAIRS = 100;

/** What an address says of pairs: `keep=search/home` once for a search, `not=search/home` for each home put aside. */
export const waitingQuery = z.object({
  keep: pairs,
  not: pairs,
  choose: z.string().max(100).catch(''),
  /** `ours=yes`: without the searches of others. */
  ours: z.preprocess((value) => value === 'yes', z.boolean()),
});

export interface Said {
  readonly keep: readonly string[];
  readonly not: readonly string[];
  readonly ours: boolean;
}

/** The last pair that is kept for a search counts, and a home is not kept and put aside at once. */
export function wishesOf({ keep, not }: Pick<Said, 'keep' | 'not'>): Wishes {
  const kept = new Map(keep.map(apart));
  const aside = new Map<string, Set<string>>();
  for (const [search, home] of not.map(apart)) {
    if (kept.get(search) === home) continue;
    const homes = aside.get(search) ?? new Set();
    aside.set(search, homes.add(home));
  }
  return { keep: kept, not: aside };
}

/** What was said of searches that are here; the rest were closed meanwhile, or are not open to the reader. */
export function saidOfThese(said: Said, searches: ReadonlySet<string>): Said {
  const here = (each: string) => searches.has(apart(each)[0]);
  return { ...said, keep: said.keep.filter(here), not: said.not.filter(here) };
}

export function pairOf(search: string, home: string): string {
  return `${search}/${home}`;
}

/** The page's address with one thing said or taken back, or with the homes of one search to choose from. */
export function addressWith({ keep, not, ours }: Said, choose = ''): string {
  const query = new URLSearchParams();
  if (ours) query.set('ours', 'yes');
  for (const each of keep) query.append('keep', each);
  for (const each of not) query.append('not', each);
  if (choose !== '') query.set('choose', choose);
  return query.size === 0 ? '/searches/waiting' : `/searches/waiting?${query}`;
}

function onlyPairs(given: readonly unknown[]): string[] {
  return [...new Set(given.flatMap((each) => pair.safeParse(each).data ?? []))].slice(-MOST_PAIRS);
}

function apart(said: string): [string, string] {
  const at = said.indexOf('/');
  return [said.slice(0, at), said.slice(at + 1)];
}
