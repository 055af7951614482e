import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayDo, policy, type RoomServices } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import { keptForecast, keptForecasts } from '../forecasts/index.ts';
import { addYears, inWords } from '../kernel/index.ts';
import { chosenScope, type PlanningScope, scopesOf } from '../planning/index.ts';
import { typed } from '../ui/index.ts';
import { type Asked, linkOf, readAsked, YEARS } from './gap-asked.ts';
import { GAP_COLUMNS } from './gap-columns.ts';
import { gapPage } from './gap-page.ts';
import { workOutGaps } from './gap-thread.ts';
import { type GapsNow, gapInput, gapsOf } from './gaps-now.ts';
import { growthOf } from './growth.ts';
import { toldLines } from './told-lines.ts';

const PATH = '/plans/gaps';

/** What rooms are missing, as a page and as a file. */
export function gapRoutes(app: FastifyInstance, { work, today }: RoomServices): void {
  app.get(PATH, policy('plans.read', 'gaps.viewed'), async (request, reply) => {
    const asked = readAsked(typed(request.query));
    const found = await gapsAsked(request, asked);
    return reply.code(asked.errors.length > 0 ? 400 : 200).page('gaps/views/gaps.njk', {
      ...{ asked, years: YEARS, scopes: found.scopes, scope: found.scope, forecasts: found.forecasts },
      ...{ forecast: found.forecast, link: found.scope ? linkOf(asked, found.scope.key) : '' },
      gaps: found.now && found.scope ? gapPage(found.now, found.scope) : null,
      mayWrite: mayDo(request.actor.role, 'plans.write'),
    });
  });

  for (const format of ['csv', 'xlsx'] as const)
    app.get(`${PATH}.${format}`, policy('plans.read', 'gaps.downloaded'), async (request, reply) => {
      const { now, scope } = await gapsAsked(request, readAsked(typed(request.query)));
      const lines = now && scope ? toldLines(now, new Map(scope.authorities.map(({ id, name }) => [id, name]))) : [];
      return reply
        .headers(downloadHeaders('gaps', format, today()))
        .send(format === 'csv' ? writeCsv(GAP_COLUMNS, lines) : await writeExcel('Gaps', GAP_COLUMNS, lines));
    });

  /** Counts within a transaction and lets go of the database before the rest is worked out. */
  async function gapsAsked(request: FastifyRequest, asked: Asked) {
    const read = await work(request, async (tx) => {
      const scopes = await scopesOf(tx, request.actor.organisation.id);
      const scope = chosenScope(typed(request.query), scopes, request.actor.organisation.id);
      if (!scope) return { scopes, scope, forecasts: [], forecast: null, counted: null };
      const { forecasts, forecast, growth } = await forecastAsked(tx, scope, asked);
      const counted = await gapInput(tx, scope, { ...asked.settings, ...(growth ? { growth } : {}) }, today());
      return { scopes, scope, forecasts, forecast, counted };
    });
    let now: GapsNow | null = null;
    if (read.counted) {
      const { input, reasons } = read.counted;
      now = gapsOf(await workOutGaps(input), input, reasons, asked.settings);
    }
    return { ...read, now };
  }

  async function forecastAsked(tx: Tx, scope: PlanningScope, { forecast: id, settings }: Asked) {
    const forecasts = (await keptForecasts(tx))
      .filter(({ scopeKey }) => scopeKey === scope.key)
      .map((each) => ({ id: each.id, words: `${each.name}, made on ${inWords(each.settings.asOf)}` }));
    const chosen = forecasts.some((each) => each.id === id) ? await keptForecast(tx, id) : null;
    const growth = chosen && growthOf(chosen, today(), addYears(today(), settings.years));
    return { forecasts, growth, forecast: chosen && { id, name: chosen.name, reaches: growth !== null } };
  }
}
