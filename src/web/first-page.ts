import type { FastifyInstance } from 'fastify';
import { policy } from '../access/index.ts';

/** The first page: what this person would do now. Nobody chosen yet: who are you? */
export function firstPage(app: FastifyInstance): void {
  app.get('/', policy('public', 'none'), async (request, reply) => {
    if (!request.actor) return reply.redirect('/act-as', 302);
    const { role } = request.actor;
    const withChildren = role !== 'commissioner' && role !== 'registered-manager' && role !== 'regional-analyst';
    return reply.redirect(withChildren ? '/searches' : '/homes', 302);
  });
}
