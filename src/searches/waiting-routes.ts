import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import type { RegionSupply } from './supply.ts';
import { waitingModel } from './waiting-model.ts';
import { readWaiting } from './waiting-read.ts';
import { solveApart } from './waiting-solver.ts';
import { waitingQuery } from './waiting-wishes.ts';

/** Who is waiting: every open search that the reader may see as one plan, which proposes and places nobody. */
export function waitingRoutes(app: FastifyInstance, { work, today }: RoomServices, supply: RegionSupply): void {
  app.get('/searches/waiting', policy('search.read', 'searches.waiting'), async (request, reply) => {
    const said = waitingQuery.parse(request.query ?? {});
    const read = await work(request, (tx) => readWaiting(tx, supply, request.actor, today()));
    const model = await waitingModel(read, said, today(), solveApart);
    return reply.page('searches/views/waiting.njk', model);
  });
}
