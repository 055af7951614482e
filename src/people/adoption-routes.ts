import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotHere, policy, type RoomServices } from '../access/index.ts';
import { englandDate, ok, type PlainDate, type Result, refused } from '../kernel/index.ts';
import { type FormError, type Typed, typed, typedDate } from '../ui/index.ts';
import { type Adoption, recordAdoption } from './adoption-actions.ts';
import { ADOPTED, type AdoptedAs, adoptionOf } from './adoption-store.ts';
import { oneChild } from './child-read.ts';

type Params = { readonly Params: { readonly childId: string } };

const FIELDS = ['givenName', 'familyName', 'ordered-day', 'ordered-month', 'ordered-year', 'as'];

/** Recording an adoption, and the one page that joins a child before and after it: for adoption workers only. */
export function adoptionRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;
  const PAGE = '/children/:childId/adoption';

  app.get<Params>(PAGE, policy('adoption.write', 'adoption.viewed'), async (request, reply) =>
    adoptionPage(request, reply, typed({})),
  );

  app.post<Params>(PAGE, policy('adoption.write', 'adoption.recorded'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readAdoption(fields, today());
    if (!form.ok) return adoptionPage(request, reply.code(400), fields, form.problem);
    await work(request, (tx) => recordAdoption(tx, request.actor, request.params.childId, form.value, today()));
    return reply.redirect(`/children/${encodeURIComponent(request.params.childId)}/adoption`, 303);
  });

  async function adoptionPage(
    request: FastifyRequest<Params>,
    reply: FastifyReply,
    fields: Typed,
    errors: readonly FormError[] = [],
  ) {
    const model = await work(request, async (tx) => {
      const child = await oneChild(tx, request.params.childId, today());
      if (!child) throw new NotHere('There is no such child here.');
      const link = await adoptionOf(tx, child.id);
      return { child, link: link && { ...link, on: englandDate(link.at) } };
    });
    return reply.page('people/views/adoption.njk', {
      ...model,
      errors,
      kinds: Object.entries(ADOPTED).map(([value, text]) => ({ value, text })),
      values: Object.fromEntries(FIELDS.map((name) => [name, fields.text(name)])),
    });
  }
}

function readAdoption(fields: Typed, today: PlainDate): Result<Adoption, FormError[]> {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  for (const [field, words] of [
    ['givenName', 'first name'],
    ['familyName', 'family name'],
  ] as const) {
    const value = fields.text(field);
    if (!value) wrong(field, `Enter the ${words} the child has now`);
    if (value.length > 100) wrong(field, `The ${words} must be 100 characters or fewer`);
  }
  const ordered = typedDate(fields, 'ordered');
  if (ordered === null || ordered === 'wrong') wrong('ordered-day', 'Enter the day of the order, such as 27 3 2026');
  else if (ordered > today) wrong('ordered-day', 'The day of the order must not be in the future');
  const as = fields.text('as');
  if (!(as in ADOPTED)) wrong('as', 'Say how the order was made');
  if (errors.length > 0) return refused(errors);
  return ok({
    givenName: fields.text('givenName'),
    familyName: fields.text('familyName'),
    orderedOn: ordered as PlainDate,
    as: as as AdoptedAs,
  });
}
