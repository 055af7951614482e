import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsTold, countWords } from './counts-told.ts';
import { moneyWords, plusMinus, warningWords } from './result-words.ts';

const of = (fostering: number, residential: number, supported: number, other: number) => ({
  ...{ fostering, residential, supported, other },
  all: fostering + residential + supported + other,
});

test('numbers of 1 to 5 are kept back, and what they would follow from', () => {
  assert.deepEqual(countsTold(of(40, 20, 10, 0), false), of(40, 20, 10, 0));
  const one = countsTold(of(40, 20, 10, 3), false);
  assert.equal(one.other, 'few');
  // With the total and all the rest told, 3 would follow.
  assert.ok([one.fostering, one.residential, one.supported, one.all].includes('hidden'));
});

test('of several authorities together numbers are rounded to 5, so that one does not follow from the others', () => {
  assert.deepEqual(countsTold(of(142, 23, 17, 3), true), {
    fostering: 140,
    residential: 25,
    supported: 15,
    other: 'few',
    all: 185,
  });
});

test('words for counts, differences, money and warnings', () => {
  assert.deepEqual([countWords(1_204), countWords('few'), countWords('hidden')], ['1,204', '5 or fewer', 'not told']);
  assert.deepEqual([plusMinus(2.449), plusMinus(-3), plusMinus(-0.01)], ['+2.4', '−3', '0']);
  assert.deepEqual(
    [moneyWords(123_456_789_00), moneyWords(84_012_300), moneyWords(-950_00), moneyWords(-1_250_000_00)],
    ['£123.5 million', '£840,000', '−£950', '−£1.3 million'],
  );
  assert.equal(
    warningWords('3 children without a date of birth are left out'),
    '5 or fewer children without a date of birth are left out.',
  );
  assert.equal(warningWords('1,024 episodes overlap'), '1,024 episodes overlap.');
});
