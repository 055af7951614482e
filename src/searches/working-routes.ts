import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Actor, mayDo, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { childSummary } from '../people/index.ts';
import { typed } from '../ui/index.ts';
import { STAGE_WORDS } from './disclosure-stages.ts';
import { sharesOf } from './disclosure-store.ts';
import { closeSearch, readWhyClosed, WHY_CLOSED } from './search-closing.ts';
import { mustFindSearch, type Search } from './search-store.ts';
import { addColleague, colleaguesFor, stopWorkingOn, takeOn, workersOf } from './search-workers.ts';
import { whoWords } from './searches-list.ts';
import { readUnmet, UNMET_REASONS, unmetWords } from './unmet-reasons.ts';
import { latestUnmet, sayUnmet } from './unmet-store.ts';

interface WithSearch {
  Params: { searchId: string };
}

const WORK = '/searches/:searchId/work';

/** Who works on a search, with whom it is shared, and its end. */
export function workingRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  const withSearch = <T>(
    request: FastifyRequest<WithSearch>,
    then: (tx: Tx, search: Search) => Promise<T>,
  ): Promise<T> => work(request, async (tx) => then(tx, await mustFindSearch(tx, request.params.searchId)));

  app.get<WithSearch>(WORK, policy('search.read', 'search.work-seen'), async (request, reply) => {
    const model = await withSearch(request, (tx, search) => workingModel(tx, request.actor, search, today()));
    return reply.page('searches/views/working.njk', model);
  });

  app.post<WithSearch>(WORK, policy('search.write', 'search.taken-on'), async (request, reply) => {
    await work(request, (tx) => takeOn(tx, request.actor, request.params.searchId));
    return reply.redirect(`/searches/${request.params.searchId}`, 303);
  });

  app.post<WithSearch>(
    `${WORK}/colleague`,
    policy('search.write', 'search.colleague-added'),
    async (request, reply) => {
      const colleague = typed(request.body).text('colleague').slice(0, 80);
      const problem = await withSearch(request, async (tx, search) => {
        if (colleague === '') return workingModel(tx, request.actor, search, today());
        await addColleague(tx, request.actor, search, colleague);
        return null;
      });
      if (!problem) return reply.redirect(`/searches/${request.params.searchId}/work`, 303);
      const errors = { colleague: 'Choose a home finder' };
      return reply.code(400).page('searches/views/working.njk', { ...problem, errors });
    },
  );

  app.post<WithSearch>(`${WORK}/stop`, policy('search.write', 'search.left'), async (request, reply) => {
    await withSearch(request, (tx, search) => stopWorkingOn(tx, request.actor, search));
    return reply.redirect('/searches', 303);
  });

  app.post<WithSearch>(
    '/searches/:searchId/unmet',
    policy('search.write', 'search.unmet-said'),
    async (request, reply) => {
      const fields = typed(request.body);
      const codes = readUnmet(fields.texts('unmet'));
      const problem = await withSearch(request, async (tx, search) => {
        if (!search.closed && (await sayUnmet(tx, request.actor, search, codes, fields.text('after') || null)))
          return null;
        const model = await workingModel(tx, request.actor, search, today());
        return {
          ...model,
          unmet: { ...model.unmet, chosen: codes },
          errors: { unmet: search.closed ? CLOSED : SAID_SINCE },
        };
      });
      if (!problem) return reply.redirect(`/searches/${request.params.searchId}/work#why-not`, 303);
      return reply.code(409).page('searches/views/working.njk', problem);
    },
  );

  app.post<WithSearch>('/searches/:searchId/close', policy('search.write', 'search.closed'), async (request, reply) => {
    const fields = typed(request.body);
    const why = readWhyClosed(fields.text('why'));
    const codes = readUnmet(fields.texts('unmet'));
    const problem = await withSearch(request, async (tx, search) => {
      const again = async (errors: Readonly<Record<string, string>>, code: number) => {
        const model = await workingModel(tx, request.actor, search, today());
        return { code, model: { ...model, unmet: { ...model.unmet, chosen: codes }, why, errors } };
      };
      if (!why) return again({ why: 'Choose why it is closed' }, 400);
      // The form of closing tells the same list once more, where it was shown; a form without it says nothing of it.
      if (fields.text('with-unmet') === 'yes' && !search.closed) {
        const kept = await sayUnmet(tx, request.actor, search, codes, fields.text('after') || null);
        if (!kept) return again({ closing: SAID_SINCE }, 409);
      }
      await closeSearch(tx, request.actor, search, why);
      return null;
    });
    if (!problem) return reply.redirect('/searches', 303);
    return reply.code(problem.code).page('searches/views/working.njk', problem.model);
  });
}

const SAID_SINCE =
  'Somebody has said something else since you opened this page. Look at what is ticked, and send it again.';
const CLOSED = 'The search has been closed, so nothing more can be said of it.';

async function workingModel(tx: Tx, actor: Actor, search: Search, today: PlainDate) {
  const ids = search.children.map((each) => each.childId);
  const children = new Map((await childSummary(tx, ids, today)).map((child) => [child.id, child]));
  const workers = await workersOf(tx, search.id);
  const mayChange = !search.closed && mayDo(actor.role, 'search.write');
  const shares = (await sharesOf(tx, search.id)).map((each) => ({
    ...each,
    stageWords: STAGE_WORDS[each.stage],
    // Closing a search ends every share of it, without a word about each.
    open: each.ended === null && !search.closed,
    href: each.homeId ? `/searches/${search.id}/share/${each.providerId}/${each.homeId}` : null,
  }));
  return {
    search,
    who: whoWords(search, children),
    workers,
    isMine: workers.some((each) => each.id === actor.id),
    mayChange,
    mayTakeOn: mayChange && actor.role === 'home-finder' && !workers.some((each) => each.id === actor.id),
    colleagues: mayChange ? (await colleaguesFor(tx, search.id)).filter((each) => each.id !== actor.id) : [],
    shares: shares.filter((each) => each.open),
    ended: shares.filter((each) => !each.open),
    reasons: WHY_CLOSED,
    unmet: await unmetModel(tx, search.id),
    errors: {} as Readonly<Record<string, string>>,
  };
}

/** What was said of why no home was found, and what can be: the lists of both forms. */
async function unmetModel(tx: Tx, searchId: string) {
  const latest = await latestUnmet(tx, searchId);
  return {
    latest: latest && { ...latest, words: latest.codes.map(unmetWords) },
    choices: UNMET_REASONS.map(({ code, words }) => ({ value: code, text: words })),
    chosen: latest?.codes ?? [],
  };
}
