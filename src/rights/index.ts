import type { RegisterRoutes } from '../access/index.ts';
import { requestRoutes } from './request-routes.ts';
import { retentionRoutes } from './retention-routes.ts';
import { rightsRoutes } from './rights-routes.ts';

export { keepRetention, removeOldEvents } from './old-events.ts';

/** Everything held about a person, corrections, how long records are kept. */
export const rightsPages: RegisterRoutes = (app, services) => {
  rightsRoutes(app, services);
  requestRoutes(app, services);
  retentionRoutes(app, services);
};
