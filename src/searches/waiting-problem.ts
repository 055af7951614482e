import { type HomeForSearch, residentsOn } from '../homes/index.ts';
import { ageOn, type PlainDate } from '../kernel/index.ts';
import type { AtMost, JointProblem, NotTogether } from '../matching/index.ts';
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

/** On one day: the rooms that are free, as many as may be adapted, and how many children the terms and limits leave. */
interface Free {
  readonly rooms: number;
  readonly shared: number;
  readonly adapted: number;
  readonly left: number;
}

function freeOn(row: HomeForSearch, day: PlainDate, usualLimit: boolean): Free {
  const there = residentsOn(row, day).filter(({ fostered }) => fostered);
  const terms = placesLeft(row, there.length, day);
  const left = usualLimit ? Math.min(terms, leftOfUsualLimit(there, day)) : terms;
  if (row.rooms.length === 0) {
    // Where nothing is known of rooms nor places, the children of one search may ask, not those of several.
    const rooms = Number.isFinite(terms) ? terms : 0;
    return { rooms, shared: 0, adapted: rooms, left };
  }
  const rooms = roomsOn(row, day).filter((room) => room !== null);
  return {
    rooms: rooms.length,
    shared: rooms.filter(({ mayShare }) => mayShare).length,
    adapted: rooms.filter((room) => (room.adapted ?? row.adapted) !== false).length,
    left,
  };
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
  const days = new Set(by.map(({ read }) => read.dates.neededBy));
  const free = new Map([...days].map((day) => [day, freeOn(row, day, usualLimit)]));
  const holds = ({ rooms, shared, left }: Free) => Math.min(left, rooms + (largest > 1 ? shared : 0));
  const atMost: AtMost[] = [];
  const limit = (searches: readonly JoinedSearch[], places: number, who = childrenOf) => {
    const children = searches.flatMap(who);
    const least = Math.max(0, ...searches.map((search) => who(search).length));
    if (children.length > Math.max(places, least)) atMost.push({ home, children, places: Math.max(places, least) });
  };
  for (const [day, each] of free) {
    const come = by.filter(({ read }) => read.dates.neededBy <= day);
    limit(come, holds(each));
    limit(
      come.filter(({ read }) => read.children.length === 1),
      Math.min(each.left, each.rooms),
    );
    limit(come, each.adapted + (largest > 1 ? each.shared : 0), needAdapted);
  }
  return { places: Math.max(largest, ...[...free.values()].map(holds)), atMost };
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
