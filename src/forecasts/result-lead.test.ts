import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../kernel/index.ts';
import type { Backtest } from '../sufficiency/index.ts';
import type { KeptForecast } from './kept-forecasts.ts';
import { leadOf, verdictOf } from './result-lead.ts';

const tried = (error: number, persistenceError: number): Backtest => ({
  ...{ from: '2025-03-31', months: 12, kind: 'all', predicted: 100, actual: 102, within50: true, within95: true },
  ...{ error, persistenceError, stockFlowError: 0.2 },
});

test('the nearer of the ways is named; how far off is not told where it would tell a small number', () => {
  const told = verdictOf([tried(0.06, 0.03), tried(0.04, 0.01)], false);
  assert.match(
    told,
    /^Tried on 2 earlier days, a year ahead, “as many as that day” came nearer: off by 2% on average, this forecast by 5%\./,
  );
  assert.match(
    verdictOf([tried(0.01, 0.03)], false),
    /^Tried on an earlier day, a year ahead, this forecast came nearest: off by 1%/,
  );
  for (const few of [verdictOf([tried(0.06, 0.03)], true), verdictOf([tried(0.01, 0.03)], true)])
    assert.doesNotMatch(few, /%/);
});

test('first all children in a sentence, then each kind in a line, and no small count of the day', () => {
  const at = (kind: string, p50: number) => ({
    ...{ month: '2028-10', kind, mean: p50, p2_5: p50 - 1.6, p25: p50 - 1, p50, p75: p50 + 1, p97_5: p50 + 2.4 },
  });
  const kept = {
    settings: { asOf: date('2026-10-18') },
    forecast: {
      today: { fostering: 60, residential: 20, supported: 3, other: 22, all: 105 },
      months: [at('all', 90), at('fostering', 70), at('supported', 4), at('all', 107)].map((one, index) =>
        index === 0 ? { ...one, month: '2028-09' } : one,
      ),
    },
  } as unknown as KeptForecast;
  const lead = leadOf(kept, false);
  assert.equal(
    lead.all,
    'By the end of October 2028 about 107 children in care: 95 of 100 runs lie between 105 and 109. On 18 October 2026 there were 105.',
  );
  assert.equal(lead.kinds.length, 2);
  assert.match(lead.kinds[0]!, /^Foster homes and family or friends: about 70 \(68 to 72\), /);
  assert.equal(lead.kinds[1], 'Supported accommodation: about 4 (2 to 6), 5 or fewer on that day');
  assert.match(leadOf(kept, true).kinds[0]!, /60 on that day$/);
});
