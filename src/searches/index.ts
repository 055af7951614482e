import type { RegisterRoutes } from '../access/index.ts';
import { resultsRoutes } from './results-routes.ts';
import { searchOrderRoutes } from './search-order-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { RegionSupply } from './supply.ts';

export { searchesWaiting } from './search-store.ts';

/** All pages of asking for a home. The reading of the region's homes is kept per application. */
export const searchesRoutes: RegisterRoutes = (app, services) => {
  searchRoutes(app, services);
  searchOrderRoutes(app, services);
  resultsRoutes(app, services, new RegionSupply());
};
