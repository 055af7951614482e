import { type CellReading, readCell } from './cell-values.ts';
import { masked, type ProblemList, shown, Unreadable } from './problems.ts';
import { type Column, columnsOf, type ReadRow, type TableName } from './tables.ts';

/** Other names that exports give to a column. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map([
  ['CHILDID', 'CHILD'],
  ['CHILD_ID', 'CHILD'],
  ['PL', 'PLACE'],
]);

const PRIVATE_KINDS: ReadonlySet<Column['kind']> = new Set(['upn', 'postcode']);

/** Readings repeat (days, codes), so they are kept; the bound keeps a column of nonsense from filling memory. */
const READINGS_KEPT = 20_000;

/** A column's name as the return writes it: case, spaces and the usual other names do not matter. */
export function columnName(cell: string): string {
  const name = cell
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return ALSO_CALLED.get(name) ?? name;
}

/**
 * Where each column of a first row stands, by the name the return has for it.
 * @throws Unreadable when a column stands twice
 */
export function columnPlaces(header: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  header.forEach((cell, at) => {
    const name = columnName(cell);
    if (name === '') return;
    if (places.has(name)) {
      throw new Unreadable('each column once', { line: 1, column: shown(name), value: shown(cell) });
    }
    places.set(name, at);
  });
  return places;
}

interface Reader {
  readonly name: string;
  readonly column: Column;
  /** Position in the file's rows, or -1 where the file has no such column. */
  readonly at: number;
  readonly known: Map<string, CellReading>;
}

/** Turns rows of text of one table into typed rows, and says what is wrong with them. */
export class RowReader<T extends TableName> {
  readonly #file: string;
  readonly #problems: ProblemList;
  readonly #readers: readonly Reader[];

  /**
   * @param header the column names as the file has them, in the file's order
   * @throws Unreadable when a column stands twice or one that is needed is not there
   */
  constructor(table: T, file: string, header: readonly string[], problems: ProblemList) {
    this.#file = file;
    this.#problems = problems;
    const columns = columnsOf(table);
    const places = columnPlaces(header);
    this.#checkColumns(table, places);
    this.#readers = Object.entries(columns).map(([name, column]) => ({
      name,
      column,
      at: places.get(name) ?? -1,
      known: new Map(),
    }));
  }

  /**
   * One row. Null when it cannot be read; its problems are in the list either way.
   * @param line where the row begins; `lineOf` gives the line of one cell where the file knows it (XML)
   */
  read(cells: readonly string[], line: number, lineOf?: (at: number) => number): ReadRow<T> | null {
    const row: Record<string, unknown> = { line };
    let readable = true;
    for (const { name, column, at, known } of this.#readers) {
      const text = at === -1 ? '' : (cells[at] ?? '').trim();
      if (text === '') {
        row[name] = column.kind === 'sex' ? 'unknown' : null;
        if (column.need !== 'optional' && at !== -1) {
          const stops = column.need === 'key';
          if (stops) readable = false;
          this.#say(
            name,
            column,
            lineOf?.(at) ?? line,
            '',
            `${thing(column)}${stops ? '' : '; read as not known'}`,
            stops,
          );
        }
        continue;
      }
      let reading = known.get(text);
      if (reading === undefined) {
        reading = readCell(column, text);
        if (known.size >= READINGS_KEPT) known.clear();
        known.set(text, reading);
      }
      row[name] = reading.value;
      if (reading.expected !== undefined) {
        const stops = reading.stops === true;
        if (stops) readable = false;
        this.#say(name, column, lineOf?.(at) ?? line, text, reading.expected, stops);
      }
    }
    return readable ? (row as ReadRow<T>) : null;
  }

  #say(name: string, column: Column, line: number, text: string, expected: string, stops: boolean): void {
    const value = text !== '' && PRIVATE_KINDS.has(column.kind) ? masked(text) : shown(text);
    this.#problems.add({ file: this.#file, line, column: name, value, expected, stops });
  }

  #checkColumns(table: TableName, places: ReadonlyMap<string, number>): void {
    const columns = columnsOf(table);
    const missing = Object.keys(columns).filter((name) => !places.has(name));
    const needed = missing.filter((name) => columns[name]?.need !== 'optional');
    if (needed.length > 0) {
      const found = [...places.keys()].slice(0, 40).map((name) => shown(name));
      throw new Unreadable(
        `the columns of the table ${table}; missing: ${missing.join(', ')}; found: ${found.join(', ') || 'none'}${separatorWords(found)}`,
        { line: 1 },
      );
    }
    for (const name of missing) this.#aboutColumn(name, 'this column; read as blank in every row');
    for (const name of places.keys()) {
      if (!(name in columns)) this.#aboutColumn(name, `only columns of the table ${table}; this one is not read`);
    }
  }

  #aboutColumn(name: string, expected: string): void {
    this.#problems.add({ file: this.#file, line: 1, column: shown(name), value: null, expected, stops: false });
  }
}

/** Files saved with another separator come in as one wide column: say so rather than list what is missing alone. */
function separatorWords(found: readonly string[]): string {
  if (found.length !== 1) return '';
  return /[;|\t]|CHILD./.test(found[0] ?? '') ? ' (columns must be separated by commas)' : '';
}

function thing(column: Column): string {
  switch (column.kind) {
    case 'date':
    case 'partial-date':
      return 'a date';
    case 'code':
      return 'a code';
    case 'sex':
      return 'M, F or U (1 or 2 up to 2023-24)';
    case 'yes-no':
      return '0 or 1';
    case 'upn':
      return 'a unique pupil number, or UN1 to UN5';
    case 'id':
      return "the child's identifier";
    default:
      return 'a value';
  }
}
