import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { daysBetween, type PlainDate } from '../kernel/index.ts';
import { profileForSearch } from '../needs/index.ts';
import {
  ageWords,
  brothersAndSisters,
  type ChildSummary,
  childSummary,
  needsAHome,
  oneChild,
} from '../people/index.ts';
import { readAsking, WHEN } from './search.ts';
import { startSearch } from './search-actions.ts';
import { countSearches, listSearches, type Search } from './search-store.ts';
import { whoInWords } from './who.ts';

const PAGE = 20;

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(2_100).optional());
const askingForm = z.object({
  children: z.union([z.string(), z.array(z.string()).max(30)]).optional(),
  when: one,
  day: one,
  month: one,
  year: one,
  note: one,
  subject: one,
});

/** Asking for a home: the list of searches, and the form that starts one. */
export function searchRoutes(app: FastifyInstance, { work, today, clock }: RoomServices): void {
  app.get<{ Querystring: { page?: string } }>(
    '/searches',
    policy('search.read', 'searches.listed'),
    async (request, reply) => {
      const page = Math.max(1, Math.floor(Number(request.query.page)) || 1);
      const model = await work(request, async (tx) => {
        const searches = await listSearches(tx, { limit: PAGE, offset: (page - 1) * PAGE });
        const ids = searches.flatMap((search) => search.children.map((each) => each.childId));
        const children = new Map((await childSummary(tx, ids, today())).map((child) => [child.id, child]));
        return {
          page,
          pages: Math.max(1, Math.ceil((await countSearches(tx)) / PAGE)),
          searches: searches.map((search) => ({
            ...search,
            who: whoWords(search, children),
            urgency: urgency(search.neededBy, today()),
          })),
        };
      });
      return reply.page('searches/views/searches.njk', model);
    },
  );

  // "Ask for a home together" names every child; the first is the one whose page the person came from.
  app.get<{ Querystring: { child?: string | string[] } }>(
    '/searches/new',
    policy('search.write', 'search.form'),
    async (request, reply) => {
      const named = [request.query.child ?? []].flat().filter((id) => id !== '');
      const subject = named[0];
      if (subject === undefined) return reply.redirect('/children', 302);
      const model = await formModel(subject, request, named.length > 1 ? { children: named } : {}, {});
      return reply.page('searches/views/ask.njk', model);
    },
  );

  app.post('/searches', policy('search.write', 'search.started'), async (request, reply) => {
    const form = askingForm.parse(request.body);
    const read = readAsking(form, today());
    if ('errors' in read) {
      const subject = form.subject ?? [form.children ?? []].flat()[0] ?? '';
      const model = await formModel(subject, request, form, read.errors);
      return reply.code(400).page('searches/views/ask.njk', model);
    }
    const id = await work(request, (tx) => startSearch(tx, request.actor, clock(), read.asking));
    return reply.redirect(`/searches/${id}`, 303);
  });

  /** The form for a child, with their brothers and sisters to choose along, and what is known so far. */
  async function formModel(
    childId: string,
    request: FastifyRequest,
    form: z.infer<typeof askingForm>,
    errors: Readonly<Record<string, string>>,
  ) {
    return work(request, async (tx) => {
      const child = await oneChild(tx, childId, today());
      if (!child) throw new NotHere('There is no such child, or their record is kept by another authority.');
      const family = await brothersAndSisters(tx, childId, today());
      const group = [child, ...family];
      const profiles = await profileForSearch(
        tx,
        group.map((each) => each.id),
        { draftsToo: true },
      );
      // The law asks for brothers and sisters to live together where that is right for each: whoever of them needs a
      // home is ticked, and a person may untick them.
      const together = [childId, ...family.filter((each) => needsAHome(each.standing)).map((each) => each.id)];
      const chosen = form.children === undefined ? together : [form.children].flat();
      return {
        subject: childId,
        name: child.name,
        when: WHEN,
        form,
        errors,
        errorList: Object.entries(errors).map(([field, text]) => ({ text, href: `#${field}` })),
        group: group.map((each) => {
          const profile = profiles.get(each.id);
          return {
            id: each.id,
            name: each.name,
            age: ageWords(each.born, each.bornEstimated, today()),
            chosen: chosen.includes(each.id),
            lives: livesWords(each),
            known: !profile
              ? 'No profile yet: everything will show as not known'
              : profile.finished
                ? `Profile ${profile.version}, finished`
                : `Profile ${profile.version} is a draft: what is open will show as not known`,
            unknown: profile ? profile.unknownDomains : [],
          };
        }),
      };
    });
  }
}

/** The children of a search, the oldest first; empty where the actor may not see any of them. */
function whoWords(search: Search, children: ReadonlyMap<string, ChildSummary>): string {
  const found = search.children.flatMap(({ childId }) => children.get(childId) ?? []);
  return whoInWords(
    found.sort((a, b) => (a.born < b.born ? -1 : 1)),
    search.neededBy,
  );
}

function livesWords(child: ChildSummary): string {
  if (child.standing.is === 'at-home') return `Lives in ${child.standing.stay.where} now`;
  return child.standing.is === 'left' ? 'Has left care' : 'Needs a home';
}

function urgency(neededBy: PlainDate, today: PlainDate): { words: string; colour: string } {
  const days = daysBetween(today, neededBy);
  if (days < 0) return { words: 'Overdue', colour: 'red' };
  if (days === 0) return { words: 'Today', colour: 'red' };
  if (days <= 5) return { words: days === 1 ? 'Tomorrow' : `In ${days} days`, colour: 'orange' };
  return { words: `In ${days} days`, colour: 'grey' };
}
