import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Actor, mayDo, policy, type RoomServices } from '../access/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { type Region, readAgreement, SHARED_FIELDS, STANDS_WORDS, standsOn } from './agreement.ts';
import { addAgreement, endAgreement, isParty, signAgreement } from './agreement-actions.ts';
import { type Agreement, agreementsHere, regionsToShareIn } from './agreement-store.ts';

interface WithAgreement {
  Params: { regionId: string; agreementId: string };
}

const TYPED = ['purpose', 'signed', 'region', 'from-day', 'from-month', 'from-year', 'to-day', 'to-month', 'to-year'];

/** The agreements by which the organisations of a region let each other see something, and who may write them. */
export function agreementRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get('/region/agreements', policy('region.read', 'agreements.listed'), async (request, reply) => {
    const agreements = await work(request, agreementsHere);
    return reply.page('region/views/agreements.njk', {
      mayWrite: mayDo(request.actor.role, 'region.write'),
      agreements: agreements.map((each) => lineOf(each, request.actor, today())),
    });
  });

  app.get('/region/agreements/new', policy('region.write', 'agreement.form'), async (request, reply) =>
    formPage(reply, await work(request, regionsToShareIn), typed({}), []),
  );

  app.post('/region/agreements', policy('region.write', 'agreement.added'), async (request, reply) => {
    const fields = typed(request.body);
    const wrong = await work(request, async (tx) => {
      const regions = await regionsToShareIn(tx);
      const read = readAgreement(fields, regions, today());
      if ('errors' in read) return { regions, errors: read.errors };
      await addAgreement(tx, request.actor, read.agreement);
      return null;
    });
    if (wrong) return formPage(reply.code(400), wrong.regions, fields, wrong.errors);
    return reply.redirect('/region/agreements', 303);
  });

  app.post<WithAgreement>(
    '/region/agreements/:regionId/:agreementId/sign',
    policy('region.write', 'agreement.signed'),
    async (request, reply) => {
      const { regionId, agreementId } = request.params;
      await work(request, (tx) => signAgreement(tx, request.actor, regionId, agreementId));
      return reply.redirect('/region/agreements', 303);
    },
  );

  app.post<WithAgreement>(
    '/region/agreements/:regionId/:agreementId/end',
    policy('region.write', 'agreement.ended'),
    async (request, reply) => {
      const { regionId, agreementId } = request.params;
      const why = typed(request.body).text('why').slice(0, 500);
      await work(request, (tx) => endAgreement(tx, request.actor, regionId, agreementId, why));
      return reply.redirect('/region/agreements', 303);
    },
  );
}

function lineOf(agreement: Agreement, actor: Actor, today: PlainDate) {
  const stands = standsOn(agreement, today);
  const open = stands === 'in-force' || stands === 'to-begin';
  const mayWrite = open && mayDo(actor.role, 'region.write');
  const providers = agreement.parties.filter((each) => each.kind === 'provider').length;
  return {
    ...agreement,
    path: `/region/agreements/${encodeURIComponent(agreement.regionId)}/${encodeURIComponent(agreement.id)}`,
    stands: STANDS_WORDS[stands],
    fieldWords: SHARED_FIELDS.filter((each) => agreement.fields.includes(each.value)),
    // A region can have a hundred agencies; the authorities are who an officer looks for.
    signed: agreement.parties.filter((each) => each.kind !== 'provider').map((each) => each.name),
    providers,
    waiting: agreement.asked.map((each) => each.name),
    maySign: mayWrite && agreement.asked.some((each) => each.id === actor.organisation.id),
    mayEnd: mayWrite && isParty(agreement, actor),
  };
}

function formPage(reply: FastifyReply, regions: readonly Region[], fields: Typed, errors: readonly FormError[]) {
  const wrong = Object.fromEntries(errors.map(({ href, text }) => [href.slice(1), text]));
  return reply.page('region/views/new-agreement.njk', {
    regions,
    fields: SHARED_FIELDS.map((each) => ({ ...each, checked: fields.texts('fields').includes(each.value) })),
    parties: fields.texts('parties'),
    values: Object.fromEntries(TYPED.map((name) => [name, fields.text(name)])),
    errors,
    wrong,
  });
}
