import type { RegisterRoutes } from '../access/index.ts';
import { gapsRoutes } from '../gaps/index.ts';
import { homesRoutes } from '../homes/index.ts';
import { investToSaveRoutes } from '../invest-to-save/index.ts';
import { marketRoutes } from '../market/index.ts';
import { needsRoutes } from '../needs/index.ts';
import { oversightRoutes } from '../oversight/index.ts';
import { peopleRoutes, protectedRoutes } from '../people/index.ts';
import { pricesRoutes } from '../placements/index.ts';
import { planningRoutes } from '../planning/index.ts';
import { regionRoutes } from '../region/index.ts';
import { indicatorRoutes } from '../returns/index.ts';
import { rightsPages } from '../rights/index.ts';
import { searchesRoutes } from '../searches/index.ts';
import { strategyRoutes } from '../strategy/index.ts';

/** The rooms that have pages, each registering its own routes. */
const ROOMS: readonly RegisterRoutes[] = [
  peopleRoutes,
  protectedRoutes,
  needsRoutes,
  homesRoutes,
  searchesRoutes,
  regionRoutes,
  indicatorRoutes,
  pricesRoutes,
  planningRoutes,
  marketRoutes,
  gapsRoutes,
  investToSaveRoutes,
  strategyRoutes,
  oversightRoutes,
  rightsPages,
];

export const roomRoutes: RegisterRoutes = (app, services) => {
  for (const register of ROOMS) register(app, services);
};
