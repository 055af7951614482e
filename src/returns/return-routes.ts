import type { FastifyInstance } from 'fastify';
import type { RoomServices } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import { downloadRoutes } from './check-download.ts';
import { checkLine } from './check-line.ts';
import { checkRoutes } from './check-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { findingRoutes } from './finding-routes.ts';
import { liveReturnRoutes } from './live-return-routes.ts';

export interface ReturnRoutesOptions extends RoomServices {
  /** For the checks themselves, which go on when the page that began them has been answered. */
  readonly database: Database;
  readonly fault: (error: Error) => void;
}

/** The pages of the return checker, and the line in which checks wait; it ends with the application. */
export function returnRoutes(app: FastifyInstance, { database, fault, ...services }: ReturnRoutesOptions): void {
  const line = checkLine({ database, clock: services.clock, fault });
  app.addHook('onClose', () => line.end());
  exportRoutes(app, { ...services, database });
  for (const register of [checkRoutes, findingRoutes, downloadRoutes, liveReturnRoutes])
    register(app, { ...services, line });
}
