import type { RegisterRoutes } from '../access/index.ts';
import { disclosureRoutes } from './disclosure-routes.ts';
import { resultsRoutes } from './results-routes.ts';
import { searchOrderRoutes } from './search-order-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { sharedRoutes } from './shared-routes.ts';
import { RegionSupply } from './supply.ts';
import { waitingRoutes } from './waiting-routes.ts';
import { workingRoutes } from './working-routes.ts';

export { STAGE_WORDS, type Stage } from './disclosure-stages.ts';
export { keptFormOfSearch } from './kept-form-of-search.ts';
export { searchesWaiting } from './search-store.ts';
export { UNMET_REASONS, type UnmetCode, unmetWords } from './unmet-reasons.ts';

/** All pages of asking for a home. The reading of the region's homes is kept per application. */
export const searchesRoutes: RegisterRoutes = (app, services) => {
  searchRoutes(app, services);
  searchOrderRoutes(app, services);
  workingRoutes(app, services);
  disclosureRoutes(app, services);
  sharedRoutes(app, services);
  const supply = new RegionSupply();
  waitingRoutes(app, services, supply);
  resultsRoutes(app, services, supply);
};
