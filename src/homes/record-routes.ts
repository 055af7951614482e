import type { FastifyInstance } from 'fastify';
import { policy, type RoomServices } from '../access/index.ts';
import { DOMAIN_WORDS, DOMAINS, isDomain } from '../kernel/index.ts';
import { typed } from '../ui/index.ts';
import { RELATION_WORDS, RELATIONS } from './home.ts';
import { addMember, mustKeepRecords, recordFee, recordSkill, recordTerms, removeMember } from './home-actions.ts';
import { dateFields, typedAgain } from './home-forms.ts';
import type { HomeParams } from './home-routes.ts';
import { readFeeForm, readMemberForm, readSkillForm, readTermsForm } from './record-forms.ts';
import { formModel, ownHome, pathOf } from './room-routes.ts';
import { EVIDENCE_BY, EVIDENCE_WORDS, SKILL_LEVEL_WORDS } from './skill.ts';

const DATES = (...names: string[]) => names.flatMap((name) => [`${name}-day`, `${name}-month`, `${name}-year`]);
const TERMS_FIELDS = [...DATES('from', 'to'), 'min-age', 'max-age', 'sexes', 'places', 'terms'];
const SKILL_FIELDS = ['domain', 'level', 'by', 'evidence', ...DATES('on')];
const MEMBER_FIELDS = ['relation', 'sex', ...DATES('born')];

/** Forms for what a home may do and can do: terms, fee, skills, and who else lives there. */
export function recordRoutes(app: FastifyInstance, services: RoomServices): void {
  const { work, today } = services;
  const HOME = '/homes/:organisationId/:homeId';

  app.get<HomeParams>(`${HOME}/terms`, policy('home.write', 'home.viewed'), async (request, reply) => {
    mustKeepRecords(request.actor, request.params.organisationId);
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    const { terms } = view;
    const number = (value: number | null | undefined) => (value == null ? '' : String(value));
    const values = {
      ...dateFields('from', terms?.from ?? today()),
      ...dateFields('to', terms?.to ?? null),
      'min-age': number(terms?.minAge),
      'max-age': number(terms?.maxAge),
      sexes: !terms || terms.sexes.length === 2 ? 'both' : (terms.sexes[0] ?? ''),
      places: number(terms?.places),
      terms: terms?.terms ?? '',
    };
    return reply.page('homes/views/terms.njk', { ...formModel(view, request, today()), values });
  });

  app.post<HomeParams>(`${HOME}/terms`, policy('home.write', 'home.terms'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readTermsForm(fields);
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      if (form.ok) await recordTerms(tx, request.actor, found.home.id, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(pathOf(request), 303);
    const model = { ...formModel(view, request, today(), form.problem), values: typedAgain(fields, TERMS_FIELDS) };
    return reply.code(400).page('homes/views/terms.njk', model);
  });

  app.get<HomeParams>(`${HOME}/fee`, policy('home.write', 'home.viewed'), async (request, reply) => {
    mustKeepRecords(request.actor, request.params.organisationId);
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    const pounds = view.weeklyPence === null ? '' : String(view.weeklyPence / 100);
    const values = { fee: pounds, ...dateFields('from', today()) };
    return reply.page('homes/views/fee.njk', { ...formModel(view, request, today()), values });
  });

  app.post<HomeParams>(`${HOME}/fee`, policy('home.write', 'home.fee'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readFeeForm(fields);
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      if (form.ok) await recordFee(tx, request.actor, found.home.id, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(pathOf(request), 303);
    const values = typedAgain(fields, ['fee', ...DATES('from')]);
    return reply.code(400).page('homes/views/fee.njk', { ...formModel(view, request, today(), form.problem), values });
  });

  const skillWords = {
    domains: DOMAINS.map((value) => ({ value, text: DOMAIN_WORDS[value] })),
    levels: [
      ...SKILL_LEVEL_WORDS.map((text, value) => ({ value: String(value), text: `${value}. ${text}` })),
      { value: 'unknown', text: 'Not known' },
    ],
    sayers: EVIDENCE_BY.map((value) => ({ value, text: EVIDENCE_WORDS[value] })),
  };

  app.get<HomeParams>(`${HOME}/skills`, policy('home.write', 'home.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    const asked = (request.query as { domain?: unknown } | undefined)?.domain;
    const domain = typeof asked === 'string' && isDomain(asked) ? asked : '';
    const known = domain === '' ? undefined : view.skills.get(domain);
    const values = {
      domain,
      level: known ? (known.level === null ? 'unknown' : String(known.level)) : '',
      by: '',
      evidence: '',
      ...dateFields('on', today()),
    };
    return reply.page('homes/views/skill.njk', { ...formModel(view, request, today()), ...skillWords, values });
  });

  app.post<HomeParams>(`${HOME}/skills`, policy('home.write', 'home.skill'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readSkillForm(fields, today());
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      if (form.ok) await recordSkill(tx, request.actor, found.home.id, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}#skills`, 303);
    const model = { ...formModel(view, request, today(), form.problem), ...skillWords };
    return reply.code(400).page('homes/views/skill.njk', { ...model, values: typedAgain(fields, SKILL_FIELDS) });
  });

  const relations = RELATIONS.map((value) => ({ value, text: RELATION_WORDS[value] }));

  app.get<HomeParams>(`${HOME}/household`, policy('home.write', 'home.viewed'), async (request, reply) => {
    const view = await work(request, (tx) => ownHome(tx, request, today()));
    return reply.page('homes/views/household.njk', { ...formModel(view, request, today()), relations, values: {} });
  });

  app.post<HomeParams>(`${HOME}/household`, policy('home.write', 'home.member-added'), async (request, reply) => {
    const fields = typed(request.body);
    const form = readMemberForm(fields, today());
    const view = await work(request, async (tx) => {
      const found = await ownHome(tx, request, today());
      if (form.ok) await addMember(tx, request.actor, found.home.id, form.value);
      return found;
    });
    if (form.ok) return reply.redirect(`${pathOf(request)}/household`, 303);
    const model = { ...formModel(view, request, today(), form.problem), relations };
    return reply.code(400).page('homes/views/household.njk', { ...model, values: typedAgain(fields, MEMBER_FIELDS) });
  });

  app.post<HomeParams>(
    `${HOME}/household/remove`,
    policy('home.write', 'home.member-removed'),
    async (request, reply) => {
      await work(request, async (tx) => {
        const view = await ownHome(tx, request, today());
        await removeMember(tx, request.actor, view.home.id, typed(request.body).text('member'));
      });
      return reply.redirect(`${pathOf(request)}/household`, 303);
    },
  );
}
