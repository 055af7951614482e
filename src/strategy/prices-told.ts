import { FEW } from '../indicators/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { KindPrices } from '../market/index.ts';
import type { PricesTold } from './figures.ts';

/** Shares are told in steps of 5%: a share of a small number would tell the number. */
const STEPS = 20;

/** Prices as they may be told: those of too few children are kept back already (src/market), and shares are made coarse. */
export function pricesTold(kinds: readonly KindPrices[], on: PlainDate): PricesTold | null {
  const known = kinds.filter(({ median }) => median !== null);
  if (known.length === 0) return null;
  return {
    on,
    kinds: known.map(({ kind, median, low, high, n, shares }) => {
      const share = (of: keyof NonNullable<typeof shares>) => (shares ? coarse(shares[of], n) : null);
      return {
        kind,
        median,
        low,
        high,
        spot: share('spot'),
        block: share('block'),
        framework: share('framework'),
        own: share('own'),
      };
    }),
  };
}

/** In steps of 5%; null where 1 to 5 children, or all but 1 to 5, are behind it. */
function coarse(share: number, n: number): number | null {
  const children = share * n;
  const some = children > 0.5 && children <= FEW + 0.5;
  const nearlyAll = n - children > 0.5 && n - children <= FEW + 0.5;
  return some || nearlyAll ? null : Math.round(share * STEPS) / STEPS;
}
