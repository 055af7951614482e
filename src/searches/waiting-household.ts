import { type HomeForSearch, homeForMatching, residentsOn } from '../homes/index.ts';
import { ageOn } from '../kernel/index.ts';
import { type Home, prepareHomes, type Resident, rank } from '../matching/index.ts';
import { siblingsAmongResidents } from './asked-child.ts';
import type { ReadSearch } from './ranking-of.ts';
import { placesLeft } from './waiting-options.ts';
import { type Coming, roomsFor } from './waiting-rooms.ts';

/** What the ranking rules say of children of several searches in one home. */
export type HouseholdVerdict =
  | { readonly may: false; readonly because: readonly string[] }
  /** By search: what its children would mean for those of the others, told as the results page tells it. */
  | { readonly may: true; readonly impact: ReadonlyMap<string, readonly string[]> };

/**
 * Whether the children of some searches may live in one home together: each search is asked of the ranking rules again,
 * with the children of the others living there (solo, only older or younger, the usual limit of three foster children)
 * and the rooms that are left to it. A room each, and places of the registration for all, are checked here, because no
 * ranking of one search can see the rooms of another.
 */
export function householdMayBe(searches: readonly ReadSearch[], row: HomeForSearch): HouseholdVerdict {
  const coming = new Set(
    searches.flatMap(({ asked }) => asked.map(({ child }) => `${child.organisationId}/${child.id}`)),
  );
  const others = { ...row, residents: row.residents.filter((each) => !coming.has(`${each.authority}/${each.child}`)) };
  const rooms = roomsOfEach(others, searches);
  if (!rooms)
    return { may: false, because: ['There are not enough rooms for all of them on the days they are needed.'] };
  const impact = new Map<string, readonly string[]>();
  for (const [at, search] of searches.entries()) {
    const home = homeWith(others, searches, at, rooms[at] as Rooms);
    const ranking = rank(search.children, prepareHomes([home]), search.dates, { ...search.options, samples: 1 });
    const [ranked] = ranking.ranked;
    if (!ranked) {
      const rules = ranking.ruledOut.flatMap(({ because }) => because.map(({ rule, words }) => [rule, words] as const));
      return { may: false, because: rules.map(([, words]) => words) };
    }
    const firstNew = (home.residents?.length ?? 0) - companyOf(searches, at).length;
    impact.set(search.search.id, [
      ...new Set(ranked.impact.filter(({ on }) => on >= firstNew).map(({ words }) => words)),
    ]);
  }
  return { may: true, impact };
}

type Rooms = Pick<Home, 'rooms' | 'roomsDetail'>;

function roomsOfEach(row: HomeForSearch, searches: readonly ReadSearch[]): readonly Rooms[] | null {
  const count = searches.reduce((sum, { children }) => sum + children.length, 0);
  for (const { dates } of searches) {
    const there = residentsOn(row, dates.neededBy).filter(({ fostered }) => fostered).length;
    const left = placesLeft(row, there, dates.neededBy);
    if (count > left) return null;
    // No room is described and no number of places is known: one search at a time can ask, not several.
    if (row.rooms.length === 0 && !Number.isFinite(left)) return null;
  }
  if (row.rooms.length === 0) return searches.map(({ children }) => ({ rooms: children.length, roomsDetail: null }));
  const comings = searches.map(
    ({ dates, children }): Coming => ({
      day: dates.neededBy,
      adapted: children.map(({ adaptations }) => adaptations === true),
    }),
  );
  const found = roomsFor(row, comings);
  return found ? found.map((each) => ({ rooms: each.length, roomsDetail: each })) : null;
}

function homeWith(row: HomeForSearch, searches: readonly ReadSearch[], at: number, rooms: Rooms): Home {
  const search = searches[at] as ReadSearch;
  const home = homeForMatching(row, search.dates.neededBy, siblingsAmongResidents(search.asked));
  return { ...home, ...rooms, residents: [...(home.residents ?? []), ...companyOf(searches, at)] };
}

/** The children of the other searches as they would live there when the children of this one come. */
function companyOf(searches: readonly ReadSearch[], at: number): Resident[] {
  const search = searches[at] as ReadSearch;
  const siblings = siblingsAmongResidents(search.asked);
  return searches
    .filter((_, other) => other !== at)
    .flatMap(({ asked, children }) =>
      asked.map(({ child }): Resident => {
        const known = children.find(({ id }) => id === child.id);
        return {
          age: ageOn(child.born, search.dates.neededBy),
          sex: child.sex,
          alongside: known?.alongside ?? null,
          risksToOthers: known?.risksToOthers ?? null,
          fostered: true,
          siblingOf: siblings.get(`${child.organisationId}/${child.id}`) ?? [],
        };
      }),
    );
}

/**
 * Whether wishes alone keep the children of two searches apart, in whatever home: one should be the only child, or live
 * with older or younger children only. The same as the ranking rules say; it saves asking them home by home.
 */
export function wishesKeepApart(one: ReadSearch, other: ReadSearch): boolean {
  return [one.dates.neededBy, other.dates.neededBy].some((day) => minds(one, other, day) || minds(other, one, day));
}

function minds(one: ReadSearch, other: ReadSearch, day: ReadSearch['dates']['neededBy']): boolean {
  const ages = other.asked.map(({ child }) => ageOn(child.born, day));
  return one.asked.some(({ child }) => {
    const wish = one.children.find(({ id }) => id === child.id)?.alongside;
    const age = ageOn(child.born, day);
    if (wish === 'only-older') return ages.some((each) => each < age);
    if (wish === 'only-younger') return ages.some((each) => each > age);
    return wish === 'solo';
  });
}
