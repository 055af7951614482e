import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptForecast } from '../forecasts/index.ts';
import { date } from '../kernel/index.ts';
import { growthOf } from './growth.ts';

const month = (name: string, kind: string, mean: number) => ({
  ...{ month: name, kind, mean, p2_5: mean - 10, p25: mean, p50: mean, p75: mean, p97_5: mean + 10 },
});
const kept = {
  forecast: {
    today: { fostering: 80, residential: 0, supported: 20, other: 5, all: 105 },
    months: [
      month('2026-11', 'fostering', 100),
      ...['fostering', 'residential', 'supported'].map((kind) => month('2027-11', kind, 120)),
    ],
  },
} as unknown as KeptForecast;

test('what a forecast expects on a day, against the month of today, or its first day where it begins later', () => {
  assert.deepEqual(growthOf(kept, date('2026-11-22'), date('2027-11-22')), {
    fostering: { mean: 1.2, low: 1.1, high: 1.3 },
    // Of nobody nothing can be told.
    residential: { mean: 1, low: 1, high: 1 },
    supported: { mean: 6, low: 5.5, high: 6.5 },
  });
});

test('a forecast that does not reach the day says nothing', () => {
  assert.equal(growthOf(kept, date('2026-11-22'), date('2029-11-22')), null);
  assert.equal(growthOf(kept, date('2026-11-22'), date('2027-12-22'))?.fostering.mean, 1.2, 'but for one month');
});
