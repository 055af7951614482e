import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { policy, type RoomServices } from '../access/index.ts';
import { askingModel } from './asking-form.ts';
import { type AskingForm, readAsking } from './search.ts';
import { startSearch } from './search-actions.ts';
import { searchesList } from './searches-list.ts';

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
const page = z.coerce.number().int().min(1).max(10_000).catch(1);
const listQuery = z.object({ show: z.enum(['open', 'closed']).catch('open'), page, others: page });

/** Asking for a home: the list of searches, and the form that starts one. */
export function searchRoutes(app: FastifyInstance, { work, today, clock }: RoomServices): void {
  app.get('/searches', policy('search.read', 'searches.listed'), async (request, reply) => {
    const { show, page, others } = listQuery.parse(request.query ?? {});
    const model = await work(request, (tx) => searchesList(tx, request.actor, { shown: show, page, others }, today()));
    return reply.page('searches/views/searches.njk', model);
  });

  // "Ask for a home together" names every child; the first is the one whose page the person came from.
  app.get<{ Querystring: { child?: string | string[] } }>(
    '/searches/new',
    policy('search.write', 'search.form'),
    async (request, reply) => {
      const named = [request.query.child ?? []].flat().filter((id) => id !== '');
      const subject = named[0];
      if (subject === undefined) return reply.redirect('/children', 302);
      const model = await formModel(request, subject, named.length > 1 ? { children: named } : {}, {});
      return reply.page('searches/views/ask.njk', model);
    },
  );

  app.post('/searches', policy('search.write', 'search.started'), async (request, reply) => {
    const form = askingForm.parse(request.body);
    const read = readAsking(form, today());
    if ('errors' in read) {
      const subject = form.subject ?? [form.children ?? []].flat()[0] ?? '';
      return reply.code(400).page('searches/views/ask.njk', await formModel(request, subject, form, read.errors));
    }
    const id = await work(request, (tx) => startSearch(tx, request.actor, clock(), read.asking));
    return reply.redirect(`/searches/${id}`, 303);
  });

  const formModel = (
    request: FastifyRequest,
    subject: string,
    form: AskingForm,
    errors: Readonly<Record<string, string>>,
  ) => work(request, (tx) => askingModel(tx, request.actor, subject, form, errors, today()));
}
