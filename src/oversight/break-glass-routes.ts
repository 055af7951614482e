import type { FastifyInstance } from 'fastify';
import { NotHere, openTo, policy, type RoomServices } from '../access/index.ts';
import { isFresh, signInAgainAt } from '../accounts/index.ts';
import { Refusal } from '../kernel/index.ts';
import { oneChild } from '../people/index.ts';
import { typed } from '../ui/index.ts';
import { isOutcome, OPEN_FOR_HOURS, OUTCOMES, readNeed } from './break-glass.ts';
import { type Opening, oneOpening, openInNeed, openings, review } from './break-glass-store.ts';
import { looksBetween } from './looks-read.ts';

type WithOpening = { readonly Params: { readonly openingId: string } };

const PATH = '/emergency';
const NOBODY =
  'No record could be opened with these details. Check the spelling and the date of birth. If the child is known to another authority, or the record is sealed, ring the manager on duty.';
const LONGEST_NOTE = 2_000;

/** Opening a record in an emergency, and the review that follows. */
export function breakGlassRoutes(app: FastifyInstance, { work, clock, today }: RoomServices): void {
  app.get(PATH, policy('break-glass', 'break-glass.form'), async (request, reply) => {
    if (!isFresh(request, clock())) return reply.redirect(signInAgainAt(PATH), 302);
    return reply.page('oversight/views/emergency.njk', { form: {}, errors: {}, hours: OPEN_FOR_HOURS });
  });

  app.post(PATH, policy('break-glass', 'break-glass.opened'), async (request, reply) => {
    // Whoever finds an unlocked screen must not be able to open a record from it.
    if (!isFresh(request, clock())) return reply.redirect(signInAgainAt(PATH), 303);
    const fields = typed(request.body);
    const { need, errors } = readNeed(fields);
    const again = (shown: object) =>
      reply.code(400).page('oversight/views/emergency.njk', {
        form: {
          ...need,
          day: fields.text('born-day'),
          month: fields.text('born-month'),
          year: fields.text('born-year'),
        },
        errors: shown,
        hours: OPEN_FOR_HOURS,
      });
    if (Object.keys(errors).length > 0) return again(errors);
    const child = await work(request, (tx) => openInNeed(tx, request.actor, need, clock()));
    return child ? reply.redirect(`/children/${encodeURIComponent(child)}`, 303) : again({ who: NOBODY });
  });

  app.get(`${PATH}/reviews`, policy('oversight', 'reviews.listed'), async (request, reply) => {
    const list = await work(request, openings);
    return reply.page('oversight/views/reviews.njk', {
      waiting: list.filter((each) => !each.closed),
      closed: list.filter((each) => each.closed),
    });
  });

  app.get<WithOpening>(`${PATH}/reviews/:openingId`, policy('oversight', 'review.viewed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const opening = await here(oneOpening(tx, request.params.openingId));
      const open = await openTo(tx, request.actor, opening.childId, 'identity');
      const child = open.length > 0 ? await oneChild(tx, opening.childId, today()) : null;
      const looks = await looksBetween(tx, opening.actorId, opening.childId, opening.at, opening.until);
      return { opening, child, looks, outcomes: OUTCOMES };
    });
    return reply.page('oversight/views/review.njk', { ...model, own: model.opening.own });
  });

  app.post<WithOpening>(`${PATH}/reviews/:openingId`, policy('oversight', 'review.stated'), async (request, reply) => {
    const fields = typed(request.body);
    const outcome = fields.text('outcome');
    const note = fields.text('note');
    if (!isOutcome(outcome)) throw new Refusal('Choose what you found. Go back and choose one of the three answers.');
    if (note.length > LONGEST_NOTE) throw new Refusal(`Shorten the note to ${LONGEST_NOTE} characters or fewer.`);
    const taken = await work(request, async (tx) => {
      const opening = await here(oneOpening(tx, request.params.openingId));
      if (opening.own) {
        throw new Refusal('You opened this record yourself, so somebody else must review it.');
      }
      return review(tx, request.actor, opening, { outcome, note }, clock());
    });
    if (!taken) throw new Refusal('Somebody has closed this review in the meantime. Nothing was changed.');
    return reply.redirect(`${PATH}/reviews`, 303);
  });
}

async function here(found: Promise<Opening | null>): Promise<Opening> {
  const opening = await found;
  if (!opening) throw new NotHere('There is no such opening here.');
  return opening;
}
