import { type HomeForSearch, termsOn } from '../homes/index.ts';
import { type Band, rank } from '../matching/index.ts';
import { siblingsAmongResidents } from './asked-child.ts';
import { homesForSearch } from './prepared-supply.ts';
import type { ReadSearch } from './ranking-of.ts';

/** A home that the ranking does not rule out for the children of a search. */
export interface Option {
  readonly home: string;
  readonly row: HomeForSearch;
  readonly rank: number;
  readonly band: Band;
  /** 0 to 100; for several children the mean over them. */
  readonly fit: number;
  readonly children: readonly { readonly child: string; readonly fit: number }[];
}

/** One search among those that wait: its children live together or wait together. */
export interface JoinedSearch {
  readonly read: ReadSearch;
  readonly id: string;
  /** The best homes, best first. */
  readonly options: readonly Option[];
  /** How many homes are not ruled out; `options` may be fewer. */
  readonly possible: number;
  /** Every home that fits strongly, among all that are not ruled out. */
  readonly strong: readonly string[];
  /** The pair that somebody keeps: the home, or null where it is ruled out for these children or not there. */
  readonly kept: { readonly home: string; readonly option: Option | null } | null;
  /** Homes that somebody has put aside for these children, as far as they were options. */
  readonly aside: readonly Option[];
}

/** What somebody says of pairs before the plan is worked out: by search, the home to keep and homes not to propose. */
export interface Wishes {
  readonly keep: ReadonlyMap<string, string>;
  readonly not: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NO_WISHES: Wishes = { keep: new Map(), not: new Map() };

/** So many of the best homes of each search take part. More would make the problem larger and hardly the plan better. */
export const MOST_OPTIONS = 60;

/** What somebody wishes for one search, beside what the ranking says of it. */
export function optionsOf(read: ReadSearch, wishes: Wishes): JoinedSearch {
  const ranked = rankedFor(read);
  const not = wishes.not.get(read.search.id) ?? new Set<string>();
  const keep = wishes.keep.get(read.search.id) ?? null;
  return {
    read,
    id: read.search.id,
    options: ranked.filter(({ home }) => !not.has(home)).slice(0, MOST_OPTIONS),
    possible: ranked.length,
    strong: ranked.filter(({ band }) => band === 'strong').map(({ home }) => home),
    kept: keep === null ? null : { home: keep, option: ranked.find(({ home }) => home === keep) ?? null },
    aside: ranked.filter(({ home }) => not.has(home)),
  };
}

interface Ranked {
  readonly about: string;
  readonly options: readonly Option[];
}

/** Answers for the searches of one reading of the homes, so that keeping a pair does not rank every search again. */
const kept = new WeakMap<ReadSearch['homes'], Map<string, Ranked>>();
const SEARCHES_KEPT = 400;

/**
 * Ranks the homes for one search by the same rules, weights and facts as its own page; how firm the order is, which takes
 * most of the time there, is not asked.
 */
function rankedFor(read: ReadSearch): readonly Option[] {
  const { search, asked, homes, children, dates, options } = read;
  const of = kept.get(homes) ?? new Map<string, Ranked>();
  kept.set(homes, of);
  const key = `${search.organisationId}/${search.id}`;
  // Whoever lives with them, or near them, is in the facts of the homes and of the children.
  const about = JSON.stringify([dates, options, children, [...siblingsAmongResidents(asked)]]);
  const known = of.get(key);
  if (known?.about === about) return known.options;
  const { ranked } = rank(children, homesForSearch(homes, asked, dates.neededBy), dates, { ...options, samples: 1 });
  const found = ranked.flatMap((each): Option[] => {
    const row = homes.get(each.home);
    if (!row) return [];
    return [{ home: each.home, row, rank: each.rank, band: each.band, fit: each.fit, children: each.children }];
  });
  of.delete(key);
  of.set(key, { about, options: found });
  if (of.size > SEARCHES_KEPT) of.delete(of.keys().next().value as string);
  return found;
}

/** The homes a plan may choose from for a search: the one that is kept, or all its options. */
export function choicesOf(search: JoinedSearch): readonly Option[] {
  return search.kept?.option ? [search.kept.option] : search.options;
}

/** Fostered children who live in a home on a day count towards the usual limit; places are those of its terms. */
export function placesLeft(row: HomeForSearch, fosteredThere: number, on: ReadSearch['dates']['neededBy']): number {
  const places = termsOn(row.registration, on)?.places;
  return places == null ? Number.POSITIVE_INFINITY : Math.max(0, places - fosteredThere);
}
