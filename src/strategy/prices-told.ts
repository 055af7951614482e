import { FEW } from '../indicators/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { KindPrices } from '../market/index.ts';
import type { PricesTold } from './figures.ts';

/** Shares are told in steps of 5%: a share of a small number would tell the number. */
const STEPS = 20;
const WAYS = ['spot', 'block', 'framework', 'own'] as const;

/** Prices as they may be told: those of too few children are kept back already (src/market), and shares are made coarse. */
export function pricesTold(kinds: readonly KindPrices[], on: PlainDate): PricesTold | null {
  const known = kinds.filter(({ median }) => median !== null);
  if (known.length === 0) return null;
  return {
    on,
    kinds: known.map(({ kind, median, low, high, n, shares }) => {
      const told = WAYS.map((way) => (shares && maybeTold(shares[way], n) ? shares[way] : null));
      const [spot = null, block = null, framework = null, own = null] = coarse(told);
      return { ...{ kind, median, low, high }, ...{ spot, block, framework, own } };
    }),
  };
}

/** Not where 1 to 5 children, or all but 1 to 5, are behind the share. */
function maybeTold(share: number, n: number): boolean {
  const children = share * n;
  const some = children > 0.5 && children <= FEW + 0.5;
  const nearlyAll = n - children > 0.5 && n - children <= FEW + 0.5;
  return !some && !nearlyAll;
}

/**
 * In steps of 5%. Where all are told they add up to 100%: each is rounded down, and what is left goes to those that lost
 * most. Where one is not told, each is rounded by itself: a sum would tell what is left for it.
 */
function coarse(shares: readonly (number | null)[]): (number | null)[] {
  const known = shares.flatMap((share) => (share === null ? [] : [share]));
  const whole = known.reduce((sum, share) => sum + share, 0);
  if (known.length < shares.length || whole === 0)
    return shares.map((share) => (share === null ? null : Math.round(share * STEPS) / STEPS));
  // In thousandths of a step, so that 0.3 is six steps and not a little less.
  const fine = known.map((share) => Math.round((share * STEPS * 1000) / whole));
  const down = fine.map((each) => Math.floor(each / 1000));
  const left = STEPS - down.reduce((sum, each) => sum + each, 0);
  // Of those that lost as much, the larger one is changed less by it.
  const lost = fine.map((each, at) => ({ at, each, by: each % 1000 })).sort((a, b) => b.by - a.by || b.each - a.each);
  for (const { at } of lost.slice(0, left)) down[at]! += 1;
  return down.map((each) => each / STEPS);
}
