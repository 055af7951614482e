import pg from 'pg';

/** Milliseconds until a connection is there, or a place in the pool is free; then the work fails. */
export const CONNECT_WITHIN = 10_000;

/** How a connection is made: the address, and what it says first to step down (nothing where it need not). */
export interface Entrance {
  readonly url: string;
  readonly stepDown: string;
}

/** How many connections a kind of work has, and how long (in milliseconds) a transaction may sit on one. 0: no limit. */
export interface Limits {
  readonly connections: number;
  /** The longest that one statement may take. */
  readonly statement: number;
  /** The longest wait for a row that somebody else is changing. */
  readonly lock: number;
  /** The longest pause between two statements of a transaction. */
  readonly idle: number;
}

/**
 * Pages take milliseconds, so whatever takes seconds is stuck, and is ended before it can keep others waiting. An import
 * or the making of the region has statements over many rows and waits for another import; it may only not fall asleep.
 */
export const LIMITS: { readonly web: Limits; readonly jobs: Limits } = {
  web: { connections: 10, statement: 15_000, lock: 5_000, idle: 30_000 },
  jobs: { connections: 4, statement: 0, lock: 0, idle: 600_000 },
};

/** Dates and numbers that JavaScript cannot hold come as text, as from the embedded database. */
const TEXT_TYPES = [
  pg.types.builtins.INT8,
  pg.types.builtins.DATE,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.INTERVAL,
];

/** Connections of one kind of work, each stepped down and limited before it is first used. */
export function openPool(entrance: Entrance, limits: Limits): pg.Pool {
  const parser = (oid: number, format?: 'text' | 'binary') =>
    TEXT_TYPES.includes(oid as never) ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text');
  const first = [
    ...(entrance.stepDown ? [entrance.stepDown] : []),
    `set statement_timeout = ${limits.statement}`,
    `set lock_timeout = ${limits.lock}`,
    `set idle_in_transaction_session_timeout = ${limits.idle}`,
    // Compiling takes longer than our many short queries do, and inside triggers it is done again for each statement.
    'set jit = off',
  ].join('; ');
  const pool = new pg.Pool({
    connectionString: entrance.url,
    application_name: 'homeward',
    max: limits.connections,
    // Statements that do not wait for each other's answers go out together (server-driver.ts).
    pipeline: true,
    connectionTimeoutMillis: CONNECT_WITHIN,
    types: { getTypeParser: parser as typeof pg.types.getTypeParser },
    // A connection that could not step down is never handed out.
    verify: (client, done) => {
      client.query(first).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  // A server may end a connection at any time, idle or in the middle of a transaction. Work in progress hears of it
  // from its own query; without these listeners the news would end the whole process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
