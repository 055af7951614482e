import { insertAll, refreshStatistics, sql, type Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import { type CsvRecord, Unreadable } from '../ssda903/index.ts';
import { giveToListedProviders } from './adopt-homes.ts';
import { type CellReader, codes, day, postalCode, urn, whole, words } from './cell-reading.ts';
import type { Grade } from './home.ts';
import { TOLD_COLUMNS } from './listed-providers.ts';
import { plainName, TableFile, type TableSource } from './table-file.ts';

const LONGEST_ROW = 64_000;
/** England has some 6,000 providers of children's social care; the lists of a year repeat them for each inspection. */
const MOST_ROWS = 200_000;

interface Listing {
  readonly urn: string;
  readonly name: string;
  readonly provider: string | null;
  readonly kind: string | null;
  readonly sector: string | null;
  readonly grade: string | null;
  readonly inspected_on: PlainDate | null;
  readonly places: number | null;
  readonly postcode: string | null;
  readonly authority: string | null;
  readonly status: string | null;
  readonly place_codes: string | null;
  readonly provider_codes: string | null;
  readonly registration_ended: PlainDate | null;
  readonly authority_code: string | null;
  /** Columns in which something stands that could not be read. */
  readonly unread: readonly string[];
}

type Column = Exclude<keyof Listing, 'unread'>;
/** Where the columns of a list are; -1: it has none. */
type Places = Readonly<Record<Column, number>>;

/** How Ofsted's lists of different years call what is read, the surest name first. Case and order do not matter. */
const NAMES: Readonly<Record<Column, readonly (string | RegExp)[]>> = {
  urn: ['urn', 'unique_reference_number', 'unique_reference_number_(urn)', 'setting_urn', 'provider_urn'],
  name: ['setting_name', 'name', 'provision_name', 'home_name', 'provider_name'],
  provider: [/^organisation_which_owns/, 'organisation_name', 'owner_name', 'registered_provider', 'provider_name'],
  kind: ['provision_type', 'provider_type', 'setting_type', 'type_of_provision'],
  sector: ['sector', 'ownership'],
  grade: [/^overall_experiences_and_progress/, /^(latest_)?overall_effectiveness/, /^latest_.*overall/],
  inspected_on: [
    /^latest_full_inspection_.*date$/,
    'latest_full_inspection_date',
    /^date_of_(latest_|last_)?(full_)?inspection$/,
    /^(latest_|last_)?inspection_date$/,
    /^inspection_(start_)?date$/,
  ],
  places: ['places', 'number_of_places', 'registered_places', 'maximum_users', 'maximum_number_of_users'],
  postcode: ['postcode', 'post_code', 'setting_postcode', 'setting_address_postcode'],
  authority: ['local_authority', 'local_authority_name', 'la_name'],
  status: ['registration_status', 'provider_status', 'status'],
  // What checkers' lists of providers call what the rules of the return ask for.
  place_codes: [/^place(ment)?_codes?$/],
  provider_codes: [/^provider_codes?$/],
  registration_ended: [/^(reg|registration)_end(_date)?$|^date_(registration_)?(closed|ended)$|^closed_date$/],
  authority_code: ['la_code_inferred'],
};

/** Blank, in the words of the lists. */
const NOTHING = new Set(['', 'null', 'n/a', 'na', '-', 'redacted', 'not applicable', 'unknown']);

const READERS: { readonly [C in Column]: CellReader<NonNullable<Listing[C]>> } = {
  urn,
  name: words(300),
  provider: words(300),
  kind: words(200),
  sector: words(100),
  grade: words(100),
  inspected_on: day,
  places: whole(0, 20_000),
  postcode: postalCode,
  authority: words(200),
  status: words(100),
  place_codes: codes,
  provider_codes: codes,
  registration_ended: day,
  authority_code: words(20),
};

export interface ProvidersImport {
  readonly read: number;
  readonly providers: number;
  readonly changed: number;
  /** Homes known here whose grade, day of inspection or name came from the list. */
  readonly homes: number;
  readonly notices: readonly string[];
}

/**
 * Imports Ofsted's list of providers with the system's rights: all of it or, with a problem anywhere, nothing. A number
 * that stands several times (a list of inspections) is kept as of its latest inspection. Homes with the number get the
 * grade, unless theirs is newer.
 * @throws Refusal with the problems
 */
export async function importProviders(tx: Tx, source: TableSource): Promise<ProvidersImport> {
  const file = new TableFile(source);
  const listings = new Map<string, Listing>();
  const authorities = new Map<string, Set<string>>();
  let at: Places | null = null;
  let read = 0;
  const header = (cells: readonly string[]) => {
    at = providerColumns(cells);
  };
  for await (const records of file.rows(header, LONGEST_ROW)) {
    for (const record of records) {
      read += 1;
      if (read > MOST_ROWS) {
        if (read === MOST_ROWS + 1) file.add(record.line, null, null, `at most ${MOST_ROWS} rows`);
        continue;
      }
      const listing = listingOf(record, at as unknown as Places, file);
      if (!listing) continue;
      if (listing.authority_code) premises(authorities, listing.urn, listing.authority_code);
      const known = listings.get(listing.urn);
      if (!known || (listing.inspected_on ?? '') >= (known.inspected_on ?? '')) listings.set(listing.urn, listing);
    }
  }
  file.mustBeGood();
  const changed = await writeListings(tx, [...listings.values()], at as unknown as Places, authorities);
  const homes = await applyListings(tx);
  await refreshStatistics(tx);
  return { read, providers: listings.size, changed, homes, notices: file.notices() };
}

/** Lets the homes that are here learn from the Ofsted list; for after the list, and after new homes, have come in. */
export async function applyListings(tx: Tx): Promise<number> {
  await giveToListedProviders(tx);
  return gradeHomes(tx);
}

/** A provider with premises in several authorities stands once for each; the one that was named last comes last. */
function premises(all: Map<string, Set<string>>, urn: string, code: string): void {
  const codes = all.get(urn) ?? new Set();
  codes.delete(code);
  all.set(urn, codes.add(code));
}

/** Where the columns of an Ofsted list are, by its first row. @throws Unreadable when it has no URN */
export function providerColumns(header: readonly string[]): Places {
  const names = header.map(plainName);
  const taken = new Set<number>();
  const at = {} as Record<Column, number>;
  for (const column of Object.keys(NAMES) as Column[]) {
    at[column] = -1;
    for (const known of NAMES[column]) {
      const found = names.findIndex(
        (name, i) => !taken.has(i) && (typeof known === 'string' ? name === known : known.test(name)),
      );
      if (found < 0) continue;
      at[column] = found;
      taken.add(found);
      break;
    }
  }
  if (at.urn < 0) {
    const expected = 'the columns of an Ofsted list, with the names in the first row; missing: URN';
    throw new Unreadable(expected, { line: 1, value: header.join(', ') });
  }
  return at;
}

function listingOf(record: CsvRecord, at: Places, file: TableFile): Listing | null {
  const found: Record<string, unknown> = {};
  const unread: string[] = [];
  for (const column of Object.keys(READERS) as Column[]) {
    const text = at[column] < 0 ? '' : (record.cells[at[column]] ?? '').trim();
    found[column] = null;
    if (NOTHING.has(text.toLowerCase())) continue;
    const reading = READERS[column](text);
    if ('value' in reading) found[column] = reading.value;
    // Lists are public and not ours to mend: only a number that is none, or a formula, stops them.
    else {
      file.add(record.line, column, text, reading.expected, column === 'urn' || reading.expected.includes('formula'));
      unread.push(column);
    }
  }
  if (found.urn === null) {
    if (file.problems.stopsCount === 0)
      file.add(record.line, 'urn', '', 'an Ofsted number; this row is not read', false);
    return null;
  }
  const grade = typeof found.grade === 'string' ? (gradeOf(found.grade) ?? found.grade) : null;
  return { ...(found as unknown as Listing), name: (found.name as string | null) ?? '', grade, unread };
}

/** Ofsted's words and the numbers of older lists; null for the outcomes of supported accommodation, which are no grades. */
export function gradeOf(text: string): Grade | null {
  const plain = text.toLowerCase().replace(/^\d\s*[-–:]\s*/, '');
  if (plain.startsWith('outstanding') || text === '1') return 'outstanding';
  if (plain.startsWith('good') || text === '2') return 'good';
  if (/^(requires improvement|adequate|satisfactory)/.test(plain) || text === '3') return 'requires improvement';
  if (plain.startsWith('inadequate') || text === '4') return 'inadequate';
  return /^not (yet )?(inspected|judged)/.test(plain) ? 'not yet inspected' : null;
}

/** What an older list does not undo. */
const LISTED = [
  'name',
  'provider',
  'kind',
  'sector',
  'grade',
  'inspected_on',
  'places',
  'authority',
  'status',
] as const;

async function writeListings(
  tx: Tx,
  listings: readonly Listing[],
  at: Places,
  authorities: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<number> {
  const has = { ...at, authority_codes: at.authority_code };
  const told = (Object.keys(TOLD_COLUMNS) as (keyof typeof TOLD_COLUMNS)[]).filter((column) => has[column] >= 0);
  const rows = listings.map(({ authority_code: _, unread, ...one }) => ({
    ...one,
    authority_codes: [...(authorities.get(one.urn) ?? [])],
    told: told.filter((column) => !unread.includes(column)).sort(),
  }));
  const older = '(excluded.inspected_on < provider_listing.inspected_on) is true';
  const set: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      LISTED.filter((column) => at[column] >= 0).map((column) => [
        column,
        // A list without days of inspection says nothing about how old what it says is.
        `case when provider_listing.inspected_on is null or excluded.inspected_on >= provider_listing.inspected_on
          then excluded.${column} else provider_listing.${column} end`,
      ]),
    ),
    // A blank one, or REDACTED, takes nothing away from what another list has told.
    postcode: `case when ${older} or excluded.postcode is null then provider_listing.postcode else excluded.postcode end`,
    ...Object.fromEntries(
      told.map((column) => [
        column,
        `case when '${column}' = any (excluded.told) and not (${older} and '${column}' = any (provider_listing.told))
          then excluded.${column} else provider_listing.${column} end`,
      ]),
    ),
    told: 'array(select distinct t from unnest(provider_listing.told || excluded.told) t order by t)',
  };
  const columns = Object.keys(set);
  const ours = columns.map((column) => `provider_listing.${column}`).join(', ');
  const theirs = Object.values(set).join(', ');
  return insertAll(
    tx,
    'provider_listing',
    rows as unknown as readonly Record<string, unknown>[],
    // An older list that is imported later does not undo a newer inspection, nor a list what it has no column for.
    `on conflict (urn) do update set ${columns.map((column) => `${column} = ${set[column]}`).join(', ')}
      where (${ours}) is distinct from (${theirs})`,
  );
}

/** Homes that were made by a return carry their number as a name; the list may know a better one. */
async function gradeHomes(tx: Tx): Promise<number> {
  const result = await sql`update home h
    set grade = coalesce(better.grade, h.grade), graded_on = coalesce(better.graded_on, h.graded_on), name = better.name
    from (select h.organisation_id, h.id,
        case when newer then l.grade end as grade, case when newer then l.inspected_on end as graded_on,
        case when h.name like '%' || h.urn || '%' and l.name <> '' then l.name else h.name end as name
      from home h join provider_listing l on l.urn = h.urn
      cross join lateral (select l.grade in ('outstanding', 'good', 'requires improvement', 'inadequate', 'not yet inspected')
        and (h.graded_on is null or l.inspected_on >= h.graded_on) as newer) as known) better
    where better.organisation_id = h.organisation_id and better.id = h.id
      and (h.grade is distinct from coalesce(better.grade, h.grade)
        or h.graded_on is distinct from coalesce(better.graded_on, h.graded_on) or h.name <> better.name)`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
