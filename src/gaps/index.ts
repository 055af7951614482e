import type { RegisterRoutes } from '../access/index.ts';
import { gapRoutes } from './gap-routes.ts';
import { projectRoutes } from './project-routes.ts';

export { workOutGaps } from './gap-thread.ts';
/** What rooms are missing, for whom and where; homes that are on the way; why no suitable home was found. */
export {
  type GapReason,
  type GapSettings,
  type GapsNow,
  gapInput,
  gapsNow,
  gapsOf,
  USUAL_SETTINGS,
} from './gaps-now.ts';
export { comingOf, type Project, type ProjectStatus, STATUSES } from './project.ts';
export { projectsOf } from './project-store.ts';
export { childrenWords, roomsTold, toldLines } from './told-lines.ts';

/** Gaps and homes on the way. */
export const gapsRoutes: RegisterRoutes = (app, services) => {
  gapRoutes(app, services);
  projectRoutes(app, services);
};
