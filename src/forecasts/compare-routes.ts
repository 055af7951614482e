import type { FastifyRequest } from 'fastify';
import { NotHere, policy, recordEvent } from '../access/index.ts';
import { monthWords } from '../charts/index.ts';
import type { Tx } from '../db/index.ts';
import { type Column, type DownloadFormat, downloadHeaders, writeCsv, writeExcel } from '../exports/index.ts';
import { inWords } from '../kernel/index.ts';
import { compareForecasts, type ForecastMonth } from '../sufficiency/index.ts';
import { typed } from '../ui/index.ts';
import { KIND_NAMES } from './forecast-form.ts';
import { withScenario } from './forecast-routes.ts';
import type { ForecastRun } from './forecast-run.ts';
import type { RegisterForecasts } from './forecast-services.ts';
import { type KeptForecast, keptForecast } from './kept-forecasts.ts';
import { unpackYearEnds } from './pack.ts';
import { differenceTables, endsOf, SHOWN } from './result-page.ts';
import { pathsOf, runOf, runsHere } from './run-store.ts';

type One = { readonly Params: { readonly forecastId: string } };

/** Two forecasts beside each other, and a forecast as a file. */
export const comparePages: RegisterForecasts = (app, { work, clock, today }) => {
  app.get('/plans/forecasts/compare', policy('plans.read', 'forecasts.compared'), async (request, reply) => {
    const fields = typed(request.query);
    const [one, other] = [fields.text('one'), fields.text('other')];
    const { done, first, second, same } = await work(request, async (tx) => {
      const done = (await runsHere(tx, clock())).filter(({ state }) => state === 'done');
      const [first, second] = [await sideOf(tx, one), await sideOf(tx, other)];
      return { done, first, second, same: first && second ? await runByRun(tx, first.run, second.run) : null };
    });
    return reply.page('forecasts/views/compare.njk', {
      done: done.map(withScenario),
      one,
      other,
      first,
      second,
      difference: same,
      apart: first && second && !same ? whyApart(first.run, second.run) : [],
      both: first && second ? bothTables(first.kept, second.kept) : null,
    });
  });

  const sideOf = async (tx: Tx, id: string) => {
    if (id === '') return null;
    const run = await runOf(tx, id, clock());
    const kept = run?.state === 'done' ? await keptForecast(tx, id) : null;
    return run && kept ? { run: withScenario(run), kept, asOf: inWords(kept.settings.asOf) } : null;
  };

  for (const format of ['csv', 'xlsx'] as const) {
    app.get<One>(
      `/plans/forecasts/:forecastId/figures.${format}`,
      policy('plans.read', 'forecast.downloaded'),
      async (request, reply) => {
        const rows = await work(request, (tx) => monthsOf(tx, request));
        return reply.headers(downloadHeaders('forecasts', format, today())).send(await written(format, rows));
      },
    );
  }

  const monthsOf = async (tx: Tx, request: FastifyRequest): Promise<readonly ForecastMonth[]> => {
    const { forecastId } = request.params as One['Params'];
    const kept = await keptForecast(tx, forecastId);
    if (!kept) throw new NotHere('There is no such forecast here, or it is not done.', forecastId);
    await recordEvent(tx, request.actor, 'forecast.downloaded', forecastId);
    return kept.forecast.months;
  };
};

const COLUMNS: readonly Column<ForecastMonth>[] = [
  { heading: 'Month', text: ({ month }) => month },
  { heading: 'Kind of home', text: ({ kind }) => KIND_NAMES[kind] },
  { heading: 'Mean', number: ({ mean }) => mean },
  { heading: '2.5%', number: ({ p2_5 }) => p2_5 },
  { heading: '25%', number: ({ p25 }) => p25 },
  { heading: '50%', number: ({ p50 }) => p50 },
  { heading: '75%', number: ({ p75 }) => p75 },
  { heading: '97.5%', number: ({ p97_5 }) => p97_5 },
];

async function written(format: DownloadFormat, rows: readonly ForecastMonth[]): Promise<string | Buffer> {
  return format === 'csv' ? [...writeCsv(COLUMNS, rows)].join('') : writeExcel('Forecast', COLUMNS, rows);
}

/** The difference run by run, where both are of the same records, day, seed, runs and months; else null. */
async function runByRun(tx: Tx, one: ForecastRun, other: ForecastRun) {
  if (whyApart(one, other).length > 0) return null;
  const [first, second] = [await pathsOf(tx, one.id), await pathsOf(tx, other.id)];
  return first && second ? differenceTables(compareForecasts(unpackYearEnds(first), unpackYearEnds(second))) : null;
}

/** What keeps two forecasts from being compared run by run. */
function whyApart(one: ForecastRun, other: ForecastRun): string[] {
  const reasons: readonly [boolean, string][] = [
    [one.recordsDigest !== other.recordsDigest, 'the records they were made from'],
    [one.asOf !== other.asOf, 'the day they begin on'],
    [one.months !== other.months, 'how many months they go ahead'],
    [one.runs !== other.runs, 'how many runs they have'],
    [one.seed !== other.seed, 'their seed'],
    [one.version !== other.version, 'the version of the method'],
  ];
  return reasons.flatMap(([differs, words]) => (differs ? [words] : []));
}

/** The middle of each with its bounds, at the ends of years that both have. */
function bothTables(one: KeptForecast, other: KeptForecast) {
  const months = endsOf(one).filter((month) => endsOf(other).includes(month));
  const told = ({ forecast }: KeptForecast, month: string, kind: string) => {
    const found = forecast.months.find((row) => row.month === month && row.kind === kind);
    return found ? `${Math.round(found.p50)} (${Math.round(found.p2_5)} to ${Math.round(found.p97_5)})` : '';
  };
  return {
    caption: 'Both forecasts at the ends of years',
    texts: 2,
    head: ['End of', 'Kind of home', 'First: middle (95 of 100 runs)', 'Second: middle (95 of 100 runs)'],
    rows: SHOWN.flatMap((kind) =>
      months.map((month) => [monthWords(month), KIND_NAMES[kind], told(one, month, kind), told(other, month, kind)]),
    ),
  };
}
