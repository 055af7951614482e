import { rm } from 'node:fs/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, NotHere, policy, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { chosenScope, type PlanningScope, scopesOf } from '../planning/index.ts';
import { keepForCheck, RETURN_LIMITS } from '../returns/index.ts';
import { KINDS } from '../sufficiency/index.ts';
import { type FormError, type Typed, typed } from '../ui/index.ts';
import { inMegabytes, takesFiles, totalBytes } from '../uploads/index.ts';
import { type FormAsked, KIND_NAMES, ROOM_KINDS, readForm, typedValues, usualValues } from './forecast-form.ts';
import { FILES, type ForecastAsked, type ForecastRun } from './forecast-run.ts';
import type { RegisterForecasts } from './forecast-services.ts';
import type { ForecastFile } from './forecast-thread.ts';
import { keptForecast } from './kept-forecasts.ts';
import { resultModel } from './result-page.ts';
import { addRun, countBefore, removeRun, runOf, runsHere, sameAs } from './run-store.ts';
import { type KeptScenario, scenarioHere, scenariosHere } from './scenario-store.ts';
import { roomsHere, usualPrices } from './usual-prices.ts';

const PATH = '/plans/forecasts';
const NEW = `${PATH}/new`;
const FROM_RETURNS = `${PATH}/from-returns`;
/** Of one organisation at a time, so that nobody keeps the others waiting. */
const MOST_OPEN = 5;
const RENEWED_EVERY_SECONDS = 3;
const LIMITS = { ...RETURN_LIMITS, fields: 60 };
/** The same asked for again so soon is a form that was sent twice. */
const TWICE_MS = 10_000;

const NO_PRICES = { fostering: null, residential: null, supported: null } as const;

type One = { readonly Params: { readonly forecastId: string } };

/** Forecasts: asked for, on their way, and what came of them. */
export const forecastPages: RegisterForecasts = (app, { work, clock, today, line }) => {
  app.get(PATH, policy('plans.read', 'forecasts.listed'), async (request, reply) => {
    const forecasts = await work(request, (tx) => runsHere(tx, clock()));
    return reply.page('forecasts/views/forecasts.njk', {
      forecasts: forecasts.map(withScenario),
      done: forecasts.filter(({ state }) => state === 'done').map(withScenario),
      mayWrite: mayDo(request.actor.role, 'plans.write'),
    });
  });

  interface FormPage {
    readonly scopes: readonly PlanningScope[];
    readonly scope: PlanningScope | null;
    readonly scenarios: readonly KeptScenario[];
    readonly values: Readonly<Record<string, string>>;
    /** Whether agreed prices are filled in: those of a whole region take seconds to read, and most forecasts want none. */
    readonly pricesFilled: boolean;
  }

  /** What the form of a forecast shows; of files there is no scope. */
  const formOf = async (tx: Tx, request: FastifyRequest, fields: Typed, files: boolean): Promise<FormPage> => {
    const scopes = files ? [] : await scopesOf(tx, request.actor.organisation.id);
    const scope = chosenScope(fields, scopes, request.actor.organisation.id);
    const scenarios = await scenariosHere(tx);
    const pricesFilled = scope?.authorities.length === 1 || fields.text('prices') === 'yes';
    return { scopes, scope, scenarios, values: typedValues(fields), pricesFilled };
  };

  /** What the form begins with: rooms of the scope, and its prices where they are read. */
  const usualOf = async (tx: Tx, { scope, pricesFilled }: FormPage) => {
    if (!scope) return usualValues(NO_PRICES, {});
    const prices = pricesFilled ? await usualPrices(tx, scope, today()) : NO_PRICES;
    return usualValues(prices, await roomsHere(tx, scope, today()));
  };

  const form = (reply: FastifyReply, page: FormPage, files: boolean, errors: readonly FormError[] = []) =>
    reply.page('forecasts/views/new-forecast.njk', {
      ...page,
      files,
      errors,
      action: files ? FROM_RETURNS : NEW,
      kinds: KINDS.map((kind) => ({ kind, name: KIND_NAMES[kind] })),
      roomKinds: ROOM_KINDS.map((kind) => ({ kind, name: KIND_NAMES[kind] })),
      most: inMegabytes(totalBytes(LIMITS)),
    });

  for (const [path, files] of [
    [NEW, false],
    [FROM_RETURNS, true],
  ] as const) {
    app.get(path, policy('plans.write', files ? 'forecast.files-form' : 'forecast.form'), async (request, reply) => {
      const fields = typed(request.query);
      const page = await work(request, async (tx) => {
        const found = await formOf(tx, request, fields, files);
        return {
          ...found,
          values: {
            ...(await usualOf(tx, found)),
            scenario: fields.text('scenario'),
            costs: fields.text('prices') === 'yes' ? 'yes' : '',
          },
        };
      });
      return form(reply, page, files);
    });
  }

  app.post(NEW, policy('plans.write', 'forecast.asked'), async (request, reply) => {
    const fields = typed(request.body);
    return ask(request, reply, fields, []);
  });

  app.post(FROM_RETURNS, takesFiles(policy('plans.write', 'forecast.asked'), LIMITS), (request, reply) =>
    request.takeFiles(async (taken) => {
      const fields = typed(taken.ok ? taken.value.fields : taken.problem.fields);
      const again = async (status: number, text: string) => {
        const page = await work(request, (tx) => formOf(tx, request, fields, true));
        return form(reply.code(status), page, true, [{ text, href: '#files' }]);
      };
      if (!taken.ok) return again(taken.problem.status, taken.problem.words);
      const sent = taken.value.files.filter(({ field }) => field === 'files');
      if (sent.length === 0) return again(400, 'Choose the files of the yearly returns');
      const kept = await keepForCheck(sent);
      return ask(request, reply, fields, kept);
    }),
  );

  /** Puts a forecast in line, or shows the form again with what is wrong. Files stay only where it is put in line. */
  const ask = async (request: FastifyRequest, reply: FastifyReply, fields: Typed, kept: readonly ForecastFile[]) => {
    const fromFiles = request.routeOptions.url === FROM_RETURNS;
    let inLine = false;
    try {
      const { asked, errors } = readForm(fields, today());
      const answer = await work(request, async (tx) => {
        const page = await formOf(tx, request, fields, fromFiles);
        const found = [...errors];
        const whole = await wholeAsked(tx, fields, asked, page, fromFiles);
        if (typeof whole === 'string') found.push({ text: whole, href: fromFiles ? '#files' : '#scenario' });
        if (found.length > 0 || typeof whole === 'string') return { page, errors: found, busy: false };
        const open = (await runsHere(tx, clock())).filter(({ state }) => state === 'waiting' || state === 'running');
        const twice = open.find((one) => isTwice(one, whole, request.actor.id, clock()));
        if (twice && !fromFiles) return { same: twice.id };
        if (open.length >= MOST_OPEN) {
          const text = `${MOST_OPEN} forecasts are on their way already. Wait until one is done.`;
          return { page, errors: [{ text, href: '#months' }], busy: true };
        }
        const key = await addRun(tx, request.actor, whole, clock());
        await recordEvent(tx, request.actor, 'forecast.asked', key.id, { source: whole.source, scope: whole.scopeKey });
        return { key, whole };
      });
      if ('same' in answer) return reply.redirect(`${PATH}/${answer.same}`, 303);
      if (!answer.key) {
        return form(reply.code(answer.busy ? 429 : 400), answer.page, fromFiles, answer.errors);
      }
      line.add({ ...answer.key, by: request.actor.id, asked: answer.whole, files: kept });
      inLine = true;
      return reply.redirect(`${PATH}/${answer.key.id}`, 303);
    } finally {
      if (!inLine) await Promise.all(kept.map(({ path }) => rm(path, { force: true })));
    }
  };

  /** With whose figures and which scenario; in words where there are none. */
  const wholeAsked = async (
    tx: Tx,
    fields: Typed,
    asked: FormAsked,
    { scope }: FormPage,
    files: boolean,
  ): Promise<ForecastAsked | string> => {
    if (!files && !scope) return 'There are no figures that you may count';
    const id = fields.text('scenario');
    const scenario = id === '' ? null : await scenarioHere(tx, id);
    if (id !== '' && !scenario) return 'That scenario is there no longer. Choose another one';
    return {
      ...asked,
      source: files ? 'files' : 'records',
      scopeKey: files ? FILES : (scope?.key ?? ''),
      scopeName: files ? 'From yearly returns' : (scope?.name ?? ''),
      authorities: files ? [] : (scope?.authorities ?? []).map((one) => one.id),
      scenario: scenario && { name: scenario.name, changes: scenario.changes },
    };
  };

  const here = async (tx: Tx, request: FastifyRequest): Promise<ForecastRun> => {
    const { forecastId } = request.params as One['Params'];
    const found = await runOf(tx, forecastId, clock());
    if (!found) throw new NotHere('There is no such forecast here. Whoever made it may have removed it.', forecastId);
    return found;
  };

  app.get<One>(`${PATH}/:forecastId`, policy('plans.read', 'forecast.viewed'), async (request, reply) => {
    const { run, before, kept, same } = await work(request, async (tx) => {
      const run = await here(tx, request);
      await recordEvent(tx, request.actor, 'forecast.viewed', run.id);
      const done = run.state === 'done';
      return {
        run,
        before: run.state === 'waiting' ? await countBefore(tx, run, clock()) : 0,
        kept: done ? await keptForecast(tx, run.id) : null,
        same: done ? await sameAs(tx, run) : null,
      };
    });
    const shared = {
      run: withScenario(run),
      isMine: run.by === request.actor.id && mayDo(request.actor.role, 'plans.write'),
    };
    if (run.state === 'waiting' || run.state === 'running') {
      // The page asks for itself again, with or without scripts.
      return reply.header('refresh', String(RENEWED_EVERY_SECONDS)).page('forecasts/views/running.njk', {
        ...shared,
        before,
        percent: Math.round(run.share * 100),
      });
    }
    if (!kept) return reply.page('forecasts/views/failed.njk', shared);
    return reply.page('forecasts/views/forecast.njk', {
      ...shared,
      kept,
      same: same && withScenario(same),
      ...resultModel(kept, run),
    });
  });

  app.post<One>(`${PATH}/:forecastId/remove`, policy('plans.write', 'forecast.removed'), async (request, reply) => {
    await work(request, async (tx) => {
      const run = await here(tx, request);
      if (!(await removeRun(tx, run.id))) throw new Refusal('A forecast is removed by whoever made it.');
      await recordEvent(tx, request.actor, 'forecast.removed', run.id);
    });
    return reply.redirect(PATH, 303);
  });
};

/** What a forecast is called where nobody gave it a name. */
export function titleOf({ name, scopeName, months, scenario }: ForecastRun): string {
  if (name !== '') return name;
  return `${scopeName}, ${months} months${scenario ? `: ${scenario.name}` : ''}`;
}

export function withScenario(run: ForecastRun) {
  return { ...run, title: titleOf(run), scenarioName: run.scenario?.name ?? '' };
}

function isTwice(run: ForecastRun, asked: ForecastAsked, by: string, now: Date): boolean {
  const parts = ({ name, scopeKey, asOf, months, runs, seed, scenario, prices, rooms }: ForecastAsked) => [
    ...[
      name,
      scopeKey,
      asOf,
      months,
      runs,
      seed,
      scenario?.name,
      JSON.stringify(scenario?.changes.map(Object.entries)),
    ],
    ...[prices === null, rooms === null],
  ];
  const same = parts(run).every((part, at) => part === parts(asked)[at]);
  return run.by === by && now.getTime() - run.at.getTime() < TWICE_MS && same;
}
