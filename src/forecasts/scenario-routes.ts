import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, NotHere, policy, type RoomServices, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { readScenario, type Scenario } from '../sufficiency/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { takesFiles } from '../uploads/index.ts';
import { MEASURES, type Measure, Reading } from './scenario-measures.ts';
import {
  addScenario,
  changeScenario,
  type KeptScenario,
  removeScenario,
  scenarioHere,
  scenariosHere,
} from './scenario-store.ts';
import { changeWords } from './scenario-words.ts';

type One = { readonly Params: { readonly scenarioId: string } };

const PATH = '/plans/scenarios';
const ONE = `${PATH}/:scenarioId`;
const FROM_FILE = `${PATH}/from-file`;
const LONGEST_NAME = 200;
const MOST_LINES = 50;
const FILE = { kinds: ['text'], fileBytes: 1_048_576, files: 1, fields: 2 } as const;
const OVERTAKEN =
  'Somebody else has changed or removed this scenario since you opened it, so nothing of yours was kept. Look at it as it is now.';

/** Scenarios that are kept by their names: written in a planner's words, taken to a file and from one. */
export function scenarioRoutes(app: FastifyInstance, { work, clock, today }: RoomServices): void {
  const here = async (tx: Tx, request: FastifyRequest): Promise<KeptScenario> => {
    const { scenarioId } = request.params as One['Params'];
    const found = await scenarioHere(tx, scenarioId);
    if (!found) throw new NotHere('There is no such scenario here. Whoever made it may have removed it.', scenarioId);
    return found;
  };
  const seen = async (tx: Tx, request: FastifyRequest) => {
    const found = await here(tx, request);
    await recordEvent(tx, request.actor, request.routeOptions.config.audit ?? '', found.id);
    return found;
  };

  app.get(PATH, policy('plans.read', 'scenarios.listed'), async (request, reply) => {
    const scenarios = await work(request, scenariosHere);
    return reply.page('forecasts/views/scenarios.njk', {
      scenarios,
      mayWrite: mayDo(request.actor.role, 'plans.write'),
    });
  });

  app.get(`${PATH}/new`, policy('plans.write', 'scenario.form'), (_request, reply) =>
    reply.page('forecasts/views/new-scenario.njk', { errors: [], name: '' }),
  );

  app.post(`${PATH}/new`, policy('plans.write', 'scenario.made'), async (request, reply) => {
    const name = typed(request.body).text('name');
    const errors = nameErrors(name);
    if (errors.length > 0) return reply.code(400).page('forecasts/views/new-scenario.njk', { errors, name });
    const id = await work(request, (tx) => keep(tx, request, { name, changes: [] }));
    return reply.redirect(`${PATH}/${id}`, 303);
  });

  const keep = async (tx: Tx, request: FastifyRequest, scenario: Scenario): Promise<string> => {
    const id = await addScenario(tx, request.actor, scenario, clock());
    await recordEvent(tx, request.actor, 'scenario.made', id);
    return id;
  };

  app.get(FROM_FILE, policy('plans.write', 'scenario.file-form'), (_request, reply) =>
    reply.page('forecasts/views/scenario-file.njk', { errors: [] }),
  );

  app.post(FROM_FILE, takesFiles(policy('plans.write', 'scenario.made'), FILE), (request, reply) =>
    request.takeFiles(async (taken) => {
      const again = (status: number, text: string) =>
        reply.code(status).page('forecasts/views/scenario-file.njk', { errors: [{ text, href: '#file' }] });
      if (!taken.ok) return again(taken.problem.status, taken.problem.words);
      const [file] = taken.value.files;
      if (!file) return again(400, 'Choose the file of a scenario');
      const read = readText(await readFile(file.path, 'utf8'));
      if (typeof read === 'string') return again(400, read);
      const id = await work(request, (tx) => keep(tx, request, read));
      return reply.redirect(`${PATH}/${id}`, 303);
    }),
  );

  app.get<One>(ONE, policy('plans.read', 'scenario.viewed'), async (request, reply) => {
    const scenario = await work(request, (tx) => seen(tx, request));
    return page(request, reply, scenario);
  });

  const page = (
    request: FastifyRequest,
    reply: FastifyReply,
    scenario: KeptScenario,
    errors: readonly FormError[] = [],
  ) =>
    reply.page('forecasts/views/scenario.njk', {
      scenario,
      lines: scenario.changes.map(changeWords),
      measures: MEASURES.map(({ key, title }) => ({ key, title })),
      mayWrite: mayDo(request.actor.role, 'plans.write'),
      isMine: scenario.by === request.actor.id,
      errors,
    });

  app.get<One>(`${ONE}/file`, policy('plans.read', 'scenario.downloaded'), async (request, reply) => {
    const { name, changes } = await work(request, (tx) => seen(tx, request));
    return reply
      .headers({
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="scenario-${today()}.json"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      .send(`${JSON.stringify({ name, changes }, null, 2)}\n`);
  });

  app.get<One>(`${ONE}/add`, policy('plans.write', 'scenario.add-form'), async (request, reply) => {
    const scenario = await work(request, (tx) => seen(tx, request));
    const fields = typed(request.query);
    const measure = measureOf(fields);
    if (!measure) throw new NotHere('There is no such step of a scenario.');
    return reply.page('forecasts/views/add-line.njk', { scenario, measure, values: {}, errors: [] });
  });

  app.post<One>(`${ONE}/add`, policy('plans.write', 'scenario.changed'), async (request, reply) => {
    const fields = typed(request.body);
    const measure = measureOf(fields);
    if (!measure) throw new NotHere('There is no such step of a scenario.');
    const read = new Reading(fields);
    const lines = measure.changes(read);
    const answer = await work(request, async (tx) => {
      const scenario = await here(tx, request);
      if (scenario.changes.length + lines.length > MOST_LINES)
        read.wrong('from-month', `A scenario has at most ${MOST_LINES} lines`);
      if (read.errors.length > 0) return { scenario, done: true };
      const changes = [...scenario.changes, ...lines];
      return { scenario, done: await change(tx, request, fields, { name: scenario.name, changes }) };
    });
    if (read.errors.length > 0) {
      return reply.code(400).page('forecasts/views/add-line.njk', {
        scenario: { ...answer.scenario, version: fields.text('version') },
        measure,
        values: valuesOf(measure, fields),
        errors: read.errors,
      });
    }
    return answered(request, reply, answer);
  });

  app.post<One>(`${ONE}/name`, policy('plans.write', 'scenario.changed'), async (request, reply) => {
    const fields = typed(request.body);
    const name = fields.text('name');
    const errors = nameErrors(name);
    const answer = await work(request, async (tx) => {
      const scenario = await here(tx, request);
      if (errors.length > 0) return { scenario, done: true };
      return { scenario, done: await change(tx, request, fields, { name, changes: scenario.changes }) };
    });
    if (errors.length > 0) return page(request, reply.code(400), answer.scenario, errors);
    return answered(request, reply, answer);
  });

  app.post<One>(`${ONE}/take-out`, policy('plans.write', 'scenario.changed'), async (request, reply) => {
    const fields = typed(request.body);
    const line = fields.text('line');
    const answer = await work(request, async (tx) => {
      const scenario = await here(tx, request);
      const changes = scenario.changes.filter((_, at) => String(at) !== line);
      return { scenario, done: await change(tx, request, fields, { name: scenario.name, changes }) };
    });
    return answered(request, reply, answer);
  });

  app.post<One>(`${ONE}/remove`, policy('plans.write', 'scenario.removed'), async (request, reply) => {
    await work(request, async (tx) => {
      const scenario = await here(tx, request);
      if (!(await removeScenario(tx, scenario.id))) throw new Refusal('A scenario is removed by whoever made it.');
      await recordEvent(tx, request.actor, 'scenario.removed', scenario.id);
    });
    return reply.redirect(PATH, 303);
  });

  /** @returns false where somebody else was quicker */
  const change = async (tx: Tx, request: FastifyRequest, fields: Typed, scenario: Scenario): Promise<boolean> => {
    const { scenarioId: id } = request.params as One['Params'];
    const version = /^\d{1,9}$/.test(fields.text('version')) ? Number(fields.text('version')) : 0;
    const done = await changeScenario(tx, request.actor, { id, version }, scenario, clock());
    if (done) await recordEvent(tx, request.actor, 'scenario.changed', id);
    return done;
  };

  const answered = (
    request: FastifyRequest,
    reply: FastifyReply,
    { scenario, done }: { readonly scenario: KeptScenario; readonly done: boolean },
  ) =>
    done
      ? reply.redirect(`${PATH}/${scenario.id}`, 303)
      : page(request, reply.code(409), scenario, [{ text: OVERTAKEN, href: '#lines' }]);
}

function measureOf(fields: Typed): Measure | undefined {
  const key = fields.text('measure');
  return MEASURES.find((one) => one.key === key);
}

function nameErrors(name: string): FormError[] {
  if (name !== '' && name.length <= LONGEST_NAME) return [];
  return [{ text: `Give the scenario a name of at most ${LONGEST_NAME} letters`, href: '#name' }];
}

/** A scenario out of a file; in words where it is none. */
function readText(text: string): Scenario | string {
  try {
    const scenario = readScenario(JSON.parse(text));
    if (scenario.changes.length > MOST_LINES) return `A scenario has at most ${MOST_LINES} lines`;
    return scenario.name.trim() === '' ? { ...scenario, name: 'From a file' } : scenario;
  } catch (error) {
    if (error instanceof Refusal) return error.message.replace(/\n\s*/g, ' ').slice(0, 500);
    return 'This is no file of a scenario. Take one to a file here first, and change that';
  }
}

function valuesOf({ fields: list }: Measure, fields: Typed): Record<string, string> {
  const names = list.flatMap(({ name, is }) =>
    is === 'month' ? [`${name}-month`, `${name}-year`] : is === 'ages' ? [`${name}-from`, `${name}-to`] : [name],
  );
  return Object.fromEntries(names.map((name) => [name, fields.text(name)]));
}
