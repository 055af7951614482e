/** What homes a region will need: forecast, gaps, scenarios. A pure engine: plain data in, plain data out. */
export type { Backtest } from './backtest.ts';
export type { EpisodeRow, HeaderRow } from './care-rows.ts';
export type { CostFigures, CostMonth, Prices } from './cost.ts';
export { readPrices } from './cost.ts';
export { type Forecast, forecast, forecastBy, VERSION } from './forecast.ts';
export { type CostComparison, type CostForecast, forecastCost } from './forecast-cost.ts';
export { KINDS, type Kind } from './kinds.ts';
export type { ForecastInput } from './prepare.ts';
export type { RoomsMonth } from './rooms.ts';
export type { Runner } from './runner.ts';
export { readScenario, type Scenario } from './scenario.ts';
export { runShared } from './shared-runner.ts';
export { type Simulation, simulate } from './simulate.ts';
export type { ForecastMonth } from './summary.ts';
export { withYear } from './yearly-rows.ts';
