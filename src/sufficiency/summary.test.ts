import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, dayNumber } from '../kernel/index.ts';
import type { History } from './care-history.ts';
import { monthOf } from './months.ts';
import { stockFlow } from './stock-flow.ts';
import { summarise } from './summary.ts';

test('mean and percentiles of five runs, by hand, for each kind and for all', () => {
  // One month; fostering 50, 10, 30, 20, 40; residential 1 in each run.
  const counts = Uint32Array.from([50, 10, 30, 20, 40].flatMap((count) => [count, 1, 0, 0]));
  const told = summarise(counts, 5, 1, monthOf(date('2026-04-01')));
  // Of 5 sorted values the share s lies at position 4s: 0.1, 1, 2, 3 and 3.9.
  const percentiles = { p2_5: 11, p25: 20, p50: 30, p75: 40, p97_5: 49 };
  const more = Object.fromEntries(Object.entries(percentiles).map(([name, value]) => [name, value + 1]));
  assert.deepEqual(told[0], { month: '2026-04', kind: 'fostering', mean: 30, ...percentiles });
  assert.deepEqual(told.at(-1), { month: '2026-04', kind: 'all', mean: 31, ...more });
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['fostering', 'residential', 'supported', 'other', 'all'],
  );
});

test('months follow each other over the turn of a year', () => {
  const told = summarise(new Uint32Array(3 * 4), 1, 3, monthOf(date('2026-11-01')));
  assert.deepEqual([...new Set(told.map(({ month }) => month))], ['2026-11', '2026-12', '2027-01']);
});

const TO = dayNumber(date('2021-03-31'));
const FROM = TO - 100;

function child(name: string, years: number, stays: readonly (readonly [number, number, number | null])[]): History {
  const born = Math.round(TO - years * 365.25);
  return { child: name, born, before: 0, stays: stays.map(([kind, start, end]) => ({ kind, start, end })) };
}

test('stock-flow: leaving and growing older, by hand', () => {
  // Nine of twelve years in foster care over all 100 days; a tenth left after 50 of them.
  const children = Array.from({ length: 9 }, (_, at) => child(String(at), 12.5, [[0, TO - 800, null]]));
  children.push(child('left', 12.5, [[0, TO - 800, FROM + 50]]));
  const leaving = 1 / (9 * 100 + 50);
  const older = 1 / (6 * 365.25);
  const oldest = 1 / (2 * 365.25);
  // Nobody of 16 and 17 was seen, so none of them leaves but by age.
  const oneDay = 9 * (1 - leaving);
  const twoDays = 9 * (1 - leaving - older) * (1 - leaving) + 9 * older * (1 - oldest);
  assert.ok(Math.abs(stockFlow(children, FROM, TO, 1)[0]! - oneDay) < 1e-9);
  assert.ok(Math.abs(stockFlow(children, FROM, TO, 2)[0]! - twoDays) < 1e-9);
});

test('stock-flow: moving to another kind and coming in, by hand', () => {
  // Four of seven years are fostered throughout; one moved to a children’s home 40 days in; one came in 20 days ago.
  const children = [
    ...Array.from({ length: 4 }, (_, at) => child(String(at), 7.5, [[0, TO - 900, null]])),
    child('moved', 7.5, [
      [0, TO - 900, FROM + 40],
      [1, FROM + 40, null],
    ]),
    child('new', 7.5, [[0, TO - 20, null]]),
  ];
  const moving = 1 / (4 * 100 + 40 + 20);
  const [fostering, residential] = stockFlow(children, FROM, TO, 1);
  assert.ok(Math.abs(fostering! - (5 * (1 - moving) + 1 / 100)) < 1e-9);
  assert.ok(Math.abs(residential! - (1 + 5 * moving)) < 1e-9);
});
