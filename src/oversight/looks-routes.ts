import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askedCheck, askForCheck, auditState, NotHere, openTo, policy, type RoomServices } from '../access/index.ts';
import { oneChild } from '../people/index.ts';
import { type LookPage, looksAtChild, looksOfActor } from './looks-read.ts';
import { unusual } from './unusual.ts';
import { DAYS_BACK, daysOfLooks, namesOf } from './unusual-read.ts';

type WithChild = { readonly Params: { readonly childId: string } };
type WithActor = { readonly Params: { readonly actorId: string } };

const QUERY = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Who has seen a child, what somebody has looked at, and what is out of the ordinary. */
export function looksRoutes(app: FastifyInstance, { work, today, clock, checks }: RoomServices): void {
  app.get<WithChild>('/children/:childId/looks', policy('looks.read', 'looks.viewed'), async (request, reply) => {
    const { childId } = request.params;
    const own = request.actor.role === 'child';
    const model = await work(request, async (tx) => {
      const named = await openTo(tx, request.actor, childId, 'identity');
      const child = named.length > 0 ? await oneChild(tx, childId, today()) : null;
      return { child, looks: await looksAtChild(tx, childId, pageOf(request), own) };
    });
    return reply.page('oversight/views/looks.njk', {
      ...model,
      own,
      childId,
      mayFollow: request.actor.role === 'information-governance',
      pagination: pages(model.looks, request),
    });
  });

  app.get('/looks/mine', policy('signed-in', 'own-looks.viewed'), async (request, reply) => {
    const looks = await work(request, (tx) => looksOfActor(tx, request.actor.id, pageOf(request)));
    return reply.page('oversight/views/looks-of.njk', {
      looks,
      who: 'You',
      own: true,
      pagination: pages(looks, request),
    });
  });

  app.get<WithActor>(
    '/looks/people/:actorId',
    policy('oversight', 'looks-of-person.viewed'),
    async (request, reply) => {
      const { actorId } = request.params;
      const model = await work(request, async (tx) => {
        const name = (await namesOf(tx, [actorId])).get(actorId);
        if (!name) throw new NotHere('There is nobody of this kind in your organisation.');
        return { who: name, looks: await looksOfActor(tx, actorId, pageOf(request)) };
      });
      return reply.page('oversight/views/looks-of.njk', { ...model, pagination: pages(model.looks, request) });
    },
  );

  app.get('/looks/unusual', policy('oversight', 'unusual-looks.viewed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const record = await auditState(tx);
      const check = await askedCheck(tx);
      const found = unusual(await daysOfLooks(tx, clock())).slice(0, 200);
      const names = await namesOf(
        tx,
        found.map((each) => each.actorId),
      );
      return {
        found: found.map((each) => ({ ...each, who: names.get(each.actorId) ?? '' })),
        days: DAYS_BACK,
        record,
        check,
        pagesWait: checks.holdUpPages,
      };
    });
    return reply.page('oversight/views/unusual.njk', model);
  });

  app.post('/looks/unusual/check', policy('oversight', 'audit.check-asked'), async (request, reply) => {
    const asked = await work(request, (tx) => askForCheck(tx, request.actor));
    if (asked !== null) checks.start(asked);
    return reply.redirect('/looks/unusual#record', 303);
  });
}

function pageOf(request: FastifyRequest): number {
  return QUERY.parse(request.query ?? {}).page;
}

/** The design system's pagination: the page before and the page after. */
function pages({ page, pages: last }: LookPage, request: FastifyRequest) {
  if (last < 2) return null;
  const [path] = request.url.split('?');
  return {
    ...(page > 1 ? { previous: { href: `${path}?page=${page - 1}`, text: 'Later' } } : {}),
    ...(page < last ? { next: { href: `${path}?page=${page + 1}`, text: 'Earlier' } } : {}),
  };
}
