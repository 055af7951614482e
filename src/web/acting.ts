import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Actor, everyActor, isMadeUp, policy } from '../access/index.ts';
import { Refusal } from '../kernel/index.ts';
import { searchesWaiting } from '../searches/index.ts';
import type { WebOptions } from './options.ts';
import { ACTOR_COOKIE } from './page.ts';

/**
 * Choosing who to act as. Until sign-in exists: one of the made-up people while the made-up region is loaded,
 * or the person at this machine for an authority whose return was imported (the server listens on loopback only).
 */
export function actingRoutes(app: FastifyInstance, options: WebOptions): void {
  app.get('/act-as', policy('public', 'none'), async (_request, reply) => {
    const { actors, madeUp, waiting } = await options.database.asSystem(async (tx) => ({
      actors: await everyActor(tx),
      madeUp: await isMadeUp(tx),
      waiting: await searchesWaiting(tx),
    }));
    return reply.page('web/views/act-as.njk', {
      organisations: byOrganisation(actors, waiting),
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

interface People {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** How many searches are open; 0 for an organisation that asks for no homes. */
  readonly searches: number;
  readonly actors: Actor[];
}

const KINDS = ['authority', 'region', 'provider'];

/** Authorities first, the one whose next home is needed soonest at the top: there is work to look at. */
function byOrganisation(actors: readonly Actor[], waiting: Awaited<ReturnType<typeof searchesWaiting>>): People[] {
  const groups = new Map<string, People>();
  for (const actor of actors) {
    const { id, name, kind } = actor.organisation;
    const searches = waiting.find((each) => each.organisationId === id)?.count ?? 0;
    const group = groups.get(id) ?? { id, name, kind, searches, actors: [] };
    group.actors.push(actor);
    groups.set(id, group);
  }
  const place = ({ id }: People) => {
    const at = waiting.findIndex((each) => each.organisationId === id);
    return at < 0 ? waiting.length : at;
  };
  return [...groups.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || place(a) - place(b));
}
