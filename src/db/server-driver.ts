import {
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type pg from 'pg';
import { PreparedStatements } from './prepared.ts';
import { isHeld } from './together.ts';

/**
 * Kysely's dialect for a server, with prepared statements (prepared.ts) on each connection of the pool, and statements
 * whose answer nobody reads sent together with the next (together.ts).
 */
export function serverDialect(pool: pg.Pool): Dialect {
  return new PostgresDialect({ pool: preparing(pool) });
}

function preparing(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PreparingClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const before = known.get(client);
      if (before) return before;
      const fresh = new PreparingClient(client);
      known.set(client, fresh);
      return fresh;
    },
    end: () => pool.end(),
  };
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
type Answer = PostgresQueryResult<never>;

const NO_ANSWER = { command: 'SELECT', rowCount: 0, rows: [] } as unknown as Answer;

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #prepared = new PreparedStatements('homeward_');
  /** What goes with the next statement, in its order. */
  readonly #held: Statement[] = [];
  /** A statement was refused because of how it is prepared: the schema has changed under it, or it is gone. */
  #outdated = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<never>>;
  query(cursor: never): never;
  query(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<never>> {
    return this.#ask({ text, values: values ?? [] });
  }

  /** @throws what the database refused first, be it a statement that was held */
  async #ask(statement: Statement): Promise<Answer> {
    const { text } = statement;
    if (text === 'begin') this.#prepared.begin();
    if (text === 'begin' || isHeld(text)) {
      this.#held.push(statement);
      return NO_ANSWER;
    }
    const before = this.#held.splice(0);
    if (text === 'rollback') {
      // What is undone need not be done first; what never began has nothing to undo.
      return before[0]?.text === 'begin' ? NO_ANSWER : this.#send(statement);
    }
    // Written one behind the other, so that they arrive together (`pipeline`, pools.ts).
    const answers = [...before, statement].map((each) => this.#send(each));
    for (const { status, reason } of (await Promise.allSettled(answers)) as PromiseRejectedResult[])
      if (status === 'rejected') throw reason;
    return answers.at(-1) as Promise<Answer>;
  }

  async #send({ text, values: given }: Statement): Promise<Answer> {
    if (isOfTransaction(text)) return (await this.#client.query(text)) as unknown as Answer;
    const name = this.#prepared.nameOf(text);
    const values = [...given];
    try {
      return (await this.#client.query(name === null ? { text, values } : { name, text, values })) as unknown as Answer;
    } catch (error) {
      if (name !== null && isOutdated(error)) this.#outdated = true;
      throw error;
    }
  }

  /** A connection that has prepared all it may, or whose statements no longer hold, is replaced by a fresh one. */
  release(destroy = false): void {
    this.#held.length = 0;
    this.#client.release(destroy || this.#outdated || this.#prepared.full);
  }
}

/** Begins, ends, savepoints: nothing to plan. */
function isOfTransaction(text: string): boolean {
  return /^(begin|commit|rollback|savepoint|release|start)\b/.test(text);
}

/** "cached plan must not change result type", "prepared statement … does not exist". */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '0A000' || error.code === '26000');
}
