import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from './cost.ts';
import { meanRange, normalBelow, yearlyRange } from './invest-ranges.ts';
import { type InvestInput, type Investment, investToSave } from './invest-to-save.ts';

// All expected figures are worked out by hand, or are those of printed tables.

const sure = (value: number): Range => ({ value, low: value, high: value });
const near = (actual: number, expected: number, off: number) =>
  assert.ok(Math.abs(actual - expected) <= off, `${actual} is not ${expected} ± ${off}`);

/**
 * An unplanned ending: £300 a week more for 20 weeks, half of it owing to the ending (£3,000); the home that ended paid
 * for one more week at £900; 20 hours at £28 and a quarter on top (£35 an hour: £700). Together £4,600.
 */
const ENDING = {
  endings: sure(40),
  dearer: sure(30_000),
  dearerWeeks: sure(20),
  owing: sure(0.5),
  before: sure(90_000),
  emptyWeeks: sure(1),
  moveHours: sure(20),
  pay: sure(2_800),
  onCosts: sure(0.25),
};
/** 400 moves of 400, 2 hours each at £35: £28,000. */
const preparation = (low = 0, high = 0.3): Investment => ({
  is: 'preparation',
  figures: { ...ENDING, number: sure(400), outOf: sure(400), hours: sure(2) },
  effect: { low, high },
});
const input = (investment: Investment, more: Partial<InvestInput> = {}): InvestInput => ({
  investment,
  years: 1,
  priceRise: sure(0),
  discount: 0.035,
  runs: 2_000,
  seed: 1,
  ...more,
});

test('hours of preparation: what they cost, what an ending costs, and how many it must prevent', () => {
  const { cost, each, needed, reached, net } = investToSave(input(preparation()));
  assert.equal(cost.value, 2_800_000);
  assert.equal(each.value, 460_000);
  near(needed.value, 28_000 / 4_600, 1e-9); // 6.09 of 40
  assert.equal(reached.value, 40);
  // At the middle of the effect, 15 of 100: 6 endings, £27,600 less £28,000.
  near(net.value, -40_000, 1e-6);
});

test('an effect of nought costs what it costs, in every run; nothing needed where nothing is spent', () => {
  const none = investToSave(input(preparation(0, 0)));
  assert.deepEqual([none.net.p2_5, none.net.value, none.net.p97_5, none.pays], [-2_800_000, -2_800_000, -2_800_000, 0]);
  const free = preparation(0, 0) as Extract<Investment, { is: 'preparation' }>;
  assert.equal(investToSave(input({ ...free, figures: { ...free.figures, hours: sure(0) } })).needed.value, 0);
});

test('the effect is even between its ends: bounds and the share of runs that pay follow', () => {
  // From nought to 30 of 100 prevented, £184,000 × effect - £28,000; pays from an effect of 28/184 on.
  const { net, pays } = investToSave(input(preparation()));
  near(net.p2_5, 18_400_000 * 0.3 * 0.025 - 2_800_000, 10_000);
  near(net.p97_5, 18_400_000 * 0.3 * 0.975 - 2_800_000, 10_000);
  near(pays, 1 - 28 / 184 / 0.3, 0.002);
});

test('half of the moves prepared reach half of the endings; more moves than there are reach no more', () => {
  const of = (number: number) => {
    const all = preparation(0.1, 0.1) as Extract<Investment, { is: 'preparation' }>;
    return investToSave(input({ ...all, figures: { ...all.figures, number: sure(number) } }));
  };
  assert.equal(of(200).reached.value, 20);
  assert.equal(of(800).reached.value, 40);
  near(of(800).saved.value, of(400).saved.value, 1e-6);
});

test('a support package: £250 a week for 12 weeks around 20 homes of 160, twice as likely to end', () => {
  const { cost, reached, needed } = investToSave(
    input({
      is: 'package',
      figures: {
        ...ENDING,
        ...{ number: sure(20), outOf: sure(160), weeks: sure(12), weekly: sure(25_000), likelier: sure(2) },
      },
      effect: { low: 0, high: 0.4 },
    }),
  );
  assert.equal(cost.value, 6_000_000);
  // 40 endings of 160 children; 20 homes like 40 ordinary ones: 10.
  near(reached.value, 10, 1e-9);
  near(needed.value, 60_000 / 4_600, 1e-9); // 13.04, more than there are
});

test('rooms: lived in 80 of 100 weeks at £4,000 instead of £5,000 a week', () => {
  const rooms = (lived: number, instead = 1): Investment => ({
    is: 'rooms',
    figures: { rooms: sure(10), block: sure(400_000), lived: sure(lived), instead: sure(instead), spot: sure(500_000) },
  });
  const weeks = 365.25 / 7;
  near(investToSave(input(rooms(0.8))).net.value, 0, 1e-3);
  near(investToSave(input(rooms(0.9))).net.value, 10 * weeks * (0.9 * 500_000 - 400_000), 1);
  near(investToSave(input(rooms(0.9))).needed.value, 0.8, 1e-9);
  near(investToSave(input(rooms(0.9, 0.8))).needed.value, 1, 1e-9);
});

test('where the next home costs less, no number of endings pays for it', () => {
  const { figures, effect } = preparation(0.5, 0.5) as Extract<Investment, { is: 'preparation' }>;
  const cheaper = { ...figures, dearer: sure(-100_000), emptyWeeks: sure(0) };
  const { needed, net } = investToSave(input({ is: 'preparation', figures: cheaper, effect }));
  assert.equal(needed.value, Number.POSITIVE_INFINITY);
  assert.equal(needed.p97_5, Number.POSITIVE_INFINITY);
  assert.ok(net.value < -2_800_000);
});

test('several years are discounted from the second on, and homes alone grow dearer', () => {
  const three = (rise: number) =>
    investToSave(input(preparation(0.25, 0.25), { years: 3, priceRise: sure(rise) })).overYears.value;
  // 10 endings: £46,000 saved (£39,000 by homes, £7,000 by staff) less £28,000 = £18,000 a year.
  near(three(0), 1_800_000 * (1 + 1 / 1.035 + 1 / 1.035 ** 2), 1);
  const later = (at: number) => (3_900_000 * 1.1 ** at + 700_000 - 2_800_000) / 1.035 ** at;
  near(three(0.1), later(0) + later(1) + later(2), 1);
});

test('what matters most comes first, each figure moved by itself', () => {
  const all = preparation(0.25, 0.25) as Extract<Investment, { is: 'preparation' }>;
  const figures = {
    ...all.figures,
    moveHours: { value: 20, low: 10, high: 40 },
    endings: { value: 40, low: 30, high: 60 },
  };
  const { matters } = investToSave(input({ ...all, figures, effect: { low: 0, high: 0.5 } }));
  assert.deepEqual(
    matters.slice(0, 3).map(({ figure, atLow, atHigh }) => [figure, Math.round(atLow / 100), Math.round(atHigh / 100)]),
    [
      ['effect', -28_000, 64_000],
      ['endings', 6_500, 41_000],
      ['moveHours', 14_500, 25_000],
    ],
  );
});

test('counts by Jeffreys’ interval, means by Student’s t, as in printed tables', () => {
  // Chi-square of 21 degrees of freedom: 10.283 and 35.479; of 241 (normal on its root): from 197.9 to 285.9.
  const ten = yearlyRange(10, 1);
  near(ten.low, 10.283 / 2, 0.05);
  near(ten.high, 35.479 / 2, 0.05);
  assert.deepEqual(yearlyRange(120, 3).value, 40);
  near(yearlyRange(120, 3).low, 100.7 / 3, 0.6);
  near(yearlyRange(120, 3).high, 142.7 / 3, 0.6);
  // Student: 2.571 with 5 degrees of freedom, 2.262 with 9, 1.984 with 99.
  for (const [n, t] of [
    [6, 2.571],
    [10, 2.262],
    [100, 1.984],
  ] as const)
    near(meanRange({ n, mean: 0, sd: Math.sqrt(n) }).high, t, 0.03);
  near(normalBelow(0.975), 1.959964, 1e-6);
  near(normalBelow(0.001), -3.090232, 1e-6);
  near(normalBelow(0.999), 3.090232, 1e-6);
});

test('a figure lies between its low and its high in 95 of 100 runs, however uneven', () => {
  const { figures, effect } = preparation(1, 1) as Extract<Investment, { is: 'preparation' }>;
  const uneven = { ...figures, endings: { value: 40, low: 30, high: 70 } };
  const { reached } = investToSave(input({ is: 'preparation', figures: uneven, effect }));
  near(reached.p2_5, 30, 0.2);
  near(reached.p97_5, 70, 0.4);
  near(reached.p25, 40 - (10 * 0.6745) / 1.96, 0.1);
});

const range = (least: number, most: number) =>
  fc
    .tuple(...[0, 1, 2].map(() => fc.double({ min: least, max: most, noNaN: true })))
    .map((three) => three.sort((a, b) => a - b) as [number, number, number])
    .map(([low, value, high]): Range => ({ low, value, high }));
const investment = fc
  .record({
    endings: range(1, 200),
    dearer: range(100, 400_000),
    dearerWeeks: range(0, 52),
    owing: range(0, 1),
    before: range(0, 500_000),
    emptyWeeks: range(0, 8),
    moveHours: range(0, 80),
    pay: range(1_000, 6_000),
    onCosts: range(0, 1),
    number: range(1, 500),
    outOf: range(1, 500),
    hours: range(0, 20),
  })
  .map((figures) => ({ is: 'preparation' as const, figures }));

test('property: more effect never saves less, twice the size costs twice, the same seed says the same', () => {
  fc.assert(
    fc.property(investment, range(0, 1), fc.integer(), (given, effects, seed) => {
      // Where a draw of a price below nought is possible, an ending may cost nothing; here it always costs.
      given.figures.dearer = { ...given.figures.dearer, low: given.figures.dearer.value };
      const run = (low: number, high: number) =>
        investToSave(input({ ...given, effect: { low, high } }, { runs: 200, seed }));
      const less = run(effects.low, effects.value);
      const more = run(effects.low, effects.high);
      for (const part of ['value', 'p2_5', 'p25', 'p75', 'p97_5'] as const)
        assert.ok(more.net[part] >= less.net[part] - 1e-6);
      assert.ok(more.pays >= less.pays);
      assert.deepEqual(less, run(effects.low, effects.value));
      const { hours } = given.figures;
      const double = { value: hours.value * 2, low: hours.low * 2, high: hours.high * 2 };
      const twice = investToSave(
        input(
          { is: 'preparation', figures: { ...given.figures, hours: double }, effect: { low: 0, high: 0 } },
          { runs: 200, seed },
        ),
      );
      near(twice.net.value, 2 * run(0, 0).net.value, 1e-6 + Math.abs(twice.net.value) * 1e-9);
      near(twice.net.p2_5, 2 * run(0, 0).net.p2_5, 1e-6 + Math.abs(twice.net.p2_5) * 1e-9);
    }),
    { numRuns: 40 },
  );
});

test('quick enough for a page', () => {
  investToSave(input(preparation(), { runs: 500 }));
  const begun = performance.now();
  investToSave(input(preparation()));
  const took = performance.now() - begun;
  assert.ok(took < 250, `${took} ms`);
});
