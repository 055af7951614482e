import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gaps } from './gaps.ts';
import { roomsFor } from './gaps-loss.ts';
import { type Pool, shareRooms } from './gaps-share.ts';
import { type ComingRow, type GapInput, type NeedRow, type SupplyRow, suitsAges, suitsNeed } from './gaps-types.ts';

const ASHBY = { lat: 53, long: -2 };
/** 0.1 degrees of latitude are 6.9 miles. */
const north = (degrees: number) => ({ lat: 53 + degrees, long: -2 });

const need = (more: Partial<NeedRow> = {}): NeedRow => ({
  ...{ child: 1, area: 'a', at: ASHBY, kind: 'fostering', ages: '10-15', need: 'some', requests: 1, days: 365 },
  ...more,
});
const rooms = (more: Partial<SupplyRow> = {}): SupplyRow => ({
  ...{ area: 'a', at: ASHBY, kind: 'fostering', minAge: 0, maxAge: 17, skill: 3, rooms: 1 },
  ...more,
});
const input = (more: Partial<GapInput>): GapInput => ({
  ...{ areas: [{ key: 'a', at: ASHBY }], needs: [], supply: [], coming: [], windowDays: 365, on: '2026-11-22' },
  ...{ percent: 95, miles: 20, days: 7 },
  ...more,
});
const total = (of: ReturnType<typeof gaps>, what: 'short' | 'roomsNow' | 'roomsNeeded') =>
  of.lines.reduce((sum, line) => sum + line[what], 0);
const near = (found: number, expected: number, within = 0.01) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);

test('rooms needed are those used at a time with the spare ones, and what is missing is the rest', () => {
  // Two children all year long, one request each: two rooms at a time, stays of a year, seven days to wait.
  const needs = [need(), need({ child: 2 })];
  const [line] = gaps(input({ needs, supply: [rooms({ rooms: 3 })] })).lines;
  assert.ok(line);
  assert.equal(line.children, 2);
  near(line.atATime, 2);
  near(line.roomsNeeded, roomsFor(2, 0.95, 7 / 365));
  near(line.roomsNow, 3);
  near(line.short, line.roomsNeeded - 3);
  near(gaps(input({ needs, supply: [rooms({ rooms: 50 })] })).lines[0]?.short ?? 1, 0);
  assert.equal(gaps(input({ needs, supply: [] })).lines[0]?.served, 0);
});

test('which homes suit: the kind, most of the ages, skill that reaches the need, near enough', () => {
  assert.ok(suitsAges('fostering', '10-15', 0, 12), 'three of six ages');
  assert.ok(!suitsAges('fostering', '10-15', 0, 11), 'two of six ages');
  assert.ok(suitsAges('residential', '5-9', null, null), 'no bound is known');
  assert.ok(!suitsAges('supported', '10-15', null, null), 'supported accommodation is from 16');
  assert.ok(suitsNeed('unknown', null, 0) && suitsNeed('low', null, 0) && !suitsNeed('some', null, 0));
  assert.ok(suitsNeed('high', 3, 0) && !suitsNeed('high', 2, 0) && suitsNeed('high', null, 4));
  const now = (supply: SupplyRow[], of = need()) => total(gaps(input({ needs: [of], supply })), 'roomsNow');
  near(now([rooms()]), 1);
  near(now([rooms({ kind: 'residential' })]), 0);
  near(now([rooms({ at: north(0.28) })]), 1); // 19.3 miles
  near(now([rooms({ at: north(0.3) })]), 0); // 20.7 miles
  near(now([rooms({ at: null })]), 1); // only its authority is known: its middle
  near(now([rooms({ at: null, area: null })]), 0);
  near(now([rooms({ skill: null })]), 0);
  near(now([rooms({ skill: null })], need({ need: 'unknown' })), 1);
  near(gaps(input({ needs: [need()], supply: [rooms({ skill: null, rooms: 9 })] })).lines[0]?.shortIfConfirmed ?? 1, 0);
});

test('projects count when they open, the sure ones in what is missing and the likely ones beside it', () => {
  const coming: ComingRow[] = [
    { ...rooms({ rooms: 1 }), opens: '2027-03-01', sure: true },
    { ...rooms({ rooms: 1 }), opens: '2027-06-01', sure: false },
  ];
  const needs = [1, 2, 3].map((child) => need({ child }));
  const today = gaps(input({ needs, coming })).lines[0];
  const later = gaps(input({ needs, coming, on: '2027-11-22' })).lines[0];
  assert.ok(today && later);
  near(today.short, today.roomsNeeded);
  near(later.short, later.roomsNeeded - 1);
  near(later.shortIfLikely, later.roomsNeeded - 2);
  assert.deepEqual(
    later.roomsComing.map(({ opens, sure, rooms: n }) => [opens, sure, Math.round(n)]),
    [
      ['2027-03-01', true, 1],
      ['2027-06-01', false, 1],
    ],
  );
});

test('a forecast changes how many need a room, and widens the interval', () => {
  const needs = [1, 2, 3, 4].map((child) => need({ child }));
  const [plain] = gaps(input({ needs })).lines;
  const same = { mean: 1, low: 1, high: 1 };
  const growth = { fostering: { mean: 1.5, low: 1.2, high: 1.8 }, residential: same, supported: same };
  const [grown] = gaps(input({ needs, growth })).lines;
  assert.ok(plain && grown);
  near(grown.atATime, plain.atATime * 1.5);
  assert.ok(grown.high / grown.roomsNeeded > plain.high / plain.roomsNeeded);
});

/** The most that can be met: the smallest cut, over every set of groups (max-flow min-cut). */
function mostMet(needs: readonly number[], pools: readonly Pool[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << needs.length; set += 1) {
    const outside = needs.reduce((sum, each, at) => sum + ((set >> at) & 1 ? 0 : each), 0);
    const reaching = pools.reduce((sum, pool) => sum + (pool.for.some((at) => (set >> at) & 1) ? pool.rooms : 0), 0);
    least = Math.min(least, outside + reaching);
  }
  return least;
}

test('sharing meets as much need as can be met, found by trying every cut; fairly, and whatever the order', () => {
  const problem = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }).chain((needs) =>
    fc.tuple(
      fc.constant(needs),
      fc.array(
        fc.record({
          rooms: fc.integer({ min: 0, max: 9 }),
          for: fc.uniqueArray(fc.integer({ min: 0, max: needs.length - 1 })),
        }),
        { maxLength: 5 },
      ),
    ),
  );
  fc.assert(
    fc.property(problem, ([needs, pools]) => {
      const { got, from } = shareRooms(needs, pools);
      near(
        got.reduce((sum, each) => sum + each, 0),
        mostMet(needs, pools),
      );
      pools.forEach((pool, at) => {
        const used = from[at]!.reduce((sum, part) => sum + part, 0);
        assert.ok(used <= pool.rooms + 1e-9);
      });
      for (const [at, each] of got.entries()) assert.ok(each >= 0 && each <= needs[at]! + 1e-9);
      const turned = shareRooms(needs, [...pools].reverse());
      for (const [at, each] of got.entries()) near(turned.got[at]!, each, 0.02);
    }),
    { numRuns: 300, seed: 5 },
  );
  // Two groups of 4 and 2 want the same 3 rooms: half of each need.
  assert.deepEqual(
    [...shareRooms([4, 2], [{ rooms: 3, for: [0, 1] }]).got].map((n) => Math.round(n * 100) / 100),
    [2, 1],
  );
});

const someNeed = fc.record({
  child: fc.integer({ min: 1, max: 9 }),
  area: fc.constantFrom('a', 'b'),
  at: fc.option(
    fc.integer({ min: 0, max: 8 }).map((step) => north(step / 10)),
    { freq: 5 },
  ),
  kind: fc.constantFrom('fostering' as const, 'residential' as const),
  ages: fc.constantFrom('0-4' as const, '10-15' as const),
  need: fc.constantFrom('some' as const, 'high' as const, 'unknown' as const),
  requests: fc.integer({ min: 0, max: 3 }),
  days: fc.integer({ min: 0, max: 365 }),
});
const someRooms = fc.record({
  area: fc.constantFrom('a', 'b', null),
  at: fc.option(
    fc.integer({ min: 0, max: 8 }).map((step) => north(step / 10)),
    { freq: 5 },
  ),
  kind: fc.constantFrom('fostering' as const, 'residential' as const),
  minAge: fc.option(fc.constantFrom(0, 8)),
  maxAge: fc.option(fc.constantFrom(9, 17)),
  skill: fc.option(fc.integer({ min: 0, max: 4 })),
  rooms: fc.integer({ min: 1, max: 4 }),
});
const areas = [
  { key: 'a', at: ASHBY },
  { key: 'b', at: north(0.5) },
];

test('more rooms, more miles and more days never leave more missing; the order of rows changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(someNeed, { maxLength: 12 }),
      fc.array(someRooms, { maxLength: 8 }),
      someRooms,
      (needs, supply, more) => {
        const of = (change: Partial<GapInput>) => gaps(input({ areas, needs, supply, miles: 10, ...change }));
        const plain = of({});
        const short = total(plain, 'short');
        assert.ok(total(of({ supply: [...supply, more] }), 'short') <= short + 0.01, 'more rooms');
        assert.ok(total(of({ days: 28 }), 'short') <= short + 0.01, 'more days');
        assert.ok(total(of({ percent: 80 }), 'short') <= short + 0.01, 'fewer children to serve');
        if (needs.every(({ at }) => at) && supply.every(({ at }) => at))
          assert.ok(total(of({ miles: 30 }), 'short') <= short + 0.01, 'more miles');
        const turned = of({ needs: [...needs].reverse(), supply: [...supply].reverse() });
        plain.lines.forEach((line, at) => {
          near(turned.lines[at]!.short, line.short, 0.02);
          near(turned.lines[at]!.roomsNeeded, line.roomsNeeded);
          assert.ok(line.short >= 0 && line.roomsNow >= 0 && line.served >= 0 && line.served <= 1 + 1e-9);
          near(line.roomsNeeded - line.roomsNow, line.short, 0.02);
        });
      },
    ),
    { numRuns: 120, seed: 3 },
  );
});
