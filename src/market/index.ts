import type { RegisterRoutes } from '../access/index.ts';
import { marketPageRoutes } from './market-routes.ts';
import { providerRoutes } from './provider-routes.ts';

/** What homes cost and who provides them. For planning and buying alone: no cost enters which home is right for a child. */
export { type KindPrices, pricesByKind } from './prices-by-kind.ts';
export const marketRoutes: RegisterRoutes = (app, services) => {
  marketPageRoutes(app, services);
  providerRoutes(app, services);
};
