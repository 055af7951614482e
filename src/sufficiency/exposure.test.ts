import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, dayNumber } from '../kernel/index.ts';
import type { History } from './care-history.ts';
import { countExposure } from './exposure.ts';
import { asKnownOn, stockOf } from './fitted.ts';
import { ageBand, careBand, cellOf, kindOfPlace } from './kinds.ts';
import { firstMonthAfter, monthOf, shareAhead } from './months.ts';

const day = (text: string) => dayNumber(date(text));
const history = (
  child: string,
  born: string,
  stays: readonly (readonly [number, string, string | null])[],
): History => ({
  child,
  born: day(born),
  before: 0,
  stays: stays.map(([kind, start, end]) => ({ kind, start: day(start), end: end === null ? null : day(end) })),
});

const children = [
  history('A', '2010-01-15', [
    [0, '2020-02-10', '2020-06-20'],
    [1, '2020-06-20', null],
  ]),
  history('B', '2019-05-20', [[3, '2020-05-05', '2020-07-10']]),
  // Eighteen on 15 June 2020: leaves by age.
  history('C', '2002-06-15', [[0, '2018-01-01', null]]),
  // Came and went within May.
  history('D', '2015-01-01', [[0, '2020-05-02', '2020-05-20']]),
];

test('places of the return belong to kinds of home', () => {
  const kinds = { U1: 0, U2: 0, U3: 0, U4: 0, U5: 0, U6: 0, K1: 1, K2: 1, R1: 1, K3: 2, H5: 2, P2: 2 };
  for (const [place, kind] of Object.entries(kinds)) assert.equal(kindOfPlace(place), kind, place);
  for (const place of ['P1', 'A3', 'A4', 'A5', 'A6', 'R2', 'R3', 'R5', 'S1', 'T4', 'Z1', 'P3', '', 'nonsense']) {
    assert.equal(kindOfPlace(place), 3, place);
  }
  assert.equal(kindOfPlace(' u6 '), 0);
  assert.equal(kindOfPlace(null), 3);
});

test('ages and times in care fall into their bands', () => {
  assert.deepEqual([0, 11, 12, 59, 60, 119, 120, 191, 192, 215].map(ageBand), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  assert.deepEqual(
    [0, 1, 2, 3, 5, 6, 11, 12, 23, 24, 47, 48, 200].map(careBand),
    [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6],
  );
});

test('months at risk, moves, endings and entries, counted by hand from April to July 2020', () => {
  const exposure = countExposure(children, monthOf(date('2020-04-01')), monthOf(date('2020-08-01')));
  const counted = (values: Float64Array) =>
    [...values].flatMap((count, at) => (count === 0 ? [] : [[at, count] as const])).sort(([a], [b]) => a - b);
  // A: 50 and 80 days in care when April and May begin, 111 when June does, 141 in a children's home when July does.
  // B: 26 days when June begins and 56 when July does, at age 1. C: two whole years and more when April and May begin.
  assert.deepEqual(
    counted(exposure.atRisk),
    [
      [cellOf(0, 3, 1), 2],
      [cellOf(0, 3, 2), 1],
      [cellOf(0, 4, 5), 2],
      [cellOf(1, 3, 2), 1],
      [cellOf(3, 1, 0), 1],
      [cellOf(3, 1, 1), 1],
    ].sort(([a = 0], [b = 0]) => a - b),
  );
  assert.deepEqual(counted(exposure.moves), [[cellOf(0, 3, 2) * 4 + 1, 1]]);
  assert.deepEqual(counted(exposure.exits), [[cellOf(3, 1, 1), 1]]);
  assert.deepEqual([...exposure.entries], [0, 1, 0, 0]);
  // Other kinds are the fourth; B is one year old.
  assert.deepEqual(counted(exposure.began), [[3 * 18 + 1, 1]]);
  assert.deepEqual([...exposure.months.atRisk], [2, 2, 2, 2]);
  assert.deepEqual([...exposure.months.exits], [0, 0, 0, 1]);
  assert.deepEqual([...exposure.months.moves], [0, 0, 1, 0]);
});

test('a birthday inside an episode moves a child to the next age', () => {
  const child = history('E', '2010-05-10', [[0, '2012-01-01', null]]);
  const { atRisk } = countExposure([child], monthOf(date('2020-05-01')), monthOf(date('2020-07-01')));
  assert.equal(atRisk[cellOf(0, 2, 6)], 1);
  assert.equal(atRisk[cellOf(0, 3, 6)], 1);
});

test('the stock of a day: who left on it is gone, who is grown up is not in it', () => {
  const stock = (on: string) => stockOf(children, day(on));
  assert.deepEqual([...stock('2020-05-10').kind], [0, 3, 0, 0]);
  assert.deepEqual([...stock('2020-07-09').kind], [1, 3]);
  assert.deepEqual([...stock('2020-07-10').kind], [1]);
  const { age, care } = stock('2020-07-09');
  // A: 10 years and 5 months, in care for 150 days (over 4 months); B: 13 months, in care for 65 days.
  assert.deepEqual([...age], [125, 13]);
  assert.deepEqual([...care], [4, 2]);
});

test('as known on an earlier day, later stays are not there and what ended later is open', () => {
  const then = asKnownOn({ children, known: 0, until: day('2020-12-31'), warnings: [] }, day('2020-06-01'));
  assert.deepEqual(
    then.children.map(({ stays }) => stays.map(({ end }) => end)),
    [[null], [null], [null], [day('2020-05-20')]],
  );
});

test('a forecast from a month’s last day begins with the next month, from within a month with what is left of it', () => {
  assert.equal(firstMonthAfter(day('2020-06-30')), monthOf(date('2020-07-01')));
  assert.equal(shareAhead(firstMonthAfter(day('2020-06-30')), day('2020-06-30')), 1);
  assert.equal(firstMonthAfter(day('2020-06-10')), monthOf(date('2020-06-01')));
  assert.equal(shareAhead(firstMonthAfter(day('2020-06-10')), day('2020-06-10')), 20 / 30);
});
