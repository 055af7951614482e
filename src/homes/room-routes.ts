import type { FastifyInstance, FastifyReply } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { mustRun } from './home-actions.ts';
import { homePath } from './home-for-matching.ts';
import { dateFields, typedAgain, type Values } from './home-forms.ts';
import { homeModel } from './home-page.ts';
import { type HomeView, viewHome } from './home-read.ts';
import type { HomeParams } from './home-routes.ts';
import { readOutOfServiceForm, readRoomForm, readSayForm } from './record-forms.ts';
import { addRoom, confirmRooms, editRoom, putBackIntoService, sayRoom, takeOutOfService } from './room-actions.ts';
import { OUT_OF_SERVICE_REASONS, REASON_WORDS } from './room-state.ts';

interface RoomParams {
  readonly Params: { readonly organisationId: string; readonly homeId: string; readonly roomId: string };
}

const ROOM_FIELDS = ['name', 'adapted', 'may-share'];
const OUT_FIELDS = [
  'reason',
  'note',
  ...['from', 'to'].flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`]),
];

/** One screen to say what is free today, and the forms behind it. */
export function roomRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;
  const ROOMS = '/homes/:organisationId/:homeId/rooms';

  app.get<HomeParams>(ROOMS, policy('home.write', 'rooms.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    return roomsPage(reply, view, request, today());
  });

  app.post<HomeParams>(`${ROOMS}/confirm`, policy('home.write', 'rooms.confirmed'), async (request, reply) => {
    const { organisationId } = request.params;
    const seen = typed(request.body)
      .texts('seen')
      .map((text) => text.split(' '))
      .flatMap(([roomId = '', statement = '']) => (roomId && statement ? [{ roomId, statement }] : []));
    const done = await work(request, async (tx) => {
      await ownHome(tx, request, today());
      return confirmRooms(tx, request.actor, organisationId, seen, today());
    });
    if (done.changed.length === 0) return reply.redirect(`${pathOf(request)}/rooms?confirmed=${done.confirmed}`, 303);
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    return roomsPage(reply, view, request, today(), { changed: done.changed });
  });

  app.get<HomeParams>(`${ROOMS}/new`, policy('home.write', 'rooms.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    const values = { name: `Room ${view.rooms.length + 1}`, adapted: 'unknown' };
    return reply.page('homes/views/room-form.njk', { ...formModel(view, request, today()), values, room: null });
  });

  app.post<HomeParams>(`${ROOMS}/new`, policy('home.write', 'room.added'), async (request, reply) => {
    const { organisationId, homeId } = request.params;
    const fields = typed(request.body);
    const form = readRoomForm(fields);
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      const freeFrom = fields.text('free') === 'yes' ? today() : null;
      if (form.ok) await addRoom(tx, request.actor, organisationId, homeId, { ...form.value, freeFrom }, today());
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}/rooms`, 303);
    const values = { ...typedAgain(fields, ROOM_FIELDS), free: fields.text('free') };
    const model = { ...formModel(view, request, today(), form.problem), values, room: null };
    return reply.code(400).page('homes/views/room-form.njk', model);
  });

  app.get<RoomParams>(`${ROOMS}/:roomId/edit`, policy('home.write', 'rooms.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    const room = roomIn(view, request.params.roomId);
    const adapted = room.adapted === null ? 'unknown' : room.adapted ? 'yes' : 'no';
    const values = { name: room.name, adapted, 'may-share': room.mayShare ? 'yes' : '' };
    return reply.page('homes/views/room-form.njk', { ...formModel(view, request, today()), values, room });
  });

  app.post<RoomParams>(`${ROOMS}/:roomId/edit`, policy('home.write', 'room.edited'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readRoomForm(fields);
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      const room = roomIn(found, request.params.roomId);
      if (form.ok) await editRoom(tx, request.actor, found.home.organisationId, room.id, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}/rooms`, 303);
    const room = roomIn(view, request.params.roomId);
    const model = { ...formModel(view, request, today(), form.problem), values: typedAgain(fields, ROOM_FIELDS), room };
    return reply.code(400).page('homes/views/room-form.njk', model);
  });

  app.post<RoomParams>(`${ROOMS}/:roomId`, policy('home.write', 'room.said'), async (request, reply) => {
    const { organisationId, roomId } = request.params;
    const fields = typed(request.body);
    const form = readSayForm(fields, today());
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      roomIn(found, roomId);
      if (form.ok) {
        const seen = fields.text('seen') || null;
        await sayRoom(tx, request.actor, organisationId, roomId, { ...form.value, seen }, today());
      }
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}/rooms#${encodeURIComponent(roomId)}`, 303);
    // Each room has a form of its own on the page, so the fields carry the room's id.
    const errors = form.problem.map((each) => ({
      ...each,
      href: `${each.href.replace('from-day', `from-${roomId}-day`)}`,
    }));
    const again = { roomId, ...typedAgain(fields, ['from-day', 'from-month', 'from-year']) };
    return roomsPage(reply.code(400), view, request, today(), { errors, again });
  });

  const OUT = `${ROOMS}/:roomId/out-of-service`;
  app.get<RoomParams>(OUT, policy('home.write', 'rooms.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    return outPage(reply, view, request, today(), dateFields('from', today()));
  });

  app.post<RoomParams>(OUT, policy('home.write', 'room.out-of-service'), async (request, reply) => {
    const { organisationId, roomId } = request.params;
    const fields = typed(request.body);
    const form = readOutOfServiceForm(fields, today());
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      roomIn(found, roomId);
      if (form.ok) await takeOutOfService(tx, request.actor, organisationId, roomId, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}/rooms#${encodeURIComponent(roomId)}`, 303);
    return outPage(reply.code(400), view, request, today(), typedAgain(fields, OUT_FIELDS), form.problem);
  });

  app.post<RoomParams>(
    `${ROOMS}/:roomId/back`,
    policy('home.write', 'room.back-in-service'),
    async (request, reply) => {
      const spell = typed(request.body).text('spell');
      await work(request, async (tx) => {
        const view = await ownHome(tx, request, today());
        if (!roomIn(view, request.params.roomId).out.some((each) => each.id === spell)) throw new NotHere(NO_ROOM);
        await putBackIntoService(tx, request.actor, view.home.organisationId, spell, today());
      });
      return reply.redirect(`${pathOf(request)}/rooms#${encodeURIComponent(request.params.roomId)}`, 303);
    },
  );
}

const NO_ROOM = 'There is no such room in this home.';

export type HomeRequest = import('fastify').FastifyRequest<HomeParams>;

export function pathOf(request: { readonly params: HomeParams['Params'] }): string {
  const { organisationId, homeId } = request.params;
  return `/homes${homePath({ organisation_id: organisationId, home_id: homeId })}`;
}

/** The home of the address, for the people who run it. @throws NotHere or Refusal */
export async function ownHome(tx: Tx, request: HomeRequest, today: PlainDate): Promise<HomeView> {
  const { organisationId, homeId } = request.params;
  const view = await viewHome(tx, organisationId, homeId, today);
  if (!view) throw new NotHere('There is no such home here.');
  mustRun(request.actor, organisationId);
  return view;
}

function roomIn(view: HomeView, roomId: string): HomeView['rooms'][number] {
  const room = view.rooms.find((each) => each.id === roomId);
  if (!room) throw new NotHere(NO_ROOM);
  return room;
}

export function formModel(view: HomeView, request: HomeRequest, today: PlainDate, errors: FormError[] = []) {
  return { home: homeModel(view, request.actor, today), errors };
}

function roomsPage(
  reply: FastifyReply,
  view: HomeView,
  request: HomeRequest,
  today: PlainDate,
  more: object = {},
): FastifyReply {
  const confirmed = Number((request.query as { confirmed?: string } | undefined)?.confirmed);
  return reply.page('homes/views/rooms.njk', {
    ...formModel(view, request, today),
    seen: view.rooms.flatMap((room) => (room.statement ? [`${room.id} ${room.statement.id}`] : [])),
    confirmed: Number.isInteger(confirmed) && confirmed > 0 ? Math.min(confirmed, 999) : 0,
    within: view.settings.confirmWithinDays,
    ...more,
  });
}

function outPage(
  reply: FastifyReply,
  view: HomeView,
  request: import('fastify').FastifyRequest<RoomParams>,
  today: PlainDate,
  values: Values,
  errors: FormError[] = [],
): FastifyReply {
  return reply.page('homes/views/out-of-service.njk', {
    ...formModel(view, request, today, errors),
    room: roomIn(view, request.params.roomId),
    reasons: OUT_OF_SERVICE_REASONS.map((value) => ({ value, text: REASON_WORDS[value] })),
    values,
  });
}
