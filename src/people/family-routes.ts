import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { typed } from '../ui/index.ts';
import { joinBrotherOrSister, partBrotherOrSister } from './child-actions.ts';
import { brothersAndSisters, oneChild } from './child-read.ts';
import { childrenList } from './children-list.ts';
import { nameOf } from './people-pages.ts';

type Params = { readonly Params: { readonly childId: string } };

const PATH = '/children/:childId/brothers-and-sisters';
const SEARCH = z.object({ search: z.string().trim().max(100).catch('') });
/** Only children whose record the actor may change: it is written there too. */
const CHANGEABLE = { shown: 'everyone', whose: 'changeable' } as const;
const NOT_BOTH = 'One of the two is not here, or not yours to change. Ask somebody who works with both children.';

/** The page on which brothers and sisters find each other. */
export function familyRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get<Params>(PATH, policy('child.write', 'child.viewed'), async (request, reply) => {
    const { childId } = request.params;
    const search = SEARCH.parse(request.query ?? {}).search.replaceAll('\0', '');
    const model = await work(request, async (tx) => {
      const child = await oneChild(tx, childId, today());
      if (!child) throw new NotHere('There is no such child here.');
      const family = await brothersAndSisters(tx, childId, today());
      const known = new Set([childId, ...family.map((each) => each.id)]);
      const found = search ? await childrenList(tx, request.actor, { ...CHANGEABLE, search }, 1, today()) : null;
      return {
        child,
        search,
        family: family.map((each) => ({ id: each.id, name: nameOf(each, today()) })),
        found: found?.children.filter((each) => !known.has(each.id)) ?? [],
      };
    });
    return reply.page('people/views/brothers-and-sisters.njk', model);
  });

  app.post<Params>(PATH, policy('child.write', 'child.changed'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const other = fields.text('other');
    const act = fields.text('action') === 'part' ? partBrotherOrSister : joinBrotherOrSister;
    await work(request, async (tx) => {
      if (!(await act(tx, request.actor, childId, other))) throw new NotHere(NOT_BOTH);
    });
    return reply.redirect(`/children/${encodeURIComponent(childId)}/brothers-and-sisters`, 303);
  });
}
