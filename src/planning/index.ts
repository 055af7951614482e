import type { RegisterRoutes } from '../access/index.ts';
import { planRoutes } from './plan-routes.ts';

/** For whom homes are planned, and the first page of planning. */
export {
  ALL,
  chosenScope,
  type PlanningAuthority,
  type PlanningScope,
  planningAuthorities,
  planningScopes,
  regionName,
  scopesOf,
} from './planning-scope.ts';
export const planningRoutes: RegisterRoutes = planRoutes;
