import type { FastifyInstance } from 'fastify';
import { type Actor, isMadeUp, NotHere, policy } from '../access/index.ts';
import {
  beginSession,
  FIRST_TO_MEET,
  madeUpAccountOf,
  madeUpPeople,
  nextPath,
  ON_THIS_MACHINE,
  setSessionCookie,
} from '../accounts/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { searchesWaiting } from '../searches/index.ts';
import { typed } from '../ui/index.ts';
import type { WebOptions } from './options.ts';

/** So many people of each of the first roles are shown; everybody else of an organisation is folded away. */
const SHOWN = 2;

/** What the made-up region is, and signing in as one of its people. Without it there is no such page. */
export function regionRoutes(app: FastifyInstance, options: WebOptions): void {
  const { database, clock, address = ON_THIS_MACHINE } = options;

  app.get('/region', policy('public', 'none'), async (request, reply) => {
    const { people, waiting } = await database.asSystem(async (tx) => {
      await onlyMadeUp(tx);
      return { people: await madeUpPeople(tx), waiting: await searchesWaiting(tx) };
    });
    const { next } = request.query as { next?: unknown };
    return reply.page('web/views/region.njk', { organisations: byOrganisation(people, waiting), next: nextPath(next) });
  });

  app.post('/region', policy('public', 'none'), async (request, reply) => {
    const form = typed(request.body);
    const now = clock();
    const token = await database.asSystem(async (tx) => {
      await onlyMadeUp(tx);
      const actorId = form.text('person').slice(0, 80);
      const accountId = await madeUpAccountOf(tx, actorId);
      if (!accountId) throw new Refusal('Choose one of the people on the list.');
      return (await beginSession(tx, { address }, request, { accountId, actorId, method: 'demo', now })).token;
    });
    setSessionCookie(reply, token, address.secure);
    return reply.redirect(nextPath(form.text('next')), 303);
  });

  // Where people were chosen before there was signing in; old bookmarks.
  app.get('/act-as', policy('public', 'none'), async (_request, reply) => reply.redirect('/sign-in', 302));
}

async function onlyMadeUp(tx: Tx): Promise<void> {
  if (!(await isMadeUp(tx))) throw new NotHere('There is nothing at this address.');
}

interface People {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** How many searches are open; 0 for an organisation that asks for no homes. */
  readonly searches: number;
  readonly shown: readonly Actor[];
  readonly more: readonly Actor[];
}

const KINDS = ['authority', 'region', 'provider'];

/** Authorities first, the one whose next home is needed soonest at the top: there is work to look at. */
function byOrganisation(people: readonly Actor[], waiting: Awaited<ReturnType<typeof searchesWaiting>>): People[] {
  const place = ({ id }: People) => {
    const at = waiting.findIndex((each) => each.organisationId === id);
    return at < 0 ? waiting.length : at;
  };
  return [...Map.groupBy(people, ({ organisation }) => organisation.id).values()]
    .map((group): People => {
      const shown = FIRST_TO_MEET.flatMap((role) => group.filter((person) => person.role === role).slice(0, SHOWN));
      return {
        ...(group[0] as Actor).organisation,
        searches: waiting.find((each) => each.organisationId === group[0]?.organisation.id)?.count ?? 0,
        shown,
        more: group.filter((person) => !shown.includes(person)),
      };
    })
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || place(a) - place(b));
}
