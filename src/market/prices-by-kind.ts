import type { Tx } from '../db/index.ts';
import { addDays, type PlainDate } from '../kernel/index.ts';
import { pricesPaid } from '../placements/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import { areEnough, BOUGHT, type Bought, KINDS, type Kind, latestPrice, quantile } from '../sufficiency/index.ts';
import { isOfScope, kindOfHome } from './scope-of-stays.ts';

/** How prices of a kind of home lie on a day. Pence a week; null where fewer than six children. */
export interface KindPrices {
  readonly kind: Kind;
  /** Children with a price, to the nearest 5; 0 where too few to tell. */
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** Lower and upper quartile. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of children by how their room is bought, 0 to 1. */
  readonly shares: Readonly<Record<Bought, number>> | null;
  /** The mean price by how the room is bought. */
  readonly means: Readonly<Record<Bought, number | null>>;
}

/**
 * The prices in use on a day, by the kinds of home of a forecast. Retainers are left out. Numbers of children are told
 * to the nearest 5 and shares to the nearest per cent, so that no mean of a few can be worked out from those of many.
 */
export async function pricesByKind(tx: Tx, scope: PlanningScope, day: PlainDate): Promise<readonly KindPrices[]> {
  const period = { first: day, last: day };
  const { stays } = await pricesPaid(
    tx,
    { first: addDays(day, -1), last: day },
    scope.authorities.map(({ id }) => id),
  );
  const found = stays
    .filter((stay) => isOfScope(stay, scope) && stay.started <= day && (stay.ended === null || stay.ended > day))
    .flatMap((stay) => {
      const price = latestPrice(stay, period);
      return price && !price.retainer ? [{ stay, price }] : [];
    });
  return KINDS.map((kind): KindPrices => {
    const these = found.filter(({ stay }) => kindOfHome(stay.kind) === kind);
    const of = (bought: Bought) => these.filter(({ price }) => price.bought === bought);
    const means = Object.fromEntries(BOUGHT.map((bought) => [bought, meanOf(of(bought))])) as Record<
      Bought,
      number | null
    >;
    const sorted = these.map(({ price }) => price.weekly).sort((a, b) => a - b);
    if (!areEnough(these.map(({ stay }) => stay)))
      return { kind, n: 0, mean: null, median: null, low: null, high: null, shares: null, means };
    return {
      kind,
      n: Math.round(these.length / 5) * 5,
      mean: meanOf(these),
      median: Math.round(quantile(sorted, 0.5)),
      low: Math.round(quantile(sorted, 0.25)),
      high: Math.round(quantile(sorted, 0.75)),
      shares: Object.fromEntries(
        BOUGHT.map((bought) => [bought, Math.round((100 * of(bought).length) / these.length) / 100]),
      ) as Record<Bought, number>,
      means,
    };
  });
}

function meanOf(
  list: readonly { stay: { child: string; authority: string }; price: { weekly: number } }[],
): number | null {
  if (!areEnough(list.map(({ stay }) => stay))) return null;
  return Math.round(list.reduce((sum, { price }) => sum + price.weekly, 0) / list.length);
}
