import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../kernel/index.ts';
import { monthOf } from './months.ts';
import { compareForecasts, type YearEnds, yearEndsOf } from './year-ends.ts';

/** Two runs from February to May 2026: 11, 12, 13, 14 fostered in the first, 21 to 24 in the second, two elsewhere. */
const COUNTS = Uint32Array.from([11, 12, 13, 14, 21, 22, 23, 24].flatMap((fostered) => [fostered, 0, 0, 2]));
const COSTS = Float64Array.from([100, 200, 300, 400, 1_000, 2_000, 3_000, 4_000]);
const SPAN = { runs: 2, months: 4, first: monthOf('2026-02-01' as never) };

test('the ends of years are each March and the last month, with what the time since the one before costs', () => {
  const ends = yearEndsOf(COUNTS, COSTS, SPAN);
  assert.deepEqual(ends.months, ['2026-03', '2026-05']);
  assert.deepEqual([...ends.counts], [12, 0, 0, 2, 14, 0, 0, 2, 22, 0, 0, 2, 24, 0, 0, 2]);
  assert.deepEqual([...ends.costs!], [300, 700, 3_000, 7_000]);
  assert.equal(yearEndsOf(COUNTS, null, SPAN).costs, null);
});

const ends = (fostered: readonly number[], costs: readonly number[] | null): YearEnds => ({
  months: ['2027-03'],
  runs: fostered.length,
  counts: Uint32Array.from(fostered.flatMap((count) => [count, 10, 0, 0])),
  costs: costs && Float64Array.from(costs),
});

test('a difference is that of each run with itself, not of the figures of all runs', () => {
  // Run by run 5 fewer, 5 fewer, 5 fewer, 5 more, though the runs lie 100 apart.
  const told = compareForecasts(
    ends([100, 200, 300, 400], [10, 20, 30, 40]),
    ends([95, 195, 295, 405], [8, 18, 28, 42]),
  );
  const of = (kind: string) => told.stock.find((row) => row.kind === kind)!;
  const { mean, p2_5, p50, p97_5, fewer, month } = of('fostering');
  // Sorted -5, -5, -5, 5: the mean is -2.5, the middle -5; 97.5 of 100 lies 0.925 of the way from the third to the last.
  assert.deepEqual(
    { mean, p2_5, p50, p97_5, fewer, month },
    { mean: -2.5, p2_5: -5, p50: -5, p97_5: 4.25, fewer: 0.75, month: '2027-03' },
  );
  assert.deepEqual([of('residential').mean, of('residential').fewer], [0, 0]);
  assert.deepEqual([of('all').mean, of('all').fewer], [-2.5, 0.75]);
  // -2, -2, -2 and 2.
  assert.deepEqual([told.cost!.total.mean, told.cost!.total.p50, told.cost!.less], [-1, -2, 0.75]);
  assert.equal(told.cost!.months[0]!.month, '2027-03');
});

test('a forecast differs from itself by nothing; without costs there is no difference of costs', () => {
  const one = ends([7, 8, 9], null);
  const { stock, cost } = compareForecasts(one, one);
  assert.ok(stock.every(({ mean, p2_5, p97_5, fewer }) => mean === 0 && p2_5 === 0 && p97_5 === 0 && fewer === 0));
  assert.equal(cost, null);
});

test('other runs or other months cannot be compared', () => {
  assert.throws(() => compareForecasts(ends([1], null), ends([1, 2], null)), Refusal);
  assert.throws(() => compareForecasts(ends([1], null), { ...ends([1], null), months: ['2028-03'] }), Refusal);
});
