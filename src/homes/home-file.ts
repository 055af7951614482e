import type { Domain, PlainDate } from '../kernel/index.ts';
import { type CsvRecord, masked, Unreadable } from '../ssda903/index.ts';
import type { CellReader } from './cell-reading.ts';
import { type HomeFileRow, homeColumns, NEEDED, PRIVATE, SKILL_COLUMNS, skillLevel } from './home-columns.ts';
import { plainName, type TableFile } from './table-file.ts';

interface Reader {
  readonly name: string;
  readonly read: CellReader<unknown>;
  readonly at: number;
  readonly domain: Domain | null;
}

type Columns = ReturnType<typeof homeColumns>;

/** Turns the rows of a homes file into homes, and says what is wrong in which cell. */
export class HomeFileReader {
  readonly #file: TableFile;
  readonly #columns: Columns;
  readonly #ownAuthority: boolean;
  #readers: readonly Reader[] = [];
  readonly #seen = new Map<string, number>();

  /** @param ownAuthority an authority was named for the homes that are an authority's own */
  constructor(file: TableFile, today: PlainDate, ownAuthority: boolean) {
    this.#file = file;
    this.#columns = homeColumns(today);
    this.#ownAuthority = ownAuthority;
  }

  /** @throws Unreadable where a needed column is missing, one stands twice or one is not documented */
  header(cells: readonly string[]): void {
    const readers: Reader[] = [];
    cells.forEach((cell, at) => {
      const name = plainName(cell);
      const known = Object.hasOwn(this.#columns, name) ? this.#columns[name as keyof Columns] : undefined;
      const domain = SKILL_COLUMNS.get(name) ?? null;
      const read = domain ? skillLevel : known;
      if (!read) throw new Unreadable('only the columns that docs/importing.md lists', { line: 1, value: cell });
      if (readers.some((each) => each.name === name)) {
        throw new Unreadable('each column once', { line: 1, column: name, value: cell });
      }
      readers.push({ name, read: read as CellReader<unknown>, at, domain });
    });
    const missing = NEEDED.filter((name) => !readers.some((each) => each.name === name));
    if (missing.length > 0) {
      const found = cells.join(', ');
      throw new Unreadable(`the columns ${NEEDED.join(', ')}; missing: ${missing.join(', ')}`, {
        line: 1,
        value: found,
      });
    }
    this.#readers = readers;
  }

  /** One home; null where the row cannot be used, with the reasons in the file's list of problems. */
  row(record: CsvRecord): HomeFileRow | null {
    const found: Record<string, unknown> = {};
    for (const name of Object.keys(this.#columns)) found[name] = null;
    const skills: Partial<Record<Domain, number>> = {};
    let good = true;
    for (const { name, read, at, domain } of this.#readers) {
      const text = (record.cells[at] ?? '').trim();
      if (text === '') {
        if ((NEEDED as readonly string[]).includes(name)) good = this.#wrong(record.line, name, '', 'a value');
        continue;
      }
      const reading = read(text);
      if ('expected' in reading) good = this.#wrong(record.line, name, text, reading.expected);
      else if (domain) skills[domain] = reading.value as number;
      else found[name] = reading.value;
    }
    if (!good) return null;
    const row = { ...found, line: record.line, skills } as unknown as HomeFileRow;
    return this.#together(row) ? row : null;
  }

  #wrong(line: number, column: string, text: string, expected: string): false {
    this.#file.add(line, column, text !== '' && PRIVATE.has(column) ? masked(text) : text, expected);
    return false;
  }

  /** What only shows when cells are read together. */
  #together(row: HomeFileRow): boolean {
    const { line } = row;
    const before = this.#file.problems.stopsCount;
    const wrong = (column: keyof HomeFileRow, expected: string) =>
      this.#wrong(line, column, row[column] === null ? '' : String(row[column]), expected);
    if (row.sector !== 'authority' && row.provider === null)
      wrong('provider', 'the name of the organisation that runs it');
    if (row.sector === 'authority' && row.provider === null && !this.#ownAuthority) {
      wrong('provider', 'the ONS code of the authority, or --authority CODE on the command line');
    }
    if (row.urn !== null && (row.kind === 'fostering' || row.kind === 'kinship')) {
      wrong('urn', 'nothing for a foster or family home: the Ofsted number belongs to the agency');
    }
    if (row.min_age !== null && row.max_age !== null && row.min_age > row.max_age)
      wrong('max_age', 'an age not below min_age');
    if (row.rooms_free !== null && row.confirmed_on === null)
      wrong('confirmed_on', 'the day somebody confirmed rooms_free');
    if (row.rooms_free === null && row.confirmed_on !== null)
      wrong('rooms_free', 'how many rooms are free, with confirmed_on');
    if (row.free_from !== null && !row.rooms_free) wrong('free_from', 'nothing, because no room is free');
    if (row.rooms !== null && row.rooms_free !== null && row.rooms_free > row.rooms)
      wrong('rooms_free', 'no more than rooms');
    if (Object.keys(row.skills).length > 0 && row.skills_on === null)
      wrong('skills_on', 'the day on which the skills were said');
    if (row.connected_to !== null && row.kind !== 'kinship')
      wrong('connected_to', 'nothing, unless the kind is kinship');
    this.#once(row);
    return this.#file.problems.stopsCount === before;
  }

  #once(row: HomeFileRow): void {
    const whose = row.provider?.toLowerCase() ?? '';
    const key = row.urn ?? `${whose}/${row.name.toLowerCase()}`;
    const first = this.#seen.get(key);
    if (first === undefined) this.#seen.set(key, row.line);
    else if (row.urn) this.#wrong(row.line, 'urn', row.urn, `each home once; this number stands in line ${first} too`);
    else this.#wrong(row.line, 'name', row.name, `each home once; this name stands in line ${first} too`);
  }
}
