import { type PGlite, protocol, types } from '@electric-sql/pglite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { PreparedStatements } from './prepared.ts';

const { serialize } = protocol;
type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

/** What the database said of a statement when it parsed it. */
interface Described {
  /** The types of its parameters. */
  readonly takes: readonly number[];
  /** The columns it answers with. */
  readonly columns: readonly { readonly name: string; readonly type: number }[];
}

/**
 * Kysely's dialect for the embedded database, with prepared statements. Kysely's own driver has none of them: it parses
 * and plans every query anew, by six calls into WebAssembly where one will do.
 * @param prefix sets the names of statements apart from those of others on the one connection there is: a plan made for
 *   one role is thrown away when another role asks
 */
export function embeddedDialect(pglite: PGlite, prefix: string): Dialect {
  const usual = new PGliteDialect({ pglite });
  return {
    createAdapter: () => usual.createAdapter(),
    createIntrospector: (kysely) => usual.createIntrospector(kysely),
    createQueryCompiler: () => usual.createQueryCompiler(),
    createDriver: () => new PreparingDriver(pglite, usual.createDriver(), prefix),
  };
}

/** Transactions are begun and ended by Kysely's driver, which holds the database for one at a time. */
class PreparingDriver implements Driver {
  readonly #pglite: PGlite;
  readonly #usual: Driver;
  readonly #prepared: PreparedStatements;
  readonly #described = new Map<string, Described>();

  constructor(pglite: PGlite, usual: Driver, prefix: string) {
    this.#pglite = pglite;
    this.#usual = usual;
    this.#prepared = new PreparedStatements(prefix);
  }

  init(): Promise<void> {
    return this.#usual.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new PreparingConnection(await this.#usual.acquireConnection(), (query) => this.#ask(query));
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await this.#usual.beginTransaction(usualOf(connection), settings);
    this.#prepared.begin();
    if (this.#prepared.full) await this.#forget();
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#usual.commitTransaction(usualOf(connection));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#usual.rollbackTransaction(usualOf(connection));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#usual.releaseConnection(usualOf(connection));
  }

  /** Two share the database; whoever opened it closes it (open.ts). */
  async destroy(): Promise<void> {}

  async #ask(query: CompiledQuery): Promise<QueryResult<unknown>> {
    try {
      return await this.#answer(query);
    } catch (error) {
      // The error was made where the answer was read, behind others who waited; who asked is what one looks for.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  }

  #answer({ sql, parameters }: CompiledQuery): Promise<QueryResult<unknown>> {
    const name = this.#prepared.nameOf(sql) ?? '';
    return this.#pglite.runExclusive(async () => {
      const described = this.#described.get(name) ?? (await this.#parse(name, sql));
      const values = parameters.map((value, at) => this.#asText(value, described.takes[at]));
      const answer = await this.#send(serialize.bind({ statement: name, values }), serialize.execute());
      return this.#read(answer, described);
    });
  }

  async #parse(name: string, text: string): Promise<Described> {
    const answer = await this.#send(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }));
    let described: Described = { takes: [], columns: [] };
    for (const message of answer) {
      if (message instanceof protocol.messages.ParameterDescriptionMessage)
        described = { ...described, takes: message.dataTypeIDs };
      if (message instanceof protocol.messages.RowDescriptionMessage)
        described = {
          ...described,
          columns: message.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
        };
    }
    if (name !== '') this.#described.set(name, described);
    return described;
  }

  #asText(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : this.#pglite.serializers[type];
    return serializer ? serializer(value) : String(value);
  }

  #read(answer: readonly Message[], { columns }: Described): QueryResult<unknown> {
    const rows: unknown[] = [];
    let affected = 0n;
    for (const message of answer) {
      if (message instanceof protocol.messages.DataRowMessage) {
        const row: Record<string, unknown> = {};
        columns.forEach(({ name, type }, at) => {
          row[name] = types.parseType(message.fields[at] ?? null, type, this.#pglite.parsers);
        });
        rows.push(row);
      } else if (message instanceof protocol.messages.CommandCompleteMessage) {
        affected = rowsWritten(message.text);
      }
    }
    return { rows, numAffectedRows: affected };
  }

  /** Sends messages as one batch and ends it, so that an error in one of them leaves nothing behind. @throws what the database refuses */
  #send(...batch: readonly Uint8Array[]): Promise<Message[]> {
    return this.#pglite.execProtocolStream(Buffer.concat([...batch, serialize.sync()]), { syncToFs: false });
  }

  async #forget(): Promise<void> {
    const names = this.#prepared.forget();
    this.#described.clear();
    await this.#pglite.runExclusive(() => this.#send(...names.map((name) => serialize.close({ type: 'S', name }))));
  }
}

/** The connection as Kysely's driver knows it, asked by prepared statements. */
class PreparingConnection implements DatabaseConnection {
  readonly usual: DatabaseConnection;
  readonly #ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>;

  constructor(usual: DatabaseConnection, ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>) {
    this.usual = usual;
    this.#ask = ask;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#ask(query) as Promise<QueryResult<Row>>;
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.usual.streamQuery(query, chunkSize);
  }
}

function usualOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof PreparingConnection ? connection.usual : connection;
}

/** `INSERT 0 5`, `UPDATE 3`: how many rows a command says that it wrote. */
function rowsWritten(command: string): bigint {
  const count = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(command)?.[1];
  return count === undefined ? 0n : BigInt(count);
}
