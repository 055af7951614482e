import { createHash } from 'node:crypto';
import type { PlainDate } from '../kernel/index.ts';
import { returnYearOf } from '../ssda903/index.ts';
import { type ForecastInput, type Runner, studyBy, VERSION } from '../sufficiency/index.ts';
import type { ForecastRows } from './care-rows.ts';
import type { ForecastWork } from './forecast-thread.ts';
import { packStudy, packYearEnds } from './pack.ts';
import type { Outcome } from './run-store.ts';

/**
 * Makes a forecast of rows as somebody asked for it, ready to be kept.
 *
 * @throws Refusal when nothing can be told from the rows, in words
 */
export async function makeForecast(asked: ForecastWork['asked'], rows: ForecastRows, run: Runner): Promise<Outcome> {
  const { scenario, prices, rooms, asOf, months, runs, seed } = asked;
  const input: ForecastInput = {
    header: rows.header,
    episodes: rows.episodes,
    ...(rows.whole ? { whole: rows.whole } : {}),
    ...(asOf ? { asOf } : {}),
    ...(scenario ? { scenario } : {}),
    ...(rooms ? { rooms } : {}),
    months,
    runs,
    seed,
  };
  const { yearEnds, ...study } = await studyBy(input, prices, run);
  const day = study.forecast.asOf as PlainDate;
  const years = [...new Set(rows.episodes.flatMap(({ year }) => (year === undefined ? [] : [year])))].sort();
  const about = {
    whole: rows.words,
    children: new Set(rows.episodes.map(({ CHILD }) => CHILD)).size,
    episodes: rows.episodes.length,
    years: rows.whole ? [] : years.length > 0 ? years : [returnYearOf(day)],
  };
  // What a scenario is called and how the lines are spaced changes no figure.
  const decides = {
    rows: rows.digest,
    day,
    months,
    runs,
    seed,
    changes: scenario?.changes ?? [],
    prices,
    rooms,
    VERSION,
  };
  return {
    asOf: day,
    digest: createHash('sha256').update(JSON.stringify(decides)).digest('hex'),
    recordsDigest: rows.digest,
    version: VERSION,
    result: packStudy({ ...study, about }),
    paths: packYearEnds(yearEnds),
  };
}

/** Child-months that a forecast will simulate, about: for the share that is done. */
export function childMonthsOf(children: number, { months, runs, scenario }: ForecastWork['asked']): number {
  const once = children * months * runs;
  return once * (scenario ? 2 : 1) + 4 * children * 12 * Math.min(runs, 400);
}
