import { milesBetween } from '../kernel/index.ts';
import { parseReturnYear } from '../ssda903/index.ts';
import { dayText } from './day.ts';
import { type FindPostcode, withPlaces, withUasc } from './derive.ts';
import { anyDay, checkShape } from './given.ts';
import { type Cells, cell, type Grid, gridOf, isGrid } from './grid.ts';
import { TABLES } from './make-rows.ts';
import { collectionDays, type ProviderRow, type ReturnData, Tables } from './return-data.ts';
import type { Table } from './rows.ts';
import { FIRST_RULES, LAST_RULES, type Rule } from './rule.ts';
import { rulesOf } from './rule-book.ts';
import { eachFinding, type Finding, type NotRun, type RuleFound, runRules } from './run-rules.ts';

/** Tables as rows by column names (text as in the file, null where blank), or as they were read from files. */
export type GivenTables = { readonly [T in Table]?: readonly Cells[] | Grid | undefined };

/** A return to be checked. */
export interface CheckInput {
  /** `2025-26`; also `2025/26`, or `2026` for the year it ends in. */
  readonly year: string;
  readonly tables: GivenTables | Tables;
  readonly previous?: GivenTables | Tables | null | undefined;
  readonly collection?: {
    /** dd/mm/yyyy; 1 April to 31 March of the year where they are left out. */
    readonly collection_start?: string | null;
    readonly collection_end?: string | null;
    readonly file_format?: string | null;
    readonly localAuthority?: string | null;
  } | null;
  /**
   * Ofsted's list, or the rows of it that the return is about. Dates dd/mm/yyyy or yyyy-mm-dd. The columns of the list
   * are those that its rows have, unless `columns` says which.
   */
  readonly providers?:
    | {
        readonly rows: readonly { readonly [column: string]: unknown }[];
        readonly columns?: readonly string[] | undefined;
      }
    | null
    | undefined;
  /** Where postcodes are, for the columns that are derived from them. */
  readonly postcodes?: FindPostcode;
}

export interface Check {
  /** In the order of the rule book, then by table and row. */
  readonly findings: readonly Finding[];
  readonly notRun: readonly NotRun[];
  /** How many rules the year has. */
  readonly rules: number;
  readonly seconds: number;
}

/**
 * Checks a return by every rule of its year. The same input gives the same findings, whatever else was checked.
 *
 * A table that the return does not have is not looked at, and a number in a cell is read as its digits.
 *
 * @throws RangeError when the year is none whose rules are here, or a day of the collection is none or out of order
 * @throws TypeError when a part of the input is of another kind (no tables, rows that are no array, cells that are objects)
 */
export function checkSsda903(input: CheckInput): Check {
  const began = performance.now();
  const { found, notRun, rules } = checkByRule(input);
  return { findings: eachFinding(found), notRun, rules, seconds: (performance.now() - began) / 1000 };
}

/** What a check found, by rule: for callers who may not spend an object on each of a million findings. */
export interface CheckByRule extends Omit<Check, 'findings'> {
  /** The rules that found something, in the order of the rule book. */
  readonly found: readonly RuleFound[];
}

/** The same check, told by rule. @throws as `checkSsda903` does */
export function checkByRule(input: CheckInput): CheckByRule {
  const began = performance.now();
  const data = prepare(input);
  const rules = rulesOf(data.year);
  const { found, notRun } = runRules(data, rules);
  return { found, notRun, rules: rules.length, seconds: (performance.now() - began) / 1000 };
}

/** Runs some rules only, whatever their years: for tests, and for looking at one rule. */
export function checkRules(input: CheckInput, rules: readonly Rule[]): { findings: Finding[]; notRun: NotRun[] } {
  const { found, notRun } = runRules(prepare(input), rules);
  return { findings: eachFinding(found), notRun };
}

function prepare(input: CheckInput): ReturnData {
  checkShape(input);
  const year = parseReturnYear(input.year);
  if (year === null || year < FIRST_RULES || year > LAST_RULES) {
    throw new RangeError(
      `the rules here are those of 2022-23 to 2026-27; ${JSON.stringify(input.year)} is none of these`,
    );
  }
  const said = input.collection ?? {};
  const days = collectionDays(year, asDay(said.collection_start), asDay(said.collection_end));
  if (days.start > days.end) {
    throw new RangeError(`the collection ends (${dayText(days.end)}) before it starts (${dayText(days.start)})`);
  }
  const authority = said.localAuthority?.trim() || null;
  const tables = (given: GivenTables | Tables) =>
    given instanceof Tables ? given : takeTables(given, input.postcodes, authority);
  return Object.freeze({
    year,
    ...days,
    format: said.file_format?.trim().toLowerCase() || 'csv',
    authority,
    now: tables(input.tables),
    last: tables(input.previous ?? {}),
    providers: input.providers ? providersByUrn(input.providers.rows) : null,
    listed: new Set(input.providers ? (input.providers.columns ?? columnsOf(input.providers.rows)) : []),
  });
}

/**
 * Tables as the rules read them, with the derived columns. A large return is taken year by year, so that what was
 * read from the files can be let go before the next is read.
 */
export function takeTables(given: GivenTables, postcodes: FindPostcode | undefined, authority: string | null): Tables {
  const grids = asGrids(given);
  return new Tables({
    ...grids,
    Header: withUasc(grids.Header, grids.UASC),
    Episodes: withPlaces(grids.Episodes, postcodes, authority, milesBetween),
  });
}

function asGrids(given: GivenTables): { readonly [T in Table]?: Grid } {
  const grids: { [T in Table]?: Grid } = {};
  for (const table of TABLES) {
    const rows = given[table];
    if (rows) grids[table] = isGrid(rows) ? rows : gridOf(table, rows);
  }
  return grids;
}

function columnsOf(rows: readonly { readonly [column: string]: unknown }[]): Set<string> {
  const columns = new Set<string>();
  for (const row of rows) for (const column in row) if (row[column] !== undefined) columns.add(column);
  return columns;
}

function providersByUrn(rows: readonly { readonly [column: string]: unknown }[]): ReadonlyMap<string, ProviderRow> {
  const byUrn = new Map<string, ProviderRow>();
  for (const given of rows) {
    const there = (column: string) => given[column] !== undefined;
    const said = (column: string) => cell(given as Cells, column) || null;
    const codes = (column: string) =>
      said(column)
        ?.split(',')
        .map((code) => code.trim()) ?? null;
    const urn = said('URN');
    if (urn === null) continue;
    const authority = said('LA_CODE_INFERRED');
    const others = byUrn.get(urn)?.AUTHORITIES ?? [];
    const provider: ProviderRow = {
      URN: urn,
      PLACE_CODES: there('PLACE_CODES') ? codes('PLACE_CODES') : undefined,
      PROVIDER_CODES: there('PROVIDER_CODES') ? codes('PROVIDER_CODES') : undefined,
      POSTCODE: there('POSTCODE') ? said('POSTCODE') : undefined,
      REG_END: anyDay(said('REG_END')),
      LA_CODE_INFERRED: there('LA_CODE_INFERRED') ? authority : undefined,
      AUTHORITIES: Object.freeze(authority === null || others.includes(authority) ? others : [...others, authority]),
    };
    byUrn.set(urn, Object.freeze(provider));
  }
  return byUrn;
}

function asDay(text: string | null | undefined): string | null {
  const day = anyDay(text ?? null);
  return day === null ? null : dayText(day);
}
