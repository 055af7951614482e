import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotHere, openTo, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { writePdf } from '../documents/index.ts';
import { inWords, Refusal } from '../kernel/index.ts';
import { oneChild } from '../people/index.ts';
import { typed, typedDate } from '../ui/index.ts';
import { type Decided, dueOn, packDocument, packOf, withDecisions } from './pack.ts';
import { everythingHeld, othersIn, ownNames } from './pack-read.ts';
import { type PackSection, proposeRedactions } from './redaction.ts';
import {
  closeRequest,
  decide,
  decisions,
  oneRequest,
  openRequest,
  requests,
  type SubjectRequest,
} from './request-store.ts';

type WithChild = { readonly Params: { readonly childId: string } };
type WithRequest = { readonly Params: { readonly requestId: string } };

const NEW = '/children/:childId/requests/new';
const LONGEST = 2_000;

/** Requests for everything held: opened, gone through by a person, handed over, closed. */
export function requestRoutes(app: FastifyInstance, { work, today, clock }: RoomServices): void {
  app.get('/requests', policy('oversight', 'requests.listed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const list = await requests(tx);
      return { list: list.map((each) => ({ ...each, due: dueOn(each.askedOn), late: dueOn(each.askedOn) < today() })) };
    });
    return reply.page('rights/views/requests.njk', model);
  });

  app.get<WithChild>(NEW, policy('rights.write', 'pack.form'), async (request, reply) => {
    const child = await work(request, (tx) => named(tx, request.params.childId));
    return reply.page('rights/views/new-request.njk', { child, childId: request.params.childId, errors: {}, form: {} });
  });

  app.post<WithChild>(NEW, policy('rights.write', 'pack.asked'), async (request, reply) => {
    const { childId } = request.params;
    const fields = typed(request.body);
    const on = typedDate(fields, 'asked');
    const by = fields.text('by');
    const errors: Record<string, string> = {};
    if (!on || on === 'wrong' || on > today())
      errors.asked = 'Enter the day it was asked, such as 3 11 2026; not in the future';
    if (by.length < 5) errors.by = 'Say who asked and how you know that it is them';
    else if (by.length > LONGEST) errors.by = `Shorten this to ${LONGEST} characters or fewer`;
    if (on && on !== 'wrong' && Object.keys(errors).length === 0) {
      const id = await work(request, (tx) => openRequest(tx, request.actor, childId, { on, by }));
      return reply.redirect(`/requests/${encodeURIComponent(id)}`, 303);
    }
    const child = await work(request, (tx) => named(tx, childId));
    const form = {
      by,
      day: fields.text('asked-day'),
      month: fields.text('asked-month'),
      year: fields.text('asked-year'),
    };
    return reply.code(400).page('rights/views/new-request.njk', { child, childId, errors, form });
  });

  const opened = <T>(
    request: FastifyRequest<WithRequest>,
    show: (tx: Tx, found: SubjectRequest, sections: PackSection[], decided: Decided[]) => Promise<T>,
  ): Promise<T> =>
    work(request, async (tx) => {
      const found = await oneRequest(tx, request.params.requestId);
      // A sealed record is nobody's to hand over but its named people's.
      const open = found ? await openTo(tx, request.actor, found.childId, 'rights', 'write') : [];
      if (!found || open.length === 0) throw new NotHere('There is no such request here, or the record is sealed.');
      const held = found.closedAt ? [] : await everythingHeld(tx, found.childId);
      const own = await ownNames(tx, found.childId);
      const proposals = proposeRedactions(held, await othersIn(tx, found.childId), own);
      return show(tx, found, held, withDecisions(proposals, await decisions(tx, found.id)));
    });

  app.get<WithRequest>('/requests/:requestId', policy('oversight', 'request.viewed'), async (request, reply) => {
    const model = await opened(request, async (tx, found, held, decided) => ({
      request: found,
      child: await named(tx, found.childId),
      due: dueOn(found.askedOn),
      decided,
      sections: held.map(({ heading, records, leftOut }) => ({
        heading,
        count: records.length,
        leftOut: leftOut === true,
      })),
      leftOut: held.some((section) => section.leftOut),
    }));
    return reply.page('rights/views/request.njk', model);
  });

  app.post<WithRequest>('/requests/:requestId/words', policy('oversight', 'pack.decided'), async (request, reply) => {
    const fields = typed(request.body);
    const [words, decision, reason] = [fields.text('words'), fields.text('decision'), fields.text('reason')];
    if (words.length < 2 || words.length > 200)
      throw new Refusal('Give the words to decide about, 2 to 200 characters.');
    if (decision !== 'take out' && decision !== 'keep')
      throw new Refusal('Choose whether the words stay or are taken out.');
    if (reason.length < 3) throw new Refusal('Write down why: somebody may ask later.');
    await opened(request, async (tx, found) => {
      if (found.closedAt) throw new Refusal('This request is closed. Open a new one to change what is handed over.');
      await decide(tx, request.actor, found, { words, decision, reason: reason.slice(0, LONGEST) });
    });
    return reply.redirect(`/requests/${encodeURIComponent(request.params.requestId)}#words`, 303);
  });

  const pack = (request: FastifyRequest<WithRequest>) =>
    opened(request, async (tx, found, held, decided) => {
      if (found.closedAt) throw new NotHere('This request is closed, and with it the record. Open a new one.');
      const child = await named(tx, found.childId);
      return packDocument(packOf(held, decided), {
        name: child?.name ?? 'you',
        organisation: request.actor.organisation.name,
        made: inWords(today()),
      });
    });

  app.get<WithRequest>('/requests/:requestId/pack', policy('oversight', 'pack.read'), async (request, reply) => {
    return reply.page('rights/views/pack.njk', { document: await pack(request), requestId: request.params.requestId });
  });

  app.get<WithRequest>('/requests/:requestId/pack.pdf', policy('oversight', 'pack.taken'), async (request, reply) => {
    const bytes = await writePdf(await pack(request), clock());
    return reply
      .type('application/pdf')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="everything-held.pdf"') // says nothing of whom
      .send(bytes);
  });

  app.post<WithRequest>('/requests/:requestId/close', policy('oversight', 'pack.closed'), async (request, reply) => {
    const outcome = typed(request.body).text('outcome').slice(0, LONGEST);
    if (outcome.length < 3) throw new Refusal('Say how the request ended: handed over, withdrawn, or refused and why.');
    await opened(request, (tx, found) => closeRequest(tx, request.actor, found, outcome));
    return reply.redirect('/requests', 303);
  });

  async function named(tx: Tx, childId: string) {
    return oneChild(tx, childId, today());
  }
}
