// For tests alone: searches and homes as they are read, without a database, and the best plan by trying every way.
import type { HomeForSearch } from '../homes/index.ts';
import { ageOn, date, type PlainDate } from '../kernel/index.ts';
import type { Alongside, Child } from '../matching/index.ts';
import type { AskedChild } from './asked-child.ts';
import type { ReadSearch } from './ranking-of.ts';
import { householdMayBe } from './waiting-household.ts';
import { type JoinedSearch, NO_WISHES, type Option, optionsOf } from './waiting-options.ts';
import { pointsOf } from './waiting-problem.ts';

export const DAY = date('2026-12-01');

export interface MadeChild {
  readonly age: number;
  readonly alongside?: Alongside;
  readonly adaptations?: boolean;
  readonly interests?: readonly string[];
}

export interface MadeRoom {
  readonly freeFrom?: string | null;
  readonly adapted?: boolean;
  readonly mayShare?: boolean;
}

export interface MadeHome {
  readonly id: string;
  readonly kind?: 'fostering' | 'residential' | 'kinship';
  readonly rooms: readonly MadeRoom[];
  readonly places?: number | null;
  /** Children who live there. */
  readonly residents?: readonly MadeChild[];
  readonly interests?: readonly string[];
  readonly connected?: readonly string[];
}

export function homesOf(made: readonly MadeHome[]): Map<string, HomeForSearch> {
  return new Map(made.map((home) => [`acorn/${home.id}`, homeOf(home)]));
}

function homeOf({ id, kind = 'fostering', rooms, places, residents = [], interests = [], connected = [] }: MadeHome) {
  return {
    ...{ organisation_id: 'acorn', home_id: id, name: id, kind, sector: 'private', area: '', provider: 'Acorn' },
    ...{ urn: null, grade: null, graded_on: null, about: '', pets: false, adapted: null, languages: [], interests },
    ...{ lat: null, long: null, hidden: false, authority_code: null, skills: {}, connected, weekly_pence: null },
    registration: [{ from: '2020-01-01', to: null, minAge: 0, maxAge: 17, sexes: [], places: places ?? 9 }],
    rooms: rooms.map((room, at) => ({
      ...{
        id: `${id}-${at}`,
        adapted: room.adapted ?? null,
        mayShare: room.mayShare ?? false,
        confirmed: DAY,
        out: [],
      },
      freeFrom: room.freeFrom === undefined ? '2026-11-01' : room.freeFrom,
    })),
    residents: residents.map((each) => ({
      ...{ authority: 'south', born: bornAt(each.age), sex: 'female', fostered: true },
      profile: { alongside: each.alongside ?? 'no-preference', risksToOthers: [] },
    })),
  } as unknown as HomeForSearch;
}

export function searchOf(
  id: string,
  children: readonly MadeChild[],
  homes: ReadonlyMap<string, HomeForSearch>,
  { neededBy = DAY as string, begun = `2026-11-01T00:00:00Z` } = {},
): ReadSearch {
  const day = date(neededBy);
  const asked = children.map(
    (child, at) =>
      ({
        child: {
          organisationId: 'north',
          id: `${id}-${at}`,
          name: `${id}-${at}`,
          born: bornAt(child.age),
          sex: 'female',
        },
        profile: null,
        elsewhere: [],
        town: null,
        livesIn: null,
      }) as unknown as AskedChild,
  );
  const forEngine = children.map(
    (child, at): Child => ({
      id: `${id}-${at}`,
      age: ageOn(bornAt(child.age), day),
      sex: 'female',
      alongside: child.alongside ?? 'no-preference',
      adaptations: child.adaptations ?? false,
      interests: child.interests ?? [],
      pets: 'can',
      avoid: [],
    }),
  );
  return {
    search: {
      ...{
        organisationId: 'north',
        id,
        neededBy: day,
        emergency: false,
        note: '',
        askedAt: new Date(begun),
        askedBy: '',
      },
      children: asked.map(({ child }) => ({ childId: child.id, profileId: '' })),
      workedOnBy: [],
      closed: null,
    },
    asked,
    homes,
    children: forEngine,
    dates: { asOf: date('2026-11-21'), neededBy: day },
    options: {},
  };
}

/** So old on every day that the tests ask for. */
export function bornAt(age: number): PlainDate {
  return date(`${2026 - age}-06-01`);
}

export function joined(reads: readonly ReadSearch[]): JoinedSearch[] {
  return reads.map((read) => optionsOf(read, NO_WISHES));
}

/** The greatest sum of points over every way to place the searches in which each household may be. */
export function bestByTrying(searches: readonly JoinedSearch[]): number {
  const verdicts = new Map<string, boolean>();
  const may = (home: string, row: Option['row'], there: readonly JoinedSearch[]) => {
    const key = [home, ...there.map(({ id }) => id)].join(' ');
    const known =
      verdicts.get(key) ??
      householdMayBe(
        there.map(({ read }) => read),
        row,
      ).may;
    verdicts.set(key, known);
    return known;
  };
  let best = 0;
  const taken = new Map<string, { row: Option['row']; there: JoinedSearch[] }>();
  const go = (at: number, sum: number) => {
    const search = searches[at];
    if (!search) {
      const lawful = [...taken].every(([home, { row, there }]) => there.length < 2 || may(home, row, there));
      if (lawful && sum > best) best = sum;
      return;
    }
    go(at + 1, sum);
    for (const option of search.options) {
      const entry = taken.get(option.home) ?? { row: option.row, there: [] };
      taken.set(option.home, entry);
      entry.there.push(search);
      go(at + 1, sum + pointsOf(search, option) * search.read.children.length);
      entry.there.pop();
    }
  };
  go(0, 0);
  return best;
}
