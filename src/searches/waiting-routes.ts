import type { FastifyInstance } from 'fastify';
import { isTheirWork, policy, type RoomServices } from '../access/index.ts';
import type { RegionSupply } from './supply.ts';
import { waitingModel } from './waiting-model.ts';
import { readWaiting } from './waiting-read.ts';
import { solveApart } from './waiting-solver.ts';
import { waitingQuery } from './waiting-wishes.ts';

/** Who is waiting: every open search that the reader may see, or that is shared, as one plan; it proposes and places nobody. */
export function waitingRoutes(app: FastifyInstance, { work, today }: RoomServices, supply: RegionSupply): void {
  app.get('/searches/waiting', policy('waiting.read', 'searches.waiting'), async (request, reply) => {
    const said = waitingQuery.parse(request.query ?? {});
    const read = await work(request, (tx) => readWaiting(tx, supply, request.actor, today(), said.ours));
    const model = await waitingModel(read, said, today(), solveApart);
    const mayList = isTheirWork(request.actor.role, 'search.read');
    return reply.page('searches/views/waiting.njk', { ...model, mayList });
  });
}
