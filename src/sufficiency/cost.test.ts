import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, Refusal } from '../kernel/index.ts';
import { costFigures, costsByRun, type Prices, readPrices, totals } from './cost.ts';
import { forecastCost } from './forecast-cost.ts';
import { monthOf } from './months.ts';
import { calmRates, group, simulationOf } from './test-simulation.ts';

const FIRST = monthOf(date('2026-04-01'));
const sure = (value: number) => ({ value, low: value, high: value });
const PRICES: Prices = {
  weekly: { fostering: sure(70_000), residential: sure(560_000), supported: sure(140_000), other: sure(0) },
  inflation: sure(0),
};
/** Ten fostered children and two in children’s homes on the day; one run of two months. */
const simulation = simulationOf(calmRates(2), [group(10, 0, 100), group(2, 1, 100)]);
const counts = Uint32Array.from([8, 2, 0, 3, 8, 4, 1, 3]);

test('a month costs its children times its weeks times the weekly price, by hand', () => {
  const [april, may] = costsByRun(counts, simulation, FIRST, PRICES);
  // April: nine fostered on average at 100 pounds a day, two in children's homes at 800, for 30 days.
  assert.ok(Math.abs(april! - 30 * (9 * 10_000 + 2 * 80_000)) < 1e-6);
  // May: eight fostered, three in children's homes, half a child in supported accommodation at 200, for 31 days.
  assert.ok(Math.abs(may! - 31 * (8 * 10_000 + 3 * 80_000 + 0.5 * 20_000)) < 1e-6);
});

test('prices rise evenly over the year: the middle of the second month is an eighth of a year on', () => {
  const rising = costsByRun(counts, simulation, FIRST, { ...PRICES, inflation: sure(0.04) });
  const level = costsByRun(counts, simulation, FIRST, PRICES);
  assert.ok(Math.abs(rising[0]! / level[0]! - 1.04 ** (1 / 24)) < 1e-12);
  assert.ok(Math.abs(rising[1]! / level[1]! - 1.04 ** (1 / 8)) < 1e-12);
});

test('of a month that is half over, half is paid', () => {
  const half = costsByRun(counts, { ...simulation, firstShare: 0.5 }, FIRST, PRICES);
  const whole = costsByRun(counts, simulation, FIRST, PRICES);
  assert.ok(Math.abs(half[0]! - whole[0]! / 2) < 1e-6);
  assert.equal(half[1], whole[1]);
});

test('an unsure price lies 95 of 100 times between low and high, each side as wide as it is', () => {
  const runs = 4_000;
  const weekly = { ...PRICES.weekly, fostering: { value: 70_000, low: 63_000, high: 98_000 } };
  const one = simulationOf(calmRates(1), [group(7, 0, 100)]);
  const still = Uint32Array.from({ length: runs * 4 }, (_, at) => (at % 4 === 0 ? 7 : 0));
  const costs = costsByRun(still, one, FIRST, { ...PRICES, weekly });
  // Seven children cost a week's price a day: 30 of them in April.
  const share = (low: number, high: number) =>
    costs.filter((cost) => cost >= low * 30 && cost <= high * 30).length / runs;
  assert.ok(Math.abs(share(63_000, 98_000) - 0.95) < 0.015);
  assert.ok(Math.abs(share(0, 70_000) - 0.5) < 0.03);
});

test('figures by month and of all months, by hand', () => {
  // Three runs of two months: 10 and 1, 30 and 2, 20 and 6.
  const costs = Float64Array.from([10, 1, 30, 2, 20, 6]);
  assert.deepEqual([...totals(costs, 2)], [11, 32, 26]);
  const { months, total } = costFigures(costs, 2, FIRST);
  // Of three sorted values 2.5% lies a twentieth of the way from the first to the second: 10.5 is 11 in whole pence.
  assert.deepEqual(months, [
    { month: '2026-04', mean: 20, p2_5: 11, p50: 20, p97_5: 30 },
    { month: '2026-05', mean: 3, p2_5: 1, p50: 2, p97_5: 6 },
  ]);
  assert.deepEqual(total, { mean: 23, p2_5: 12, p50: 26, p97_5: 32 });
});

const episodes = Array.from({ length: 40 }, (_, at) => {
  const [CHILD, RNE] = [String(at), 'S'];
  const DECOM = `${2016 + (at % 5)}-0${1 + (at % 9)}-15`;
  return [2020, 2021].flatMap((year) =>
    DECOM < `${year}-04-01` ? [{ CHILD, DECOM, PLACE: at % 4 === 0 ? 'K2' : 'U6', RNE, year }] : [],
  );
}).flat();
const input = {
  header: Array.from({ length: 40 }, (_, at) => ({ CHILD: String(at), DOB: `20${10 + (at % 6)}-05-05` })),
  episodes,
  asOf: '2021-03-31',
  months: 12,
  runs: 50,
};

test('a scenario without effect differs by nothing; one with fewer children never costs more in any run', async () => {
  const unsure = { ...PRICES, inflation: { value: 0.03, low: 0, high: 0.08 } };
  const none = await forecastCost(input, unsure, { name: 'none', changes: [] });
  assert.deepEqual(none.against?.difference.total, { mean: 0, p2_5: 0, p50: 0, p97_5: 0 });
  assert.deepEqual(none.against?.months, none.months);
  const fewer = await forecastCost(input, unsure, {
    name: 'fewer',
    changes: [{ what: 'entries', from: '2021-04', multiply: 0 }],
  });
  const { total, costsLess } = fewer.against!.difference;
  assert.ok(total.p97_5 <= 0 && total.mean < 0);
  assert.ok(costsLess > 0.9);
  // The difference of means is the mean of differences, but for whole pence.
  assert.ok(Math.abs(fewer.against!.total.mean - fewer.total.mean - total.mean) <= 2);
  assert.equal((await forecastCost(input, unsure)).against, null);
});

test('prices that cannot be used are refused in words', () => {
  const wrong = (prices: unknown, words: RegExp) =>
    assert.throws(
      () => readPrices(prices),
      (problem) => problem instanceof Refusal && words.test(problem.message),
    );
  wrong({}, /weekly/);
  wrong({ ...PRICES, inflation: { value: 3, low: 2, high: 4 } }, /inflation\.high/);
  wrong(
    { ...PRICES, weekly: { ...PRICES.weekly, other: { value: 1, low: 2, high: 3 } } },
    /weekly\.other.*in that order/,
  );
  wrong({ ...PRICES, weekly: { ...PRICES.weekly, other: sure(-1) } }, /weekly\.other/);
  wrong({ ...PRICES, weekly: { ...PRICES.weekly, other: sure(0.5) } }, /weekly\.other/);
});
