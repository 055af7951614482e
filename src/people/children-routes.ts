import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { typed } from '../ui/index.ts';
import { allocationRoutes } from './allocation-routes.ts';
import { addChild, familyOf } from './child-actions.ts';
import { NOTHING_TYPED, readChildForm, type TypedChild, typedAgain } from './child-form.ts';
import { childPage } from './child-page.ts';
import { childrenListRoutes } from './children-list-routes.ts';
import { shownFrom } from './facts.ts';
import { factsRoutes } from './facts-routes.ts';
import { familyRoutes } from './family-routes.ts';
import { childFormModel, nameOf } from './people-pages.ts';
import { teamRoutes } from './team-routes.ts';

type Params = { readonly Params: { readonly childId: string } };

const NO_CHILD = 'There is no such child here. The address may be old, or the child is not in your authority’s care.';

/** Pages about who children are and where they live. */
export function peopleRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;

  childrenListRoutes(app, services);
  allocationRoutes(app, services);
  teamRoutes(app, services);
  factsRoutes(app, services);
  familyRoutes(app, services);

  app.get('/children/new', policy('child.add', 'child.new'), async (request, reply) => {
    const asked = z.object({ with: z.string().catch('') }).parse(request.query ?? {});
    const model = await newChildModel(request, asked.with, NOTHING_TYPED);
    return reply.page('people/views/new-child.njk', model);
  });

  app.post('/children/new', policy('child.add', 'child.added'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readChildForm(fields, today());
    if (!form.ok) {
      const model = await newChildModel(request, fields.text('with'), typedAgain(fields), fields);
      return reply.code(400).page('people/views/new-child.njk', { ...model, errors: form.problem });
    }
    const id = await work(request, (tx) => addChild(tx, request.actor, form.value, fields.texts('siblings')));
    return reply.redirect(nextAfterAdding(fields.text('next'), id), 303);
  });

  async function newChildModel(request: FastifyRequest, withId: string, values: TypedChild, fields = typed({})) {
    const family = withId ? await work(request, (tx) => familyOf(tx, request.actor, withId, today())) : [];
    const first = family[0];
    const from = shownFrom(first?.familyHome ?? null);
    const again = fields.text('with') !== '';
    return childFormModel(again || !first ? values : { ...values, from }, {
      with: first?.id ?? '',
      family: family.map((child) => ({
        id: child.id,
        name: nameOf(child, today()),
        checked: again ? fields.texts('siblings').includes(child.id) : true,
      })),
    });
  }

  app.get<Params>('/children/:childId', policy('child.read', 'child.viewed'), async (request, reply) => {
    const model = await work(request, (tx) => childPage(tx, request.actor, request.params.childId, today()));
    if (!model) throw new NotHere(NO_CHILD);
    return reply.page('people/views/child.njk', model);
  });
}

/** Brothers and sisters often come at once: the form for the next one opens with this child as family. */
function nextAfterAdding(next: string, id: string): string {
  if (next === 'search') return `/searches/new?child=${id}`;
  return next === 'sibling' ? `/children/new?with=${id}` : `/children/${id}`;
}
