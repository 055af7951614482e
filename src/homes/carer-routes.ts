import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { addressRoutes } from '../people/index.ts';
import { typed } from '../ui/index.ts';
import { endCarer, mayNameCarers, nameCarer } from './carer-actions.ts';
import { carersOf, everyCarer } from './carer-store.ts';
import type { HomeParams } from './home-routes.ts';
import { findHome } from './home-store.ts';
import { formModel, type HomeRequest, ownHome, pathOf } from './room-routes.ts';

/** Whose account keeps a home up to date, and where a hidden home is. */
export function carerRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;
  const CARERS = '/homes/:organisationId/:homeId/carers';

  app.get<HomeParams>(CARERS, policy('home.write', 'home.carers-viewed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const view = await agencysHome(tx, request);
      const carers = await carersOf(tx, view.home.organisationId, view.home.id);
      const others = (await everyCarer(tx, view.home.organisationId)).filter(
        (each) => !carers.some(({ id }) => id === each.id),
      );
      return { ...formModel(view, request, today()), carers, others };
    });
    return reply.page('homes/views/carers.njk', model);
  });

  app.post<HomeParams>(CARERS, policy('home.write', 'home.carer-named'), async (request, reply) => {
    const carer = typed(request.body).text('carer');
    if (!carer) throw new Refusal('Choose whose account it is.');
    await work(request, async (tx) => {
      const view = await agencysHome(tx, request);
      await nameCarer(tx, request.actor, view.home.id, carer);
    });
    return reply.redirect(`${pathOf(request)}/carers`, 303);
  });

  app.post<HomeParams>(`${CARERS}/remove`, policy('home.write', 'home.carer-removed'), async (request, reply) => {
    const carer = typed(request.body).text('carer');
    await work(request, async (tx) => {
      const view = await agencysHome(tx, request);
      await endCarer(tx, request.actor, view.home.id, carer);
    });
    return reply.redirect(`${pathOf(request)}/carers`, 303);
  });

  async function agencysHome(tx: Tx, request: HomeRequest) {
    const view = await ownHome(tx, request, today());
    if (!mayNameCarers(request.actor)) {
      throw new Refusal('The agency says who the carers of a home are. Ask your supervising social worker.');
    }
    return view;
  }

  addressRoutes(app, services, {
    path: '/homes/:organisationId/:homeId/address',
    toHide: 'home.write',
    owner: async (tx, request) => {
      const { organisationId, homeId } = request.params as HomeParams['Params'];
      const home = await findHome(tx, organisationId, homeId);
      const path = pathOf({ params: { organisationId, homeId } });
      const name = home?.name ?? 'this home';
      return {
        of: { kind: 'home', organisationId, id: homeId },
        name,
        back: home ? path : '/',
        crumbs: home
          ? [
              { text: 'Homes', href: '/homes' },
              { text: name, href: path },
            ]
          : [],
      };
    },
  });
}
