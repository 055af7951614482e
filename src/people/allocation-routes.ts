import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor,
  type Allocation,
  allocate,
  allocationsOf,
  type Choice,
  endAllocation,
  NotHere,
  openedBy,
  openTo,
  peopleToAllocate,
  placeOf,
  policy,
  type Relation,
  type RoomServices,
  relationshipsWith,
  WORKS,
  wordsOf,
} from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { compareNames } from './child.ts';
import { oneChild } from './child-read.ts';

type Params = { readonly Params: { readonly childId: string } };

const PATH = '/children/:childId/people';

/** The page that says who works with a child, where a manager says who does. */
export function allocationRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get<Params>(PATH, policy('people.read', 'people.viewed'), (request, reply) => page(request, reply));

  app.post<Params>(PATH, policy('people.write', 'people.changed'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const ends = fields.text('action') === 'end';
    const [relation = '', person = ''] = fields.text('who').split('/', 2);
    if (!ends && !person) return page(request, reply.code(400), [{ text: 'Choose a person', href: '#who' }]);
    const stillOpen = await work(request, async (tx) => {
      if (ends) await endAllocation(tx, request.actor, childId, fields.text('allocation'));
      else await allocate(tx, request.actor, childId, { relation, person });
      return (await openTo(tx, request.actor, childId, 'people')).length > 0;
    });
    // A child who had no social worker may now be another team's, and is no longer this manager's to see.
    const next = stillOpen ? `/children/${encodeURIComponent(childId)}/people` : '/children?show=unallocated&done=yes';
    return reply.redirect(next, 303);
  });

  async function page(request: FastifyRequest<Params>, reply: FastifyReply, errors: readonly FormError[] = []) {
    const { childId } = request.params;
    const model = await work(request, async (tx) => {
      const child = await oneChild(tx, childId, today());
      if (!child) throw new NotHere('There is no such child here.');
      const allocations = await allocationsOf(tx, childId);
      const mayChange = await mayAllocate(tx, request.actor, childId);
      return {
        child,
        own: request.actor.role === 'child',
        ...said(allocations),
        choices: mayChange ? grouped(await peopleToAllocate(tx, childId)) : null,
        errors,
      };
    });
    return reply.page('people/views/people.njk', model);
  }
}

async function mayAllocate(tx: Tx, actor: Actor, childId: string): Promise<boolean> {
  return openedBy(actor.role, await relationshipsWith(tx, childId), 'people', 'write').length > 0;
}

/** Who works with the child now, the closest first, and who did. */
function said(allocations: readonly Allocation[]) {
  const lines = allocations.map((each) => ({
    ...each,
    words: wordsOf(each.relation),
    since: englandDate(each.from),
    until: each.endedAt && englandDate(each.endedAt),
  }));
  const byPlace = (a: { relation: Relation; since: string }, b: { relation: Relation; since: string }) =>
    placeOf(a.relation) - placeOf(b.relation) || (a.since < b.since ? -1 : 1);
  return {
    now: lines.filter((each) => each.until === null).sort(byPlace),
    before: lines.filter((each) => each.until !== null).sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? 1 : -1)),
  };
}

/** One list to choose from, by role and then by name. */
function grouped(people: readonly Choice[]) {
  return WORKS.map(({ relation, role, words }) => ({
    words,
    people: people
      .filter((each) => each.role === role)
      .sort((a, b) => compareNames(a.name, b.name))
      .map((each) => ({ value: `${relation}/${each.id}`, text: each.team ? `${each.name}, ${each.team}` : each.name })),
  })).filter((group) => group.people.length > 0);
}
