import { setImmediate as breathe } from 'node:timers/promises';
import { type Database, sql, type Tx } from '../db/index.ts';
import { englandDate, newId } from '../kernel/index.ts';
import { rulesOf } from '../return-rules/index.ts';
import { type ReturnYear, returnYearOf } from '../ssda903/index.ts';
import { type CheckKey, codeOfAuthority, findLists, keepResult, noteFailed, packedFindings } from './check-store.ts';
import { type CheckThread, checkThread } from './check-thread.ts';
import { liveReturn } from './live-return.ts';
import type { MadeTables } from './live-return-judged.ts';
import { authoritiesHere, liveCheckBefore, liveRecords, sealedIds } from './live-return-store.ts';
import { liveTables } from './live-return-tables.ts';

export interface LiveCheckOptions {
  readonly database: Database;
  readonly clock: () => Date;
  /** Told of a fault of ours; nothing of a child is in it. */
  readonly fault: (error: Error) => void;
}

const A_DAY = 86_400_000;
/** After retention has run: both read much. */
const FIRST_AFTER = 20 * 60_000;
/** A server that is started again within the day does not check everything once more. */
const NOT_AGAIN_WITHIN = 20 * 3_600_000;
const NOT_DONE = 'The check of the records stopped in the middle. It is made again tomorrow.';

/**
 * Checks the returns that the records of each authority would make now, of the year that is running and of the one before,
 * and keeps what is found as a check. Findings about children whose records are sealed are not kept: a check is a list.
 * @param thread told of each thread that checks, so that it can be stopped
 * @returns how many returns were checked
 */
export async function checkLiveReturns(
  { database, clock, fault }: LiveCheckOptions,
  thread: (one: CheckThread | null) => boolean = () => true,
): Promise<number> {
  const running = returnYearOf(englandDate(clock()));
  let checked = 0;
  for (const { id } of await database.asSystem(authoritiesHere)) {
    for (const year of [running, running - 1]) {
      if (rulesOf(year).length === 0) continue;
      if (await checkOne({ database, clock, fault }, id, year, thread)) checked += 1;
      if (!thread(null)) return checked;
    }
  }
  return checked;
}

async function checkOne(
  { database, clock, fault }: LiveCheckOptions,
  authority: string,
  year: ReturnYear,
  thread: (one: CheckThread | null) => boolean,
): Promise<boolean> {
  const before = await database.asSystem((tx) => liveCheckBefore(tx, authority, year));
  if (before && clock().getTime() - before.at.getTime() < NOT_AGAIN_WITHIN) return false;
  const made = await madeTables(database, authority, year, clock());
  if (made === null) return false;
  const key: CheckKey = { organisationId: authority, id: newId('check') };
  await database.asSystem((tx) => addLiveCheck(tx, key, year, clock()));
  try {
    const code = await database.asSystem((tx) => codeOfAuthority(tx, authority));
    const found: [string, Uint8Array][] = [];
    for (const rule of before?.rules ?? []) {
      const bytes = await database.asSystem((tx) => packedFindings(tx, { ...key, id: before?.id ?? '' }, rule));
      if (bytes) found.push([rule, bytes]);
      await breathe();
    }
    const one = checkThread(
      { year, files: [], last: null, authority: code, before: before && found, made },
      () => {},
      fault,
      (wanted) => findLists(database, wanted),
    );
    thread(one);
    const end = await one.end;
    if (!end.ok) {
      await database.asSystem((tx) => noteFailed(tx, key, NOT_DONE, clock()));
      return false;
    }
    await keepResult(database, key, end.result, { comparedWith: before?.id ?? null, now: clock, kept: async () => {} });
    return true;
  } catch (error) {
    await database.asSystem((tx) => noteFailed(tx, key, NOT_DONE, clock()));
    throw error;
  }
}

/** This year's tables, last year's, and whose findings are not kept; null where the year has no child. */
async function madeTables(
  database: Database,
  authority: string,
  year: ReturnYear,
  now: Date,
): Promise<MadeTables | null> {
  const records = await database.asSystem((tx) => liveRecords(tx, authority, [year - 1, year]));
  // Nobody is kept waiting by what follows: the database is free, and this thread breathes after each step.
  await breathe();
  const today = englandDate(now);
  const made = liveReturn(records, year, today);
  await breathe();
  if (made.tables.Episodes.length === 0) return null;
  const last = liveReturn(records, year - 1, today);
  await breathe();
  const sealed = await database.asSystem((tx) => sealedIds(tx, authority));
  const { held, hiddenRows: hidden } = made;
  return { year, now: await liveTables(made), last: await liveTables(last), held, apart: sealed, hidden };
}

async function addLiveCheck(tx: Tx, key: CheckKey, year: ReturnYear, now: Date): Promise<void> {
  await sql`insert into return_check (organisation_id, id, year, source, with_last, digest, at, by, beat_at, state)
    values (${key.organisationId}, ${key.id}, ${year}, 'live', true, 'live', ${now}, 'system', ${now}, 'running')`.execute(
    tx,
  );
  await sql`insert into event (organisation_id, id, at, actor, kind, subject, detail) values (${key.organisationId},
    ${newId('event')}, ${now}, 'system', 'return-check.made', ${key.id}, ${JSON.stringify({ year })}::jsonb)`.execute(
    tx,
  );
}

/**
 * Does so every day while Homeward serves.
 * @returns `end`: stops the check that is on its way
 */
export function keepLiveChecks(options: LiveCheckOptions): { end(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  let now: CheckThread | null = null;
  let ended = false;
  const turn = () => {
    running = checkLiveReturns(options, (one) => {
      now = one;
      return !ended;
    }).catch((error: unknown) =>
      options.fault(error instanceof Error ? error : new Error('a check of the records failed')),
    );
  };
  const begin = setTimeout(turn, FIRST_AFTER);
  const daily = setInterval(turn, A_DAY);
  return {
    end: async () => {
      ended = true;
      clearTimeout(begin);
      clearInterval(daily);
      await now?.stop();
      await running;
    },
  };
}
