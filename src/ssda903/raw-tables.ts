import { readDate, withoutPointZero } from './cell-values.ts';
import { csvRecords } from './csv-records.ts';
import { utf8Only } from './encoding.ts';
import { ownText } from './own-text.ts';
import { type Problem, ProblemList, shown, Unreadable } from './problems.ts';
import { type ReturnFile, recogniseFiles } from './recognised-files.ts';
import { columnPlaces } from './row-reader.ts';
import { type Column, columnsOf, type TableName } from './tables.ts';
import { unpackFiles } from './unpacked-files.ts';
import { xmlRows } from './xml-rows.ts';

/** What stands in a row: text as in the file, null where blank, in the order of `rawColumns`. */
export type RawRow = readonly (string | null)[];

/** The rows of one table, and which of its columns the file has. */
export interface RawTable {
  readonly columns: ReadonlySet<string>;
  readonly rows: readonly RawRow[];
}

/** Columns that the Department derives; a file may carry them. */
const DERIVED: { readonly [T in TableName]?: readonly string[] } = {
  Header: ['UASC'],
  Episodes: ['PL_DISTANCE', 'PL_LA', 'PL_LOCATION'],
};

/** The columns of a table's raw rows, in order: those of the return, then those that are derived. */
export function rawColumns(table: TableName): readonly string[] {
  return [...Object.keys(columnsOf(table)), ...(DERIVED[table] ?? [])];
}

/** A return as text, for a checker: nothing is typed or judged, every row that could be cut into cells is there. */
export interface RawTables {
  /** Rows in the order of the files. A table is there when the return has its file, be it without rows. */
  readonly tables: { readonly [T in TableName]?: RawTable };
  /** The line of the file each row begins on, by table and position. */
  readonly lines: { readonly [T in TableName]?: readonly number[] };
  readonly format: 'csv' | 'xml';
  /** First what kept a file or row from being read whole (`stops`), then notices. */
  readonly problems: readonly Problem[];
  readonly stops: number;
}

const MOST_PROBLEMS = 1_000;
const MOST_ROW_BYTES = 1_000_000;

/**
 * Reads a return as text, from CSV files, the single XML file, workbooks (.xlsx) and zip archives. A file that cannot be read is told in `problems` and its table left out; the others are
 * read. Dates written yyyy-mm-dd, a midnight behind a date and `1.0` for `1` are put as the return writes them, since
 * spreadsheets make them so; nothing else is changed. Memory holds the whole return.
 *
 * Errors of `open` itself (no such file, no permission) are thrown.
 */
export async function readRawTables(files: readonly ReturnFile[]): Promise<RawTables> {
  const problems = new ProblemList(MOST_PROBLEMS);
  const { csv, xml } = await recogniseFiles(await unpackFiles(files, problems), problems, MOST_ROW_BYTES);
  const builders = new Builders(problems);
  const read = async (file: ReturnFile, reading: () => Promise<void>) => {
    try {
      await reading();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { line, column, value, expected } = error;
      problems.add({ file: shown(file.name), line, column, value, expected, stops: true });
    }
  };
  if (xml) await read(xml, () => readXml(xml, builders, problems));
  for (const [table, file] of csv) await read(file, () => readCsv(table, file, builders, problems));
  const built = [...builders.made];
  return {
    tables: Object.fromEntries(built.map(([table, { columns, rows }]) => [table, { columns, rows }])),
    lines: Object.fromEntries(built.map(([table, { lines }]) => [table, lines])),
    format: xml ? 'xml' : 'csv',
    problems: problems.kept(),
    stops: problems.stopsCount,
  };
}

async function readCsv(table: TableName, file: ReturnFile, builders: Builders, problems: ProblemList): Promise<void> {
  let builder: TableBuilder | null = null;
  let width = 0;
  const name = shown(file.name);
  for await (const records of csvRecords(utf8Only(file.open()), MOST_ROW_BYTES)) {
    for (const { cells, line } of records) {
      if (!builder) {
        builder = builders.make(table, name, cells);
        // Spreadsheets leave empty columns behind the last one; rows need not have them.
        width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
        continue;
      }
      if (cells.length !== width && (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== ''))) {
        const expected = `${width} cells in the row, as in the first row; this row has ${cells.length}, and its last cells may be read wrongly`;
        problems.add({ file: name, line, column: null, value: null, expected, stops: true });
      }
      builder.add(cells, line);
    }
  }
  if (!builder) {
    throw new Unreadable(`a first row with the columns ${Object.keys(columnsOf(table)).join(', ')}; the file is empty`);
  }
}

async function readXml(file: ReturnFile, builders: Builders, problems: ProblemList): Promise<void> {
  const name = shown(file.name);
  const notice = (element: string, line: number) =>
    problems.add({
      file: name,
      line,
      column: null,
      value: null,
      expected: `only elements of the return; ${element} is not read`,
      stops: false,
    });
  for await (const rows of xmlRows(utf8Only(file.open()), MOST_ROW_BYTES, notice)) {
    for (const { table, cells, line, uasc } of rows) {
      const columns = table === 'Header' ? rawColumns(table) : Object.keys(columnsOf(table));
      const builder = builders.made.get(table) ?? builders.make(table, name, columns);
      builder.add(uasc === undefined ? cells : [...cells, uasc], line);
    }
  }
}

interface Place {
  readonly at: number;
  /** Days and codes repeat: one text for all of them is a third of the memory. Null where they do not. */
  readonly known: Map<string, string | null> | null;
  /** Beyond so many they are forgotten, so that a column of nonsense does not fill memory. */
  readonly most: number;
  readonly read: (text: string, line: number) => string | null;
}

const VALUES_KEPT = 20_000;
const REPEATED: ReadonlySet<Column['kind']> = new Set(['date', 'code', 'yes-no', 'sex', 'whole-number', 'urn']);

/** The tables of one return in the making. */
class Builders {
  readonly made = new Map<TableName, TableBuilder>();
  readonly #problems: ProblemList;
  /** One text for each child in all tables: their rows are looked up by it again and again. */
  readonly #children = new Map<string, string | null>();

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  make(table: TableName, file: string, header: readonly string[]): TableBuilder {
    const builder = new TableBuilder(table, file, header, this.#problems, this.#children);
    this.made.set(table, builder);
    return builder;
  }
}

/** Makes rows of one table out of cells. */
class TableBuilder {
  readonly columns: ReadonlySet<string>;
  readonly rows: RawRow[] = [];
  readonly lines: number[] = [];
  readonly #places: readonly Place[];

  /** @throws Unreadable when a column stands twice, or CHILD is not there */
  constructor(
    table: TableName,
    file: string,
    header: readonly string[],
    problems: ProblemList,
    children: Map<string, string | null>,
  ) {
    const columns = columnsOf(table);
    const places = columnPlaces(header);
    const about = (column: string, expected: string) =>
      problems.add({ file, line: 1, column: shown(column), value: null, expected, stops: false });
    if (!places.has('CHILD')) {
      const separated = header.length === 1 ? ' (columns must be separated by commas)' : '';
      throw new Unreadable(`the columns of the table ${table}; CHILD is missing${separated}`, { line: 1 });
    }
    const known = rawColumns(table);
    for (const name of Object.keys(columns)) {
      if (!places.has(name)) about(name, 'this column; read as blank in every row');
    }
    for (const name of places.keys()) {
      if (!known.includes(name)) about(name, `only columns of the table ${table}; this one is not read`);
    }
    this.columns = new Set(known.filter((name) => places.has(name)));
    this.#places = known.map((name) => ({
      at: places.get(name) ?? -1,
      known: name === 'CHILD' ? children : REPEATED.has(columns[name]?.kind ?? 'text') ? new Map() : null,
      most: name === 'CHILD' ? Number.POSITIVE_INFINITY : VALUES_KEPT,
      read: reader(columns[name], (text, line, expected) =>
        problems.add({ file, line, column: name, value: shown(text), expected, stops: false }),
      ),
    }));
  }

  add(cells: readonly string[], line: number): void {
    const places = this.#places;
    const row = new Array<string | null>(places.length);
    for (let n = 0; n < places.length; n += 1) row[n] = cellOf(places[n] as Place, cells, line);
    this.rows.push(row);
    this.lines.push(line);
  }
}

function cellOf({ at, known, most, read }: Place, cells: readonly string[], line: number): string | null {
  const text = at === -1 ? undefined : cells[at];
  if (text === undefined || text === '') return null;
  if (known === null) return read(ownText(text), line);
  let value = known.get(text);
  if (value === undefined) {
    const own = ownText(text);
    value = read(own, line);
    if (known.size >= most) known.clear();
    known.set(own, value);
  }
  return value;
}

type Notice = (text: string, line: number, expected: string) => void;

/** How the text of a column's cells is put, and said when it was written otherwise; once for each different text. */
function reader(column: Column | undefined, notice: Notice): Place['read'] {
  const plain = (text: string, line: number): string | null => {
    const trimmed = text.trim();
    if (trimmed === '') return null;
    if (FORMULA_STARTS.has(trimmed[0]))
      notice(trimmed, line, 'a value, not a formula; it is checked as text and not run');
    return trimmed;
  };
  switch (column?.kind) {
    case 'date':
      return (text, line) => {
        const trimmed = plain(text, line);
        if (trimmed === null || AS_THE_RETURN_WRITES.test(trimmed)) return trimmed;
        const day = readDate(trimmed);
        if (day === null) return trimmed;
        notice(trimmed, line, 'days written dd/mm/yyyy; read as the day it means');
        return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
      };
    case 'code':
    case 'yes-no':
    case 'sex':
    case 'whole-number':
    case 'urn':
    case 'id':
      return (text, line) => {
        const trimmed = plain(text, line);
        return trimmed === null ? null : withoutPointZero(trimmed);
      };
    default:
      return plain;
  }
}

const FORMULA_STARTS: ReadonlySet<string | undefined> = new Set(['=', '+', '@']);
const AS_THE_RETURN_WRITES = /^\d{1,2}\/\d{1,2}\/\d{4}$/;
