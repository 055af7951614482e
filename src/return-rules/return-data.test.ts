import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayText } from './day.ts';
import { collectionDays } from './return-data.ts';

function days(start: string | null, end: string | null): string[] {
  const { start: first, end: last } = collectionDays(2026, start, end);
  return [dayText(first), dayText(last)];
}

test('a collection runs from 1 April to 31 March of its year where nobody says otherwise', () => {
  assert.deepEqual(days(null, null), ['01/04/2025', '31/03/2026']);
});

test('a collection of which one day is said is a year long', () => {
  assert.deepEqual(days('01/04/2020', null), ['01/04/2020', '31/03/2021']);
  assert.deepEqual(days(null, '31/03/2017'), ['01/04/2016', '31/03/2017']);
  assert.deepEqual(days(null, '01/10/2017'), ['02/10/2016', '01/10/2017']);
});

test('a collection of which both days are said is what was said', () => {
  assert.deepEqual(days('01/01/2020', '31/03/2021'), ['01/01/2020', '31/03/2021']);
});
