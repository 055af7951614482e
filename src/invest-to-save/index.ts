import type { RegisterRoutes } from '../access/index.ts';
import { investRoutes } from './routes.ts';

/** What preparation, support and rooms cost against what unplanned endings and spot buying cost here. */
export const investToSaveRoutes: RegisterRoutes = investRoutes;
