import { addMonths, type Day, dayOf, parseDay } from './day.ts';
import type { Grid } from './grid.ts';
import { makeRows, TABLES } from './make-rows.ts';
import type { AnyRow, EpisodeRow, Rows, Table } from './rows.ts';

/** The tables of one year's return, with the indexes that all rules share. Nothing in it changes. */
export class Tables {
  readonly Header: readonly Rows['Header'][];
  readonly Episodes: readonly Rows['Episodes'][];
  readonly Reviews: readonly Rows['Reviews'][];
  readonly UASC: readonly Rows['UASC'][];
  readonly OC2: readonly Rows['OC2'][];
  readonly OC3: readonly Rows['OC3'][];
  readonly AD1: readonly Rows['AD1'][];
  readonly PlacedAdoption: readonly Rows['PlacedAdoption'][];
  readonly PrevPerm: readonly Rows['PrevPerm'][];
  readonly Missing: readonly Rows['Missing'][];
  readonly SWEpisodes: readonly Rows['SWEpisodes'][];
  readonly DoLo: readonly Rows['DoLo'][];
  readonly #given: ReadonlySet<Table>;
  readonly #columns: ReadonlyMap<Table, ReadonlySet<string>>;
  readonly #byChild = new Map<Table, ReadonlyMap<string, readonly AnyRow[]>>();
  #inOrder: ReadonlyMap<string, readonly EpisodeRow[]> | null = null;

  constructor(given: { readonly [T in Table]?: Grid | undefined }) {
    const rows = <T extends Table>(table: T) => makeRows(table, given[table]?.rows ?? []);
    this.Header = rows('Header');
    this.Episodes = rows('Episodes');
    this.Reviews = rows('Reviews');
    this.UASC = rows('UASC');
    this.OC2 = rows('OC2');
    this.OC3 = rows('OC3');
    this.AD1 = rows('AD1');
    this.PlacedAdoption = rows('PlacedAdoption');
    this.PrevPerm = rows('PrevPerm');
    this.Missing = rows('Missing');
    this.SWEpisodes = rows('SWEpisodes');
    this.DoLo = rows('DoLo');
    this.#given = new Set(TABLES.filter((table) => given[table] !== undefined));
    this.#columns = new Map(TABLES.map((table) => [table, given[table]?.columns ?? new Set<string>()]));
  }

  /** Whether the return has this table at all, be it without rows. */
  has(table: Table): boolean {
    return this.#given.has(table);
  }

  /** Whether the table has this column. */
  hasColumn(table: Table, column: string): boolean {
    return this.#columns.get(table)?.has(column) ?? false;
  }

  /** The rows of a table, for rules that go through several. */
  all<T extends Table>(table: T): readonly Rows[T][] {
    return this[table] as readonly Rows[T][];
  }

  /** One child's rows of a table, in the order of the file. Rows that name no child belong to nobody. */
  of<T extends Table>(table: T, child: string): readonly Rows[T][] {
    let index = this.#byChild.get(table);
    if (!index) {
      index = byChild(this[table] as readonly AnyRow[]);
      this.#byChild.set(table, index);
    }
    return (index.get(child) ?? NONE) as readonly Rows[T][];
  }

  /** Whether the child has a row in the table. */
  names(table: Table, child: string): boolean {
    return this.of(table, child).length > 0;
  }

  /** Each child that a table names, once, with their rows in the order of the file. */
  childrenIn<T extends Table>(table: T): Iterable<readonly [string, readonly Rows[T][]]> {
    this.of(table, '');
    return this.#byChild.get(table) as unknown as ReadonlyMap<string, readonly Rows[T][]>;
  }

  /** One child's episodes in the order in which they began; those without a readable start last. */
  episodes(child: string): readonly EpisodeRow[] {
    return this.#chains().get(child) ?? NONE;
  }

  /** Each child with episodes, and these in the order in which they began. */
  chains(): Iterable<readonly [string, readonly EpisodeRow[]]> {
    return this.#chains();
  }

  #chains(): ReadonlyMap<string, readonly EpisodeRow[]> {
    this.#inOrder ??= new Map(
      [...this.childrenIn('Episodes')].map(([child, rows]) => [child, rows.length === 1 ? rows : sorted(rows)]),
    );
    return this.#inOrder;
  }
}

const NONE: readonly never[] = Object.freeze([]);

function byChild(rows: readonly AnyRow[]): ReadonlyMap<string, readonly AnyRow[]> {
  const index = new Map<string, AnyRow[]>();
  for (const row of rows) {
    if (row.CHILD === '') continue;
    const others = index.get(row.CHILD);
    if (others) others.push(row);
    else index.set(row.CHILD, [row]);
  }
  for (const list of index.values()) Object.freeze(list);
  return index;
}

function sorted(rows: readonly EpisodeRow[]): readonly EpisodeRow[] {
  const begun = (row: EpisodeRow) => row.DECOM ?? Number.POSITIVE_INFINITY;
  return Object.freeze(rows.toSorted((a, b) => (begun(a) === begun(b) ? a.at - b.at : begun(a) - begun(b))));
}

/** A home or agency of Ofsted's list, as far as the rules ask; undefined where the list has no such column. */
export interface ProviderRow {
  readonly URN: string;
  /** PLACE codes it may be recorded under, as `K1,K2`; null where the list does not say. */
  readonly PLACE_CODES: readonly string[] | null | undefined;
  /** Codes of the kinds of provider it may be, as `PR1,PR3`; null where the list does not say. */
  readonly PROVIDER_CODES: readonly string[] | null | undefined;
  readonly POSTCODE: string | null | undefined;
  /** Last day of its registration; null while it is open. */
  readonly REG_END: Day | null;
  /** The authority it stands in, inferred from its postcode. */
  readonly LA_CODE_INFERRED: string | null | undefined;
  /** Every authority it has premises in, where the list has several rows of the same number. */
  readonly AUTHORITIES: readonly string[];
}

/** What a rule may look at: this year's return, last year's, and what was said about the collection. */
export interface ReturnData {
  /** The year the return ends in: 2026 is 2025-26. */
  readonly year: number;
  /** First and last day of the collection. */
  readonly start: Day;
  readonly end: Day;
  /** `csv` or `xml`: in the CSV files nobody writes UASC into Header. */
  readonly format: string;
  /** The authority's code, or null when nobody said. */
  readonly authority: string | null;
  readonly now: Tables;
  /** Last year's return; without tables when it was not given. */
  readonly last: Tables;
  /** Ofsted's list by URN, or null when it was not given. */
  readonly providers: ReadonlyMap<string, ProviderRow> | null;
  /** The columns that the list has. */
  readonly listed: ReadonlySet<string>;
}

/**
 * First and last day of the collection, dd/mm/yyyy: as given; a year apart where only one is; or 1 April to 31 March
 * of the year.
 */
export function collectionDays(year: number, start: string | null, end: string | null): { start: Day; end: Day } {
  const saidFirst = parseDay(start);
  const saidLast = parseDay(end);
  const first = saidFirst ?? (saidLast === null ? dayOf(year - 1, 4, 1) : addMonths(saidLast, -12) + 1);
  const last = saidLast ?? (saidFirst === null ? dayOf(year, 3, 31) : addMonths(saidFirst, 12) - 1);
  if (first === null || last === null) throw new RangeError(`not a year of the return: ${year}`);
  return { start: first, end: last };
}
