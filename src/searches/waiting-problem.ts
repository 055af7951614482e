import { type HomeForSearch, residentsOn } from '../homes/index.ts';
import { ageOn } from '../kernel/index.ts';
import type { JointProblem, NotTogether } from '../matching/index.ts';
import type { ReadSearch } from './ranking-of.ts';
import { wishesKeepApart } from './waiting-household.ts';
import { choicesOf, type JoinedSearch, type Option, placesLeft } from './waiting-options.ts';
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
 */
export function problemOf(searches: readonly JoinedSearch[], notTogether: readonly NotTogether[]): JointProblem {
  const wanted = new Map<string, { row: HomeForSearch; by: JoinedSearch[] }>();
  for (const search of searches) {
    for (const { home, row } of choicesOf(search)) {
      const known = wanted.get(home);
      if (known) known.by.push(search);
      else wanted.set(home, { row, by: [search] });
    }
  }
  const homes = [...wanted].map(([id, { row, by }]) => ({ id, places: placesOf(row, by) }));
  return {
    children: searches.flatMap((search) => childrenOf(search).map((id) => ({ id, group: search.id }))),
    homes,
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

/**
 * The most children that could come: rooms free by the last of the days, two in one that a family may share, within the
 * places, and in a foster home within the usual limit. Never fewer than the largest family that the ranking allows there by itself.
 */
function placesOf(row: HomeForSearch, by: readonly JoinedSearch[]): number {
  const largest = Math.max(...by.map(({ read }) => read.children.length));
  if (by.length === 1) return largest;
  const most = by.map(({ read }) => {
    const there = residentsOn(row, read.dates.neededBy).filter(({ fostered }) => fostered);
    const left = placesLeft(row, there.length, read.dates.neededBy);
    const free = roomsOn(row, read.dates.neededBy);
    const holds = free.reduce((sum, room) => sum + (room ? (room.mayShare && largest > 1 ? 2 : 1) : 0), 0);
    const rooms = row.rooms.length === 0 ? left : holds;
    return Number.isFinite(rooms) ? Math.min(left, rooms, limitOf(row, there, read)) : 0;
  });
  return Math.max(largest, ...most);
}

function limitOf(row: HomeForSearch, there: HomeForSearch['residents'], read: ReadSearch): number {
  // Brothers and sisters of those who come may be among them: then the rule itself is asked, household by household.
  if ((row.kind !== 'fostering' && row.kind !== 'kinship') || read.asked.some(({ elsewhere }) => elsewhere.length > 0))
    return Number.POSITIVE_INFINITY;
  const fostered = there.filter(({ born }) => born !== null && ageOn(born, read.dates.neededBy) < 18).length;
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
