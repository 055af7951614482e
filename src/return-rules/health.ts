import { ageOn } from './day.ts';
import type { ReturnData } from './return-data.ts';
import type { Oc2Row } from './rows.ts';

/** What the return asks of the health of every child who was looked after all year. */
export const HEALTH_ITEMS = ['IMMUNISATIONS', 'TEETH_CHECK', 'HEALTH_ASSESSMENT', 'SUBSTANCE_MISUSE'] as const;

/** Everything it asks of a child who was looked after all year, but for strengths and difficulties. */
export const YEAR_ITEMS = [
  'CONVICTED',
  'HEALTH_CHECK',
  ...HEALTH_ITEMS,
  'INTERVENTION_RECEIVED',
  'INTERVENTION_OFFERED',
] as const;

type Item = (typeof YEAR_ITEMS)[number];

/** Whether something stands in any of the items. */
export function saysAny(row: Oc2Row, items: readonly Item[]): boolean {
  return items.some((item) => row[item] !== null);
}

/** Whether any of the items is blank. */
export function leavesAny(row: Oc2Row, items: readonly Item[]): boolean {
  return items.some((item) => row[item] === null);
}

/** Age in whole years on the first and on the last day of the collection year; null where no birthday is known. */
export function agesOf(row: Oc2Row, data: ReturnData): { readonly atStart: number; readonly atEnd: number } | null {
  return row.DOB === null ? null : { atStart: ageOn(row.DOB, data.start), atEnd: ageOn(row.DOB, data.end) };
}
