import { Refusal } from '../kernel/index.ts';
import { type CostFigures, type CostMonth, costFigures, totals } from './cost.ts';
import { KIND_COUNT } from './kinds.ts';
import { type Month, monthText } from './months.ts';
import { type ForecastMonth, summarise } from './summary.ts';

/** What each run came to at the ends of years: enough to set two forecasts against each other run by run. */
export interface YearEnds {
  /** `2027-03`: each March ahead, and the last month. */
  readonly months: readonly string[];
  readonly runs: number;
  /** Children by run, month of `months` and kind, on the month's last day. */
  readonly counts: Uint32Array;
  /** Pence by run and month of `months`: what the time since the one before it costs; null where there are no prices. */
  readonly costs: Float64Array | null;
}

/** How one forecast differs from another at one time, for one kind of home or all: the second less the first. */
export interface StockDifference extends ForecastMonth {
  /** Share of runs in which the second has fewer children. */
  readonly fewer: number;
}

export interface ForecastDifference {
  readonly stock: readonly StockDifference[];
  /** Null where one of the two has no costs. */
  readonly cost: { readonly months: readonly CostMonth[]; readonly total: CostFigures; readonly less: number } | null;
}

const MARCH = 2;

/** Takes the ends of years out of whole runs. */
export function yearEndsOf(
  counts: Uint32Array,
  costs: Float64Array | null,
  { runs, months, first }: { readonly runs: number; readonly months: number; readonly first: Month },
): YearEnds {
  const ends = Array.from({ length: months }, (_, at) => at).filter(
    (at) => (first + at) % 12 === MARCH || at === months - 1,
  );
  const kept = new Uint32Array(runs * ends.length * KIND_COUNT);
  const paid = costs && new Float64Array(runs * ends.length);
  for (let run = 0; run < runs; run += 1) {
    ends.forEach((end, at) => {
      const to = run * ends.length + at;
      const from = (run * months + end) * KIND_COUNT;
      kept.set(counts.subarray(from, from + KIND_COUNT), to * KIND_COUNT);
      if (!paid || !costs) return;
      const since = at === 0 ? 0 : ends[at - 1]! + 1;
      for (let month = since; month <= end; month += 1) paid[to]! += costs[run * months + month]!;
    });
  }
  return { months: ends.map((at) => monthText(first + at)), runs, counts: kept, costs: paid };
}

/**
 * Sets two forecasts against each other, run by run. Where both are of the same children, day and seed, a run meets the
 * same chance in both, and what is left is the difference the scenarios make.
 *
 * @returns the second less the first: negative where the second has fewer children or costs less
 * @throws Refusal where they do not end their years at the same time, or have not as many runs
 */
export function compareForecasts(one: YearEnds, other: YearEnds): ForecastDifference {
  if (one.runs !== other.runs || one.months.join() !== other.months.join()) {
    throw new Refusal('Two forecasts can be compared run by run where both have as many runs and months.');
  }
  const { runs, months } = one;
  const named = <Row extends { readonly month: string }>(rows: readonly Row[], each: number): Row[] =>
    rows.map((row, at) => ({ ...row, month: months[Math.floor(at / each)]! }));
  const children = Float64Array.from(other.counts, (count, at) => count - one.counts[at]!);
  const stock = named(summarise(children, runs, months.length, 0), KIND_COUNT + 1);
  return {
    stock: stock.map((row, at) => ({ ...row, fewer: fewerOf(children, at, months.length, runs) })),
    cost: one.costs && other.costs ? costOf(one.costs, other.costs, months.length, named) : null,
  };
}

/** What the time up to each end of a year costs, over all runs; null where there are no costs. */
export function costsAtEnds({ months, costs }: YearEnds): CostMonth[] | null {
  if (costs === null) return null;
  return costFigures(costs, months.length, 0).months.map((row, at) => ({ ...row, month: months[at]! }));
}

/** @param at position in a summary: months, within them kinds and all */
function fewerOf(children: Float64Array, at: number, months: number, runs: number): number {
  const kind = at % (KIND_COUNT + 1);
  const month = Math.floor(at / (KIND_COUNT + 1));
  let fewer = 0;
  for (let run = 0; run < runs; run += 1) {
    const base = (run * months + month) * KIND_COUNT;
    let difference = 0;
    for (let one = 0; one < KIND_COUNT; one += 1) {
      if (kind === KIND_COUNT || kind === one) difference += children[base + one]!;
    }
    if (difference < 0) fewer += 1;
  }
  return fewer / runs;
}

function costOf(
  one: Float64Array,
  other: Float64Array,
  months: number,
  named: (rows: readonly CostMonth[], each: number) => CostMonth[],
): ForecastDifference['cost'] {
  const difference = other.map((cost, at) => cost - one[at]!);
  const { months: rows, total } = costFigures(difference, months, 0);
  const all = totals(difference, months);
  return { months: named(rows, 1), total, less: all.filter((sum) => sum < 0).length / all.length };
}
