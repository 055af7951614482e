import { type CheckByRule, type NotRun, rulesOf } from '../return-rules/index.ts';
import { columnsOf, type RawTables, type ReturnYear, TABLE_NAMES } from '../ssda903/index.ts';
import type { Held } from './live-return.ts';

/** A return that was made from the records, for the checker. */
export interface MadeTables {
  readonly year: ReturnYear;
  readonly now: RawTables;
  readonly last: RawTables;
  /** What of the year the records hold. */
  readonly held: Held;
  /** Children, as the return has them, whose records are sealed: they stand in no list. */
  readonly apart: readonly string[];
  /** Positions of episodes of which a postcode is blank because it is hidden. */
  readonly hidden: readonly number[];
}

/** Columns of which nothing is held: those named so, and those that only tables have of which nothing is. */
function columnsNotHeld({ tables, blank }: Held): ReadonlySet<string> {
  return new Set([
    ...Object.values(blank).flat(),
    ...TABLE_NAMES.filter((table) => !tables.includes(table))
      .flatMap((table) => Object.keys(columnsOf(table)))
      .filter((column) => !tables.some((table) => column in columnsOf(table))),
  ]);
}

/** Rules that mark a column that is held for want of a table that may not be. */
const FOR_WANT_OF: Readonly<Record<string, 'PlacedAdoption' | 'PrevPerm'>> = { 557: 'PlacedAdoption', 630: 'PrevPerm' };

const POSTCODES = ['HOME_POST', 'PL_POST'];

/** The rules of a year that the records cannot be judged by, because they are about what is not held. */
export function rulesNotJudged(year: ReturnYear, held: Held): NotRun[] {
  const notHeld = columnsNotHeld(held);
  return rulesOf(year).flatMap(({ number, fields }) => {
    const columns = fields.filter((field) => notHeld.has(field));
    const want = FOR_WANT_OF[number];
    const about = want && !held.tables.includes(want) ? want : columns.length > 0 ? columns.join(', ') : null;
    return about === null ? [] : [{ rule: number, why: `not held here: ${about}` }];
  });
}

/**
 * What of a check of a made return is kept: nothing that is found for want of what is not held or of a hidden postcode, and
 * nothing about children whose records are sealed.
 */
export function judged(check: CheckByRule, { year, now, held, apart, hidden }: MadeTables): CheckByRule {
  const children = new Set(apart);
  const rows = new Set(hidden);
  const not = new Map(rulesNotJudged(year, held).map((one) => [one.rule, one]));
  const aboutPostcodes = new Set(
    rulesOf(year)
      .filter(({ fields }) => fields.some((field) => POSTCODES.includes(field)))
      .map(({ number }) => number),
  );
  const found = check.found.flatMap(({ rule, tables }) => {
    if (not.has(rule)) return [];
    const left = tables.map(({ table, rows: all }) => {
      const hides = table === 'Episodes' && aboutPostcodes.has(rule);
      const isLeft = (row: number) =>
        !children.has(now.tables[table]?.rows[row]?.[0] ?? '') && !(hides && rows.has(row));
      return { table, rows: all.filter(isLeft) };
    });
    const count = left.reduce((sum, one) => sum + one.rows.length, 0);
    return count > 0 ? [{ rule, count, tables: left.filter((one) => one.rows.length > 0) }] : [];
  });
  const known = new Set(check.notRun.map(({ rule }) => rule));
  return { ...check, found, notRun: [...check.notRun, ...[...not.values()].filter(({ rule }) => !known.has(rule))] };
}
