import { type HomeForSearch, residentsOn } from '../homes/index.ts';
import { ageOn, type PlainDate } from '../kernel/index.ts';
import type { AtMost, JointProblem, NotTogether, Room } from '../matching/index.ts';
import { wishesKeepApart } from './waiting-household.ts';
import { choicesOf as allChoicesOf, type JoinedSearch, type Option, placesLeft } from './waiting-options.ts';
import { roomsOn } from './waiting-rooms.ts';

/** Above every fit: the law puts a home with family first (Children Act 1989 s22C), and so does the ranking. */
const KINSHIP = 100;
/** Above what any other children could gain from the home: what a person keeps stands, unless two of them collide. */
const KEPT = 1_000;
/** A value must be above nothing, so that a home that fits badly still is one. */
const LEAST = 0.1;

/** How many fostered children may live in a foster home, unless all are brothers and sisters (1989 Act, Schedule 7). */
const USUAL_LIMIT = 3;

/**
 * All waiting children as one problem: the children of a search are a group, a home's places are the rooms it may have
 * free, and pairs whose wishes exclude each other are apart. What a pair cannot say (rooms, the usual limit, three in one
 * home) is checked afterwards, household by household, and comes back as `notTogether`.
 * @param onlyFor homes that may take the children of one search alone
 */
export function problemOf(
  searches: readonly JoinedSearch[],
  notTogether: readonly NotTogether[],
  onlyFor: ReadonlyMap<string, string> = new Map(),
): JointProblem {
  const choicesOf = (search: JoinedSearch) =>
    allChoicesOf(search).filter(({ home }) => (onlyFor.get(home) ?? search.id) === search.id);
  const wanted = new Map<string, { row: HomeForSearch; by: JoinedSearch[] }>();
  for (const search of searches) {
    for (const { home, row } of choicesOf(search)) {
      const known = wanted.get(home);
      if (known) known.by.push(search);
      else wanted.set(home, { row, by: [search] });
    }
  }
  const limits = [...wanted].map(([id, { row, by }]) => ({ id, ...limitsOf(id, row, by) }));
  return {
    children: searches.flatMap((search) => childrenOf(search).map((id) => ({ id, group: search.id }))),
    homes: limits.map(({ id, places }) => ({ id, places })),
    atMost: limits.flatMap(({ atMost }) => atMost),
    options: searches.flatMap((search) =>
      choicesOf(search).flatMap((option) =>
        childrenOf(search).map((child) => ({ child, home: option.home, value: pointsOf(search, option) })),
      ),
    ),
    apart: pairsApart([...wanted.values()].map(({ by }) => by)),
    notTogether,
  };
}

export function childrenOf({ read }: JoinedSearch): string[] {
  return read.children.map(({ id }) => id);
}

/** What a home counts for each child of a search. */
export function pointsOf(search: JoinedSearch, { home, row, fit }: Option): number {
  const bonus = (row.kind === 'kinship' ? KINSHIP : 0) + (search.kept?.home === home ? KEPT : 0);
  return Math.max(LEAST, fit) + bonus;
}

/** By one day: the rooms that are free by then, as many as may be adapted, and the children that terms and limits leave. */
interface Free {
  readonly day: PlainDate;
  readonly rooms: number;
  readonly shared: number;
  readonly adapted: number;
  readonly left: number;
}

/** For each day, the earliest first, what is free on it or on an earlier one, whose rooms somebody may have taken then. */
function freeBy(row: HomeForSearch, days: readonly PlainDate[], usualLimit: boolean): Free[] {
  const rooms = new Map<number, Room>();
  let left = 0;
  return days.toSorted().map((day) => {
    const there = residentsOn(row, day).filter(({ fostered }) => fostered);
    const terms = placesLeft(row, there.length, day);
    left = Math.max(left, usualLimit ? Math.min(terms, leftOfUsualLimit(there, day)) : terms);
    if (row.rooms.length === 0) {
      // Where nothing is known of rooms nor places, the children of one search may ask, not those of several.
      const known = Number.isFinite(terms) ? terms : 0;
      return { day, rooms: known, shared: 0, adapted: known, left };
    }
    roomsOn(row, day).forEach((room, at) => {
      if (room) rooms.set(at, room);
    });
    const free = [...rooms.values()];
    return {
      day,
      rooms: free.length,
      shared: free.filter(({ mayShare }) => mayShare).length,
      adapted: free.filter((room) => (room.adapted ?? row.adapted) !== false).length,
      left,
    };
  });
}

/**
 * How many children a home may take, and how many of those who come by each day: a room that is free only later is for
 * those who come later. Only brothers and sisters share, so that a child who comes alone counts for a room. Never fewer
 * than a family that the ranking allows there by itself.
 */
function limitsOf(home: string, row: HomeForSearch, by: readonly JoinedSearch[]): { places: number; atMost: AtMost[] } {
  const largest = Math.max(...by.map(({ read }) => read.children.length));
  if (by.length === 1) return { places: largest, atMost: [] };
  // Where brothers and sisters of those who come may be there too, the rule itself is asked, household by household.
  const usualLimit =
    (row.kind === 'fostering' || row.kind === 'kinship') &&
    by.every(({ read }) => read.asked.every(({ elsewhere }) => elsewhere.length === 0));
  const free = freeBy(row, [...new Set(by.map(({ read }) => read.dates.neededBy))], usualLimit);
  const share = largest > 1;
  const holds = ({ rooms, shared, left }: Free) => Math.min(left, rooms + (share ? shared : 0));
  const places = Math.max(largest, ...free.map(holds));
  const alone = by.filter(({ read }) => read.children.length === 1);
  return {
    places,
    atMost: [
      ...limitsByDay(home, by, free, holds, childrenOf, places),
      ...(share ? limitsByDay(home, alone, free, ({ left, rooms }) => Math.min(left, rooms), childrenOf, places) : []),
      ...limitsByDay(home, by, free, ({ adapted, shared }) => adapted + (share ? shared : 0), needAdapted, places),
    ],
  };
}

/** The last day first: an earlier one says something of its own only where it holds fewer. */
function limitsByDay(
  home: string,
  searches: readonly JoinedSearch[],
  free: readonly Free[],
  holds: (free: Free) => number,
  who: (search: JoinedSearch) => string[],
  most: number,
): AtMost[] {
  const limits: AtMost[] = [];
  let last = most;
  for (const each of free.toReversed()) {
    const come = searches.filter(({ read }) => read.dates.neededBy <= each.day).map(who);
    const places = Math.max(holds(each), ...come.map((children) => children.length));
    if (places >= last || come.flat().length <= places) continue;
    limits.push({ home, children: come.flat(), places });
    last = places;
  }
  return limits;
}

function needAdapted({ read }: JoinedSearch): string[] {
  return read.children.filter(({ adaptations }) => adaptations === true).map(({ id }) => id);
}

function leftOfUsualLimit(there: HomeForSearch['residents'], day: PlainDate): number {
  const fostered = there.filter(({ born }) => born !== null && ageOn(born, day) < 18).length;
  return Math.max(0, USUAL_LIMIT - fostered);
}

function pairsApart(together: readonly (readonly JoinedSearch[])[]): [string, string][] {
  const asked = new Set<string>();
  const apart: [string, string][] = [];
  for (const searches of together) {
    searches.forEach((one, at) => {
      for (const other of searches.slice(at + 1)) {
        const key = [one.id, other.id].sort().join(' ');
        if (asked.has(key)) continue;
        asked.add(key);
        if (wishesKeepApart(one.read, other.read)) apart.push([childrenOf(one)[0]!, childrenOf(other)[0]!]);
      }
    });
  }
  return apart;
}
