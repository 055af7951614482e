import { type CostFigures, type CostMonth, costFigures, costsByRun, type Prices, readPrices, totals } from './cost.ts';
import { type ForecastInput, prepare } from './prepare.ts';
import { runHere, type Work } from './runner.ts';
import { changesByMonth, readScenario, type Scenario } from './scenario.ts';

/** What a second scenario costs beside the first, run by run with the same chance in both. */
export interface CostComparison {
  readonly name: string;
  readonly months: readonly CostMonth[];
  readonly total: CostFigures;
  /** The second less the first: negative where it costs less. */
  readonly difference: {
    readonly months: readonly CostMonth[];
    readonly total: CostFigures;
    /** Share of runs in which the second costs less over all months. */
    readonly costsLess: number;
  };
}

/** All amounts in pence, at the prices of their time. */
export interface CostForecast {
  readonly asOf: string;
  readonly runs: number;
  readonly months: readonly CostMonth[];
  readonly total: CostFigures;
  readonly against: CostComparison | null;
}

/**
 * What the homes of the children forecast will cost, month by month; beside a second scenario where one is given.
 * For planning what homes a region needs: no cost enters which home is right for a child.
 *
 * @param against a scenario to compare with the input's own (or with none)
 * @throws Refusal when nothing can be told from the input, the prices or the scenario, in words
 */
export function forecastCost(input: ForecastInput, prices: Prices, against?: Scenario): CostForecast {
  return runHere(steps(input, prices, against));
}

function* steps(input: ForecastInput, prices: Prices, against: Scenario | undefined): Work<CostForecast> {
  const read = readPrices(prices);
  const { asOf, first, runs, simulation } = prepare(input);
  const { months } = simulation;
  const costs = costsByRun(yield { simulation, runs }, simulation, first, read);
  const told = { asOf, runs, ...costFigures(costs, months, first) };
  if (against === undefined) return { ...told, against: null };
  const scenario = readScenario(against);
  const other = { ...simulation, changes: changesByMonth(scenario, first, months) };
  const others = costsByRun(yield { simulation: other, runs }, simulation, first, read);
  const difference = others.map((cost, at) => cost - costs[at]!);
  return {
    ...told,
    against: {
      name: scenario.name,
      ...costFigures(others, months, first),
      difference: {
        ...costFigures(difference, months, first),
        costsLess: totals(difference, months).filter((one) => one < 0).length / runs,
      },
    },
  };
}
