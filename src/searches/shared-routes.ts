import type { FastifyInstance } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { STAGE_WORDS } from './disclosure-stages.ts';
import { oneSharedWithMe, type SharedSearch, sharedWithMe } from './disclosure-store.ts';
import { toldModel } from './told.ts';

/** What authorities have shared with those who run homes: who is looking for one, as far as they have been told. */
export function sharedRoutes(app: FastifyInstance, { work }: RoomServices): void {
  app.get('/shared', policy('shared.read', 'shared.listed'), async (request, reply) => {
    const shared = await work(request, sharedWithMe);
    return reply.page('searches/views/shared-list.njk', { shared: shared.map(inWords) });
  });

  app.get<{ Params: { disclosureId: string } }>(
    '/shared/:disclosureId',
    policy('shared.read', 'shared.viewed'),
    async (request, reply) => {
      const shared = await work(request, async (tx) => {
        const found = await oneSharedWithMe(tx, request.params.disclosureId);
        if (!found) throw new NotHere('This is not shared with you, or not any more. Ask the authority’s home finder.');
        return found;
      });
      return reply.page('searches/views/shared.njk', inWords(shared));
    },
  );
}

function inWords(shared: SharedSearch) {
  return {
    id: shared.id,
    home: shared.home ?? '',
    stage: STAGE_WORDS[shared.stage].name,
    told: toldModel(shared.told),
  };
}
