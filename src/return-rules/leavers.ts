import { birthday, type Day } from './day.ts';
import type { ReturnData } from './return-data.ts';
import type { Oc3Row } from './rows.ts';

/** What the return asks of a young person who has left care. */
export const LEAVER_ITEMS = ['IN_TOUCH', 'ACTIV', 'ACCOM'] as const;

/**
 * Whether a row of OC3 says something of life after care. Where the table has none of the columns, the row itself says
 * that the young person is counted among care leavers.
 */
export function saysLeaver(row: Oc3Row, data: ReturnData): boolean {
  if (LEAVER_ITEMS.some((item) => row[item] !== null)) return true;
  return !LEAVER_ITEMS.some((item) => data.now.hasColumn('OC3', item));
}

/** The birthday on which somebody is `years` old, where it lies in the collection year; otherwise null. */
export function birthdayThisYear(born: Day | null, years: number, data: ReturnData): Day | null {
  if (born === null) return null;
  const day = birthday(born, years);
  return data.start <= day && day <= data.end ? day : null;
}
