import type { RegisterRoutes } from '../access/index.ts';
import { agreementRoutes } from './agreement-routes.ts';

/** The pages of what a region agrees to share. */
export const regionRoutes: RegisterRoutes = agreementRoutes;
