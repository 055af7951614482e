import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date } from '../kernel/index.ts';
import {
  boughtShares,
  comparedPrices,
  concentration,
  emptyRooms,
  fundingByRule,
  fundingSplit,
  likeForLike,
  mayTell,
  needBand,
  priceAge,
  priceChanges,
  pricedDays,
  qualityOf,
  quartersBefore,
  retainers,
  spendBy,
  toldGroups,
} from './index.ts';
import { poissonInterval } from './market-quality.ts';
import { penceOf } from './market-spend.ts';
import { priceOf, stayOf, stays } from './test-market.ts';

const YEAR = { first: date('2026-01-01'), last: date('2026-12-31') };

test('a stay costs each day what was agreed for it, from the first day to the day before it ends', () => {
  // 14 days at £700 and 14 at £1,400 a week: £1,400 and £2,800.
  const stay = stayOf({
    ended: date('2026-01-29'),
    prices: [priceOf('2026-01-01', 700), priceOf('2026-01-15', 1_400)],
  });
  const days = pricedDays([stay], YEAR);
  assert.deepEqual(
    days.map((each) => [each.days, each.pence]),
    [
      [14, 140_000],
      [14, 280_000],
    ],
  );
  // The last week of January is one week of the second price, less the days after its end.
  const week = pricedDays([stay], { first: date('2026-01-25'), last: date('2026-01-31') });
  assert.deepEqual(
    week.map((each) => each.days),
    [4],
  );
});

test('days before the first price are lived and not priced', () => {
  const days = pricedDays([stayOf({ ended: date('2026-01-11'), prices: [priceOf('2026-01-06', 700)] })], YEAR);
  assert.deepEqual(
    days.map(({ price, days: lived }) => [price === null, lived]),
    [
      [true, 5],
      [false, 5],
    ],
  );
  assert.deepEqual(
    pricedDays([stayOf({ ended: date('2026-01-11') })], YEAR).map((each) => each.days),
    [10],
  );
  assert.deepEqual(pricedDays([stayOf({ started: date('2027-02-01') })], YEAR), []);
});

test('however the prices of a stay are cut, its days are all there once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
      fc.uniqueArray(fc.integer({ min: -30, max: 600 }), { maxLength: 5 }),
      (start, lasts, changes) => {
        const day = (n: number) => new Date(Date.UTC(2025, 9, 1) + n * 86_400_000).toISOString().slice(0, 10);
        const prices = changes.sort((a, b) => a - b).map((n) => priceOf(day(start + n), 700));
        const stay = stayOf({
          started: date(day(start)),
          ended: lasts === null ? null : date(day(start + lasts)),
          prices,
        });
        const from = Math.max(start, 92); // 1 January 2026
        const until = Math.min(lasts === null ? Infinity : start + lasts, 92 + 365);
        const lived = pricedDays([stay], YEAR).reduce((sum, each) => sum + each.days, 0);
        assert.equal(lived, Math.max(0, until - from));
      },
    ),
  );
});

test('six children may be told of, and what is left of several authorities may not be worked out', () => {
  assert.equal(mayTell(stays(5)), false);
  assert.equal(mayTell(stays(6)), true);
  const one = stayOf();
  assert.equal(mayTell([one, one, one, one, one, one]), false); // one child six times
  // Six of north and two of south: with north's own figure, south's two would follow.
  assert.equal(mayTell([...stays(6), ...stays(2, { authority: 'south' })]), false);
  assert.equal(mayTell([...stays(6), ...stays(3, { authority: 'south' }), ...stays(3, { authority: 'west' })]), true);
});

test('groups that are too small stand together, and take the next with them until they may be told', () => {
  const list = [
    ...stays(8, { provider: 'a' }),
    ...stays(7, { provider: 'b' }),
    ...stays(4, { provider: 'c' }),
    ...stays(3, { provider: 'd' }),
  ];
  const of = (from: typeof list) =>
    toldGroups(
      from,
      ({ provider }) => provider,
      (stay) => stay,
      (members) => members.length,
    ).map(({ key, groups, members }) => [key, groups, members.length]);
  assert.deepEqual(of(list), [
    ['a', 1, 8],
    ['b', 1, 7],
    [null, 2, 7],
  ]);
  assert.deepEqual(of(list.slice(0, 19)), [
    ['a', 1, 8],
    [null, 2, 11],
  ]); // four of c alone: b joins them
  assert.deepEqual(of(list.slice(15)), [[null, 2, 7]]);
  assert.deepEqual(of(list.slice(15, 19)), []);
});

test('spending by provider sums to the whole, with the price of a known week', () => {
  // A week each: 6 × £1,000 with a and 6 × £3,000 with b; one more week of a without a price.
  const week = (provider: string, pounds: number) =>
    stays(6, { provider, ended: date('2026-01-08'), prices: [priceOf('2026-01-01', pounds)] });
  const days = pricedDays(
    [...week('a', 1_000), ...week('b', 3_000), stayOf({ provider: 'a', ended: date('2026-01-08') })],
    YEAR,
  );
  assert.deepEqual(
    spendBy(days, ({ stay }) => stay.provider).map(({ key, weeks, pence, share, weekly, priced }) => [
      key,
      weeks,
      pence,
      share,
      weekly,
      priced,
    ]),
    [
      ['b', 6, 1_800_000, 0.75, 300_000, 1],
      ['a', 7, 600_000, 0.25, 100_000, 6 / 7],
    ],
  );
  const shares = boughtShares(days);
  assert.deepEqual(
    [shares?.spot, shares?.own],
    [
      { weeks: 1, pence: 1 },
      { weeks: 0, pence: 0 },
    ],
  );
});

test('concentration: shares of 50, 30 and 20 per cent are 2,500 + 900 + 400 = 3,800', () => {
  const of = (provider: string, children: number) =>
    stays(children, { provider, ended: date('2026-01-08'), prices: [priceOf('2026-01-01', 1_000)] });
  const days = pricedDays([...of('a', 10), ...of('b', 6), ...of('c', 4)], YEAR);
  const found = concentration(days, ({ provider }) => provider);
  assert.deepEqual([found?.index, found?.words, found?.owners], [3_800, 'highly concentrated', 3]);
  assert.deepEqual(
    found?.largest.map(({ share }) => share),
    [0.5, 1, 1],
  );
  // Twenty equal owners: 20 × 25.
  const even = pricedDays(Array.from({ length: 20 }, (_, at) => of(`p${at}`, 1)).flat(), YEAR);
  assert.deepEqual(
    [concentration(even, ({ provider }) => provider)?.index, concentration(even, ({ provider }) => provider)?.words],
    [500, 'not concentrated'],
  );
  // The largest of these has one child: its share is not told, those of five and more neither.
  assert.deepEqual(
    concentration(even, ({ provider }) => provider)?.largest.map(({ share }) => share),
    [null, null, null],
  );
});

test('quarters are whole ones of the calendar, the latest before today’s', () => {
  assert.deepEqual(quartersBefore(date('2026-11-22'), 2), [
    { first: '2026-04-01', last: '2026-06-30' },
    { first: '2026-07-01', last: '2026-09-30' },
  ]);
  assert.deepEqual(quartersBefore(date('2026-01-01'), 1), [{ first: '2025-10-01', last: '2025-12-31' }]);
});

test('an uplift is told beside the price before it; keeping a room is none', () => {
  const by = [0, 2, 4, 6, 8, 10];
  const list = by.map((percent) =>
    stayOf({ prices: [priceOf('2026-01-01', 1_000), priceOf('2026-04-01', 1_000 + 10 * percent, { why: 'uplift' })] }),
  );
  const kept = stays(6, {
    prices: [
      priceOf('2026-01-01', 1_000),
      priceOf('2026-05-01', 700, { why: 'retainer', retainer: true }),
      priceOf('2026-05-22', 1_000, { why: 'retainer' }),
    ],
  });
  const [uplift, ...others] = priceChanges([...list, ...kept], YEAR);
  assert.deepEqual(others, []);
  assert.equal(uplift?.why, 'uplift');
  assert.ok(Math.abs((uplift?.mean ?? 0) - 0.05) < 1e-9 && Math.abs((uplift?.middle ?? 0) - 0.05) < 1e-9);
  assert.ok(Math.abs((uplift?.low ?? 0) - 0.025) < 1e-9 && Math.abs((uplift?.high ?? 0) - 0.075) < 1e-9);
  assert.deepEqual([uplift?.month, uplift?.monthShare], ['2026-04', 1]);
  assert.deepEqual(retainers(kept, YEAR), { weeks: 18, pence: 6 * 3 * 70_000 });
  assert.deepEqual(priceChanges(list.slice(0, 5), YEAR), []);
});

test('rooms of a block that nobody lived in are paid for, or not', () => {
  const block = {
    ...{
      id: 'b',
      buyer: 'north',
      provider: 'acorn',
      kind: 'residential' as const,
      rooms: 2,
      weekly: 70_000,
      paidUnused: true,
    },
    ...{ from: date('2025-06-01'), to: date('2026-01-10') },
  };
  const [one, two] = [
    stayOf({ blocks: ['b'], ended: date('2026-01-06'), prices: [priceOf('2026-01-01', 700, { bought: 'block' })] }),
    stayOf({ blocks: ['b'], prices: [priceOf('2026-01-01', 900)] }), // bought by itself, though in one of the homes
  ];
  // Ten days of two rooms, five of them used: 15 days at £100.
  const [found] = emptyRooms([block], [one, two], YEAR);
  assert.deepEqual([found?.roomDays, found?.usedDays, found?.emptyDays, found?.pence], [20, 5, 15, 150_000]);
  assert.equal(emptyRooms([{ ...block, paidUnused: false }], [one], YEAR)[0]?.pence, 0);
});

test('prices are compared like for like: within cells, weighted as the whole is mixed', () => {
  const cell = (count: number, provider: string, pounds: number, need: number) =>
    stays(count, { provider, prices: [priceOf('2026-01-01', pounds, { need })] });
  // In lower needs a costs 10 more than others, in higher ones 50 more; each has half of the weight: 30 more. Plain means
  // (800/6 and 780/6) would say 3.
  const prices = comparedPrices(
    [...cell(4, 'a', 100, 5), ...cell(2, 'a', 200, 30), ...cell(2, 'b', 90, 5), ...cell(4, 'b', 150, 30)],
    YEAR,
  );
  const found = likeForLike(prices, ({ stay }) => stay.provider === 'a', 'a');
  assert.deepEqual([found?.group, found?.others, found?.difference, found?.compared], [15_000, 12_000, 3_000, 1]);
  assert.deepEqual(
    likeForLike(prices, ({ stay }) => stay.provider === 'a', 'a'),
    found,
  ); // the same seed, the same range
  // Whose like live with nobody else are left out, and too few are not told.
  assert.equal(
    likeForLike([...prices, ...comparedPrices(cell(6, 'c', 100, 15), YEAR)], ({ stay }) => stay.provider === 'c', 'c'),
    null,
  );
  assert.equal(
    likeForLike(
      prices.filter(({ weekly }) => weekly !== 20_000),
      ({ stay }) => stay.provider === 'a',
      'a',
    ),
    null,
  );
});

test('where prices follow from age, need and way of buying alone, nobody is dearer; a dearer group is by as much', () => {
  const one = fc.record({
    provider: fc.constantFrom('a', 'b', 'c'),
    need: fc.constantFrom(3, 15, 40),
    age: fc.constantFrom(3, 8, 12, 17),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 20, maxLength: 60 }), fc.integer({ min: 0, max: 900 }), (list, dearer) => {
      const of = (more: number) =>
        comparedPrices(
          list.map(({ provider, need, age }) =>
            stayOf({
              provider,
              prices: [priceOf('2026-01-01', 1_000 + 20 * need + age + (provider === 'a' ? more : 0), { need, age })],
            }),
          ),
          YEAR,
        );
      const found = (more: number) => likeForLike(of(more), ({ stay }) => stay.provider === 'a', 'seed');
      const same = found(0);
      if (same === null) return;
      assert.deepEqual([same.difference, same.low, same.high], [0, 0, 0]);
      assert.equal(found(dearer)?.difference, dearer * 100);
    }),
    { numRuns: 30 },
  );
});

test('needs and ages fall into the bands that the page names', () => {
  assert.deepEqual([0, 11, 12, 23, 24, 48, null].map(needBand), [
    'lower',
    'lower',
    'middle',
    'middle',
    'higher',
    'higher',
    'unknown',
  ]);
  assert.deepEqual([0, 4, 5, 9, 10, 15, 16, 17].map(priceAge), [
    '0-4',
    '0-4',
    '5-9',
    '5-9',
    '10-15',
    '10-15',
    '16+',
    '16+',
  ]);
});

test('endings that nobody planned are told for each child and year, with the range of chance', () => {
  // Two hundred children for a year, with forty endings, half of them unplanned: 0.1 a child and year.
  const list = Array.from({ length: 240 }, (_, at) =>
    at < 40
      ? stayOf({
          started: date('2025-01-01'),
          ended: date('2026-07-02'),
          reason: at % 2 ? 'CREQB' : 'CARPL',
          grade: 'good',
          miles: 20,
        })
      : stayOf({
          started: date(at < 80 ? '2026-07-02' : '2025-01-01'),
          grade: at < 140 ? 'good' : 'inadequate',
          miles: 0,
        }),
  );
  const found = qualityOf(list, YEAR);
  assert.ok(Math.abs((found?.childYears ?? 0) - (200 * 365) / 365.25) < 0.01);
  assert.ok(found?.unplanned !== 'few' && Math.abs((found?.unplanned?.rate ?? 0) - 20 / ((200 * 365) / 365.25)) < 1e-9);
  assert.ok(Math.abs((found?.good ?? 0) - 0.5) < 0.001);
  assert.ok(Math.abs((found?.far ?? 0) - (40 * 182) / (200 * 365)) < 0.001);
  assert.equal(qualityOf(list.slice(0, 5), YEAR), null);
  assert.equal(qualityOf([...list.slice(0, 6), ...list.slice(40)], YEAR)?.unplanned, 'few'); // three endings
});

test('Byar’s interval is near the exact one of a count', () => {
  // Exact intervals of Poisson counts (Documenta Geigy): 10: 4.80 to 18.39; 100: 81.36 to 121.63; 0: 0 to 3.69.
  for (const [count, low, high] of [
    [10, 4.8, 18.39],
    [100, 81.36, 121.63],
  ] as const) {
    const found = poissonInterval(count, 1);
    assert.ok(Math.abs(found.low - low) < 0.05 && Math.abs(found.high - high) < 0.05, String(count));
  }
  assert.equal(poissonInterval(0, 1).low, 0);
  assert.ok(Math.abs(poissonInterval(0, 2).high - 3.69 / 2) < 0.05);
});

test('who pays: the shares that were agreed, and what a rule would make of them', () => {
  // A week each at £1,000: education pays £100 for six, health £400 for six others, nobody for six.
  const paid = (health: number) =>
    pricedDays(
      Array.from({ length: 18 }, (_, at) =>
        stayOf({
          ended: date('2026-01-08'),
          prices: [
            priceOf('2026-01-01', 1_000, {
              education: at < 6 ? 10_000 : 0,
              health: at >= 6 && at < 6 + health ? 40_000 : 0,
            }),
          ],
        }),
      ),
      YEAR,
    );
  const days = paid(6);
  assert.deepEqual(fundingSplit(days), {
    pence: 1_800_000,
    socialCare: 15 / 18,
    education: 0.6 / 18,
    health: 2.4 / 18,
    joint: 12 / 18,
  });
  const rule = fundingByRule(days, { education: 0.1, health: 0.2 });
  assert.deepEqual(rule?.rule, { socialCare: 1_260_000, education: 180_000, health: 360_000 });
  assert.deepEqual(rule?.change, { socialCare: -240_000, education: 120_000, health: 120_000 });
  assert.equal(penceOf(days), 1_800_000);
  // Health pays for three: what it pays is not told, nor what it would follow from.
  const few = fundingSplit(paid(3));
  assert.deepEqual([few?.education, few?.health], [null, null]);
  assert.ok(Math.abs((few?.socialCare ?? 0) - 16.2 / 18) < 1e-12);
  assert.equal(fundingByRule(paid(3), { education: 0.1, health: 0.2 }), null);
  assert.equal(fundingSplit(days.slice(0, 5)), null);
});

test('a way of buying with few children is not told, nor the one from which it would follow', () => {
  const week = (count: number, bought: 'spot' | 'framework' | 'block') =>
    stays(count, { ended: date('2026-01-08'), prices: [priceOf('2026-01-01', 1_000, { bought })] });
  const found = boughtShares(pricedDays([...week(7, 'spot'), ...week(6, 'framework'), ...week(2, 'block')], YEAR));
  assert.deepEqual([found?.block, found?.framework, found?.own], [null, null, { weeks: 0, pence: 0 }]);
  assert.ok(Math.abs((found?.spot?.weeks ?? 0) - 7 / 15) < 1e-12);
});
