import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, date } from '../kernel/index.ts';
import type { Block, MarketStay, StayPrice } from '../sufficiency/index.ts';
import { type EndingsLine, endingsAYear, kindOf, ownEndings } from './own-endings.ts';
import { ownDearer, ownRooms } from './own-prices.ts';

// All expected figures are counted by hand.

const TODAY = date('2026-11-22');
const NORTH = new Set(['north']);
const line = (place: string, reason: string, numbers: Partial<EndingsLine>): EndingsLine => ({
  ...{ authority: 'north', from: date('2023-11-23'), to: TODAY, years: 3, place, reason },
  ...{ days: 0, began: 0, ended: 0, ...numbers },
});

test('endings by kind of home: what is planned, of another kind or of another authority is left out; counts go to the nearest 5', () => {
  const lines = [
    line('U6', '', { days: 365.25 * 3 * 41, began: 33 }),
    line('K2', '', { days: 365.25 * 3 * 10, began: 8 }),
    line('U6', 'CREQB', { ended: 18 }),
    line('home:kinship', 'CHILD', { ended: 9 }),
    line('U4', 'CARPL', { ended: 100 }),
    line('U6', 'OTHER', { ended: 5 }),
    line('K2', 'STAND', { ended: 7 }),
    { ...line('U6', 'CREQB', { ended: 50 }), authority: 'south' },
  ];
  const foster = ownEndings(lines, NORTH, 'fostering');
  assert.deepEqual(foster && [foster.unplanned, foster.unsure, foster.began, foster.children, foster.childYears], [
    25,
    null,
    35,
    40,
    125,
  ]);
  assert.equal(foster && endingsAYear(foster)?.value, 25 / 3);
  assert.equal(ownEndings(lines, NORTH, 'all')?.unplanned, 35);
  assert.equal(ownEndings(lines, new Set(['west']), 'all'), null);
});

test('one to five, and none, are not told', () => {
  for (const ended of [0, 1, 5])
    assert.equal(
      ownEndings([line('U6', '', { days: 9_999 }), line('U6', 'CREQB', { ended })], NORTH, 'all')?.unplanned,
      null,
    );
  assert.equal(
    ownEndings([line('U6', '', { days: 9_999 }), line('U6', 'CREQB', { ended: 6 })], NORTH, 'all')?.unplanned,
    5,
  );
});

test('kinds of home from the code of the return, or from the home itself', () => {
  const kinds = ['U1', 'K2', 'K1', 'K3', 'P1', 'home:secure', 'home:kinship', 'home:supported'].map(kindOf);
  assert.deepEqual(kinds, [
    'fostering',
    'residential',
    'residential',
    'supported',
    'other',
    'residential',
    'fostering',
    'supported',
  ]);
});

const price = (from: string, weekly: number, bought: StayPrice['bought'] = 'framework'): StayPrice => ({
  ...{ from: date(from), weekly, socialCare: weekly, education: 0, health: 0, bought, retainer: false, why: 'start' },
  ...{ need: null, age: 12 },
});
const stay = (
  child: string,
  started: string,
  ended: string | null,
  weekly: number,
  more: Partial<MarketStay> = {},
): MarketStay => ({
  ...{
    stay: `${child} ${started}`,
    child,
    authority: 'north',
    kind: 'fostering',
    sector: 'private',
    provider: 'acorn',
  },
  ...{ home: 'h', grade: null, miles: null, age: 12, registered: null, blocks: [] },
  ...{ started: date(started), ended: ended === null ? null : date(ended), reason: ended === null ? '' : 'CREQB' },
  prices: [price(started, weekly)],
  ...more,
});
/** An ending at £900 a week, then a home for as many weeks at so much more. */
const pair = (child: string, more: number, weeks: number, reason = 'CREQB'): MarketStay[] => [
  stay(child, '2022-05-01', '2025-05-01', 90_000, { reason }),
  stay(child, '2025-05-03', addDays(date('2025-05-03'), weeks * 7), 90_000 + more, { reason: 'CARPL' }),
];

test('the next home’s price against the one before: long stays weigh more; half a year is followed', () => {
  const stays = [
    // £400 for 10 weeks, three times; £100 for 30 weeks, of which 26 count, three times.
    ...['a', 'b', 'c'].flatMap((child) => pair(child, 40_000, 10)),
    ...['d', 'e', 'f'].flatMap((child) => pair(child, 10_000, 30)),
  ];
  const found = ownDearer(stays, NORTH, 'all', TODAY);
  // (3 × 10 × 400 + 3 × 26 × 100) / (3 × 36) weeks = £183.33, to the nearest £10; 18 weeks.
  assert.deepEqual(found && [found.n, found.weekly.value, found.weeks.value], [6, 18_000, 18]);
  assert.deepEqual(found?.before, { value: 90_000, low: 90_000, high: 90_000 });
  assert.ok(found && found.weekly.low < 18_000 && found.weekly.high > 18_000);
});

test('no pair: planned, too recent, no home that followed on, no price, another kind, or fewer than six', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'];
  const none = (change: (stays: MarketStay[]) => MarketStay[], kind: 'all' | 'residential' = 'all') =>
    assert.equal(
      ownDearer(
        six.flatMap((child) => change(pair(child, 1, 9))),
        NORTH,
        kind,
        TODAY,
      ),
      null,
    );
  none(([first, next]) => [{ ...first!, reason: 'CARPL' }, next!]);
  none(([first, next]) => [
    { ...first!, ended: addDays(TODAY, -100) },
    { ...next!, started: addDays(TODAY, -100), ended: null },
  ]);
  none(([first, next]) => [first!, { ...next!, started: date('2025-05-09') }]);
  none(([first, next]) => [first!, { ...next!, prices: [] }]);
  none((stays) => stays, 'residential');
  assert.equal(
    ownDearer(
      six.slice(1).flatMap((child) => pair(child, 1, 9)),
      NORTH,
      'all',
      TODAY,
    ),
    null,
  );
  assert.equal(
    ownDearer(
      six.flatMap((child) => pair(child, 1, 9)),
      new Set(['south']),
      'all',
      TODAY,
    ),
    null,
  );
});

test('rooms bought spot within the year, and blocks: price and time lived in', () => {
  const bought = (child: string, weekly: number, how: StayPrice['bought'], blocks: readonly string[] = []) =>
    stay(child, '2025-01-01', null, weekly, {
      kind: 'residential',
      prices: [price('2025-01-01', weekly, how)],
      blocks,
    });
  const stays = [
    ...[400_000, 410_000, 420_000, 430_000, 440_000, 450_000].map((weekly, at) => bought(`s${at}`, weekly, 'spot')),
    bought('own', 1, 'framework'),
    stay('left', '2024-01-01', '2025-06-01', 1, { kind: 'residential', prices: [price('2024-01-01', 1, 'spot')] }),
    // All four rooms of one block and two of the other.
    ...['a', 'b', 'c', 'd'].map((child) => bought(child, 300_000, 'block', ['one'])),
    ...['e', 'f'].map((child) => bought(child, 400_000, 'block', ['two'])),
  ];
  const block = (id: string, rooms: number, weekly: number): Block => ({
    ...{ id, buyer: 'north', provider: 'acorn', kind: 'residential', rooms, weekly, paidUnused: true },
    ...{ from: date('2025-01-01'), to: date('2027-12-31') },
  });
  const blocks = [block('one', 4, 300_000), block('two', 4, 400_000)];
  const year = { first: date('2025-11-23'), last: TODAY };
  const rooms = ownRooms({ stays, blocks }, NORTH, 'residential', year);
  assert.deepEqual([rooms.spot?.n, rooms.spot?.weekly.value], [6, 425_000]);
  assert.deepEqual(rooms.block, {
    rooms: 8,
    weekly: { value: 350_000, low: 300_000, high: 400_000 },
    lived: { value: 0.75, low: 0.65, high: 0.85 },
  });
  // Five children bought spot, five in blocks, four rooms: too few to be told.
  const fewer = ownRooms({ stays: stays.slice(1, -1), blocks }, NORTH, 'residential', year);
  assert.deepEqual([fewer.spot, fewer.block?.lived], [null, null]);
  assert.equal(ownRooms({ stays, blocks: blocks.slice(1) }, NORTH, 'residential', year).block, null);
  // Of several authorities the price of a single contract is not told.
  const large = [block('one', 8, 300_000)];
  assert.equal(ownRooms({ stays, blocks: large }, NORTH, 'residential', year).block?.rooms, 8);
  assert.equal(ownRooms({ stays, blocks: large }, new Set(['north', 'south']), 'residential', year).block, null);
});
