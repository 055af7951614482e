import type { Histories } from './care-history.ts';
import { type CostMonth, costFigures, costsByRun, type Prices, readPrices } from './cost.ts';
import { kindOn, MONTH_DAYS } from './exposure.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import type { CostForecast } from './forecast-cost.ts';
import { GROWN_UP, KINDS, type Kind } from './kinds.ts';
import { lastDay, monthOfDay, monthText } from './months.ts';
import { type ForecastInput, prepare } from './prepare.ts';
import { type Runner, runBy, type Work } from './runner.ts';
import { compareForecasts, costsAtEnds, type ForecastDifference, type YearEnds, yearEndsOf } from './year-ends.ts';

/** How many children there were at the end of a month that is over. */
export interface PastMonth {
  readonly month: string;
  readonly kind: Kind | 'all';
  readonly count: number;
}

/** A forecast with all that belongs beside it, of the same runs. */
export interface Study {
  readonly forecast: Forecast;
  /** The five years before, as far as the rows tell them. */
  readonly past: readonly PastMonth[];
  /** Null where no prices were given. */
  readonly cost: CostForecast | null;
  /** What the time to each March, or the last month, since the one before it costs; null without prices. */
  readonly costByYear: readonly CostMonth[] | null;
  /** What the scenario changes: with it less without it, run by run; null where there is none. */
  readonly effect: ForecastDifference | null;
  readonly yearEnds: YearEnds;
}

/**
 * A forecast, its past, its cost and what its scenario changes, with each simulation run once.
 *
 * @throws Refusal when nothing can be told from the input, the scenario or the prices, in words
 */
export function studyBy(input: ForecastInput, prices: Prices | null, run: Runner): Promise<Study> {
  return runBy(steps(input, prices), run);
}

function* steps(input: ForecastInput, prices: Prices | null): Work<Study> {
  const began = performance.now();
  const read = prices && readPrices(prices);
  const prepared = prepare(input);
  const { asOf, histories, first, runs, scenario, simulation } = prepared;
  const { months } = simulation;
  const endsOf = (counts: Uint32Array) => {
    const costs = read && costsByRun(counts, simulation, first, read);
    return { costs, ends: yearEndsOf(counts, costs, { runs, months, first }) };
  };
  const counts = yield { simulation, runs };
  const { costs, ends } = endsOf(counts);
  let effect: ForecastDifference | null = null;
  if (scenario !== undefined) {
    const without = yield { simulation: { ...simulation, changes: [] }, runs };
    effect = compareForecasts(endsOf(without).ends, ends);
  }
  return {
    forecast: yield* forecastOf(prepared, input.rooms, counts, began),
    past: pastOf(histories, first),
    cost: costs && { asOf, runs, ...costFigures(costs, months, first), against: null },
    costByYear: costsAtEnds(ends),
    effect,
    yearEnds: ends,
  };
}

const MONTHS_BACK = 60;

/** Children at the end of each month before the forecast, by kind and all. */
function pastOf({ children, known }: Histories, first: number): PastMonth[] {
  const from = Math.max(first - MONTHS_BACK, monthOfDay(known));
  return Array.from({ length: Math.max(0, first - from) }, (_, at) => from + at).flatMap((month): PastMonth[] => {
    const day = lastDay(month);
    const counts = new Array<number>(KINDS.length).fill(0);
    for (const history of children) {
      if ((day - history.born) / MONTH_DAYS >= GROWN_UP) continue;
      const kind = kindOn(history, day);
      if (kind !== -1) counts[kind]! += 1;
    }
    const text = monthText(month);
    const all = counts.reduce((sum, count) => sum + count, 0);
    return [
      ...KINDS.map((kind, at) => ({ month: text, kind, count: counts[at]! })),
      { month: text, kind: 'all', count: all },
    ];
  });
}
