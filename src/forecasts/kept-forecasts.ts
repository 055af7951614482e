import { first, rows, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type {
  CostForecast,
  CostMonth,
  Forecast,
  ForecastDifference,
  PastMonth,
  Scenario,
} from '../sufficiency/index.ts';
import { type AboutRecords, unpackStudy } from './pack.ts';

/** A forecast that is done, without its figures: for lists to choose from. */
export interface KeptForecastLine {
  readonly id: string;
  /** `all`, the id of an authority, or `files` where it was made from files. */
  readonly scopeKey: string;
  readonly scopeName: string;
  readonly name: string;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly settings: {
    readonly asOf: PlainDate;
    readonly months: number;
    readonly runs: number;
    readonly seed: number;
  };
  /** The same digest means the same figures. */
  readonly digest: string;
  /** Of the method. */
  readonly version: string;
  /** As it was when the forecast was made. */
  readonly scenario: Scenario | null;
}

/**
 * A forecast that is done. Its counts of the past (`forecast.today`, `past`, what came in the back-test) are whole numbers
 * of children: whoever shows them keeps small ones back (`countsTold`).
 */
export interface KeptForecast extends KeptForecastLine {
  readonly forecast: Forecast;
  /** Null where it was made without prices. */
  readonly cost: CostForecast | null;
  /** By the year that ends in March, or the last month; null without prices. */
  readonly costByYear: readonly CostMonth[] | null;
  readonly past: readonly PastMonth[];
  /** With the scenario less without it; null where there is none. */
  readonly effect: ForecastDifference | null;
  readonly about: AboutRecords;
}

const COLUMNS = sql`r.id, r.scope_key as "scopeKey", r.scope_name as "scopeName", r.name, r.done_at as "madeAt",
  coalesce(a.name, '') as "madeBy", r.as_of as "asOf", r.months, r.runs, r.seed, r.digest, r.version, r.scenario`;
const FROM = sql`forecast_run r left join actor a on a.organisation_id = r.organisation_id and a.id = r.by`;

type Row = Omit<KeptForecastLine, 'settings'> & KeptForecastLine['settings'];

function lineOf({ asOf, months, runs, seed, ...row }: Row): KeptForecastLine {
  return { ...row, settings: { asOf, months, runs, seed } };
}

/** Forecasts of the reader's organisation that are done, the newest first. */
export async function keptForecasts(tx: Tx): Promise<readonly KeptForecastLine[]> {
  const found = await rows<Row>(
    tx,
    sql`select ${COLUMNS} from ${FROM} where r.state = 'done' order by r.at desc, r.id limit 200`,
  );
  return found.map(lineOf);
}

/** One of them with its figures; null where there is none for this reader. */
export async function keptForecast(tx: Tx, id: string): Promise<KeptForecast | null> {
  const found = await first<Row & { readonly result: Uint8Array }>(
    tx,
    sql`select ${COLUMNS}, r.result from ${FROM} where r.id = ${id} and r.state = 'done'`,
  );
  return found && withFigures(found);
}

/** The newest of a scope that was made without a scenario; null where there is none. */
export async function latestForecast(tx: Tx, scopeKey: string): Promise<KeptForecast | null> {
  const found = await first<Row & { readonly result: Uint8Array }>(
    tx,
    sql`select ${COLUMNS}, r.result from ${FROM}
      where r.scope_key = ${scopeKey} and r.state = 'done' and r.scenario is null order by r.at desc, r.id limit 1`,
  );
  return found && withFigures(found);
}

function withFigures({ result, ...row }: Row & { readonly result: Uint8Array }): KeptForecast {
  return { ...lineOf(row), ...unpackStudy(result) };
}
