/** Sufficiency strategies: written from the newest figures, edited by people, published for good. */
import type { RegisterRoutes } from '../access/index.ts';
import { actionRoutes } from './action-routes.ts';
import { strategyPages } from './strategy-routes.ts';

export { FIGURES_VERSION, type StrategyFigures } from './figures.ts';
export { type ForecastToTell, forecastTold } from './forecast-told.ts';
export { digestOf, figuresOf, type Gathered, gather, withoutRecords } from './gather.ts';
export { SECTIONS, type SectionKey } from './sections.ts';
export { type Told, tellParts, tellTables } from './suppress.ts';
export { type StrategyParts, writeStrategy } from './write-strategy.ts';

export const strategyRoutes: RegisterRoutes = (app, services) => {
  strategyPages(app, services);
  actionRoutes(app, services);
};
