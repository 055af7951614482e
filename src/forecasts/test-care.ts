import { child, ended, episode } from '../../test/returns.ts';
import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { type ReturnYear, type RowOf, returnYearDays } from '../ssda903/index.ts';

/** One child's care: a foster home or a children's home, for some time. */
interface Life {
  readonly id: string;
  readonly born: PlainDate;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly place: string;
}

/** Children of an authority: one comes every few days from April 2021 on and stays for half a year to three years. */
export function lives(prefix: string, every: number, until: PlainDate): Life[] {
  const found: Life[] = [];
  for (let from = date('2021-04-05'), at = 0; from <= until; from = addDays(from, every), at += 1) {
    found.push({
      id: `${prefix}${1001 + at}`,
      born: addDays(date('2010-01-10'), ((at * 7) % 60) * 61),
      from,
      to: addDays(from, 180 + ((at * 11) % 30) * 30),
      place: at % 5 === 0 ? 'K2' : 'U6',
    });
  }
  return found;
}

/** The return of a year: everybody in care on a day of it, as it was known at its end. */
export function yearOf(
  all: readonly Life[],
  year: ReturnYear,
): { Header: RowOf<'Header'>[]; Episodes: RowOf<'Episodes'>[] } {
  const { first, last } = returnYearDays(year);
  const there = all.filter(({ from, to }) => from <= last && to >= first);
  return {
    Header: there.map(({ id, born }) => child(id, { DOB: born })),
    Episodes: there.map(({ id, from, to, place }) =>
      episode(id, from, { PLACE: place, ...(to <= last ? ended(to, 'E8', null) : {}) }),
    ),
  };
}
