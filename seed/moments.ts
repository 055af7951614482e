import { fromDayNumber } from '../src/kernel/index.ts';

/** A moment on a day, in UTC, for columns that hold moments. */
export function at(day: number, hour: number): string {
  return `${fromDayNumber(day)}T${String(hour).padStart(2, '0')}:00:00Z`;
}
