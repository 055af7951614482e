import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BlockAsked, blockSaving, type MonthOfNeed } from './index.ts';
import { needAt } from './market-block.ts';

/** Four weeks in which exactly so many children need such a home. */
const sure = (children: number, month = '2027-02'): MonthOfNeed => ({
  month,
  days: 28,
  ...{ p2_5: children, p25: children, p50: children, p75: children, p97_5: children },
});
const asked: BlockAsked = {
  rooms: 10,
  blockWeekly: 500_000,
  spotWeekly: 600_000,
  paidUnused: true,
  spotShare: 0.5,
  suitable: 1,
  ready: 1,
};

test('a full block saves the difference of the prices', () => {
  // 20 children, half bought by themselves: ten rooms full, £1,000 a week each, four weeks.
  const found = blockSaving([sure(20)], asked);
  assert.deepEqual([found.mean, found.low, found.middle, found.high], [4_000_000, 4_000_000, 4_000_000, 4_000_000]);
  assert.deepEqual([found.likely, found.used.mean, found.used.low], [1, 1, 1]);
  // More children than rooms save no more.
  assert.equal(blockSaving([sure(200)], asked).mean, 4_000_000);
});

test('a half empty block that is paid for costs more, and one that is not still saves', () => {
  // Five of ten rooms: 5 × £6,000 less 10 × £5,000 is £20,000 a week more.
  assert.equal(blockSaving([sure(10)], asked).mean, -8_000_000);
  assert.equal(blockSaving([sure(10)], { ...asked, paidUnused: false }).mean, 5 * 100_000 * 4);
  assert.equal(blockSaving([sure(10)], asked).likely, 0);
});

test('it pays for itself at the share of the two prices', () => {
  const { breakEven } = blockSaving([sure(20)], asked);
  assert.ok(Math.abs((breakEven ?? 0) - 5 / 6) < 1e-12);
  // 20 children, five sixths of the rooms' days: neither saved nor lost.
  assert.ok(Math.abs(blockSaving([sure(20)], { ...asked, ready: 5 / 6 }).mean) <= 1);
  assert.equal(blockSaving([sure(20)], { ...asked, blockWeekly: 700_000 }).breakEven, null);
  assert.equal(blockSaving([sure(20)], { ...asked, paidUnused: false }).breakEven, null);
});

test('who would not be bought for alone, and for whom it is not right, does not live there', () => {
  // 40 children, a quarter by themselves, half of these suitable: five.
  assert.equal(blockSaving([sure(40)], { ...asked, spotShare: 0.25, suitable: 0.5 }).used.mean, 0.5);
});

test('between the quantiles the need lies evenly, and beyond them at the outermost', () => {
  const month = { month: '2027-02', days: 28, p2_5: 0, p25: 10, p50: 20, p75: 40, p97_5: 60 };
  assert.deepEqual(
    [0.001, 0.025, 0.1375, 0.25, 0.375, 0.5, 0.75, 0.975, 0.999].map(
      (chance) => Math.round(needAt(month, chance) * 1e6) / 1e6,
    ),
    [0, 0, 5, 10, 15, 20, 40, 60, 60],
  );
});

test('with an even need from 0 to 20 for twenty rooms the mean is the mean of the need', () => {
  // Quantiles of an even spread from 0 to 20, so that the mean need is 10 and a room is never missing.
  const even = { month: '2027-02', days: 7, p2_5: 0.5, p25: 5, p50: 10, p75: 15, p97_5: 19.5 };
  const found = blockSaving([even], {
    ...asked,
    rooms: 20,
    spotShare: 1,
    paidUnused: false,
    blockWeekly: 0,
    spotWeekly: 100,
  });
  assert.ok(Math.abs(found.mean - 1_000) <= 1);
  assert.deepEqual([found.low, found.middle, found.high], [50, 1_000, 1_950]);
});

test('over several months the range is as wide as high need in all of them, and the mean is their sum', () => {
  const month = (of: string) => ({ month: of, days: 28, p2_5: 10, p25: 14, p50: 18, p75: 22, p97_5: 30 });
  const one = blockSaving([month('2027-02')], asked);
  const three = blockSaving([month('2027-02'), month('2027-03'), month('2027-04')], asked);
  assert.ok(Math.abs(three.mean - 3 * one.mean) <= 2);
  assert.deepEqual([three.low, three.high], [3 * one.low, 3 * one.high]);
  assert.deepEqual(
    three.months.map(({ low }) => low),
    [one.low, one.low, one.low],
  );
});

test('whatever is asked: low is at most the mean and the mean at most high, and more need never saves less', () => {
  const quantiles = fc
    .array(fc.integer({ min: 0, max: 80 }), { minLength: 5, maxLength: 5 })
    .map((list) => list.sort((a, b) => a - b));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      quantiles,
      share,
      share,
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9_000 }),
      (list, spotShare, suitable, rooms, paidUnused, block) => {
        const [p2_5 = 0, p25 = 0, p50 = 0, p75 = 0, p97_5 = 0] = list;
        const month = { month: '2027-02', days: 28, p2_5, p25, p50, p75, p97_5 };
        const with_ = { ...asked, rooms, spotShare, suitable, paidUnused, blockWeekly: Math.min(block, 6_000) * 100 };
        const found = blockSaving([month], with_);
        assert.ok(found.low <= found.mean + 1 && found.mean <= found.high + 1);
        assert.ok(found.used.mean >= 0 && found.used.mean <= 1);
        const more = blockSaving(
          [{ ...month, p2_5: p2_5 + 5, p25: p25 + 5, p50: p50 + 5, p75: p75 + 5, p97_5: p97_5 + 5 }],
          with_,
        );
        assert.ok(more.mean >= found.mean - 1);
      },
    ),
    { numRuns: 60 },
  );
});
