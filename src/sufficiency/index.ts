/** What homes a region will need: forecast, gaps, scenarios. A pure engine: plain data in, plain data out. */
export type { Backtest } from './backtest.ts';
export type { EpisodeRow, HeaderRow } from './care-rows.ts';
export type { CostFigures, CostMonth, Prices, Range } from './cost.ts';
export { readPrices } from './cost.ts';
export { type Forecast, forecast, forecastBy, VERSION } from './forecast.ts';
export { type CostComparison, type CostForecast, forecastCost } from './forecast-cost.ts';
export { gaps } from './gaps.ts';
export { lateShare, lostBetween, lostShare, roomsFor } from './gaps-loss.ts';
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
export { type BlockAsked, type BlockSaving, blockSaving, type MonthOfNeed } from './market-block.ts';
export {
  areEnough,
  mayTell,
  NEED_BANDS,
  type NeedBand,
  needBand,
  PRICE_AGES,
  type PriceAge,
  priceAge,
  toldGroups,
} from './market-cells.ts';
export { type PriceChanges, priceChanges, quantile, retainers } from './market-changes.ts';
export {
  type FundingByRule,
  type FundingRule,
  type FundingSplit,
  fundingByRule,
  fundingSplit,
} from './market-funding.ts';
export {
  type CellPrices,
  type ComparedPrice,
  cellPrices,
  comparedPrices,
  type LikeForLike,
  likeForLike,
} from './market-like-for-like.ts';
export { nightsUnlisted, type Quality, qualityOf, UNPLANNED_ENDINGS } from './market-quality.ts';
export {
  type BoughtShare,
  boughtShares,
  type Concentration,
  concentration,
  type Quarter,
  quartersBefore,
  type SpendLine,
  spendBy,
  spendByQuarter,
  spendOf,
} from './market-spend.ts';
export {
  type Block,
  BOUGHT,
  type Bought,
  type EmptyRooms,
  emptyRooms,
  latestPrice,
  type MarketStay,
  type Period,
  type PricedDays,
  pricedDays,
  type Sector,
  type StayPrice,
} from './market-stays.ts';
export type { ForecastInput } from './prepare.ts';
export type { RoomsMonth } from './rooms.ts';
export type { Runner } from './runner.ts';
export { readScenario, type Scenario } from './scenario.ts';
export { runShared, runTelling } from './shared-runner.ts';
export { type Simulation, simulate } from './simulate.ts';
export { type PastMonth, type Study, studyBy } from './study.ts';
export type { ForecastMonth } from './summary.ts';
export { compareForecasts, type ForecastDifference, type StockDifference, type YearEnds } from './year-ends.ts';
export { withYear } from './yearly-rows.ts';
