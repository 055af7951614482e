import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mayDo, NotHere, policy, type RoomServices } from '../access/index.ts';
import { Refusal } from '../kernel/index.ts';
import { compareModel } from './compare-model.ts';
import { homeModel } from './home-model.ts';
import { pairsModel } from './pairs-model.ts';
import { type WorkedSearch, workSearch } from './ranking-of.ts';
import { resultsModel, whoWords } from './results-model.ts';
import { ruledOutModel } from './ruled-out-model.ts';
import { type SearchStep, searchOrder } from './search-order.ts';
import { mustFindSearch, NO_SEARCH, type Search } from './search-store.ts';
import type { RegionSupply } from './supply.ts';

const MOST_COMPARED = 4;
const text = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(200).catch(''));
const page = z.preprocess(
  (value) => Math.floor(Number(Array.isArray(value) ? value[0] : value)) || 1,
  z.number().min(1).max(100_000).catch(1),
);
const resultsQuery = z.object({ kind: text, step: text, band: text, page });
const ruledOutQuery = z.object({ rule: text, near: text, page });

interface WithSearch {
  Params: { searchId: string };
}

/** The answer to a search: ranked homes with reasons, one home, homes side by side, and the ruled-out with why. */
export function resultsRoutes(app: FastifyInstance, services: RoomServices, supply: RegionSupply): void {
  const worked = async <T>(
    request: FastifyRequest<WithSearch>,
    show: (worked: WorkedSearch, steps: readonly SearchStep[]) => T,
  ): Promise<T> =>
    services.work(request, async (tx) => {
      const search = await mustFindSearch(tx, request.params.searchId);
      const found = await workSearch(tx, supply, search, services.today());
      if (!found) throw new NotHere(NO_SEARCH);
      return show(found, await searchOrder(tx));
    });

  app.get<WithSearch>('/searches/:searchId', policy('search.read', 'search.results'), async (request, reply) => {
    const filter = resultsQuery.parse(request.query);
    const model = await worked(request, (worked, steps) => resultsModel(worked, steps, filter));
    return reply.page('searches/views/results.njk', { ...model, mayShare: mayShare(request, model.search) });
  });

  app.get<WithSearch>(
    '/searches/:searchId/ruled-out',
    policy('search.read', 'search.ruled-out'),
    async (request, reply) => {
      const query = ruledOutQuery.parse(request.query);
      const filter = { rule: query.rule, near: query.near === 'yes', page: query.page };
      const model = await worked(request, (worked, steps) => ({
        search: worked.search,
        who: whoWords(worked),
        ...ruledOutModel(worked, steps, filter),
      }));
      return reply.page('searches/views/ruled-out.njk', model);
    },
  );

  app.get<WithSearch>('/searches/:searchId/apart', policy('search.read', 'search.apart'), async (request, reply) => {
    const model = await worked(request, pairsModel);
    return reply.page('searches/views/apart.njk', model);
  });

  app.get<WithSearch>(
    '/searches/:searchId/compare',
    policy('search.read', 'search.compared'),
    async (request, reply) => {
      const { home } = z.object({ home: z.union([z.string(), z.array(z.string())]).optional() }).parse(request.query);
      const keys = [...new Set([home ?? []].flat())];
      if (keys.length < 2 || keys.length > MOST_COMPARED) {
        throw new Refusal(`Tick two to ${MOST_COMPARED} homes on the results page, then compare them.`);
      }
      const model = await worked(request, (worked, steps) => compareModel(worked, steps, keys));
      return reply.page('searches/views/compare.njk', model);
    },
  );

  app.get<{ Params: { searchId: string; organisationId: string; homeId: string } }>(
    '/searches/:searchId/homes/:organisationId/:homeId',
    policy('search.read', 'search.home'),
    async (request, reply) => {
      const { organisationId, homeId } = request.params;
      const model = await worked(request, (worked, steps) => homeModel(worked, steps, `${organisationId}/${homeId}`));
      return reply.page('searches/views/home.njk', { ...model, mayShare: mayShare(request, model.search) });
    },
  );
}

/** Who may only read a search is offered no way to share it, and of a closed one nothing is shared. */
function mayShare(request: FastifyRequest, search: Search): boolean {
  return !search.closed && mayDo(request.actor.role, 'search.write');
}
