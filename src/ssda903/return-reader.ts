import { csvRecords } from './csv-records.ts';
import { utf8Only } from './encoding.ts';
import { type Problem, ProblemList, shown, Unreadable } from './problems.ts';
import { type ReturnFile, recogniseFiles } from './recognised-files.ts';
import { type ReturnYear, YearFinder } from './return-year.ts';
import { RowReader } from './row-reader.ts';
import { columnsOf, type ReadRow, TABLE_NAMES, type TableName } from './tables.ts';
import { unpackFiles } from './unpacked-files.ts';
import { xmlRows } from './xml-rows.ts';

export interface ReadOptions {
  /** The year of the return, where it is known; otherwise it is found from the episodes. */
  readonly year?: ReturnYear;
  /** Rows in a batch (1,000). */
  readonly batchRows?: number;
  /** Problems kept of each sort, those that stop and notices (1,000 each); all are counted. */
  readonly mostProblems?: number;
  /** Longest row in bytes (1,000,000). */
  readonly mostRowBytes?: number;
  /** Tables without which the return is refused (Header and Episodes). */
  readonly needed?: readonly TableName[];
}

/** Some rows of one table, in the order of the file. */
export type ReturnBatch = {
  [T in TableName]: { readonly table: T; readonly file: string; readonly rows: readonly ReadRow<T>[] };
}[TableName];

/** What was read, and everything there is to say about it. Complete once the batches are through. */
export interface ReadSummary {
  /** Null when no episode tells it. */
  readonly year: ReturnYear | null;
  /** Rows that could be read, by table, whether or not they were handed out. */
  readonly rows: Readonly<Record<TableName, number>>;
  /**
   * Tables that there was a file for, be it without rows; an XML file gives those that it has rows of, and who the children
   * are. What is not given says nothing.
   */
  readonly given: readonly TableName[];
  /** How many problems stop the import. The return may be imported only when there is none. */
  readonly stops: number;
  readonly notices: number;
  /** The first of each sort, those that stop first. */
  readonly problems: readonly Problem[];
}

export interface ReturnReading {
  readonly batches: AsyncGenerator<ReturnBatch, void>;
  summary(): ReadSummary;
}

/**
 * Reads a return as a stream of typed rows: CSV files, one for each table, or the single XML file; also out of workbooks
 * (.xlsx) and zip archives of these, which are held in memory as they are packed.
 *
 * Nothing is thrown for what is wrong with the files: it is in `summary()`, and the caller, who has the transaction,
 * keeps the import only if `stops` is 0. After the first problem that stops, reading goes on to find the others but
 * hands out no more rows. Tables come in the order of `TABLES` (XML: child by child), so that who a child is comes
 * before what happened to them. Memory holds one batch, whatever the size of the files.
 *
 * Errors of `open` itself (no such file, no permission) are thrown.
 */
export function readReturn(files: readonly ReturnFile[], options: ReadOptions = {}): ReturnReading {
  const reading = new Reading(files, options);
  return { batches: reading.batches(), summary: () => reading.summary() };
}

const ROWS_IN_A_BATCH = 1_000;
const MOST_PROBLEMS = 1_000;
const MOST_ROW_BYTES = 1_000_000;

class Reading {
  readonly #files: readonly ReturnFile[];
  readonly #options: ReadOptions;
  readonly #problems: ProblemList;
  readonly #rows = new Map<TableName, number>();
  readonly #years = new YearFinder();
  #given: ReadonlySet<TableName> = new Set();
  readonly #mostRowBytes: number;
  readonly #waiting = new Map<TableName, ReadRow<TableName>[]>();

  constructor(files: readonly ReturnFile[], options: ReadOptions) {
    this.#files = files;
    this.#options = options;
    this.#problems = new ProblemList(options.mostProblems ?? MOST_PROBLEMS);
    this.#mostRowBytes = options.mostRowBytes ?? MOST_ROW_BYTES;
  }

  summary(): ReadSummary {
    return {
      year: this.#options.year ?? this.#years.year(),
      rows: Object.fromEntries(TABLE_NAMES.map((table) => [table, this.#rows.get(table) ?? 0])) as Record<
        TableName,
        number
      >,
      given: TABLE_NAMES.filter((table) => this.#given.has(table) || (this.#rows.get(table) ?? 0) > 0),
      stops: this.#problems.stopsCount,
      notices: this.#problems.noticesCount,
      problems: this.#problems.kept(),
    };
  }

  async *batches(): AsyncGenerator<ReturnBatch, void> {
    const files = await unpackFiles(this.#files, this.#problems);
    // What could not be opened may be the table that is then not there.
    const opened = this.#problems.stopsCount === 0;
    const { csv, xml } = await recogniseFiles(files, this.#problems, this.#mostRowBytes);
    this.#given = new Set(xml ? ['Header', 'UASC', 'Episodes'] : csv.keys());
    if (xml) yield* this.#file(xml, () => this.#xml(xml));
    for (const table of TABLE_NAMES) {
      const file = csv.get(table);
      if (file) yield* this.#file(file, () => this.#csv(table, file));
      else if (opened && xml === null && (this.#options.needed ?? ['Header', 'Episodes']).includes(table)) {
        const usual = columnsOf(table);
        this.#stop('the return', `a file for the table ${table}, with the columns ${Object.keys(usual).join(', ')}`);
      }
    }
  }

  /** Runs the reading of one file and turns its failure into a problem. */
  async *#file(file: ReturnFile, read: () => AsyncGenerator<ReturnBatch, void>): AsyncGenerator<ReturnBatch, void> {
    try {
      yield* read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { line, column, value, expected } = error;
      this.#problems.add({ file: shown(file.name), line, column, value, expected, stops: true });
    }
  }

  async *#csv(table: TableName, file: ReturnFile): AsyncGenerator<ReturnBatch, void> {
    let reader: RowReader<TableName> | null = null;
    let width = 0;
    for await (const records of csvRecords(utf8Only(file.open()), this.#mostRowBytes)) {
      for (const { cells, line } of records) {
        if (!reader) {
          reader = new RowReader(table, shown(file.name), cells, this.#problems);
          // Spreadsheets leave empty columns behind the last one; rows need not have them.
          width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
          continue;
        }
        if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '')) {
          this.#stop(file.name, `${width} cells in the row, as in the first row; this row has ${cells.length}`, line);
          continue;
        }
        const row = reader.read(cells, line);
        if (row) yield* this.#take(table, file, row);
      }
    }
    if (!reader)
      throw new Unreadable(
        `a first row with the columns ${Object.keys(columnsOf(table)).join(', ')}; the file is empty`,
      );
    yield* this.#flush(file);
  }

  async *#xml(file: ReturnFile): AsyncGenerator<ReturnBatch, void> {
    const readers = new Map<TableName, RowReader<TableName>>();
    const notice = (element: string, line: number) =>
      this.#notice(file.name, `only elements of the return; ${element} is not read`, line);
    for await (const rows of xmlRows(utf8Only(file.open()), this.#mostRowBytes, notice)) {
      for (const { table, cells, line, lines } of rows) {
        let reader = readers.get(table);
        if (!reader) {
          reader = new RowReader(table, shown(file.name), Object.keys(columnsOf(table)), this.#problems);
          readers.set(table, reader);
        }
        const row = reader.read(cells, line, (at) => lines[at] ?? line);
        if (row) yield* this.#take(table, file, row);
      }
    }
    yield* this.#flush(file);
  }

  *#take(table: TableName, file: ReturnFile, row: ReadRow<TableName>): Generator<ReturnBatch, void> {
    this.#rows.set(table, (this.#rows.get(table) ?? 0) + 1);
    if (table === 'Episodes') {
      const { DECOM, DEC } = row as ReadRow<'Episodes'>;
      this.#years.started(DECOM);
      if (DEC) this.#years.ended(DEC);
    }
    const waiting = this.#waiting.get(table);
    if (waiting) waiting.push(row);
    else this.#waiting.set(table, [row]);
    // All tables go out together: in XML a child's Header row may still wait while their episodes fill a batch.
    if ((waiting?.length ?? 1) >= (this.#options.batchRows ?? ROWS_IN_A_BATCH)) yield* this.#flush(file);
  }

  *#flush(file: ReturnFile): Generator<ReturnBatch, void> {
    for (const table of TABLE_NAMES) {
      const rows = this.#waiting.get(table);
      if (!rows) continue;
      this.#waiting.delete(table);
      if (this.#problems.stopsCount === 0) yield { table, file: file.name, rows } as unknown as ReturnBatch;
    }
  }

  #stop(file: string, expected: string, line: number | null = null): void {
    this.#problems.add({ file: shown(file), line, column: null, value: null, expected, stops: true });
  }

  #notice(file: string, expected: string, line: number | null = null): void {
    this.#problems.add({ file: shown(file), line, column: null, value: null, expected, stops: false });
  }
}
