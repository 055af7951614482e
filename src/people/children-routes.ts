import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { typed } from '../ui/index.ts';
import { allocationRoutes } from './allocation-routes.ts';
import { addChild, changeChild, familyOf, joinBrotherOrSister, partBrotherOrSister } from './child-actions.ts';
import { NOTHING_TYPED, readChildForm, type TypedChild, typedAgain, typedFrom } from './child-form.ts';
import { childPage } from './child-page.ts';
import { brothersAndSisters, oneChild } from './child-read.ts';
import type { FamilyHome } from './child-store.ts';
import { childrenList } from './children-list.ts';
import { childrenListRoutes } from './children-list-routes.ts';
import { childFormModel, nameOf } from './people-pages.ts';
import { teamRoutes } from './team-routes.ts';

const SEARCH = z.object({ search: z.string().trim().max(100).catch('') });
const EVERYONE = { shown: 'everyone', whose: 'open' } as const;

type Params = { readonly Params: { readonly childId: string } };

const NO_CHILD = 'There is no such child here. The address may be old, or the child is not in your authority’s care.';

/** The family home for a form; a confidential one stays out of every page. */
function shownFrom(home: FamilyHome | null): string {
  return home && !home.confidential ? (home.postcode ?? home.area) : '';
}

/** Pages about who children are and where they live. */
export function peopleRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;

  childrenListRoutes(app, services);
  allocationRoutes(app, services);
  teamRoutes(app, services);

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
    const family = withId ? await work(request, (tx) => familyOf(tx, withId, today())) : [];
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

  app.get<Params>('/children/:childId/facts', policy('child.write', 'child.viewed'), async (request, reply) => {
    const child = await work(request, (tx) => oneChild(tx, request.params.childId, today()));
    if (!child) throw new NotHere(NO_CHILD);
    const home = child.familyHome;
    const values = typedFrom(child, shownFrom(home), today());
    return reply.page('people/views/facts.njk', childFormModel(values, { child }));
  });

  app.post<Params>('/children/:childId/facts', policy('child.write', 'child.changed'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const form = readChildForm(fields, today());
    const child = await work(request, async (tx) => {
      const found = await oneChild(tx, childId, today());
      if (found && form.ok) await changeChild(tx, request.actor, childId, form.value, today());
      return found;
    });
    if (!child) throw new NotHere(NO_CHILD);
    if (form.ok) return reply.redirect(`/children/${childId}`, 303);
    const model = childFormModel(typedAgain(fields), { child });
    return reply.code(400).page('people/views/facts.njk', { ...model, errors: form.problem });
  });

  const FAMILY = '/children/:childId/brothers-and-sisters';
  app.get<Params>(FAMILY, policy('child.write', 'child.viewed'), async (request, reply) => {
    const { childId } = request.params;
    const { search } = SEARCH.parse(request.query ?? {});
    const model = await work(request, async (tx) => {
      const child = await oneChild(tx, childId, today());
      if (!child) throw new NotHere(NO_CHILD);
      const family = await brothersAndSisters(tx, childId, today());
      const known = new Set([childId, ...family.map((each) => each.id)]);
      const found = search ? await childrenList(tx, request.actor, { ...EVERYONE, search }, 1, today()) : null;
      return {
        child,
        search,
        family: family.map((each) => ({ id: each.id, name: nameOf(each, today()) })),
        found: found?.children.filter((each) => !known.has(each.id)) ?? [],
      };
    });
    return reply.page('people/views/brothers-and-sisters.njk', model);
  });

  app.post<Params>(FAMILY, policy('child.write', 'child.changed'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const other = fields.text('other');
    await work(request, async (tx) => {
      if (fields.text('action') === 'part') return partBrotherOrSister(tx, request.actor, childId, other);
      if (!(await joinBrotherOrSister(tx, request.actor, childId, other))) throw new NotHere(NO_CHILD);
    });
    return reply.redirect(`/children/${childId}/brothers-and-sisters`, 303);
  });
}

/** Brothers and sisters often come at once: the form for the next one opens with this child as family. */
function nextAfterAdding(next: string, id: string): string {
  if (next === 'search') return `/searches/new?child=${id}`;
  return next === 'sibling' ? `/children/new?with=${id}` : `/children/${id}`;
}
