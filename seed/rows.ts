/** Rows of one table, ready to be inserted; all rows of a chunk carry the same keys. */
export interface Chunk {
  readonly table: string;
  readonly rows: readonly Row[];
}

export type Row = Readonly<Record<string, unknown>>;

/** Gathers rows by table and hands them out in the order in which the tables were first named. */
export class RowBox {
  readonly #tables = new Map<string, Row[]>();

  constructor(tables: readonly string[]) {
    for (const table of tables) this.#tables.set(table, []);
  }

  add(table: string, row: Row): void {
    const rows = this.#tables.get(table);
    if (!rows) throw new Error(`${table} has no place in the order of tables`);
    rows.push(row);
  }

  *chunks(): Generator<Chunk> {
    for (const [table, rows] of this.#tables) if (rows.length > 0) yield { table, rows };
  }
}
