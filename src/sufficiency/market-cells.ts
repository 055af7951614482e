import type { MarketStay } from './market-stays.ts';

/** Children below whom nothing is told of a group: one to five. */
export const FEWEST = 6;

/** How old a child is, as prices are compared. */
export const PRICE_AGES = [
  { key: '0-4', from: 0, words: '0 to 4' },
  { key: '5-9', from: 5, words: '5 to 9' },
  { key: '10-15', from: 10, words: '10 to 15' },
  { key: '16+', from: 16, words: '16 and 17' },
] as const;
export type PriceAge = (typeof PRICE_AGES)[number]['key'];

export function priceAge(age: number): PriceAge {
  return (PRICE_AGES.findLast(({ from }) => age >= from) ?? PRICE_AGES[0]).key;
}

/** How much support a profile asks for: the mean of its levels (0–4) under 1, from 1, from 2; or not known. */
export const NEED_BANDS = [
  { key: 'lower', from: 0, words: 'Lower needs (levels under 1 on average)' },
  { key: 'middle', from: 12, words: 'Middle needs (1 to 2 on average)' },
  { key: 'higher', from: 24, words: 'Higher needs (2 and over on average)' },
] as const;
export type NeedBand = (typeof NEED_BANDS)[number]['key'] | 'unknown';

/** @param sum of twelve levels, 0–48; null: not known */
export function needBand(sum: number | null): NeedBand {
  return sum === null ? 'unknown' : (NEED_BANDS.findLast(({ from }) => sum >= from) ?? NEED_BANDS[0]).key;
}

/**
 * Whether a figure over these stays may be told: six children at least; and those of authorities that have only one to five
 * of them are six together or none, so that nobody learns them by taking the other authorities' figures away.
 */
export function mayTell(stays: Iterable<Pick<MarketStay, 'child' | 'authority'>>): boolean {
  const children = new Map<string, Set<string>>();
  for (const { child, authority } of stays) {
    const here = children.get(authority) ?? new Set<string>();
    children.set(authority, here.add(child));
  }
  const sizes = [...children.values()].map(({ size }) => size);
  const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);
  const hidden = sum(sizes.filter((size) => size < FEWEST));
  return sum(sizes) >= FEWEST && (hidden === 0 || hidden >= FEWEST || sizes.length === 1);
}

/** Six children at least: enough for what cannot be taken apart again, such as a mean weighted by a mix. */
export function areEnough(stays: readonly Pick<MarketStay, 'child'>[]): boolean {
  return new Set(stays.map(({ child }) => child)).size >= FEWEST;
}

/** A group of stays that may be told, or what is left of those that may not, together. */
export interface ToldGroup<T> {
  /** Null: all groups that are too small to be told apart. */
  readonly key: string | null;
  /** How many groups are in it. */
  readonly groups: number;
  readonly members: readonly T[];
}

/**
 * Groups members by a key, largest first as `sizeOf` says. Groups that may not be told stand together in a last one; the
 * smallest others join them until the rest may be told too. Where not even all together may be told, there is nothing.
 */
export function toldGroups<T>(
  members: readonly T[],
  keyOf: (member: T) => string,
  stayOf: (member: T) => Pick<MarketStay, 'child' | 'authority'>,
  sizeOf: (members: readonly T[]) => number,
): ToldGroup<T>[] {
  const groups = [...Map.groupBy(members, keyOf)]
    .map(([key, list]) => ({ key, members: list as readonly T[], size: sizeOf(list) }))
    .sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1));
  const tellable = (list: readonly T[]) => mayTell(list.map(stayOf));
  const told = groups.filter((group) => tellable(group.members));
  const rest = groups.filter((group) => !told.includes(group));
  const together = () => rest.flatMap((group) => group.members);
  while (rest.length > 0 && !tellable(together())) {
    const next = told.pop();
    if (!next) return [];
    rest.push(next);
  }
  const out: ToldGroup<T>[] = told.map(({ key, members: list }) => ({ key, groups: 1, members: list }));
  return rest.length === 0 ? out : [...out, { key: null, groups: rest.length, members: together() }];
}
