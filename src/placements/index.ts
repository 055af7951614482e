import type { RegisterRoutes } from '../access/index.ts';
import { blockRoutes } from './block-routes.ts';
import { priceRoutes } from './price-routes.ts';

/** The stays of children in homes, and what they cost whoever pays for them. */
export { importPrices, type PricesImport } from './import-prices.ts';
export { type NightsElsewhere, type PricesPaid, pricesPaid } from './prices-paid.ts';
export { placementId, replaceStaysOfReturns, type StayOfReturn, type StaysReplaced } from './stays-of-returns.ts';
/** Pages on which prices and blocks are written down. */
export const pricesRoutes: RegisterRoutes = (app, services) => {
  // Before the pages of one stay, whose address would take the word for a reference.
  blockRoutes(app, services);
  priceRoutes(app, services);
};
