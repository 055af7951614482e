import { setImmediate as breathe } from 'node:timers/promises';
import type { Actor } from '../access/index.ts';
import { type Database, first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { type ListedProvider, listedColumns, listedProviders } from '../homes/index.ts';
import { newId } from '../kernel/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import type { FoundLists, FoundPlace, Wanted } from './check-lists.ts';
import { CHILDREN_A_PART } from './check-parts.ts';
import type { CheckResult } from './check-result.ts';

/** Which check. */
export interface CheckKey {
  readonly organisationId: string;
  readonly id: string;
}

/** Puts a check in line, as whoever sent it. */
export async function addCheck(
  tx: Tx,
  actor: Actor,
  sent: { readonly year: ReturnYear; readonly withLast: boolean; readonly digest: string },
  now: Date,
): Promise<CheckKey> {
  const key = { organisationId: actor.organisation.id, id: newId('check') };
  await sql`insert into return_check (organisation_id, id, year, source, with_last, digest, at, by, beat_at)
    values (${key.organisationId}, ${key.id}, ${sent.year}, 'upload', ${sent.withLast}, ${sent.digest}, ${now}, ${actor.id}, ${now})`.execute(
    tx,
  );
  return key;
}

/** Says how far a check is, and that it is being carried out. */
export async function noteProgress(
  tx: Tx,
  { organisationId, id }: CheckKey,
  { stage, share, now }: { readonly stage: string; readonly share: number; readonly now: Date },
): Promise<void> {
  await sql`update return_check set state = 'running', stage = ${stage}, share = ${share}, beat_at = ${now}
    where organisation_id = ${organisationId} and id = ${id} and state in ('waiting', 'running')`.execute(tx);
}

/** Says that checks which wait in line still do. */
export async function noteWaiting(tx: Tx, waiting: readonly CheckKey[], now: Date): Promise<void> {
  for (const { organisationId, id } of waiting) {
    await sql`update return_check set beat_at = ${now}
      where organisation_id = ${organisationId} and id = ${id} and state = 'waiting'`.execute(tx);
  }
}

export async function noteFailed(tx: Tx, { organisationId, id }: CheckKey, why: string, now: Date): Promise<void> {
  await sql`update return_check set state = 'failed', why = ${why.slice(0, 2_000)}, done_at = ${now}
    where organisation_id = ${organisationId} and id = ${id} and state <> 'done'`.execute(tx);
}

/** The authority's own code, which some rules ask for; null where it is not known. */
export async function codeOfAuthority(tx: Tx, organisationId: string): Promise<string | null> {
  const found = await first<{ code: string | null }>(
    tx,
    sql`select code from organisation where id = ${organisationId}`,
  );
  return found?.code ?? null;
}

const AT_ONCE = 2_000;

/** Looks up what a return points to: its postcodes, and its providers on Ofsted's list. */
export async function findLists(database: Database, wanted: Wanted): Promise<FoundLists> {
  return {
    places: await findPlaces(database, wanted.postcodes),
    providers: await findProviders(database, wanted.urns),
  };
}

async function findPlaces(database: Database, wanted: readonly string[]): Promise<FoundPlace[] | null> {
  const loaded = await database.asSystem((tx) => first(tx, sql`select 1 from postcode limit 1`));
  if (!loaded) return null;
  return someAtATime(database, wanted, async (tx, some) => {
    const places = await rows<{ postcode: string; lat: number; long: number; authority: string | null }>(
      tx,
      sql`select postcode, lat, long, authority_code as authority from postcode
        where postcode = any (${sql.val(some)}::text[])`,
    );
    return places.map((one): FoundPlace => [one.postcode, one.lat, one.long, one.authority ?? '']);
  });
}

async function findProviders(database: Database, wanted: readonly string[]): Promise<FoundLists['providers']> {
  const columns = await database.asSystem(listedColumns);
  if (columns === null) return null;
  return { columns, rows: await someAtATime<ListedProvider>(database, wanted, listedProviders) };
}

/** In short transactions, so that pages are answered in between. */
async function someAtATime<T>(
  database: Database,
  wanted: readonly string[],
  find: (tx: Tx, some: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    for (const one of await database.asSystem((tx) => find(tx, some))) found.push(one);
    await breathe();
  }
  return found;
}

/** The newest check of files of a year that is done; null where there is none. */
export async function checkBefore(
  tx: Tx,
  { organisationId, id }: CheckKey,
  year: ReturnYear,
): Promise<{ readonly id: string; readonly rules: readonly string[] } | null> {
  const found = await first<{ id: string }>(
    tx,
    sql`select id from return_check where organisation_id = ${organisationId} and year = ${year} and state = 'done'
      and source = 'upload' and id <> ${id} order by at desc, id limit 1`,
  );
  if (!found) return null;
  const rules = await rows<{ rule: string }>(
    tx,
    sql`select rule from return_check_rule where organisation_id = ${organisationId} and check_id = ${found.id}`,
  );
  return { id: found.id, rules: rules.map(({ rule }) => rule) };
}

/** What one rule found, packed; null where it found nothing. */
export async function packedFindings(
  tx: Tx,
  { organisationId, id }: CheckKey,
  rule: string,
): Promise<Uint8Array | null> {
  const found = await first<{ findings: Uint8Array }>(
    tx,
    sql`select findings from return_check_rule
      where organisation_id = ${organisationId} and check_id = ${id} and rule = ${rule}`,
  );
  return found?.findings ?? null;
}

const CHILDREN_AT_ONCE = 500;

/**
 * Keeps what a check found, in many short transactions: with the embedded database every page waits for the one that is
 * open, and no page is even read before this thread has breathed. It counts from the last of them on; what an interrupted
 * check leaves goes with it.
 * @param kept told the share that is kept
 */
export async function keepResult(
  database: Database,
  key: CheckKey,
  result: CheckResult,
  { comparedWith, now, kept }: { comparedWith: string | null; now: () => Date; kept: (share: number) => Promise<void> },
): Promise<void> {
  const own = { organisation_id: key.organisationId, check_id: key.id };
  const steps = result.parts.length + result.rules.length;
  let done = 0;
  const step = async (work: (tx: Tx) => Promise<unknown>) => {
    await database.asSystem(work);
    done += 1;
    await kept(done / Math.max(1, steps));
    await breathe();
  };
  for (const [part, bytes] of result.parts.entries()) {
    await step((tx) =>
      sql`insert into return_check_part (organisation_id, check_id, part, rows)
        values (${key.organisationId}, ${key.id}, ${part}, ${Buffer.from(bytes)})`.execute(tx),
    );
  }
  for (const [place, { rule, count, isNew, tables, findings }] of result.rules.entries()) {
    await step((tx) =>
      sql`insert into return_check_rule (organisation_id, check_id, rule, place, count, new, tables, findings)
        values (${key.organisationId}, ${key.id}, ${rule}, ${place}, ${count}, ${isNew}, ${JSON.stringify(tables)}::jsonb,
          ${Buffer.from(findings)})`.execute(tx),
    );
  }
  const { child, count } = result.children;
  for (let from = 0; from < child.length; from += CHILDREN_AT_ONCE) {
    const some = child.slice(from, from + CHILDREN_AT_ONCE).map((one, at) => {
      const place = from + at;
      return { ...own, place, child: one, count: count[place] ?? 0, part: Math.floor(place / CHILDREN_A_PART) };
    });
    await database.asSystem((tx) => insertAll(tx, 'return_check_child', some));
    await breathe();
  }
  const { summary } = result;
  await database.asSystem((tx) =>
    sql`update return_check set state = 'done', stage = '', share = 1, done_at = ${now()}, compared_with = ${comparedWith},
        rules = ${summary.rules}, found = ${summary.found}, rows_found = ${summary.rowsFound},
        children = ${child.length}, gone = ${summary.gone}, looks_like = ${summary.looksLike},
        tables = ${JSON.stringify(summary.tables)}::jsonb, problems = ${JSON.stringify(summary.problems)}::jsonb,
        problems_count = ${summary.problemsCount}, stops = ${summary.stops}, not_run = ${JSON.stringify(summary.notRun)}::jsonb
      where organisation_id = ${key.organisationId} and id = ${key.id}`.execute(tx),
  );
}
