import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Actor, everyActor, isMadeUp, policy } from '../access/index.ts';
import { Refusal } from '../kernel/index.ts';
import type { WebOptions } from './options.ts';
import { ACTOR_COOKIE } from './page.ts';

/**
 * Choosing who to act as. Until sign-in exists: one of the made-up people while the made-up region is loaded,
 * or the person at this machine for an authority whose return was imported (the server listens on loopback only).
 */
export function actingRoutes(app: FastifyInstance, options: WebOptions): void {
  app.get('/act-as', policy('public', 'none'), async (_request, reply) => {
    const { actors, madeUp } = await options.database.asSystem(async (tx) => ({
      actors: await everyActor(tx),
      madeUp: await isMadeUp(tx),
    }));
    return reply.page('web/views/act-as.njk', {
      organisations: byOrganisation(actors),
      madeUp,
      empty: actors.length === 0,
    });
  });

  app.post('/act-as', policy('public', 'none'), async (request, reply) => {
    const chosen = z.object({ worker: z.string().min(1).max(80) }).safeParse(request.body);
    const actors = await options.database.asSystem(everyActor);
    const actor = chosen.success ? actors.find((each) => each.id === chosen.data.worker) : undefined;
    if (!actor) throw new Refusal('Choose one of the people on the list.');
    reply.setCookie(ACTOR_COOKIE, actor.id, { path: '/', httpOnly: true, sameSite: 'lax', signed: true });
    return reply.redirect('/', 303);
  });
}

function byOrganisation(actors: readonly Actor[]): { name: string; kind: string; actors: Actor[] }[] {
  const groups = new Map<string, { name: string; kind: string; actors: Actor[] }>();
  for (const actor of actors) {
    const { id, name, kind } = actor.organisation;
    const group = groups.get(id) ?? { name, kind, actors: [] };
    group.actors.push(actor);
    groups.set(id, group);
  }
  const order = ['authority', 'region', 'provider'];
  return [...groups.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
