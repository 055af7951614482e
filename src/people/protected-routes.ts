import type { RegisterRoutes } from '../access/index.ts';
import { adoptionRoutes } from './adoption-routes.ts';
import { childAddressRoutes } from './confidential-routes.ts';
import { sealedRoutes } from './sealed-routes.ts';

/** Pages of what goes by named people alone: hidden addresses, sealed records, adoption. */
export const protectedRoutes: RegisterRoutes = (app, services) => {
  for (const register of [childAddressRoutes, sealedRoutes, adoptionRoutes]) register(app, services);
};
