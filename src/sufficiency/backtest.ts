import { fromDayNumber } from '../kernel/index.ts';
import type { Histories } from './care-history.ts';
import { asKnownOn, fitted, stockOf } from './fitted.ts';
import { KIND_COUNT, KINDS, type Kind } from './kinds.ts';
import { firstMonthAfter, lastDay } from './months.ts';
import type { Work } from './runner.ts';
import { stockFlow } from './stock-flow.ts';
import { summarise } from './summary.ts';

/** A forecast made from an earlier day with only what was known then, beside what came. */
export interface Backtest {
  readonly from: string;
  readonly months: number;
  readonly kind: Kind | 'all';
  readonly predicted: number;
  readonly actual: number;
  readonly within50: boolean;
  readonly within95: boolean;
  /** How far off, as a share of what came. */
  readonly error: number;
  /** The same for "as many as that day". */
  readonly persistenceError: number;
  /** The same for the simple stock-flow method. */
  readonly stockFlowError: number;
}

const AHEAD = 12;
/** Months that must be known before a day to forecast from it. */
const LEAST_PAST = 12;
const MOST_STARTS = 4;

/** Forecasts of a year from one, two, three and four years ago, where a year or more was known by then. */
export function* backtest(
  histories: Histories,
  day: number,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Work<Backtest[]> {
  const result: Backtest[] = [];
  for (let years = MOST_STARTS; years >= 1; years -= 1) {
    const from = lastDay(firstMonthAfter(day) - 1 - AHEAD * years);
    if (from - histories.known < LEAST_PAST * 30) continue;
    const then = asKnownOn(histories, from);
    const stock = stockOf(then.children, from);
    if (stock.kind.length === 0) continue;
    const rates = fitted(then, from, AHEAD);
    const simulation = { stock, rates, months: AHEAD, seed, changes: [], doubt: true, firstShare: 1 };
    const first = firstMonthAfter(from);
    const until = lastDay(first + AHEAD - 1);
    const told = summarise(yield { simulation, runs }, runs, AHEAD, first).slice(-(KIND_COUNT + 1));
    const came = countKinds(stockOf(asKnownOn(histories, until).children, until).kind);
    const was = countKinds(stock.kind);
    const simple = stockFlow(then.children, Math.max(histories.known, from - 730), from, until - from);
    for (const [at, { kind, mean, p2_5, p25, p75, p97_5 }] of told.entries()) {
      const actual = came[at]!;
      const off = (value: number) => Math.round((Math.abs(value - actual) / Math.max(1, actual)) * 10_000) / 10_000;
      result.push({
        from: fromDayNumber(from),
        months: AHEAD,
        kind,
        predicted: mean,
        actual,
        within50: p25 <= actual && actual <= p75,
        within95: p2_5 <= actual && actual <= p97_5,
        error: off(mean),
        persistenceError: off(was[at]!),
        stockFlowError: off(at < KIND_COUNT ? simple[at]! : simple.reduce((sum, one) => sum + one, 0)),
      });
    }
  }
  return result;
}

/** Children by kind, and all of them last. */
function countKinds(kinds: Uint8Array): number[] {
  const counts = KINDS.map((_, kind) => kinds.filter((one) => one === kind).length);
  return [...counts, kinds.length];
}
