import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  arrangeCover,
  countWithoutSocialWorker,
  coverOfMyTeams,
  endCover,
  MAY_COVER,
  myTeams,
  peopleToCover,
  policy,
  ROLES,
  type RoomServices,
  workersOfMyTeams,
} from '../access/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { compareNames } from './child.ts';
import { readCoverForm } from './cover-form.ts';
import { daysOf } from './people-pages.ts';

const DATE_PARTS = ['from-day', 'from-month', 'from-year', 'until-day', 'until-month', 'until-year'];

/** A manager's teams: who works with how many children, and who stands in. */
export function teamRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/team', policy('cover.write', 'team.viewed'), (request, reply) => page(request, reply));

  app.post('/team', policy('cover.write', 'cover.changed'), async (request, reply) => {
    const fields = typed(request.body);
    if (fields.text('action') === 'end') {
      await work(request, (tx) => endCover(tx, request.actor, fields.text('cover')));
      return reply.redirect('/team', 303);
    }
    const form = readCoverForm(fields, today());
    const done = form.ok ? await work(request, (tx) => arrangeCover(tx, request.actor, form.value)) : form;
    return done.ok ? reply.redirect('/team', 303) : page(request, reply.code(400), fields, done.problem);
  });

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    fields: Typed = typed({}),
    errors: readonly FormError[] = [],
  ) {
    const model = await work(request, async (tx) => {
      const workers = await workersOfMyTeams(tx);
      const people = await peopleToCover(tx, MAY_COVER, request.actor.id);
      const teams = await myTeams(tx);
      return {
        teams: teams.map((team) => ({
          ...team,
          workers: workers
            .filter((each) => each.teamId === team.id && (!each.hasLeft || each.children > 0))
            .sort((a, b) => compareNames(a.name, b.name))
            .map((each) => ({ ...each, roleWords: ROLES[each.role] })),
        })),
        cover: (await coverOfMyTeams(tx)).map(daysOf),
        unallocated: await countWithoutSocialWorker(tx),
        teamItems: choose('Choose a team', teams.map(asItem), fields.text('team') || only(teams)),
        people: choose(
          'Choose a person',
          people
            .sort((a, b) => compareNames(a.name, b.name))
            .map((each) => ({ value: each.id, text: `${each.name}, ${ROLES[each.role]}` })),
          fields.text('person'),
        ),
      };
    });
    const values = Object.fromEntries(DATE_PARTS.map((name) => [name, fields.text(name)]));
    return reply.page('people/views/team.njk', { ...model, values, errors });
  }
}

function asItem({ id, name }: { readonly id: string; readonly name: string }) {
  return { value: id, text: name };
}

function only(teams: readonly { readonly id: string }[]): string {
  return teams.length === 1 ? (teams[0]?.id ?? '') : '';
}

function choose(first: string, items: readonly { value: string; text: string }[], chosen: string) {
  return [{ value: '', text: first }, ...items.map((each) => ({ ...each, selected: each.value === chosen }))];
}
