import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, NotHere, policy, ROLES, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { oneChild } from './child-read.ts';
import { addressesNobodySees, colleagues, peopleToName } from './confidential-store.ts';
import { nameOnLostAddress, nameOnSealed, sealRecord, unnameOnSealed, unsealRecord } from './sealed-actions.ts';
import { sealedRecords, WHY_SEALED, WHY_SEALED_WORDS, type WhySealed } from './sealed-store.ts';

type Params = { readonly Params: { readonly childId: string } };
type AddressParams = { readonly Params: { readonly addressId: string } };

/** Sealing records, for information governance: whose a sealed record is stands on none of these pages. */
export function sealedRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;

  app.get('/sealed', policy('oversight', 'sealed.listed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const staff = (await staffOf(tx, request.actor)).map(asOption);
      const lost = await addressesNobodySees(tx);
      const people = await Promise.all(lost.map((each) => peopleToName(tx, each.id)));
      return {
        records: (await sealedRecords(tx)).map((record) => ({
          ...record,
          label: labelOf(record.childId),
          on: englandDate(record.at),
          why: WHY_SEALED_WORDS[record.why],
          named: record.named.map((each) => ({ ...each, roleWords: ROLES[each.role] })),
          others: staff.filter(({ value }) => !record.named.some(({ id }) => id === value)),
        })),
        lost: lost.map((each, n) => ({
          ...each,
          label: labelOf(each.id),
          others: (people[n] ?? []).filter(({ id }) => id !== request.actor.id).map(asOption),
        })),
      };
    });
    return reply.page('people/views/sealed.njk', model);
  });

  app.get<Params>('/children/:childId/seal', policy('rights.write', 'record.seal-asked'), async (request, reply) =>
    sealPage(request, reply, typed({})),
  );

  app.post<Params>('/children/:childId/seal', policy('rights.write', 'record.sealed'), async (request, reply) => {
    const fields = typed(request.body);
    const why = WHY_SEALED.find((each) => each === fields.text('why'));
    const person = fields.text('person');
    const errors = [
      ...(why ? [] : [{ text: 'Say why the record is sealed', href: '#why' }]),
      ...(person ? [] : [{ text: 'Choose who goes on working with the child', href: '#person' }]),
    ];
    if (errors.length > 0) return sealPage(request, reply.code(400), fields, errors);
    await work(request, (tx) =>
      sealRecord(tx, request.actor, request.params.childId, { why: why as WhySealed, person }),
    );
    return reply.redirect('/sealed', 303);
  });

  async function sealPage(
    request: FastifyRequest<Params>,
    reply: FastifyReply,
    fields: Typed,
    errors: readonly FormError[] = [],
  ) {
    const model = await work(request, async (tx) => {
      const child = await oneChild(tx, request.params.childId, today());
      if (!child) throw new NotHere('There is no such child here.');
      return { child, staff: (await staffOf(tx, request.actor)).map(asOption) };
    });
    return reply.page('people/views/seal.njk', {
      ...model,
      errors,
      whys: WHY_SEALED.map((value) => ({ value, text: WHY_SEALED_WORDS[value] })),
      values: { why: fields.text('why'), person: fields.text('person') },
    });
  }

  app.post<Params>('/sealed/:childId/people', policy('oversight', 'record.person-named'), async (request, reply) => {
    const person = chosen(request, 'person', 'Choose who else is named on the record.');
    await work(request, (tx) => nameOnSealed(tx, request.actor, request.params.childId, person));
    return reply.redirect('/sealed', 303);
  });

  app.post<Params>(
    '/sealed/:childId/people/remove',
    policy('oversight', 'record.person-removed'),
    async (request, reply) => {
      const person = chosen(request, 'person', 'Choose whom to take off.');
      await work(request, (tx) => unnameOnSealed(tx, request.actor, request.params.childId, person));
      return reply.redirect('/sealed', 303);
    },
  );

  app.post<Params>('/sealed/:childId/unseal', policy('oversight', 'record.unsealed'), async (request, reply) => {
    const reason = typed(request.body).text('reason');
    if (reason.length < 5) throw new Refusal('Say why the record is opened again, in a few words.');
    await work(request, (tx) => unsealRecord(tx, request.actor, request.params.childId, reason.slice(0, 500)));
    return reply.redirect('/sealed', 303);
  });

  app.post<AddressParams>(
    '/sealed/addresses/:addressId/people',
    policy('oversight', 'address.person-named'),
    async (request, reply) => {
      const person = chosen(request, 'person', 'Choose who may see the address.');
      await work(request, (tx) => nameOnLostAddress(tx, request.actor, request.params.addressId, person));
      return reply.redirect('/sealed', 303);
    },
  );
}

function chosen(request: FastifyRequest, field: string, missing: string): string {
  const value = typed(request.body).text(field);
  if (!value) throw new Refusal(missing);
  return value;
}

/** The last letters of an id: enough to tell two records apart over the phone, and nothing about whose they are. */
function labelOf(id: string): string {
  return id.slice(-4);
}

/** Colleagues in post who can be named; families are never. */
async function staffOf(tx: Tx, actor: Actor) {
  const people = await colleagues(tx, { kind: 'child', organisationId: actor.organisation.id, id: '' });
  return people.filter((each) => each.id !== actor.id && each.role !== 'child' && each.role !== 'parent');
}

function asOption(person: { readonly id: string; readonly name: string; readonly role: keyof typeof ROLES }) {
  return { value: person.id, text: `${person.name}, ${ROLES[person.role]}` };
}
