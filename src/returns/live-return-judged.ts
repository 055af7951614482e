import { type Check, type NotRun, rulesOf } from '../return-rules/index.ts';
import { columnsOf, type RawTables, type ReturnYear, TABLE_NAMES } from '../ssda903/index.ts';
import { COLUMNS_NOT_HELD, HELD_TABLES } from './live-return.ts';

/** A return that was made from the records, for the checker. */
export interface MadeTables {
  readonly year: ReturnYear;
  readonly now: RawTables;
  readonly last: RawTables;
  /** Children, as the return has them, whose records are sealed: they stand in no list. */
  readonly apart: readonly string[];
  /** Positions of episodes of which a postcode is blank because it is hidden. */
  readonly hidden: readonly number[];
}

/** Columns of which nothing is held: those named so, and those that only tables have of which nothing is. */
const NOT_HELD: ReadonlySet<string> = new Set([
  ...Object.values(COLUMNS_NOT_HELD).flat(),
  ...TABLE_NAMES.filter((table) => !isHeld(table))
    .flatMap((table) => Object.keys(columnsOf(table)))
    .filter((column) => !HELD_TABLES.some((table) => column in columnsOf(table))),
]);

/** Rules that mark a column that is held for want of a table that is not. */
const FOR_WANT_OF: Readonly<Record<string, string>> = { 557: 'PlacedAdoption', 630: 'PrevPerm' };

const POSTCODES = ['HOME_POST', 'PL_POST'];

function isHeld(table: string): boolean {
  return (HELD_TABLES as readonly string[]).includes(table);
}

/** The rules of a year that the records cannot be judged by, because they are about what is not held. */
export function rulesNotJudged(year: ReturnYear): NotRun[] {
  return rulesOf(year).flatMap(({ number, fields }) => {
    const columns = fields.filter((field) => NOT_HELD.has(field));
    const about = FOR_WANT_OF[number] ?? (columns.length > 0 ? columns.join(', ') : null);
    return about === null ? [] : [{ rule: number, why: `not held here: ${about}` }];
  });
}

/**
 * What of a check of a made return is kept: nothing that is found for want of what is not held or of a hidden postcode, and
 * nothing about children whose records are sealed.
 */
export function judged(check: Check, { year, now, apart, hidden }: MadeTables): Check {
  const children = new Set(apart);
  const rows = new Set(hidden);
  const not = new Map(rulesNotJudged(year).map((one) => [one.rule, one]));
  const aboutPostcodes = new Set(
    rulesOf(year)
      .filter(({ fields }) => fields.some((field) => POSTCODES.includes(field)))
      .map(({ number }) => number),
  );
  const findings = check.findings.filter(
    ({ rule, table, row }) =>
      !not.has(rule) &&
      !children.has(now.tables[table]?.rows[row]?.[0] ?? '') &&
      !(table === 'Episodes' && rows.has(row) && aboutPostcodes.has(rule)),
  );
  const known = new Set(check.notRun.map(({ rule }) => rule));
  return { ...check, findings, notRun: [...check.notRun, ...[...not.values()].filter(({ rule }) => !known.has(rule))] };
}
