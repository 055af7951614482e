import type { Actor } from '../access/index.ts';
import { type Database, first, rows, sql, type Tx } from '../db/index.ts';
import { newId, type PlainDate } from '../kernel/index.ts';
import type { ForecastAsked, ForecastRun } from './forecast-run.ts';

/** Which forecast. */
export interface RunKey {
  readonly organisationId: string;
  readonly id: string;
}

/** Puts a forecast in line, as whoever asks for it. */
export async function addRun(tx: Tx, actor: Actor, asked: ForecastAsked, now: Date): Promise<RunKey> {
  const key = { organisationId: actor.organisation.id, id: newId('forecast') };
  await sql`insert into forecast_run (organisation_id, id, name, source, scope_key, scope_name, authorities, as_of, months,
      runs, seed, scenario, prices, rooms, at, by, beat_at)
    values (${key.organisationId}, ${key.id}, ${asked.name}, ${asked.source}, ${asked.scopeKey}, ${asked.scopeName},
      ${sql.val(asked.authorities)}::text[], ${asked.asOf}, ${asked.months}, ${asked.runs}, ${asked.seed},
      ${asked.scenario && JSON.stringify(asked.scenario)}::jsonb, ${asked.prices && JSON.stringify(asked.prices)}::jsonb,
      ${asked.rooms && JSON.stringify(asked.rooms)}::jsonb,
      ${now}, ${actor.id}, ${now})`.execute(tx);
  return key;
}

/** How long nothing is heard of a forecast before it counts as lost. */
const SILENT_MS = 60_000;
const LOST =
  'The forecast stopped in the middle, for example because Homeward was started again. Nothing of it was kept. Make it again.';

const COLUMNS = sql`r.id, r.name, r.source, r.scope_key as "scopeKey", r.scope_name as "scopeName", r.authorities,
  r.as_of as "asOf", r.months, r.runs, r.seed, r.scenario, r.prices, r.rooms, r.at, r.by, coalesce(a.name, '') as "byName", r.state,
  r.stage, r.share, r.why, r.done_at as "doneAt", r.digest, r.records_digest as "recordsDigest", r.version, r.beat_at`;
const FROM = sql`forecast_run r left join actor a on a.organisation_id = r.organisation_id and a.id = r.by`;

type Row = ForecastRun & { readonly beat_at: Date };

function asItIs({ beat_at, ...run }: Row, now: Date): ForecastRun {
  const open = run.state === 'waiting' || run.state === 'running';
  if (!open || now.getTime() - beat_at.getTime() < SILENT_MS) return run;
  return { ...run, state: 'failed', why: LOST };
}

const MOST_LISTED = 200;

/** The forecasts of the reader's organisation, the newest first. */
export async function runsHere(tx: Tx, now: Date): Promise<ForecastRun[]> {
  const found = await rows<Row>(tx, sql`select ${COLUMNS} from ${FROM} order by r.at desc, r.id limit ${MOST_LISTED}`);
  return found.map((row) => asItIs(row, now));
}

/** One forecast; null where there is none, or none for this reader. */
export async function runOf(tx: Tx, id: string, now: Date): Promise<ForecastRun | null> {
  const found = await first<Row>(tx, sql`select ${COLUMNS} from ${FROM} where r.id = ${id}`);
  return found && asItIs(found, now);
}

/** What came of a forecast, packed; null where it is not done. */
export async function resultOf(tx: Tx, id: string): Promise<Uint8Array | null> {
  const found = await first<{ result: Uint8Array | null }>(tx, sql`select result from forecast_run where id = ${id}`);
  return found?.result ?? null;
}

/** Its runs at each year's end, packed; null where it is not done. */
export async function pathsOf(tx: Tx, id: string): Promise<Uint8Array | null> {
  const found = await first<{ paths: Uint8Array | null }>(tx, sql`select paths from forecast_run where id = ${id}`);
  return found?.paths ?? null;
}

/** The first forecast of the reader's organisation that is the same in everything that decides its figures. */
export async function sameAs(tx: Tx, { id, digest }: ForecastRun): Promise<ForecastRun | null> {
  if (digest === null) return null;
  const found = await first<Row>(
    tx,
    sql`select ${COLUMNS} from ${FROM} where r.digest = ${digest} and r.id <> ${id} and r.state = 'done'
      and r.at <= (select o.at from forecast_run o where o.id = ${id}) order by r.at, r.id limit 1`,
  );
  return found && asItIs(found, found.at);
}

/**
 * Removes a forecast of the actor's own.
 * @returns false where it was not there, or is somebody else's
 */
export async function removeRun(tx: Tx, id: string): Promise<boolean> {
  const gone = await sql`delete from forecast_run where id = ${id}`.execute(tx);
  return Number(gone.numAffectedRows ?? 0n) === 1;
}

/** How many forecasts of the same organisation stand in line before one. */
export async function countBefore(tx: Tx, { id, at }: ForecastRun, now: Date): Promise<number> {
  const found = await first<{ n: number }>(
    tx,
    sql`select count(*)::int as n from forecast_run where state in ('waiting', 'running') and id <> ${id} and at <= ${at}
      and beat_at > ${new Date(now.getTime() - SILENT_MS)}`,
  );
  return found?.n ?? 0;
}

/**
 * Takes a forecast that waits in line, unless another of its organisation is being carried out, by this server or another.
 * @returns `gone` where it waits no longer
 */
export function takeRun(tx: Tx, { organisationId, id }: RunKey, now: Date): Promise<'taken' | 'busy' | 'gone'> {
  return (async () => {
    // One at a time: two servers that look at the same moment would both find nothing running.
    await sql`select pg_advisory_xact_lock(hashtext('forecast_run'), hashtext(${organisationId}))`.execute(tx);
    const heard = new Date(now.getTime() - SILENT_MS);
    const other = await first(
      tx,
      sql`select 1 from forecast_run where organisation_id = ${organisationId} and state = 'running' and id <> ${id}
        and beat_at > ${heard} limit 1`,
    );
    if (other) return 'busy';
    const taken = await sql`update forecast_run set state = 'running', beat_at = ${now}
      where organisation_id = ${organisationId} and id = ${id} and state = 'waiting'`.execute(tx);
    return Number(taken.numAffectedRows ?? 0n) === 1 ? 'taken' : 'gone';
  })();
}

/** Says how far a forecast is. @returns false where it is there no longer */
export async function noteProgress(
  tx: Tx,
  { organisationId, id }: RunKey,
  { stage, share, now }: { readonly stage: string; readonly share: number; readonly now: Date },
): Promise<boolean> {
  const noted = await sql`update forecast_run set stage = ${stage}, share = ${share}, beat_at = ${now}
    where organisation_id = ${organisationId} and id = ${id} and state = 'running'`.execute(tx);
  return Number(noted.numAffectedRows ?? 0n) === 1;
}

/** Says that forecasts which wait in line still do. */
export async function noteWaiting(tx: Tx, waiting: readonly RunKey[], now: Date): Promise<void> {
  for (const { organisationId, id } of waiting) {
    await sql`update forecast_run set beat_at = ${now}
      where organisation_id = ${organisationId} and id = ${id} and state = 'waiting'`.execute(tx);
  }
}

export async function noteFailed(tx: Tx, { organisationId, id }: RunKey, why: string, now: Date): Promise<void> {
  await sql`update forecast_run set state = 'failed', why = ${why.slice(0, 2_000)}, done_at = ${now}
    where organisation_id = ${organisationId} and id = ${id} and state <> 'done'`.execute(tx);
}

/** What a forecast came to, ready to be kept. */
export interface Outcome {
  readonly asOf: PlainDate;
  readonly digest: string;
  readonly recordsDigest: string;
  readonly version: string;
  readonly result: Uint8Array;
  readonly paths: Uint8Array;
}

export function keepOutcome(
  database: Database,
  { organisationId, id }: RunKey,
  { asOf, digest, recordsDigest, version, result, paths }: Outcome,
  now: Date,
): Promise<unknown> {
  return database.asSystem((tx) =>
    sql`update forecast_run set state = 'done', share = 1, stage = '', done_at = ${now}, as_of = ${asOf},
        digest = ${digest}, records_digest = ${recordsDigest}, version = ${version}, result = ${Buffer.from(result)},
        paths = ${Buffer.from(paths)}
      where organisation_id = ${organisationId} and id = ${id} and state = 'running'`.execute(tx),
  );
}
