import { FEW } from '../indicators/index.ts';

/** A number of children as it may be told: as it is, that it is 1 to 5, or not at all because such a number would follow. */
export type Told = number | 'few' | 'hidden';

/** Numbers that make up a total. */
export interface PartsTold {
  readonly total: number;
  readonly parts: readonly Told[];
}

/** A table whose rows are those of its family. `cells[row][column]`. */
export interface TableTold {
  readonly columns: readonly Told[];
  readonly cells: readonly (readonly Told[])[];
}

export interface FamilyTold {
  readonly total: number;
  readonly rows: readonly Told[];
  /** In the order asked; null where nothing of a table can be told but what the rows tell. */
  readonly tables: readonly (TableTold | null)[];
}

/** The least that a number told as `hidden` can be: it is neither 0, which is told, nor `few`. */
const LEAST_HIDDEN = FEW + 1;

/**
 * Tells numbers that make up a total. Somebody who knows the total, all that is told and this rule finds every number from
 * 1 to 5 equally possible for each `few`: it could be exchanged with what is not told of the others. Null where that cannot
 * be had, and where the total itself is few: then nothing may be told.
 */
export function tellParts(counts: readonly number[]): PartsTold | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (isFew(total)) return null;
  const hidden = new Set<number>();
  while (!isSafe(counts, hidden)) {
    const open = counts
      .map((count, at) => ({ count, at }))
      .filter(({ count, at }) => count >= LEAST_HIDDEN && !hidden.has(at))
      .sort((a, b) => a.count - b.count);
    // The smallest that is enough by itself; where none is, the largest, and on.
    const next = open.find(({ at }) => isSafe(counts, new Set([...hidden, at]))) ?? open.at(-1);
    if (!next) return null;
    hidden.add(next.at);
  }
  return { total, parts: counts.map((count, at) => (hidden.has(at) ? 'hidden' : isFew(count) ? 'few' : count)) };
}

/** Whether each small number could be any from 1 to 5, the sum of what is not told being known. */
function isSafe(counts: readonly number[], hidden: ReadonlySet<number>): boolean {
  const kept = counts.flatMap((count, at) =>
    isFew(count) || hidden.has(at) ? [{ count, hidden: hidden.has(at) }] : [],
  );
  const sum = kept.reduce((all, { count }) => all + count, 0);
  return kept.every((one) => {
    if (one.hidden) return true;
    const others = kept.filter((other) => other !== one);
    const least = others.reduce((all, other) => all + (other.hidden ? LEAST_HIDDEN : 1), 0);
    const most = others.reduce((all, other) => all + (other.hidden ? Number.POSITIVE_INFINITY : FEW), 0);
    return sum - least >= FEW && sum - most <= 1;
  });
}

/**
 * Tells several tables that have their rows in common, with all their totals, so that no small number follows from any of
 * them together. `tables[n][row][column]`; the rows of each table add up to the same.
 *
 * 1. Totals of rows, and of each table's columns, are told as parts of the whole (`tellParts`). What lies in a row or a
 *    column whose total is not told is not told.
 * 2. Each small cell of the rest gets a rectangle: another row and column whose three other corners are not told either,
 *    and large enough. Adding to two opposite corners what is taken from the others changes no total, of any table; so
 *    every value from 1 to 5 of the small cell fits to all that is told.
 * 3. Where there is no such rectangle, no cell of the table is told, only its totals.
 *
 * Null where not even the totals of the rows may be told.
 */
export function tellTables(tables: readonly (readonly (readonly number[])[])[]): FamilyTold | null {
  const [first] = tables;
  if (!first) return null;
  const rows = tellParts(first.map(sumOf));
  if (!rows) return null;
  return { total: rows.total, rows: rows.parts, tables: tables.map((counts) => tellCells(counts, rows.parts)) };
}

function tellCells(counts: readonly (readonly number[])[], rows: readonly Told[]): TableTold | null {
  const columns = tellParts((counts[0] ?? []).map((_, column) => sumOf(counts.map((row) => row[column] ?? 0))));
  if (!columns) return null;
  const isOut = (row: number, column: number) =>
    typeof rows[row] !== 'number' || typeof columns.parts[column] !== 'number';
  const told = counts.map((cells, row) =>
    cells.map((count, column): Told => (isOut(row, column) ? 'hidden' : isFew(count) ? 'few' : count)),
  );
  for (const [row, cells] of counts.entries()) {
    for (const column of cells.keys()) {
      if (told[row]?.[column] !== 'few') continue;
      const corners = rectangle(counts, told, isOut, row, column);
      if (!corners) return { columns: columns.parts, cells: counts.map((each) => each.map((): Told => 'hidden')) };
      for (const [r, c] of corners) (told[r] as Told[])[c] = 'hidden';
    }
  }
  return { columns: columns.parts, cells: told };
}

type Corner = readonly [row: number, column: number];

/** The three other corners of the rectangle that costs least: the fewest children who would otherwise be told of. */
function rectangle(
  counts: readonly (readonly number[])[],
  told: readonly (readonly Told[])[],
  isOut: (row: number, column: number) => boolean,
  row: number,
  column: number,
): Corner[] | null {
  const at = ([r, c]: Corner) => counts[r]?.[c] ?? 0;
  const value = at([row, column]);
  const fits = (corner: Corner, lost: number): boolean => {
    if (isOut(...corner)) return at(corner) >= lost;
    return at(corner) - lost >= LEAST_HIDDEN;
  };
  let best: { readonly corners: Corner[]; readonly cost: number } | null = null;
  for (const other of counts.keys()) {
    if (other === row) continue;
    for (const next of (counts[row] ?? []).keys()) {
      if (next === column) continue;
      const beside: Corner = [row, next];
      const below: Corner = [other, column];
      const across: Corner = [other, next];
      // To be as large as 5 the small cell takes from two corners; to be as small as 1 it takes from the third.
      if (!fits(beside, FEW - value) || !fits(below, FEW - value) || !fits(across, value - 1)) continue;
      const corners = [beside, below, across];
      const cost = sumOf(corners.filter(([r, c]) => told[r]?.[c] !== 'hidden').map(at));
      if (best === null || cost < best.cost) best = { corners, cost };
    }
  }
  return best?.corners ?? null;
}

/** What several authorities have together is rounded to this, so that what one has does not follow from all and the others. */
export const ROUNDED_TO = 5;

/** Rounded where several authorities are counted together; what is not told stays so. */
export function roundTold(told: Told, several: boolean): Told {
  return several && typeof told === 'number' ? Math.round(told / ROUNDED_TO) * ROUNDED_TO : told;
}

/** As words: `1,234`, `5 or fewer`, `not told`. */
export function toldWords(told: Told): string {
  if (told === 'few') return `${FEW} or fewer`;
  return told === 'hidden' ? 'not told' : told.toLocaleString('en-GB');
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function isFew(count: number): boolean {
  return count >= 1 && count <= FEW;
}
