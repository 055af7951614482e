import { columnName } from './row-reader.ts';
import { columnsOf, TABLE_NAMES, type TableName } from './tables.ts';

/** Tried in this order: `sw_episodes` is not Episodes. */
const NAMES: readonly (readonly [TableName, RegExp])[] = [
  ['SWEpisodes', /(^|[^a-z])sw([^a-z]|ep)|social[^a-z]*work/],
  ['DoLo', /(^|[^a-z])dolo?s?([^a-z]|$)|depriv/],
  ['PlacedAdoption', /placed/],
  ['PrevPerm', /prev[a-z]*[^a-z]*perm|permanence/],
  ['Header', /header/],
  ['Episodes', /episode/],
  ['Reviews', /review/],
  ['UASC', /uasc/],
  ['Missing', /missing/],
  ['OC2', /(^|[^a-z])oc[^a-z0-9]?2([^0-9]|$)/],
  ['OC3', /(^|[^a-z])oc[^a-z0-9]?3([^0-9]|$)/],
  ['AD1', /(^|[^a-z])ad[^a-z0-9]?1([^0-9]|$)/],
];

/** The table a file is named after; case, spaces, prefixes and years do not matter (`903_Episodes_2024.csv`). */
export function tableByName(fileName: string): TableName | null {
  const name = fileName.toLowerCase().replace(/\.[a-z]+$/, '');
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/**
 * The table a first row belongs to: one whose every needed column is there, and at least one that no other table has.
 * Null when no table, or more than one, fits.
 */
export function tableByColumns(header: readonly string[]): TableName | null {
  const names = new Set(header.map(columnName));
  const fits = TABLE_NAMES.filter((table) => {
    const columns = Object.entries(columnsOf(table));
    return (
      columns.every(([name, column]) => column.need === 'optional' || names.has(name)) &&
      columns.some(([name]) => OWNER.get(name) === table && names.has(name))
    );
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** Columns that only one table has. */
const OWNER: ReadonlyMap<string, TableName> = (() => {
  const owners = new Map<string, TableName | null>();
  for (const table of TABLE_NAMES) {
    for (const name of Object.keys(columnsOf(table))) owners.set(name, owners.has(name) ? null : table);
  }
  return new Map([...owners].filter((entry): entry is [string, TableName] => entry[1] !== null));
})();
