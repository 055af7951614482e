import {
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import pg from 'pg';
import { type Answer, Batch, type PreparedHere } from './batch.ts';
import { PreparedStatements } from './prepared.ts';
import { endsTransaction, isHeld } from './together.ts';

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
      const fresh = new PreparingClient(client, pool.options.types ?? pg.types);
      known.set(client, fresh);
      return fresh;
    },
    end: () => pool.end(),
  };
}

/** What Kysely asks. */
interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

const NO_ANSWER: Answer = { command: 'SELECT', rowCount: 0, rows: [] };

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #types: pg.CustomTypesConfig;
  readonly #statements = new PreparedStatements('homeward_');
  readonly #prepared: PreparedHere = new Map();
  /** What goes with the next statement, in its order. */
  readonly #held: Asked[] = [];
  /** The transaction was ended by its last statement; its commit need not be sent. */
  #ended = false;
  /** A statement was refused because of how it is prepared: the schema has changed under it, or it is gone. */
  #outdated = false;

  constructor(client: pg.PoolClient, types: pg.CustomTypesConfig) {
    this.#client = client;
    this.#types = types;
  }

  query(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<never>>;
  query(cursor: never): never;
  query(text: string, values: readonly unknown[] = []): Promise<PostgresQueryResult<never>> {
    return this.#ask({ text, values }) as Promise<unknown> as Promise<PostgresQueryResult<never>>;
  }

  /** @throws what the database refused first, be it a statement that was held */
  async #ask(asked: Asked): Promise<Answer> {
    const { text } = asked;
    if (text === 'begin') {
      this.#statements.begin();
      this.#ended = false;
    }
    if (text === 'begin' || isHeld(text)) {
      this.#held.push(asked);
      return NO_ANSWER;
    }
    if (text === 'commit' && this.#ended) return NO_ANSWER;
    const before = this.#held.splice(0);
    // What is undone need not be done first; what never began has nothing to undo.
    if (text === 'rollback') return before[0]?.text === 'begin' ? NO_ANSWER : this.#send([asked]);
    if (!endsTransaction(text)) return this.#send([...before, asked]);
    const answer = await this.#send([...before, asked, COMMIT], before.length);
    this.#ended = true;
    return answer;
  }

  /** @returns what the last of them answered, or the one at `wanted` */
  async #send(asked: readonly Asked[], wanted = asked.length - 1): Promise<Answer> {
    const statements = asked.map(({ text, values }) => ({ text, values, name: this.#nameOf(text) }));
    const [only] = statements;
    if (only && statements.length === 1 && only.name === '' && only.values.length === 0)
      return (await this.#client.query(only.text)) as unknown as Answer;
    const batch = new Batch(statements, this.#prepared, this.#types);
    this.#client.query(batch);
    try {
      return (await batch.answered)[wanted] ?? NO_ANSWER;
    } catch (error) {
      if (isOutdated(error) && statements.some(({ name }) => name !== '')) this.#outdated = true;
      // The error was made where the answer was read; who asked is what one looks for.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  #nameOf(text: string): string {
    if (text === 'begin' || text === 'commit' || text === 'rollback') return text;
    return OF_A_TRANSACTION.test(text) ? '' : (this.#statements.nameOf(text) ?? '');
  }

  /** A connection that has prepared all it may, or whose statements no longer hold, is replaced by a fresh one. */
  release(destroy = false): void {
    this.#held.length = 0;
    this.#client.release(destroy || this.#outdated || this.#statements.full);
  }
}

const COMMIT: Asked = { text: 'commit', values: [] };

/** Savepoints: nothing to plan. */
const OF_A_TRANSACTION = /^(savepoint|rollback to|release|start)\b/;

/** "cached plan must not change result type", "prepared statement … does not exist". */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '0A000' || error.code === '26000');
}
