import pg from 'pg';

/** One statement of a batch, in the words of PostgreSQL's extended protocol. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which it is, or is to be, prepared on this connection; empty: it is parsed for this once. */
  readonly name: string;
}

/** What a statement answered: its rows, what it was (`SELECT`, `INSERT`, …), and how many rows it read or wrote. */
export interface Answer {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: Record<string, unknown>[];
}

interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** By name, what one connection has prepared, and the columns that it answers with. */
export type PreparedHere = Map<string, readonly Column[]>;

/** The messages that the driver sends and hands on, as far as a batch has to do with them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  close(message: { type: 'S'; name: string }): void;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  sync(): void;
}
interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/**
 * Statements that go to the server together and are answered together: one packet there, one back. The driver sends and
 * ends each by itself, and asks each time anew what its columns are. Where one is refused those after it are not run.
 */
export class Batch extends pg.Query {
  readonly answered: Promise<Answer[]>;
  readonly #statements: readonly Statement[];
  readonly #prepared: PreparedHere;
  readonly #types: pg.CustomTypesConfig;
  readonly #answers: Answer[] = [];
  #columns: readonly Column[] = [];
  #rows: Record<string, unknown>[] = [];
  /** What cannot be read of an answer is told when the server has ended it. */
  #unreadable: unknown;
  #done: (answers: Answer[]) => void = () => undefined;
  #failed: (error: unknown) => void = () => undefined;

  constructor(statements: readonly Statement[], prepared: PreparedHere, types: pg.CustomTypesConfig) {
    super('');
    this.#statements = statements;
    this.#prepared = prepared;
    this.#types = types;
    this.answered = new Promise((done, failed) => {
      this.#done = done;
      this.#failed = failed;
    });
    // The driver calls these by name, as it does those of a query of its own.
    Object.assign(this, {
      submit: (wire: Wire) => this.#send(wire),
      handleRowDescription: (message: RowDescription) => this.#describe(message),
      handleDataRow: (message: { fields: readonly (string | null)[] }) => this.#row(message.fields),
      handleCommandComplete: (message: { text: string }) => this.#complete(message.text),
      handleEmptyQuery: () => this.#complete(''),
      handleError: (error: unknown) => this.#failed(error),
      handleReadyForQuery: () => (this.#unreadable ? this.#failed(this.#unreadable) : this.#done(this.#answers)),
    });
  }

  #send(wire: Wire): Error | null {
    // A value that cannot be written may not leave half a batch on the wire.
    let written: unknown[][];
    try {
      written = this.#statements.map(({ values }) => values.map((value) => prepareValue(value)));
    } catch (error) {
      return error as Error;
    }
    wire.stream.cork();
    this.#statements.forEach(({ name, text }, at) => {
      const known = this.#prepared.has(name);
      // A statement that failed the first time may have been prepared before it did; to close what is not there is no fault.
      if (!known && name !== '') wire.close({ type: 'S', name });
      if (!known) wire.parse({ name, text });
      wire.bind({ statement: name, values: written[at] ?? [], valueMapper: (value) => value });
      if (!known) wire.describe({ type: 'P', name: '' });
      wire.execute({});
    });
    wire.sync();
    wire.stream.uncork();
    this.#next();
    return null;
  }

  /** The columns of the statement that is answered next, where they are known. */
  #next(): void {
    this.#columns = this.#prepared.get(this.#statements[this.#answers.length]?.name ?? '') ?? [];
    this.#rows = [];
  }

  #describe({ fields }: RowDescription): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      read: this.#types.getTypeParser(dataTypeID, 'text'),
    }));
  }

  #row(fields: readonly (string | null)[]): void {
    const row: Record<string, unknown> = {};
    try {
      this.#columns.forEach(({ name, read }, at) => {
        const text = fields[at] ?? null;
        row[name] = text === null ? null : read(text);
      });
    } catch (error) {
      this.#unreadable ??= error;
    }
    this.#rows.push(row);
  }

  /** @param said `INSERT 0 5`, `SELECT 3`, `COMMIT`; nothing for a statement that is none */
  #complete(said: string): void {
    const { name } = this.#statements[this.#answers.length] ?? { name: '' };
    if (name !== '') this.#prepared.set(name, this.#columns);
    const words = said.split(' ');
    const count = words.length > 1 ? Number(words.at(-1)) : 0;
    this.#answers.push({ command: words[0] ?? '', rowCount: count, rows: this.#rows });
    this.#next();
  }
}
