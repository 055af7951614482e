import { seededRandom } from '../kernel/index.ts';
import { areEnough, mayTell, type NeedBand, needBand, type PriceAge, priceAge } from './market-cells.ts';
import { quantile } from './market-changes.ts';
import { type Bought, latestPrice, type MarketStay, type Period } from './market-stays.ts';

/** The price of one stay with what prices are compared by. */
export interface ComparedPrice {
  readonly stay: MarketStay;
  readonly weekly: number;
  readonly age: PriceAge;
  readonly need: NeedBand;
  readonly bought: Bought;
  /** Kind of home, age, need and how it was bought: prices are compared within it alone. */
  readonly cell: string;
}

/** The latest price of each stay of a period whose price and need are known; rooms that are only kept are left out. */
export function comparedPrices(stays: readonly MarketStay[], period: Period): ComparedPrice[] {
  return stays.flatMap((stay) => {
    const price = latestPrice({ ...stay, prices: stay.prices.filter(({ retainer }) => !retainer) }, period);
    if (!price || price.need === null) return [];
    const [age, need, { bought }] = [priceAge(price.age), needBand(price.need), price];
    return [{ stay, weekly: price.weekly, age, need, bought, cell: [stay.kind, age, need, bought].join('|') }];
  });
}

/** What one group pays beside all others, for like children in like homes. Pence a week. */
export interface LikeForLike {
  /** The group's mean price, weighted to the scope's own mix of cells. */
  readonly group: number;
  /** The others' mean price with the same weights. */
  readonly others: number;
  /** Group less others: what the group costs more, a week. */
  readonly difference: number;
  /** 95 of 100 times the difference lies between. */
  readonly low: number;
  readonly high: number;
  /** Children of the group who are in cells that others have too, to the nearest 5. */
  readonly children: number;
  /** Share of the group's stays that lie in such cells. */
  readonly compared: number;
}

/** Draws of the bootstrap. */
const DRAWS = 400;

/**
 * Direct standardisation: within each cell the mean of the group and of all others, over the cells that both have, with the
 * weight of each cell in the whole scope. No model and no fitting. The interval comes from drawing the group's and the
 * others' prices again with replacement (percentile bootstrap, seeded). Null where too few children can be compared.
 */
export function likeForLike(
  prices: readonly ComparedPrice[],
  isGroup: (price: ComparedPrice) => boolean,
  seed: string,
): LikeForLike | null {
  const group = prices.filter(isGroup);
  const others = prices.filter((price) => !isGroup(price));
  const theirs = new Set(others.map(({ cell }) => cell));
  const ours = new Set(group.map(({ cell }) => cell));
  const here = group.filter(({ cell }) => theirs.has(cell));
  const there = others.filter(({ cell }) => ours.has(cell));
  if (!areEnough(here.map(({ stay }) => stay)) || !areEnough(there.map(({ stay }) => stay))) return null;
  const weights = new Map<string, number>();
  for (const { cell } of prices) weights.set(cell, (weights.get(cell) ?? 0) + 1);
  const found = standardised(here, there, weights);
  if (!found) return null;
  const random = seededRandom(seed);
  const drawn: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const again = standardised(resampled(here, random.next), resampled(there, random.next), weights);
    if (again) drawn.push(again.group - again.others);
  }
  drawn.sort((a, b) => a - b);
  return {
    group: Math.round(found.group),
    others: Math.round(found.others),
    difference: Math.round(found.group - found.others),
    low: Math.round(quantile(drawn, 0.025)),
    high: Math.round(quantile(drawn, 0.975)),
    children: Math.round(new Set(here.map(({ stay }) => stay.child)).size / 5) * 5,
    compared: here.length / group.length,
  };
}

function standardised(
  group: readonly ComparedPrice[],
  others: readonly ComparedPrice[],
  weights: ReadonlyMap<string, number>,
): { group: number; others: number } | null {
  const [ours, theirs] = [sums(group), sums(others)];
  let [weight, ownSum, otherSum] = [0, 0, 0];
  for (const [cell, own] of ours) {
    const other = theirs.get(cell);
    const of = weights.get(cell) ?? 0;
    if (!other) continue;
    weight += of;
    ownSum += of * (own.pence / own.count);
    otherSum += of * (other.pence / other.count);
  }
  return weight === 0 ? null : { group: ownSum / weight, others: otherSum / weight };
}

function sums(prices: readonly ComparedPrice[]): Map<string, { pence: number; count: number }> {
  const out = new Map<string, { pence: number; count: number }>();
  for (const { cell, weekly } of prices) {
    const sum = out.get(cell);
    if (sum) {
      sum.pence += weekly;
      sum.count++;
    } else out.set(cell, { pence: weekly, count: 1 });
  }
  return out;
}

function resampled<T>(list: readonly T[], next: () => number): T[] {
  return list.map(() => list[Math.floor(next() * list.length)] as T);
}

/** How prices of a cell lie; null in a cell with too few children. */
export interface CellPrices {
  readonly mean: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly children: number;
}

export function cellPrices(prices: readonly ComparedPrice[]): CellPrices | null {
  if (!mayTell(prices.map(({ stay }) => stay))) return null;
  const sorted = prices.map(({ weekly }) => weekly).sort((a, b) => a - b);
  return {
    mean: Math.round(sorted.reduce((sum, each) => sum + each, 0) / sorted.length),
    low: Math.round(quantile(sorted, 0.25)),
    middle: Math.round(quantile(sorted, 0.5)),
    high: Math.round(quantile(sorted, 0.75)),
    children: Math.round(new Set(prices.map(({ stay }) => stay.child)).size / 5) * 5,
  };
}
