import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { andCommit, held } from './together.ts';

/**
 * Rows are read and written with SQL that names its own columns (`sql` of Kysely): the schema is written in
 * migrations/ and nowhere else, so Kysely is given no second copy of it (docs/decisions).
 */
// biome-ignore lint/suspicious/noExplicitAny: the tables are known to SQL only
export type Tables = any;

/** An open transaction; every store function takes it first. */
export type Tx = Transaction<Tables>;

/** @param opened the rows of what was asked with the beginning; none where nothing was */
type Work<T> = (tx: Tx, opened: readonly unknown[]) => Promise<T>;

/** The door to the data: work is done as a named actor, or as the system, in one transaction. Nothing else is exposed. */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  /**
   * Runs work as a person: row-level policies decide what is there. Commits when it returns, rolls back when it throws.
   * @param opening what is read before anything else: on a server it goes with the beginning, in one round trip. It may
   *   be read twice, so it writes nothing. The work is given its rows
   */
  asActor<T>(actorId: string, work: Work<T>, opening?: RawBuilder<unknown>): Promise<T>;
  /** Runs work of the system itself: imports, seeding, jobs. Never for a request of a person. */
  asSystem<T>(work: Work<T>, opening?: RawBuilder<unknown>): Promise<T>;
  /** Asks one thing as the system, by a transaction that does nothing else: on a server one round trip. */
  askAsSystem<Row>(query: RawBuilder<unknown>): Promise<Row[]>;
  /** True when the database answers. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

const inside = new AsyncLocalStorage<true>();

/** Pages and the system reach the data through connections of their own; embedded there is one for both. */
export interface Connections {
  readonly pages: Kysely<Tables>;
  readonly system: Kysely<Tables>;
}

/** @param oneAtATime the embedded database has one connection, and Kysely's driver for it mixes up overlapping transactions */
export function database(
  kind: Database['kind'],
  { pages, system }: Connections,
  oneAtATime: boolean,
  end: () => Promise<void>,
): Database {
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (!oneAtATime) return work();
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const run = <T>(
    kysely: Kysely<Tables>,
    [role, actor]: readonly [role: string, actor: string],
    work: Work<T>,
    opening?: RawBuilder<unknown>,
  ): Promise<T> => {
    // A second transaction inside an open one would wait for ever on the embedded database.
    if (inside.getStore())
      throw new Error('asActor or asSystem inside an open transaction: pass the transaction on instead');
    return inTurn(() => inside.run(true, () => transaction(kysely, [role, actor], work, opening)));
  };

  /** A connection that the server had ended while it was idle is noticed by the first use; then another is taken. */
  const transaction = async <T>(
    kysely: Kysely<Tables>,
    who: readonly [role: string, actor: string],
    work: Work<T>,
    opening?: RawBuilder<unknown>,
  ): Promise<T> => {
    const settings = kysely === pages ? OF_A_PAGE : OF_THE_SYSTEM;
    for (let attempt = 1; ; attempt++) {
      let begun = false;
      try {
        return await kysely.transaction().execute(async (tx) => {
          await tx.executeQuery(CompiledQuery.raw(opening ? held(settings) : settings, [...who]));
          const opened = opening ? await rows(tx, opening) : [];
          begun = true;
          return work(tx, opened);
        });
      } catch (error) {
        // Work that has begun is never done twice: only its caller knows whether it may be.
        if (begun || attempt === ATTEMPTS || !isLostConnection(error)) throw error;
        await pause(20 * attempt);
      }
    }
  };

  return {
    kind,
    asActor: (actorId, work, opening) => {
      if (!actorId) throw new Error('work as an actor needs an actor');
      return run(pages, ['homeward_app', actorId], work, opening);
    },
    asSystem: (work, opening) => run(system, ['homeward_system', ''], work, opening),
    askAsSystem: <Row>(query: RawBuilder<unknown>) =>
      run(system, ['homeward_system', ''], async (_, found) => found as Row[], andCommit(query)),
    answers: async () => {
      const ask = (tx: Tx) => sql`select 1`.execute(tx);
      try {
        await Promise.all([run(pages, ['homeward_app', ''], ask), run(system, ['homeward_system', ''], ask)]);
        return true;
      } catch {
        return false;
      }
    },
    close: async () => {
      await inTurn(async () => undefined);
      await Promise.all([...new Set([pages, system])].map((kysely) => kysely.destroy()));
      await end();
    },
  };
}

const ATTEMPTS = 4;

/** What the database found out about another actor (app.known of migration 0081) is not for this one. */
const OF_THE_SYSTEM = `select set_config('role', $1, true), set_config('app.actor', $2, true), set_config('app.known', '?', true),
  set_config('app.known_near', '', true)`;

/**
 * What pages ask is small, and planning it is what takes time: the plan that is kept (prepared.ts) is used whatever is
 * asked for. Left to itself PostgreSQL would plan most of it anew, because a plan for any number of children looks
 * dearer to it than one for the single child at hand.
 */
const OF_A_PAGE = `${OF_THE_SYSTEM}, set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** The server ended the connection (57P01 and its kin), or the network did. */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(57P0[123]|08\d{3}|ECONNRESET|EPIPE)$/.test(code) || /Connection terminated|not queryable/.test(error.message)
  );
}

/** All rows of a query. Dates, bigints and numerics come as text from both databases. */
export async function rows<Row>(tx: Tx, query: RawBuilder<unknown>): Promise<Row[]> {
  return (await query.execute(tx)).rows as Row[];
}

/** The first row, or null. */
export async function first<Row>(tx: Tx, query: RawBuilder<unknown>): Promise<Row | null> {
  return (await rows<Row>(tx, query))[0] ?? null;
}

/**
 * The last write of a transaction, whose answer nobody reads: on a server it goes with the commit (together.ts), which
 * fails where it is refused.
 * @param text SQL with `$1` and so on; always the same, so that it stays prepared
 */
export async function writeAtEnd(tx: Tx, text: string, values: readonly unknown[]): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(held(text), [...values]));
}

const BATCH = 2_000;

/**
 * Inserts many rows by one statement a batch; keys are column names, all rows carry the same keys.
 * @param onConflict SQL after the rows, such as `on conflict do nothing`
 * @returns how many rows were written
 */
export async function insertAll(
  tx: Tx,
  table: string,
  list: readonly Readonly<Record<string, unknown>>[],
  onConflict = '',
): Promise<number> {
  let written = 0;
  for (let from = 0; from < list.length; from += BATCH) {
    const batch = list.slice(from, from + BATCH);
    const columns = Object.keys(batch[0] ?? {}).map((name) => sql.ref(name));
    // The database turns each value into the column's type; columns left out keep their defaults.
    const result = await sql`insert into ${sql.table(table)} (${sql.join(columns)})
      select ${sql.join(columns)} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(batch)}::jsonb)
      ${sql.raw(onConflict)}`.execute(tx);
    written += Number(result.numAffectedRows ?? 0n);
  }
  return written;
}
