import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { carerRoutes } from './carer-routes.ts';
import { HOME_KINDS, KIND_WORDS, SECTOR_WORDS, SECTORS, whoMayLiveHere } from './home.ts';
import { addHome, editHome, mustKeepRecords } from './home-actions.ts';
import { homePath } from './home-for-matching.ts';
import { HOME_FIELDS, homeValues, readHomeForm, typedAgain, type Values } from './home-forms.ts';
import { type HomeFilter, type HomeLine, listHomes, PAGE_SIZE } from './home-list.ts';
import { homeModel } from './home-page.ts';
import { viewHome } from './home-read.ts';
import { findAddress, findHome, readSettings } from './home-store.ts';
import { recordRoutes } from './record-routes.ts';
import { roomRoutes } from './room-routes.ts';

const LIST = z.object({
  kind: z.enum(HOME_KINDS).or(z.literal('')).catch(''),
  sector: z.enum(SECTORS).or(z.literal('')).catch(''),
  area: z.string().trim().max(100).catch(''),
  name: z.string().trim().max(100).catch(''),
  free: z.literal('yes').optional().catch(undefined),
  own: z.literal('yes').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The address of one home: its organisation, then its own id. */
export interface HomeParams {
  readonly Params: { readonly organisationId: string; readonly homeId: string };
}

export const NO_HOME = 'There is no such home here. The address may be old, or the home is not one that you can see.';

/** Pages about homes: what there is in the region, what is free, and what the people who run them say. */
export function homesRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;

  app.get('/homes', policy('home.read', 'homes.listed'), async (request, reply) => {
    const asked = LIST.parse(request.query ?? {});
    const filter = { ...asked, free: asked.free === 'yes', own: asked.own === 'yes' };
    const list = await work(request, async (tx) => listHomes(tx, filter, await readSettings(tx), today()));
    return reply.page('homes/views/homes.njk', {
      filter,
      kinds: HOME_KINDS.map((value) => ({ value, text: KIND_WORDS[value] })),
      sectors: SECTORS.map((value) => ({ value, text: SECTOR_WORDS[value] })),
      homes: list.homes.map(lineModel),
      total: list.total,
      isProvider: request.actor.organisation.kind === 'provider',
      mayAdd: ['registered-manager', 'home-finder', 'manager', 'commissioner'].includes(request.actor.role),
      pagination: pagination(filter, list.total),
    });
  });

  app.get('/homes/new', policy('home.write', 'home.new'), async (request, reply) => {
    mustKeepRecords(request.actor, request.actor.organisation.id);
    const sector = request.actor.organisation.kind === 'authority' ? 'authority' : 'private';
    return formPage(reply, { sector, pets: 'unknown', adapted: 'unknown' }, { action: '/homes/new', home: null });
  });

  app.post('/homes/new', policy('home.write', 'home.added'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readHomeForm(fields, today());
    if (!form.ok) {
      const values = typedAgain(fields, HOME_FIELDS);
      return formPage(reply.code(400), values, { action: '/homes/new', home: null, errors: form.problem });
    }
    const id = await work(request, (tx) => addHome(tx, request.actor, form.value));
    const path = homePath({ organisation_id: request.actor.organisation.id, home_id: id });
    return reply.redirect(`/homes${path}/rooms`, 303);
  });

  const HOME = '/homes/:organisationId/:homeId';
  app.get<HomeParams>(HOME, policy('home.read', 'home.viewed'), async (request, reply) => {
    const { organisationId, homeId } = request.params;
    const view = await work(request, (tx) => viewHome(tx, organisationId, homeId, today()));
    if (!view) throw new NotHere(NO_HOME);
    return reply.page('homes/views/home.njk', homeModel(view, request.actor, today()));
  });

  app.get<HomeParams>(`${HOME}/edit`, policy('home.write', 'home.viewed'), async (request, reply) => {
    const { organisationId, homeId } = request.params;
    const found = await work(request, async (tx) => {
      const home = await findHome(tx, organisationId, homeId);
      return home && { home, address: await findAddress(tx, organisationId, homeId) };
    });
    if (!found) throw new NotHere(NO_HOME);
    mustKeepRecords(request.actor, organisationId);
    const action = `/homes${homePath({ organisation_id: organisationId, home_id: homeId })}`;
    return formPage(reply, homeValues(found.home, found.address), {
      action: `${action}/edit`,
      home: { ...found.home, path: action },
      hidden: found.address?.confidential ?? false,
    });
  });

  app.post<HomeParams>(`${HOME}/edit`, policy('home.write', 'home.edited'), async (request, reply) => {
    const { organisationId, homeId } = request.params;
    const path = `/homes${homePath({ organisation_id: organisationId, home_id: homeId })}`;
    const fields = typed(request.body);
    const form = readHomeForm(fields, today());
    const found = await work(request, async (tx) => {
      const home = await findHome(tx, organisationId, homeId);
      if (!home) throw new NotHere(NO_HOME);
      mustKeepRecords(request.actor, organisationId);
      if (form.ok) await editHome(tx, request.actor, homeId, form.value);
      return { home, hidden: (await findAddress(tx, organisationId, homeId))?.confidential ?? false };
    });
    if (form.ok) return reply.redirect(path, 303);
    const values = typedAgain(fields, HOME_FIELDS);
    const more = { action: `${path}/edit`, home: { ...found.home, path }, hidden: found.hidden };
    return formPage(reply.code(400), values, { ...more, errors: form.problem });
  });

  roomRoutes(app, services);
  recordRoutes(app, services);
  carerRoutes(app, services);
}

function formPage(
  reply: FastifyReply,
  values: Values,
  more: {
    readonly action: string;
    readonly home: object | null;
    readonly hidden?: boolean;
    readonly errors?: FormError[];
  },
): FastifyReply {
  return reply.page('homes/views/home-form.njk', {
    values,
    errors: [],
    kinds: HOME_KINDS.map((value) => ({ value, text: KIND_WORDS[value] })),
    sectors: SECTORS.map((value) => ({ value, text: SECTOR_WORDS[value] })),
    ...more,
  });
}

function lineModel(line: HomeLine) {
  return {
    href: `/homes${homePath({ organisation_id: line.organisationId, home_id: line.homeId })}`,
    name: line.name,
    kind: KIND_WORDS[line.kind],
    who: line.terms ? whoMayLiveHere(line.terms) : '',
    area: line.area,
    provider: line.provider,
    sector: SECTOR_WORDS[line.sector],
    vacancy: line.vacancy,
  };
}

/** Links to the pages around the one shown; null when there is only one. */
function pagination(filter: HomeFilter, total: number) {
  const last = Math.ceil(total / PAGE_SIZE);
  if (last < 2) return null;
  const to = (page: number) => {
    const query = new URLSearchParams();
    for (const name of ['name', 'area', 'kind', 'sector'] as const) if (filter[name]) query.set(name, filter[name]);
    for (const name of ['free', 'own'] as const) if (filter[name]) query.set(name, 'yes');
    query.set('page', String(page));
    return `/homes?${query}`;
  };
  const near = new Set([1, filter.page - 1, filter.page, filter.page + 1, last].filter((n) => n >= 1 && n <= last));
  const items: object[] = [];
  let before = 0;
  for (const number of [...near].sort((a, b) => a - b)) {
    if (number > before + 1) items.push({ ellipsis: true });
    items.push({ number, href: to(number), current: number === filter.page });
    before = number;
  }
  return {
    landmarkLabel: 'Pages of homes',
    ...(filter.page > 1 ? { previous: { href: to(filter.page - 1) } } : {}),
    ...(filter.page < last ? { next: { href: to(filter.page + 1) } } : {}),
    items,
  };
}
