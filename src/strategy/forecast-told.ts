import { countsTold, type KeptForecast } from '../forecasts/index.ts';
import { type Forecast, type ForecastMonth, KINDS, type Kind } from '../sufficiency/index.ts';
import type { BacktestTold, ForecastPoint, ForecastTold, ScenarioTold } from './figures.ts';

/** What of a forecast is told; from records or from yearly returns. */
export type ForecastToTell = Pick<KeptForecast, 'name' | 'scopeKey' | 'digest' | 'settings' | 'forecast' | 'cost'> & {
  readonly about: { readonly whole: readonly string[] };
};

const EVERY = 3;
const MOST_WARNINGS = 5;

/**
 * A forecast as it may be told. What is counted, not estimated, is the number of the day it begins on: where that may not be
 * told of a kind, nothing is told of the kind, because the first months are close to it. Back-tests are told as shares
 * alone, because what came is a count too.
 */
export function forecastTold(
  { name, scopeKey, digest, settings, forecast, cost, about }: ForecastToTell,
  several: boolean,
): ForecastTold {
  const told = countsTold(forecast.today, several);
  const open = openKinds(forecast, several);
  const ahead = monthsOf(forecast);
  const yearly = ahead.filter((_, at) => (at + 1) % 12 === 0 || at === ahead.length - 1);
  return {
    ...{ name, digest, asOf: forecast.asOf, months: ahead.length, runs: forecast.runs, seed: settings.seed },
    method: forecast.method.version,
    fromReturns: scopeKey === 'files',
    about: [...about.whole, ...forecast.warnings.slice(0, MOST_WARNINGS).map((warning) => `${warning}.`)],
    years: forecast.months.filter(({ month, kind }) => yearly.includes(month) && open.includes(kind)).map(point),
    line: forecast.months
      .filter(({ month, kind }) => kind === 'all' && ahead.indexOf(month) % EVERY === EVERY - 1)
      .map(point),
    today: told.all,
    backtest: open.flatMap((kind) => backtestOf(forecast, kind)),
    cost: cost && { mean: cost.total.mean, low: cost.total.p2_5, high: cost.total.p97_5 },
    kept: KINDS.filter((kind) => !open.includes(kind)),
  };
}

function openKinds(forecast: Forecast, several: boolean): readonly (Kind | 'all')[] {
  const told = countsTold(forecast.today, several);
  return (['all', ...KINDS] as const).filter((kind) => typeof told[kind] === 'number');
}

function monthsOf({ months }: Forecast): string[] {
  return [...new Set(months.map(({ month }) => month))];
}

function point({ month, kind, mean, p2_5, p25, p75, p97_5 }: ForecastMonth): ForecastPoint {
  const one = (value: number) => Math.round(value * 10) / 10;
  return { month, kind, mean: one(mean), p2_5: one(p2_5), p25: one(p25), p75: one(p75), p97_5: one(p97_5) };
}

function backtestOf(forecast: Forecast, kind: Kind | 'all'): BacktestTold[] {
  const tests = forecast.backtest.filter((each) => each.kind === kind);
  if (tests.length === 0) return [];
  const mean = (of: (one: (typeof tests)[number]) => number) =>
    Math.round((tests.reduce((sum, each) => sum + of(each), 0) / tests.length) * 1000) / 1000;
  return [
    {
      ...{ kind, times: tests.length },
      within50: tests.filter(({ within50 }) => within50).length,
      within95: tests.filter(({ within95 }) => within95).length,
      error: mean(({ error }) => Math.abs(error)),
      persistence: mean(({ persistenceError }) => Math.abs(persistenceError)),
      stockFlow: mean(({ stockFlowError }) => Math.abs(stockFlowError)),
    },
  ];
}

/** What a scenario changes by the last month; null where it was forecast without one. */
export function scenarioTold(kept: KeptForecast, several: boolean): ScenarioTold | null {
  const { scenario, effect, forecast, digest, settings } = kept;
  const month = effect?.stock.at(-1)?.month;
  if (!scenario || !effect || month === undefined) return null;
  const open = openKinds(forecast, several);
  return {
    ...{ name: scenario.name, month, digest, seed: settings.seed, runs: forecast.runs },
    changes: effect.stock
      .filter((each) => each.month === month && open.includes(each.kind))
      .map(({ kind, mean, p2_5, p97_5, fewer }) => ({
        kind,
        mean: Math.round(mean * 10) / 10,
        low: p2_5,
        high: p97_5,
        fewer,
      })),
    cost: effect.cost && { mean: effect.cost.total.mean, low: effect.cost.total.p2_5, high: effect.cost.total.p97_5 },
  };
}
