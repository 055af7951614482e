import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { policy, type RoomServices } from '../access/index.ts';
import { type ChildrenFilter, childrenList, SHOWN, WHOSE } from './children-list.ts';
import { childrenPage } from './people-pages.ts';

const ASKED = z.object({
  search: z.string().trim().max(100).catch(''),
  show: z.enum(SHOWN).catch('in-care'),
  whose: z.enum(WHOSE).catch('open'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** The list of the children who are open to somebody. */
export function childrenListRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/children', policy('child.read', 'children.listed'), async (request, reply) => {
    const { filter, page } = asked(request.query);
    const list = await work(request, (tx) => childrenList(tx, request.actor, filter, page, today()));
    return reply.page('people/views/children.njk', childrenPage(list, filter));
  });
}

function asked(query: unknown): { readonly filter: ChildrenFilter; readonly page: number } {
  const { search, show, whose, page } = ASKED.parse(query ?? {});
  // The database takes no NUL in a text.
  return { filter: { search: search.replaceAll('\0', ''), shown: show, whose }, page };
}
