import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { policy, type RoomServices } from '../access/index.ts';
import { readOrder, searchOrder, setSearchOrder } from './search-order.ts';

const place = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(3).optional());
const orderForm = z.object({ kinship: place, authority: place, voluntary: place, private: place });

/** Where an authority says whom it asks first. */
export function searchOrderRoutes(app: FastifyInstance, { work }: RoomServices): void {
  app.get('/searches/order', policy('search.read', 'search-order.seen'), async (request, reply) => {
    const steps = await work(request, searchOrder);
    return reply.page('searches/views/order.njk', {
      steps: steps.map((each, at) => ({ ...each, place: String(at + 1) })),
    });
  });

  app.post('/searches/order', policy('search-order.write', 'search-order.set'), async (request, reply) => {
    const form = orderForm.parse(request.body);
    const read = readOrder(form);
    const steps = await work(request, async (tx) => {
      if ('order' in read) await setSearchOrder(tx, request.actor, read.order);
      return searchOrder(tx);
    });
    if ('order' in read) return reply.redirect('/searches', 303);
    const typed = steps.map((each) => ({ ...each, place: form[each.step] ?? '' }));
    return reply.code(400).page('searches/views/order.njk', { steps: typed, problem: read.problem });
  });
}
