/** Forecasts of what homes will be needed: made from live records or from yearly returns, kept, compared. */
export { countsTold, countWords, type KindCounts, type KindsTold } from './counts-told.ts';
export {
  type KeptForecast,
  type KeptForecastLine,
  keptForecast,
  keptForecasts,
  latestForecast,
} from './kept-forecasts.ts';
export type { AboutRecords } from './pack.ts';
export { forecastRoutes } from './register-routes.ts';
