/** How many statements of a connection are prepared at the most: PostgreSQL keeps the plan of each in its memory. */
export const MOST_PREPARED = 200;

/** Texts that were asked once are remembered up to here, then forgotten together. */
const MOST_SEEN = 1_000;

/**
 * Which statements of one connection are prepared under a name, so that PostgreSQL keeps their plans: where row-level
 * policies stand on the tables, planning a query takes longer than running it.
 *
 * A statement is prepared when a second transaction asks it. Work over many rows asks the same thing thousands of times
 * in one transaction while its tables grow, and would go on with the plan for empty tables; and what is asked once would
 * only take memory.
 */
export class PreparedStatements {
  readonly #names = new Map<string, string>();
  /** The transaction in which a text was asked first. */
  readonly #asked = new Map<string, number>();
  readonly #prefix: string;
  #transaction = 0;
  #made = 0;

  /** @param prefix sets the names apart from those of others who share the connection */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** To be told of every transaction that begins. */
  begin(): void {
    this.#transaction++;
  }

  /** No more are prepared on this connection. */
  get full(): boolean {
    return this.#names.size >= MOST_PREPARED;
  }

  /** The name under which to ask a statement from now on; null: it is asked by its text. */
  nameOf(text: string): string | null {
    const name = this.#names.get(text);
    if (name !== undefined) return name;
    const first = this.#asked.get(text);
    if (first === undefined) {
      if (this.#asked.size >= MOST_SEEN) this.#asked.clear();
      this.#asked.set(text, this.#transaction);
      return null;
    }
    if (first === this.#transaction || this.full) return null;
    this.#asked.delete(text);
    const made = `${this.#prefix}${++this.#made}`;
    this.#names.set(text, made);
    return made;
  }

  /** Nothing is prepared any more. No name is given twice. @returns the names that were */
  forget(): string[] {
    const names = [...this.#names.values()];
    this.#names.clear();
    this.#asked.clear();
    return names;
  }
}
