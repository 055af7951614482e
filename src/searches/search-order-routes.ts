import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import { typed } from '../ui/index.ts';
import { readOrder, STEPS, type Step, searchOrder, setSearchOrder } from './search-order.ts';

/** A place has one digit; of anything longer no more is kept than shows that it is none. */
const LONGEST = 3;

/** Where an authority says whom it asks first. */
export function searchOrderRoutes(app: FastifyInstance, { work }: RoomServices): void {
  app.get('/searches/order', policy('search.read', 'search-order.seen'), async (request, reply) => {
    const steps = await work(request, searchOrder);
    return reply.page('searches/views/order.njk', {
      steps: steps.map((each, at) => ({ ...each, place: String(at + 1) })),
    });
  });

  app.post('/searches/order', policy('search-order.write', 'search-order.set'), async (request, reply) => {
    const fields = typed(request.body);
    const place = (step: Step) => fields.text(step).slice(0, LONGEST);
    const read = readOrder(Object.fromEntries(STEPS.map((step) => [step, place(step)])));
    const steps = await work(request, async (tx) => {
      if ('order' in read) await setSearchOrder(tx, request.actor, read.order);
      return searchOrder(tx);
    });
    if ('order' in read) return reply.redirect('/searches', 303);
    const sent = steps.map((each) => ({ ...each, place: place(each.step) }));
    return reply.code(400).page('searches/views/order.njk', { steps: sent, problem: read.problem });
  });
}
