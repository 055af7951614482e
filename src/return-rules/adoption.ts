import type { Day } from './day.ts';
import type { ReturnData, Tables } from './return-data.ts';
import type { Ad1Row, EpisodeRow, PlacedAdoptionRow } from './rows.ts';
import { written } from './rows.ts';
import { isOneOf } from './rule.ts';

/** What the return asks of every adoption. */
export const ADOPTION_ITEMS = [
  'DATE_INT',
  'DATE_MATCH',
  'FOSTER_CARE',
  'NB_ADOPTR',
  'SEX_ADOPTR',
  'LS_ADOPTR',
] as const;

/** How many of the six items of an adoption are there, be they right or not. */
export function adoptionItems(row: Ad1Row): number {
  return ADOPTION_ITEMS.filter((item) => written(row, item)).length;
}

/** Reasons why care ended: adopted, unopposed (E11) or with consent dispensed with (E12). */
export const isAdopted = isOneOf(['E11', 'E12']);

/** Whether an episode ended with an adoption on a day of the collection year. */
export function adoptedThisYear(episode: EpisodeRow, data: ReturnData): boolean {
  return isAdopted(episode.REC) && episode.DEC !== null && episode.DEC >= data.start && episode.DEC <= data.end;
}

/** Whether a row says that the child should no longer be placed for adoption: since when, why, or both. */
export function isReversed(row: PlacedAdoptionRow): boolean {
  return written(row, 'DATE_PLACED_CEASED') || written(row, 'REASON_PLACED_CEASED');
}

/** A child's decisions to be placed for adoption, in the order in which they were made; those without a day last. */
export function decisionsOf(tables: Tables, child: string): readonly PlacedAdoptionRow[] {
  const rows = tables.of('PlacedAdoption', child);
  return rows.length < 2 ? rows : rows.toSorted((a, b) => order(a.DATE_PLACED, b.DATE_PLACED) || a.at - b.at);
}

/** The decision that stands: the latest. Earlier ones may have been reversed and be made again. */
export function latestDecision(tables: Tables, child: string): PlacedAdoptionRow | null {
  return (
    decisionsOf(tables, child).findLast((row) => row.DATE_PLACED !== null) ??
    tables.of('PlacedAdoption', child).at(-1) ??
    null
  );
}

function order(a: Day | null, b: Day | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
