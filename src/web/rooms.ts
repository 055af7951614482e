import type { FastifyInstance } from 'fastify';
import type { RoomServices } from '../access/index.ts';

/** The rooms that have pages, each registering its own routes. */
export function roomRoutes(_app: FastifyInstance, _services: RoomServices): void {}
