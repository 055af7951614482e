import type { FastifyInstance } from 'fastify';
import type { RoomServices } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import type { ForecastLine } from './forecast-line.ts';

/** What the pages of forecasts are given beside what every room has. */
export interface ForecastServices extends RoomServices {
  readonly line: ForecastLine;
}

export type RegisterForecasts = (app: FastifyInstance, services: ForecastServices) => void;

export interface ForecastRoutesOptions extends RoomServices {
  /** For the forecasts themselves, which go on when the page that began them has been answered. */
  readonly database: Database;
  readonly fault: (error: Error) => void;
}
