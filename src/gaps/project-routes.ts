import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, NotHere, policy, type RoomServices } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import { type Column, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import { chosenScope, planningAuthorities, scopesOf } from '../planning/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { fieldsOf, fieldsTyped, type ProjectFields, readProject } from './project-form.ts';
import { editionsOf, isSame, keepProject, projectsOf } from './project-store.ts';
import { type ProjectTold, projectTold, STATUS_WORDS } from './project-words.ts';
import { KIND_WORDS, NEED_WORDS } from './words.ts';

const PATH = '/plans/projects';
const NO_PROJECT = 'There is no such project, or your organisation may not see it.';

interface WithProject {
  Params: { projectId: string };
}

/** Homes and foster carers that are planned: the list, one with its history, and the form. */
export function projectRoutes(app: FastifyInstance, { work, today, clock }: RoomServices): void {
  app.get(PATH, policy('plans.read', 'projects.viewed'), async (request, reply) => {
    const { role, organisation } = request.actor;
    const model = await work(request, (tx) => listModel(tx, organisation.id, typed(request.query)));
    return reply.page('gaps/views/projects.njk', { ...model, mayWrite: mayDo(role, 'plans.write') });
  });

  for (const format of ['csv', 'xlsx'] as const)
    app.get(`${PATH}.${format}`, policy('plans.read', 'projects.downloaded'), async (request, reply) => {
      const { organisation } = request.actor;
      const { projects, dropped } = await work(request, (tx) => listModel(tx, organisation.id, typed(request.query)));
      const lines = [...projects, ...dropped];
      return reply
        .headers(downloadHeaders('projects', format, today()))
        .send(format === 'csv' ? writeCsv(COLUMNS, lines) : await writeExcel('Homes on the way', COLUMNS, lines));
    });

  app.get(`${PATH}/new`, policy('plans.write', 'project.form'), async (request, reply) => {
    const what = typed(request.query).text('what') === 'recruitment' ? 'recruitment' : 'homes';
    const form = {
      id: newId('project'),
      fields: { ...fieldsOf(null, what), forAuthority: request.actor.organisation.id },
      edition: 0,
      errors: [],
    };
    return reply.page('gaps/views/project-form.njk', await work(request, (tx) => formModel(tx, form)));
  });

  app.get<WithProject>(`${PATH}/:projectId`, policy('plans.read', 'project.viewed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const { editions, latest } = await mustFind(tx, request);
      const names = await namesOf(tx);
      return {
        project: projectTold(latest, names),
        editions: editions.map((each) => ({ ...projectTold(each, names), byName: each.byName })),
        mayWrite: mayDo(request.actor.role, 'plans.write') && latest.organisationId === request.actor.organisation.id,
      };
    });
    return reply.page('gaps/views/project.njk', model);
  });

  app.get<WithProject>(`${PATH}/:projectId/change`, policy('plans.write', 'project.form'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const { latest } = await mustFind(tx, request, true);
      return formModel(tx, {
        id: latest.id,
        fields: fieldsOf(latest, latest.what),
        edition: latest.edition,
        errors: [],
      });
    });
    return reply.page('gaps/views/project-form.njk', model);
  });

  // The id of a new project comes with its form, so that a form sent twice writes one project.
  app.post(PATH, policy('plans.write', 'project.added'), (request, reply) => {
    const id = typed(request.body).text('id');
    return save(request, reply, /^project_[\w-]{8,60}$/.test(id) ? id : newId('project'), 0);
  });
  app.post<WithProject>(`${PATH}/:projectId`, policy('plans.write', 'project.changed'), (request, reply) => {
    const edition = typed(request.body).text('edition');
    return save(request, reply, request.params.projectId, /^\d{1,6}$/.test(edition) ? Number(edition) : -1);
  });

  async function save(request: FastifyRequest, reply: FastifyReply, id: string, edition: number) {
    const body = typed(request.body);
    const problem = await work(request, async (tx) => {
      const latest = (await editionsOf(tx, id))[0];
      const mine = latest?.organisationId === request.actor.organisation.id;
      if (latest ? !mine : edition !== 0) throw new NotHere(NO_PROJECT, id);
      const again = (errors: readonly FormError[], at = edition) =>
        formModel(tx, { id, fields: fieldsTyped(body), edition: at, errors });
      const read = readProject(body, id, await planningAuthorities(tx), today());
      if ('errors' in read) return again(read.errors);
      // Sent twice: what is to be written already stands.
      if (latest && isSame(latest, read.project)) return null;
      if (await keepProject(tx, request.actor, read.project, edition, clock())) return null;
      // Another of the same moment was quicker: where it says the same, it is this form sent twice.
      const quicker = (await editionsOf(tx, id))[0];
      if (quicker && isSame(quicker, read.project)) return null;
      return again([{ text: CHANGED, href: '#project' }], quicker?.edition ?? edition);
    });
    if (problem)
      return reply.code(problem.errors[0]?.text === CHANGED ? 409 : 400).page('gaps/views/project-form.njk', problem);
    return reply.redirect(`${PATH}/${id}`, 303);
  }
}

const CHANGED =
  'Somebody changed this project while you were writing. Open it to see what they wrote. To keep yours instead, send this form again.';

async function mustFind(tx: Tx, request: FastifyRequest<WithProject>, toWrite = false) {
  const all = await editionsOf(tx, request.params.projectId);
  const latest = all[0];
  if (!latest || (toWrite && latest.organisationId !== request.actor.organisation.id))
    throw new NotHere(NO_PROJECT, request.params.projectId);
  return { editions: all.filter(({ organisationId }) => organisationId === latest.organisationId), latest };
}

async function namesOf(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; name: string }>(
    tx,
    sql`select id, name from organisation where kind <> 'provider'`,
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function listModel(tx: Tx, own: string, fields: Typed) {
  const scopes = await scopesOf(tx, own);
  const scope = chosenScope(fields, scopes, own);
  const names = await namesOf(tx);
  const all = scope ? (await projectsOf(tx, scope)).map((project) => projectTold(project, names)) : [];
  return {
    ...{ scopes, scope, own },
    projects: all.filter(({ status }) => status !== 'dropped'),
    dropped: all.filter(({ status }) => status === 'dropped'),
  };
}

async function formModel(
  tx: Tx,
  form: { id: string; fields: ProjectFields; edition: number; errors: readonly FormError[] },
) {
  const error = Object.fromEntries(form.errors.map(({ href, text }) => [href.slice(1), { text }]));
  return {
    ...form,
    ...{ error, kinds: KIND_WORDS, needs: NEED_WORDS, statuses: STATUS_WORDS },
    authorities: (await planningAuthorities(tx)).map(({ id, name }) => ({ value: id, text: name })),
  };
}

const COLUMNS: readonly Column<ProjectTold>[] = [
  { heading: 'Name', text: ({ name }) => name },
  { heading: 'What', text: ({ whatWords }) => whatWords },
  { heading: 'Where', text: ({ where }) => where },
  { heading: 'Kind of home', text: ({ kindWords }) => kindWords },
  { heading: 'Rooms', number: ({ rooms: all }) => all },
  { heading: 'Households', number: ({ carers }) => carers },
  { heading: 'Ages', text: ({ ages }) => ages },
  { heading: 'Need', text: ({ needWords }) => needWords },
  { heading: 'Opens, or first day', date: ({ opensOn }): PlainDate => opensOn },
  { heading: 'Last day', date: ({ untilOn }) => untilOn },
  { heading: 'How sure', text: ({ sureWords }) => sureWords },
  { heading: 'Status', text: ({ statusWords }) => statusWords },
  { heading: 'Why it was dropped', text: ({ why }) => why || null },
];
