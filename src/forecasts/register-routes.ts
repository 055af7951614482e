import type { FastifyInstance } from 'fastify';
import { comparePages } from './compare-routes.ts';
import { forecastLine } from './forecast-line.ts';
import { forecastPages } from './forecast-routes.ts';
import type { ForecastRoutesOptions } from './forecast-services.ts';
import { scenarioRoutes } from './scenario-routes.ts';

/** The pages of forecasts and scenarios, and the line in which forecasts wait; it ends with the application. */
export function forecastRoutes(app: FastifyInstance, { database, fault, ...services }: ForecastRoutesOptions): void {
  const line = forecastLine({ database, clock: services.clock, fault });
  app.addHook('onClose', () => line.end());
  comparePages(app, { ...services, line });
  forecastPages(app, { ...services, line });
  scenarioRoutes(app, services);
}
