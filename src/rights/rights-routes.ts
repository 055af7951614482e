import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, NotHere, policy, type RoomServices } from '../access/index.ts';
import { first, sql } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { oneChild } from '../people/index.ts';
import { typed } from '../ui/index.ts';
import {
  answerCorrection,
  askCorrection,
  correctionsOf,
  endHold,
  factsBefore,
  holdRecord,
  holdsOf,
  keepingOf,
} from './rights-store.ts';

type WithChild = { readonly Params: { readonly childId: string } };

const PATH = '/children/:childId/rights';
const LONGEST = 4_000;
const SHORTEST = 5;
const OUTCOMES = ['changed', 'noted beside it', 'not changed'];

/** What a person may ask of their own record, and what information governance does about it. */
export function rightsRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get<WithChild>(PATH, policy('rights.read', 'rights.viewed'), async (request, reply) => show(request, reply));

  app.post<WithChild>(`${PATH}/corrections`, policy('rights.read', 'correction.asked'), async (request, reply) => {
    const { childId } = request.params;
    const what = typed(request.body).text('what');
    if (what.length < SHORTEST || what.length > LONGEST) {
      const words =
        what.length > LONGEST
          ? `Shorten this to ${LONGEST} characters or fewer`
          : 'Say what is wrong, and what would be right';
      return show(request, reply.code(400), { what: words, typed: what });
    }
    await work(request, (tx) => askCorrection(tx, request.actor, childId, what));
    return reply.redirect(`/children/${encodeURIComponent(childId)}/rights`, 303);
  });

  app.post<WithChild>(`${PATH}/answers`, policy('rights.write', 'correction.answered'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const answer = { id: fields.text('correction'), outcome: fields.text('outcome'), reason: fields.text('reason') };
    if (!OUTCOMES.includes(answer.outcome)) throw new Refusal('Choose one of the three answers.');
    if (answer.reason.length < SHORTEST || answer.reason.length > LONGEST) {
      throw new Refusal(`Write down why, in ${LONGEST} characters or fewer: the person reads it.`);
    }
    const done = await work(request, (tx) => answerCorrection(tx, request.actor, childId, answer));
    if (!done)
      throw new Refusal('This correction is not here, or somebody has answered it already. Nothing was changed.');
    return reply.redirect(`/children/${encodeURIComponent(childId)}/rights`, 303);
  });

  app.post<WithChild>(`${PATH}/holds`, policy('rights.write', 'record.held'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const ending = fields.text('end');
    const why = fields.text('why');
    if (!ending && (why.length < SHORTEST || why.length > LONGEST)) {
      throw new Refusal(`Say what the record is kept for, in ${LONGEST} characters or fewer.`);
    }
    const done = await work(request, async (tx) => {
      if (ending) return endHold(tx, request.actor, childId, ending);
      await holdRecord(tx, request.actor, childId, why);
      return true;
    });
    if (!done) throw new Refusal('This hold is not here, or it has ended. Nothing was changed.');
    return reply.redirect(`/children/${encodeURIComponent(childId)}/rights`, 303);
  });

  // A child's own first page.
  app.get('/me', policy('own-record', 'own-record.viewed'), async (request, reply) => {
    const id = await work(request, async (tx) => {
      const own = await first<{ child_id: string }>(
        tx,
        sql`select r.child_id from app.my_relationships() r where r.through = 'self' limit 1`,
      );
      if (!own) throw new NotHere('Your record is not joined to your account yet. Please ask your social worker.');
      return own.child_id;
    });
    return reply.page('rights/views/me.njk', { childId: id });
  });

  async function show(
    request: FastifyRequest<WithChild>,
    reply: FastifyReply,
    error?: { what: string; typed: string },
  ) {
    const { childId } = request.params;
    const model = await work(request, async (tx) => ({
      child: await oneChild(tx, childId, today()),
      keeping: await keepingOf(tx, childId),
      holds: await holdsOf(tx, childId),
      corrections: await correctionsOf(tx, childId),
      before: await factsBefore(tx, childId),
    }));
    return reply.page('rights/views/rights.njk', {
      ...model,
      childId,
      error,
      own: request.actor.role === 'child',
      mayWrite: mayDo(request.actor.role, 'rights.write'),
      held: model.holds.some((hold) => !hold.ended),
    });
  }
}
