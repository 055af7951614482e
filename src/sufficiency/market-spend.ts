import { dayNumber, fromDayNumber, type PlainDate } from '../kernel/index.ts';
import { mayTell, toldGroups } from './market-cells.ts';
import { BOUGHT, type Bought, type MarketStay, type Period, type PricedDays, pricedDays } from './market-stays.ts';

/** One line of where the money goes. Amounts in whole pence. */
export interface SpendLine {
  /** Null: groups too small to be told apart, together. */
  readonly key: string | null;
  readonly groups: number;
  /** To the nearest 5, as everywhere where figures of a whole and of its parts can be compared. */
  readonly children: number;
  readonly weeks: number;
  /** Share of these weeks for which a price is known. */
  readonly priced: number;
  readonly pence: number;
  /** Of all that is spent in the period; 0 to 1. */
  readonly share: number;
  /** The mean price of a week with a price; null where no week has one. */
  readonly weekly: number | null;
}

/** What was spent by a key, the largest first. */
export function spendBy(days: readonly PricedDays[], keyOf: (days: PricedDays) => string): SpendLine[] {
  const all = penceOf(days);
  return toldGroups(days, keyOf, ({ stay }) => stay, penceOf).map(({ key, groups, members }) => ({
    key,
    groups,
    ...spendOf(members),
    share: all === 0 ? 0 : penceOf(members) / all,
  }));
}

export function spendOf(days: readonly PricedDays[]): Omit<SpendLine, 'key' | 'groups' | 'share'> {
  const weeks = weeksOf(days);
  const priced = weeksOf(days.filter(({ price }) => price !== null));
  const pence = penceOf(days);
  return {
    children: Math.round(new Set(days.map(({ stay }) => stay.child)).size / 5) * 5,
    weeks,
    priced: weeks === 0 ? 0 : priced / weeks,
    pence: Math.round(pence),
    weekly: priced === 0 ? null : Math.round(pence / priced),
  };
}

/** Shares of one way of buying; null: too few children, or those of another way would follow. */
export type BoughtShare = { readonly weeks: number; readonly pence: number } | null;

/**
 * What share of the weeks with a price, and of the money, was bought in each way. Ways with one to five children are not
 * told, and with them the smallest other while they are fewer than six together. Null where too few children at all.
 */
export function boughtShares(days: readonly PricedDays[]): Readonly<Record<Bought, BoughtShare>> | null {
  const priced = days.filter(({ price }) => price !== null);
  if (!mayTell(priced.map(({ stay }) => stay))) return null;
  const [weeks, pence] = [weeksOf(priced), penceOf(priced)];
  const ways = BOUGHT.map((bought) => ({ bought, list: priced.filter(({ price }) => price?.bought === bought) }))
    .filter(({ list }) => list.length > 0)
    .sort((a, b) => weeksOf(a.list) - weeksOf(b.list));
  const tellable = (list: readonly PricedDays[]) => mayTell(list.map(({ stay }) => stay));
  const hidden = ways.filter(({ list }) => !tellable(list));
  for (const way of ways)
    if (hidden.length > 0 && !hidden.includes(way) && !tellable(hidden.flatMap(({ list }) => list))) hidden.push(way);
  return Object.fromEntries(
    BOUGHT.map((bought): [Bought, BoughtShare] => {
      const these = ways.find((way) => way.bought === bought);
      if (these && hidden.includes(these)) return [bought, null];
      const list = these?.list ?? [];
      return [bought, { weeks: weeksOf(list) / weeks, pence: pence === 0 ? 0 : penceOf(list) / pence }];
    }),
  ) as Record<Bought, BoughtShare>;
}

/** How far spending is in few hands. */
export interface Concentration {
  readonly owners: number;
  /** Herfindahl–Hirschman index: the sum of squared shares in per cent, from near 0 to 10,000 (one owner). */
  readonly index: number;
  readonly words: 'not concentrated' | 'concentrated' | 'highly concentrated';
  /** Shares of the largest one, three and five owners; null where too few children live with them. */
  readonly largest: readonly { readonly owners: number; readonly share: number | null }[];
}

/**
 * Of what is spent with each owner. The limits of the words, 1,000 and 2,000, are those by which the Competition and
 * Markets Authority has read the index (Merger Assessment Guidelines, CC2/OFT1254, 2010).
 */
export function concentration(
  days: readonly PricedDays[],
  ownerOf: (stay: MarketStay) => string,
): Concentration | null {
  const all = penceOf(days);
  if (all <= 0 || !mayTell(days.map(({ stay }) => stay))) return null;
  const owners = [...Map.groupBy(days, ({ stay }) => ownerOf(stay)).values()]
    .map((list) => ({ list, share: penceOf(list) / all }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  const index = Math.round(owners.reduce((sum, { share }) => sum + (100 * share) ** 2, 0));
  return {
    owners: owners.length,
    index,
    words: index > 2_000 ? 'highly concentrated' : index > 1_000 ? 'concentrated' : 'not concentrated',
    largest: [1, 3, 5].map((count) => {
      const first = owners.slice(0, count);
      const told = mayTell(first.flatMap(({ list }) => list.map(({ stay }) => stay)));
      return { owners: count, share: told ? first.reduce((sum, { share }) => sum + share, 0) : null };
    }),
  };
}

/** A quarter of a year: what was spent, how it was bought, and the mean price of a week. Null where too few children. */
export interface Quarter {
  readonly first: PlainDate;
  readonly told: (ReturnType<typeof spendOf> & { /** Null: too few children. */ readonly spot: number | null }) | null;
}

/** The last whole quarters of the calendar before a day, the earliest first. */
export function quartersBefore(day: PlainDate, count: number): Period[] {
  const last = Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 4 * Number(day.slice(0, 4));
  const begins = (quarter: number) =>
    `${Math.floor(quarter / 4)}-${String((((quarter % 4) + 4) % 4) * 3 + 1).padStart(2, '0')}-01` as PlainDate;
  return Array.from({ length: count }, (_, at) => last - count + at).map((quarter) => ({
    first: begins(quarter),
    last: fromDayNumber(dayNumber(begins(quarter + 1)) - 1),
  }));
}

export function spendByQuarter(stays: readonly MarketStay[], quarters: readonly Period[]): Quarter[] {
  return quarters.map((period) => {
    const days = pricedDays(stays, period).filter(({ price }) => price !== null);
    const shares = boughtShares(days);
    return { first: period.first, told: shares && { ...spendOf(days), spot: shares.spot?.weeks ?? null } };
  });
}

export function penceOf(days: readonly PricedDays[]): number {
  return days.reduce((sum, { pence }) => sum + pence, 0);
}

export function weeksOf(days: readonly PricedDays[]): number {
  return days.reduce((sum, each) => sum + each.days, 0) / 7;
}
