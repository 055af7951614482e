import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../kernel/index.ts';
import { gaps } from './gaps.ts';
import type { GapNeed, NeedRow } from './gaps-types.ts';

const STAY = 180;
const DAYS = 7;
const MILES = 20;
/** Three places in a row, 14 miles apart: the middle one reaches both others, which do not reach each other. */
const PLACES = [0, 0.2, 0.4].map((north) => ({ lat: 53 + north, long: -2 }));
const NEEDS: readonly GapNeed[] = ['some', 'high'];
/** How many need a room at a time, by place and need. */
const LOADS = [
  [9, 4],
  [14, 6],
  [5, 3],
] as const;

/** Rows whose sums give those loads and stays over a year. */
function rows(): NeedRow[] {
  return LOADS.flatMap((loads, place) =>
    loads.flatMap((load, need) =>
      Array.from({ length: load }, (_, n) => ({
        ...{
          child: place * 1000 + need * 100 + n,
          area: String(place),
          at: PLACES[place]!,
          kind: 'fostering' as const,
        },
        ...{ ages: '10-15' as const, need: NEEDS[need]!, requests: 365 / STAY, days: 365 },
      })),
    ),
  );
}

/** Rooms by place and skill, as many as the lines say are needed: rounded so that none of them falls behind its sum. */
function roomsSaid(): number[][] {
  const { lines } = gaps({
    ...{ areas: PLACES.map((at, key) => ({ key: String(key), at })), needs: rows(), supply: [], coming: [] },
    ...{ windowDays: 365, on: '2026-11-22', percent: 95, miles: MILES, days: DAYS },
  });
  const rooms = PLACES.map(() => [0, 0]);
  for (const [need, level] of NEEDS.entries()) {
    let said = 0;
    let given = 0;
    for (const line of lines.filter((each) => each.need === level)) {
      said += line.roomsNeeded;
      const here = Math.ceil(said - 1e-9) - given;
      rooms[Number(line.area)]![need] = here;
      given += here;
    }
  }
  return rooms;
}

/**
 * Requests come one by one. Each takes a free room near enough that can meet its need, the least skilled first and the
 * nearest of those; else it waits its turn for as long as it can and goes elsewhere.
 * @returns the share of those with some and with high needs who find a room in time
 */
function lived(rooms: number[][], years: number, seed: number, sharing: boolean): number[] {
  const random = seededRandom(seed);
  const free = rooms.map((of) => [...of]);
  const events: { at: number; place: number; need: number; ends: boolean }[] = [];
  for (const [place, loads] of LOADS.entries())
    for (const [need, load] of loads.entries())
      for (let at = 0; at < years * 365; ) {
        at += random.exponential(STAY / load);
        events.push({ at, place, need, ends: false });
      }
  const waiting: { at: number; place: number; need: number }[] = [];
  const [asked, found] = [
    [0, 0],
    [0, 0],
  ];
  const isNear = (a: number, b: number) => Math.abs(a - b) <= 1;
  const settle = (who: { place: number; need: number }, now: number): boolean => {
    const order = [0, 1, 2]
      .filter((place) => isNear(place, who.place))
      .sort((a, b) => Math.abs(a - who.place) - Math.abs(b - who.place));
    for (let skill = who.need; skill <= (sharing ? 1 : who.need); skill += 1)
      for (const place of order)
        if (free[place]![skill]! > 0) {
          free[place]![skill]! -= 1;
          ends.push({ at: now + random.exponential(STAY), place, need: skill });
          ends.sort((a, b) => b.at - a.at);
          found[who.need]! += 1;
          return true;
        }
    return false;
  };
  const ends: { at: number; place: number; need: number }[] = [];
  const freeUntil = (now: number) => {
    while (ends.length > 0 && ends.at(-1)!.at <= now) {
      const over = ends.pop()!;
      free[over.place]![over.need]! += 1;
      const next = waiting.findIndex((who) => over.at - who.at <= DAYS && settle(who, over.at));
      if (next >= 0) waiting.splice(next, 1);
    }
    while (waiting.length > 0 && now - waiting[0]!.at > DAYS) waiting.shift();
  };
  for (const { at, place, need } of events.sort((a, b) => a.at - b.at)) {
    freeUntil(at);
    asked[need]! += 1;
    if (!settle({ place, need }, at)) waiting.push({ at, place, need });
  }
  return asked.map((all, need) => found[need]! / all);
}

test('with the rooms it says are needed, at least the share asked for finds one in time, request by request', () => {
  const rooms = roomsSaid();
  const [some, high] = lived(rooms, 400, 3, false);
  assert.ok(some! >= 0.95 && high! >= 0.95, `${some} and ${high}`);
  // Where children with some needs take skilled rooms that are free, those with high needs find one a little less often.
  const [someShared, highShared] = lived(rooms, 400, 3, true);
  assert.ok(someShared! >= 0.95 && highShared! >= 0.95, `${someShared} and ${highShared}`);
});
