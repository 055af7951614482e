import { ageOn, type PlainDate } from '../kernel/index.ts';
import { termsOn } from './home.ts';
import type { HomeForSearch } from './homes-for-search.ts';

/**
 * Whether the engine reads a home alike for two days, so that a reading for the one can stand for the other. Says no
 * when in doubt; a room with times out of service is always in doubt.
 */
export function sameOnBothDays(row: HomeForSearch, one: PlainDate, other: PlainDate): boolean {
  const [first, last] = one < other ? [one, other] : [other, one];
  const between = (day: PlainDate | null | undefined): boolean => day != null && day > first && day <= last;
  if (termsOn(row.registration, first) !== termsOn(row.registration, last)) return false;
  for (const { born, until } of row.residents) {
    if (between(until)) return false;
    if (born !== null && ageOn(born, first) !== ageOn(born, last)) return false;
  }
  return row.rooms.every((room) => room.out.length === 0 && !between(room.freeFrom));
}
