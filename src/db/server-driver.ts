import {
  type Dialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type pg from 'pg';
import { PreparedStatements } from './prepared.ts';

/** Kysely's dialect for a server, with prepared statements (prepared.ts) on each connection of the pool. */
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

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #prepared = new PreparedStatements('homeward_');
  /** A statement was refused because of how it is prepared: the schema has changed under it, or it is gone. */
  #outdated = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<never>>;
  query(cursor: never): never;
  query(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<never>> {
    return this.#ask(text, [...(values ?? [])]);
  }

  async #ask(text: string, values: unknown[]): Promise<PostgresQueryResult<never>> {
    if (isOfTransaction(text)) {
      if (text === 'begin') this.#prepared.begin();
      return (await this.#client.query(text)) as unknown as PostgresQueryResult<never>;
    }
    const name = this.#prepared.nameOf(text);
    try {
      return (await this.#client.query(
        name === null ? { text, values } : { name, text, values },
      )) as unknown as PostgresQueryResult<never>;
    } catch (error) {
      if (name !== null && isOutdated(error)) this.#outdated = true;
      throw error;
    }
  }

  /** A connection that has prepared all it may, or whose statements no longer hold, is replaced by a fresh one. */
  release(destroy = false): void {
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
