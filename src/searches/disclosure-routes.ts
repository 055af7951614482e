import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { childSummary } from '../people/index.ts';
import { typed } from '../ui/index.ts';
import { endShare, openShare, type Sharing, share } from './disclosure-actions.ts';
import { readStage, STAGE_WORDS, STAGES, type Stage, stagesAfter } from './disclosure-stages.ts';
import { homeToAsk, previewOf, sharesOf } from './disclosure-store.ts';
import { mustFindSearch, type Search } from './search-store.ts';
import { whoWords } from './searches-list.ts';
import { toldModel } from './told.ts';

interface WithHome {
  Params: { searchId: string; organisationId: string; homeId: string };
}

const SHARE = '/searches/:searchId/share/:organisationId/:homeId';
const NO_HOME = 'There is no such home here, or it is not one that you can see.';

/** Sharing a search with those who run a home: choose how far, see exactly what they would see, share it, end it. */
export function disclosureRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get<WithHome>(SHARE, policy('search.write', 'search.share-previewed'), async (request, reply) => {
    const { stage, about } = request.query as { stage?: unknown; about?: unknown };
    const model = await work(request, (tx) => shareModel(tx, request, readStage(stage), about === 'provider'));
    return reply.page('searches/views/share.njk', model);
  });

  app.post<WithHome>(SHARE, policy('search.write', 'search.shared'), async (request, reply) => {
    const fields = typed(request.body);
    const stage = readStage(fields.text('stage'));
    const whole = fields.text('about') === 'provider';
    const { searchId, organisationId, homeId } = request.params;
    const problem = await work(request, async (tx) => {
      if (!stage) return shareModel(tx, request, null, whole);
      const search = await mustFindSearch(tx, searchId);
      if (!(await homeToAsk(tx, organisationId, homeId))) throw new NotHere(NO_HOME);
      await share(tx, request.actor, search, sharingOf(request, whole, stage));
      return null;
    });
    if (!problem) return reply.redirect(`/searches/${searchId}/work`, 303);
    return reply.code(400).page('searches/views/share.njk', { ...problem, error: 'Choose how much to share' });
  });

  app.post<{ Params: { searchId: string; disclosureId: string } }>(
    '/searches/:searchId/shares/:disclosureId/end',
    policy('search.write', 'search.share-ended'),
    async (request, reply) => {
      const { searchId, disclosureId } = request.params;
      await work(request, async (tx) => {
        const search = await mustFindSearch(tx, searchId);
        if (!(await endShare(tx, request.actor, search, disclosureId)))
          throw new NotHere('This search is not shared like that.');
      });
      return reply.redirect(`/searches/${searchId}/work`, 303);
    },
  );

  async function shareModel(tx: Tx, request: FastifyRequest<WithHome>, chosen: Stage | null, whole: boolean) {
    const { searchId, organisationId, homeId } = request.params;
    const search = await mustFindSearch(tx, searchId);
    const home = await homeToAsk(tx, organisationId, homeId);
    if (!home) throw new NotHere(NO_HOME);
    const known = openShare(await sharesOf(tx, searchId), sharingOf(request, whole, 'summary'));
    const next = search.closed ? [] : stagesAfter(known?.stage ?? null);
    const stage = chosen && next.includes(chosen) ? chosen : null;
    const told = stage && (await previewOf(tx, search, stage));
    return {
      search,
      home,
      path: `/searches/${searchId}/share/${encodeURIComponent(organisationId)}/${encodeURIComponent(homeId)}`,
      who: await whoOf(tx, search),
      whole,
      known: known && { ...known, words: STAGE_WORDS[known.stage] },
      stages: STAGES.map((value) => ({ value, ...STAGE_WORDS[value], open: next.includes(value) })),
      next,
      stage: stage && { value: stage, ...STAGE_WORDS[stage] },
      told: told && toldModel(told),
      error: '',
    };
  }

  async function whoOf(tx: Tx, search: Search): Promise<string> {
    const ids = search.children.map((each) => each.childId);
    return whoWords(search, new Map((await childSummary(tx, ids, today())).map((child) => [child.id, child])));
  }
}

function sharingOf({ params }: FastifyRequest<WithHome>, whole: boolean, stage: Stage): Sharing {
  return { providerId: params.organisationId, homeId: whole ? null : params.homeId, stage };
}
