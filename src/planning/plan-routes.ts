import type { FastifyInstance } from 'fastify';
import { isTheirWork, policy, type RoomServices } from '../access/index.ts';
import { PLAN_PAGES } from './plan-pages.ts';
import { planningAuthorities, regionName } from './planning-scope.ts';

/** The first page of planning: what there is to plan with, and whose numbers it counts. */
export function planRoutes(app: FastifyInstance, { work }: RoomServices): void {
  app.get('/plans', policy('plans.read', 'plans.viewed'), async (request, reply) => {
    const { organisation, role } = request.actor;
    const [authorities, region] = await work(request, async (tx) => [
      await planningAuthorities(tx),
      await regionName(tx, organisation.id),
    ]);
    return reply.page('planning/views/plans.njk', {
      authorities: authorities.map(({ name }) => name),
      own: authorities.find(({ id }) => id === organisation.id)?.name ?? '',
      region,
      pages: PLAN_PAGES.filter(({ permission }) => isTheirWork(role, permission)),
    });
  });
}
