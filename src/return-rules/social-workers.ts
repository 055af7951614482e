import type { Day } from './day.ts';
import { addMonths } from './day.ts';
import type { ReturnData } from './return-data.ts';
import type { SwEpisodeRow } from './rows.ts';
import { written } from './rows.ts';

/**
 * First day about which the return asks who the social worker was: the year itself in 2023-24, the first year of it;
 * the year before as well from 2024-25.
 */
export function socialWorkersFrom(data: ReturnData): Day {
  return data.year < 2025 ? data.start : addMonths(data.start, -12);
}

/** Whether the row says nothing in the place where the episode's end would stand. */
export function isOpen(row: SwEpisodeRow): boolean {
  return !written(row, 'SW_DEC');
}

/**
 * One child's social worker episodes in the order in which they began, on the same day the sooner ended first; those
 * without a readable start last.
 */
export function inOrder(rows: readonly SwEpisodeRow[]): readonly SwEpisodeRow[] {
  if (rows.length < 2) return rows;
  const late = Number.POSITIVE_INFINITY;
  return rows.toSorted(
    (a, b) =>
      compare(a.SW_DECOM ?? late, b.SW_DECOM ?? late) || compare(a.SW_DEC ?? late, b.SW_DEC ?? late) || a.at - b.at,
  );
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether the text is a day of which parts are not known, as the return lets them be written: ZZ/05/2023. */
export function isPartlyKnownDay(text: string): boolean {
  const parts = /^(\d{1,2}|ZZ)\/(\d{1,2}|ZZ)\/(\d{4}|ZZZZ)$/i.exec(text);
  if (!parts || !/z/i.test(text)) return false;
  const upTo = (part: string | undefined, most: number) =>
    /z/i.test(part ?? '') || (Number(part) >= 1 && Number(part) <= most);
  return upTo(parts[1], 31) && upTo(parts[2], 12);
}
