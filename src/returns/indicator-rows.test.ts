import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, reckon } from '../indicators/index.ts';
import { date } from '../kernel/index.ts';
import { readCare } from './indicator-rows.ts';

const DAY = date('2026-11-22');
/** One child of the lines given: where they live on the day, by hand from the rule in indicator-rows.ts. */
function says(episodes: readonly string[], stays: readonly string[], day = DAY) {
  const children = readCare({
    children: '1|2014-01-01|f',
    episodes: episodes.map((line) => `1|${line}`).join('\n') || null,
    stays: stays.map((line) => `1|${line}`).join('\n') || null,
    families: null,
  });
  const { cells } = count(reckon(children), day);
  const where = (['foster', 'residential', 'supported', 'elsewhere'] as const).find((cell) => cells[cell] === 1);
  return [where ?? (cells['in-care'] === 1 ? '?' : 'not in care'), cells.started, cells.ceased, cells['three-homes']];
}

const FOSTERED = '2020-05-01||S|C2|U6|||350';

test('without anything recorded here the return’s word stands', () => {
  assert.deepEqual(says([FOSTERED], []), ['foster', 0, 0, 0]);
  assert.deepEqual(says(['2020-05-01|2026-06-01|S|C2|U6|E4A||'], []), ['not in care', 0, 1, 0]);
});

test('the stay that the last episode tells of adds nothing, worked out from it or not', () => {
  assert.deepEqual(says([FOSTERED], ['2020-05-01||||7|f']), ['foster', 0, 0, 0]);
  assert.deepEqual(says([FOSTERED], ['2020-05-01||||7|t']), ['foster', 0, 0, 0]);
});

test('a move recorded here: two of them within the year make three homes', () => {
  const moves = ['2026-01-01|2026-06-01||residential|7|f', '2026-06-01|||kinship|8|f'];
  assert.deepEqual(says([FOSTERED], moves), ['foster', 0, 0, 1]);
  assert.deepEqual(says([FOSTERED], moves.slice(0, 1), date('2026-02-01')), ['residential', 0, 0, 0]);
});

test('leaving care is a code E; a home that just ended leaves the child in care, somewhere', () => {
  assert.deepEqual(says([FOSTERED], ['2020-05-01|2026-06-01|E4A|fostering|7|f']), ['not in care', 0, 1, 0]);
  assert.deepEqual(says([FOSTERED], ['2020-05-01|2026-06-01||fostering|7|f']), ['elsewhere', 0, 0, 0]);
  assert.deepEqual(says([FOSTERED], ['2026-01-01|2026-06-01|E11|fostering|7|f']), ['not in care', 0, 1, 0]);
});

test('notice that has been given for a day to come changes nothing until then', () => {
  assert.deepEqual(says([FOSTERED], ['2020-05-01|2026-12-01|E4A|fostering|7|f']), ['foster', 0, 0, 0]);
});

test('a child whom no return has told of yet, and one who comes back', () => {
  assert.deepEqual(says([], ['2026-01-01|||secure|7|f']), ['residential', 1, 0, 0]);
  assert.deepEqual(says(['2020-05-01|2026-01-01|S|C2|U6|E4A||'], ['2026-06-01|||supported|7|f']), [
    'supported',
    1,
    1,
    0,
  ]);
});

test('what was recorded before the last episode began is the return’s to say', () => {
  const episodes = ['2020-05-01|2026-05-01|S|C2|U6|X1|CARPL|', '2026-05-01||P|C2|K2|||'];
  assert.deepEqual(says(episodes, ['2025-12-01|2026-05-01||supported|7|f']), ['residential', 0, 0, 0]);
});
