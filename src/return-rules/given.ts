import { returnYearWords } from '../ssda903/index.ts';
import type { CheckInput } from './check.ts';
import { parseDay } from './day.ts';
import { TABLES } from './make-rows.ts';
import { Tables } from './return-data.ts';

/*
 * What callers without types may give by mistake, refused in words before any rule runs. Tables that the return does
 * not have are left alone: the rules that miss a table say so.
 */

const COLLECTION = ['collection_start', 'collection_end', 'file_format', 'localAuthority'] as const;

/** @throws TypeError when a part is of another kind than agreed, RangeError when a day of the collection is none */
export function checkShape(input: CheckInput): void {
  if (!isObject(input)) throw new TypeError(`expected one object, { year, tables }; found ${kindOf(input)}`);
  if (typeof input.year !== 'string') {
    throw new TypeError(`year: expected text such as ${returnYearWords(2026)}; found ${kindOf(input.year)}`);
  }
  checkTables('tables', input.tables);
  if (input.previous !== undefined && input.previous !== null) checkTables('previous', input.previous);
  checkCollection(input.collection);
  const { providers, postcodes } = input;
  if (providers !== undefined && providers !== null) {
    if (!isObject(providers)) throw new TypeError(`providers: expected { rows }; found ${kindOf(providers)}`);
    checkRows('providers.rows', providers.rows);
    const { columns } = providers;
    if (columns !== undefined && !(Array.isArray(columns) && columns.every((one) => typeof one === 'string'))) {
      throw new TypeError(`providers.columns: expected an array of texts; found ${kindOf(columns)}`);
    }
  }
  if (postcodes !== undefined && typeof postcodes !== 'function') {
    throw new TypeError(`postcodes: expected a function that finds a postcode; found ${kindOf(postcodes)}`);
  }
}

function checkTables(name: string, tables: unknown): void {
  if (tables instanceof Tables) return;
  if (!isObject(tables)) throw new TypeError(`${name}: expected an object of tables; found ${kindOf(tables)}`);
  for (const table of TABLES) {
    const given = tables[table];
    if (given === undefined || given === null) continue;
    if (isObject(given) && given.columns instanceof Set && Array.isArray(given.rows)) continue;
    checkRows(`${name}.${table}`, given);
  }
}

function checkRows(name: string, rows: unknown): void {
  if (!Array.isArray(rows)) throw new TypeError(`${name}: expected an array of rows; found ${kindOf(rows)}`);
  // By position: a hole of an array would be passed over by its own methods.
  for (let at = 0; at < rows.length; at += 1) {
    const row: unknown = rows[at];
    if (!isObject(row)) {
      throw new TypeError(`${name}, row ${at}: expected an object of cells by column; found ${kindOf(row)}`);
    }
    for (const column in row) {
      const value = row[column];
      if (value === null || value === undefined || typeof value === 'string') continue;
      if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') continue;
      throw new TypeError(`${name}, row ${at}, ${column}: expected text as in the file; found ${kindOf(value)}`);
    }
  }
}

function checkCollection(collection: unknown): void {
  if (collection === undefined || collection === null) return;
  if (!isObject(collection)) throw new TypeError(`collection: expected an object; found ${kindOf(collection)}`);
  for (const name of COLLECTION) {
    const said = collection[name];
    if (said === undefined || said === null || said === '') continue;
    if (typeof said !== 'string') throw new TypeError(`collection.${name}: expected text; found ${kindOf(said)}`);
    if (name.startsWith('collection_') && anyDay(said) === null) {
      throw new RangeError(`collection.${name}: expected a day, dd/mm/yyyy; found ${JSON.stringify(said)}`);
    }
  }
}

/** A day written dd/mm/yyyy or yyyy-mm-dd, as tools and Ofsted's lists do; a time behind it is left out. */
export function anyDay(text: string | null): number | null {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '');
  return parseDay(iso ? `${iso[3]}/${iso[2]}/${iso[1]}` : (text?.trim().replace(/ \d\d:\d\d(:\d\d)?$/, '') ?? null));
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** In words that follow "found". */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date) return 'a Date (write the day as dd/mm/yyyy)';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
