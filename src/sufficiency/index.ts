/** What homes a region will need: forecast, gaps, scenarios. A pure engine: plain data in, plain data out. */
export type { Backtest } from './backtest.ts';
export type { EpisodeRow, HeaderRow } from './care-rows.ts';
export type { CostFigures, CostMonth, Prices, Range } from './cost.ts';
export { readPrices } from './cost.ts';
export { type Forecast, forecast, forecastBy, VERSION } from './forecast.ts';
export { type CostComparison, type CostForecast, forecastCost } from './forecast-cost.ts';
export { gaps } from './gaps.ts';
export { lostBetween, lostShare, roomsFor } from './gaps-loss.ts';
export {
  type ComingRow,
  GAP_AGES,
  GAP_KINDS,
  GAP_NEEDS,
  type GapAges,
  type GapArea,
  type GapInput,
  type GapKind,
  type GapLine,
  type GapNeed,
  type GapStock,
  type Gaps,
  type Growth,
  type NeedRow,
  type SupplyRow,
} from './gaps-types.ts';
export {
  ENDING_FIGURES,
  type EndingFigure,
  PACKAGE_FIGURES,
  PREPARATION_FIGURES,
  ROOM_FIGURES,
  WEEKS,
} from './invest-models.ts';
export { meanRange, yearlyRange } from './invest-ranges.ts';
export {
  type Effect,
  type Invested,
  type InvestInput,
  type Investment,
  investToSave,
  type Matter,
  type Ranges,
  type Spread,
} from './invest-to-save.ts';
export { KINDS, type Kind, kindOfPlace } from './kinds.ts';
export type { ForecastInput } from './prepare.ts';
export type { RoomsMonth } from './rooms.ts';
export type { Runner } from './runner.ts';
export { readScenario, type Scenario } from './scenario.ts';
export { runShared } from './shared-runner.ts';
export { type Simulation, simulate } from './simulate.ts';
export { type PastMonth, type Study, studyBy } from './study.ts';
export type { ForecastMonth } from './summary.ts';
export { compareForecasts, type ForecastDifference, type StockDifference, type YearEnds } from './year-ends.ts';
export { withYear } from './yearly-rows.ts';
