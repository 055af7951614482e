import { mayTell } from './market-cells.ts';
import { penceOf, weeksOf } from './market-spend.ts';
import type { MarketStay, Period, StayPrice } from './market-stays.ts';
import { pricedDays } from './market-stays.ts';

/** How prices changed for one reason within a period. Shares: 0.05 is five per cent more than before. */
export interface PriceChanges {
  readonly why: StayPrice['why'];
  /** To the nearest 5. */
  readonly changes: number;
  readonly mean: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** The month in which most of them began (`2026-04`), and their share. */
  readonly month: string;
  readonly monthShare: number;
}

/** Changes of the price of a stay beside the price before, by why; reasons with too few children are left out. */
export function priceChanges(stays: readonly MarketStay[], period: Period): PriceChanges[] {
  const found = stays.flatMap((stay) =>
    stay.prices.flatMap((price, at) => {
      const before = stay.prices[at - 1];
      if (!before || before.weekly === 0 || price.from < period.first || price.from > period.last) return [];
      // Keeping a room for a while is no change of what the home costs.
      return price.retainer || before.retainer ? [] : [{ stay, price, by: price.weekly / before.weekly - 1 }];
    }),
  );
  return (['uplift', 'change of support', 'step-down'] as const).flatMap((why) => {
    const these = found.filter(({ price }) => price.why === why);
    if (!mayTell(these.map(({ stay }) => stay))) return [];
    const sorted = these.map(({ by }) => by).sort((a, b) => a - b);
    const months = [...Map.groupBy(these, ({ price }) => price.from.slice(0, 7))].sort(
      ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
    );
    const [month, list] = months[0] ?? ['', []];
    return [
      {
        why,
        changes: Math.round(these.length / 5) * 5,
        mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
        low: quantile(sorted, 0.25),
        middle: quantile(sorted, 0.5),
        high: quantile(sorted, 0.75),
        month,
        monthShare: list.length / these.length,
      },
    ];
  });
}

/** Weeks for which rooms were kept for children who were away, and what was paid for them; null where too few children. */
export function retainers(stays: readonly MarketStay[], period: Period): { weeks: number; pence: number } | null {
  const days = pricedDays(stays, period).filter(({ price }) => price?.retainer);
  return mayTell(days.map(({ stay }) => stay)) ? { weeks: weeksOf(days), pence: Math.round(penceOf(days)) } : null;
}

/** Of sorted numbers, between the two nearest (type 7, as spreadsheets do it). At least one number. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}
