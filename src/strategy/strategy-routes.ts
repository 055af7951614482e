import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayDo, NotHere, policy, type RoomServices } from '../access/index.ts';
import { chartSvg, type DocumentFormat, writeApart } from '../documents/index.ts';
import { downloadHeaders } from '../exports/index.ts';
import { keptForecast, keptForecasts, latestForecast } from '../forecasts/index.ts';
import { englandDate, Refusal } from '../kernel/index.ts';
import { chosenScope, scopesOf } from '../planning/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { FILES, figuresOf, gather } from './gather.ts';
import { isSection, SECTION_WORDS, SECTIONS, type SectionKey } from './sections.ts';
import { documentOf, type Opened, openStrategy, publish, saveText, writeDraft } from './strategy-actions.ts';
import { strategies } from './strategy-store.ts';
import { TO_LOOK_UP } from './write-strategy.ts';

interface WithStrategy {
  Params: { strategyId: string };
}
interface WithSection {
  Params: { strategyId: string; section: string };
}
interface WithFormat {
  Params: { strategyId: string; format: string };
}

const FORMATS: readonly DocumentFormat[] = ['html', 'pdf', 'docx'];
const LONGEST = 8_000;
const AT = '/plans/strategy';

/** The pages on which a strategy is written, read, published and taken away as a file. */
export function strategyPages(app: FastifyInstance, { work, today, clock }: RoomServices): void {
  app.get(AT, policy('plans.read', 'strategies.listed'), async (request, reply) => {
    const model = await work(request, async (tx) => {
      const scopes = await scopesOf(tx, request.actor.organisation.id);
      const chosen = chosenScope(typed(request.query), scopes, request.actor.organisation.id);
      const kept = (await keptForecasts(tx)).filter(({ scenario }) => scenario === null);
      return {
        ...{ scopes, chosen, list: await strategies(tx) },
        newest: scopes.filter(({ key }) => !kept.some(({ scopeKey }) => scopeKey === key)).map(({ name }) => name),
        files: kept.filter(({ scopeKey }) => scopeKey === FILES),
      };
    });
    const mayWrite = mayDo(request.actor.role, 'plans.write');
    return reply.page('strategy/views/strategies.njk', { ...model, mayWrite });
  });

  app.post(AT, policy('plans.write', 'strategy.asked'), async (request, reply) => {
    const gathered = await work(request, async (tx) => {
      const fields = typed(request.body);
      const scopes = await scopesOf(tx, request.actor.organisation.id);
      const ofFiles = fields.text('forecast') === '' ? null : await keptForecast(tx, fields.text('forecast'));
      if (fields.text('forecast') !== '' && !ofFiles)
        throw new Refusal('This forecast is not there any more. Choose another.');
      const own = { key: FILES, name: ofFiles?.scopeName || request.actor.organisation.name, authorities: [] };
      // Whoever may count nobody’s records has yearly returns alone to write from.
      const scope =
        scopes.find(({ key }) => key === fields.text('for')) ?? (scopes.length === 0 && ofFiles ? own : null);
      if (!scope) throw new Refusal('Choose for whom the strategy is. There may be no figures you may count.');
      const forecast = ofFiles ?? (await latestForecast(tx, scope.key));
      return gather(tx, scope, forecast, { organisation: request.actor.organisation.name, today: today() });
    });
    // Without the database: working out gaps takes seconds for a large region.
    const figures = await figuresOf(gathered);
    const id = await work(request, (tx) =>
      writeDraft(tx, request.actor, { scope: gathered.scope, figures, now: clock() }),
    );
    return reply.redirect(pathOf(id), 303);
  });

  app.get<WithStrategy>(`${AT}/:strategyId`, policy('plans.read', 'strategy.viewed'), async (request, reply) => {
    const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
    return overview(request, reply, opened);
  });

  app.get<WithStrategy>(`${AT}/:strategyId/read`, policy('plans.read', 'strategy.read'), async (request, reply) => {
    const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
    return reply.page('strategy/views/read.njk', {
      document: documentOf(opened),
      figures: chartSvg,
      at: pathOf(opened.strategy.id),
    });
  });

  app.get<WithFormat>(
    `${AT}/:strategyId/files/:format`,
    policy('plans.read', 'strategy.taken'),
    async (request, reply) => {
      const format = FORMATS.find((each) => each === request.params.format);
      if (!format) throw new NotHere('There is no such file.');
      const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
      const at = opened.strategy.publishedAt ?? opened.strategy.at;
      const bytes = await writeApart(documentOf(opened), format, at);
      return reply.headers(downloadHeaders('sufficiency-strategy', format, englandDate(at))).send(bytes);
    },
  );

  app.get<WithSection>(
    `${AT}/:strategyId/sections/:section`,
    policy('plans.write', 'strategy.text-form'),
    async (request, reply) => {
      const section = sectionOf(request);
      const opened = await work(request, (tx) => openStrategy(tx, request.params.strategyId));
      const kept = opened.texts.get(section);
      return textPage(reply, opened, section, { text: kept?.text ?? '', after: kept?.edition ?? 0, errors: [] });
    },
  );

  app.post<WithSection>(
    `${AT}/:strategyId/sections/:section`,
    policy('plans.write', 'strategy.text-saved'),
    async (request, reply) => {
      const section = sectionOf(request);
      const { strategyId } = request.params;
      const fields = typed(request.body);
      const text = fields.text('text');
      const after = Number(fields.text('after')) || 0;
      const long: FormError[] =
        text.length > LONGEST
          ? [{ text: `Shorten this to ${LONGEST.toLocaleString('en-GB')} characters or fewer`, href: '#text' }]
          : [];
      const outcome = await work(request, async (tx) => {
        const saved =
          long.length === 0
            ? await saveText(tx, request.actor, strategyId, { section, text, after, now: clock() })
            : 'wrong';
        return saved === 'saved' ? null : { saved, opened: await openStrategy(tx, strategyId) };
      });
      if (!outcome) return reply.redirect(`${pathOf(strategyId)}#${section}`, 303);
      if (outcome.saved === 'wrong')
        return textPage(reply.code(400), outcome.opened, section, { text, after, errors: long });
      const theirs = outcome.opened.texts.get(section);
      return textPage(reply.code(409), outcome.opened, section, {
        ...{ text, after: theirs?.edition ?? 0, theirs: theirs?.text ?? '', theirName: theirs?.byName ?? '' },
        errors: [
          {
            text: 'Somebody else saved this text meanwhile. Nothing of yours is lost: put both together and save.',
            href: '#text',
          },
        ],
      });
    },
  );

  app.post<WithStrategy>(
    `${AT}/:strategyId/publish`,
    policy('plans.write', 'strategy.published'),
    async (request, reply) => {
      const { strategyId } = request.params;
      if (typed(request.body).text('sure') !== 'yes') {
        const opened = await work(request, (tx) => openStrategy(tx, strategyId));
        const errors = [{ text: 'Say that you have read it and that it may be published', href: '#sure' }];
        return overview(request, reply.code(400), opened, errors);
      }
      await work(request, (tx) => publish(tx, request.actor, strategyId, clock()));
      return reply.redirect(pathOf(strategyId), 303);
    },
  );
}

export function pathOf(id: string): string {
  return `${AT}/${encodeURIComponent(id)}`;
}

function sectionOf(request: FastifyRequest<WithSection>): SectionKey {
  const { section } = request.params;
  if (!isSection(section)) throw new NotHere('A strategy has no such section.');
  return section;
}

function overview(request: FastifyRequest, reply: FastifyReply, opened: Opened, errors: readonly FormError[] = []) {
  const { strategy, texts, actions } = opened;
  const isDraft = strategy.version === null;
  return reply.page('strategy/views/strategy.njk', {
    strategy,
    at: pathOf(strategy.id),
    title: documentOf(opened).title,
    mayWrite: isDraft && mayDo(request.actor.role, 'plans.write'),
    sections: SECTIONS.map((key) => ({ key, name: SECTION_WORDS[key].name, kept: texts.get(key) ?? null })),
    actions: actions.filter(({ dropped }) => !dropped),
    missing: strategy.figures.missing,
    toLookUp: isDraft ? TO_LOOK_UP : null,
    errors,
  });
}

function textPage(
  reply: FastifyReply,
  { strategy }: Opened,
  section: SectionKey,
  form: {
    readonly text: string;
    readonly after: number;
    readonly theirs?: string;
    readonly theirName?: string;
    readonly errors: readonly FormError[];
  },
) {
  if (strategy.version !== null)
    throw new Refusal('This strategy is published and stands as it is. Write a new one to say something else.');
  return reply.page('strategy/views/text.njk', {
    ...SECTION_WORDS[section],
    section,
    at: pathOf(strategy.id),
    ...form,
  });
}
