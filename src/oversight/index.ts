import type { RegisterRoutes } from '../access/index.ts';
import { breakGlassRoutes } from './break-glass-routes.ts';
import { looksRoutes } from './looks-routes.ts';

export { doneWords } from './look-words.ts';

/** Who has seen what, emergencies and their reviews. */
export const oversightRoutes: RegisterRoutes = (app, services) => {
  looksRoutes(app, services);
  breakGlassRoutes(app, services);
};
