import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { date } from '../kernel/index.ts';
import { readAsking } from './search.ts';

const today = date('2026-11-21');

describe('what a form of asking says', () => {
  test('today is an emergency, five days are not', () => {
    const now = readAsking({ children: 'a', when: 'today' }, today);
    const soon = readAsking({ children: ['a', 'b', 'a'], when: 'five-days' }, today);
    assert.deepEqual(now, { asking: { children: ['a'], neededBy: '2026-11-21', emergency: true, note: '' } });
    assert.deepEqual(soon, { asking: { children: ['a', 'b'], neededBy: '2026-11-26', emergency: false, note: '' } });
  });

  test('a date is read as people type it', () => {
    const read = readAsking({ children: 'a', when: 'date', day: '3', month: '1', year: '2027' }, today);
    assert.ok('asking' in read);
    assert.equal(read.asking.neededBy, '2027-01-03');
  });

  for (const [name, day, month, year] of [
    ['30 February', '30', '2', '2027'],
    ['a day in the past', '20', '11', '2026'],
    ['more than two years ahead', '22', '11', '2028'],
    ['nothing', '', '', ''],
  ] as const) {
    test(`${name} is refused in words`, () => {
      const read = readAsking({ children: 'a', when: 'date', day, month, year }, today);
      assert.ok('errors' in read && read.errors.date);
    });
  }

  test('a child and a day must be chosen', () => {
    const read = readAsking({}, today);
    assert.ok('errors' in read);
    assert.deepEqual(Object.keys(read.errors), ['children', 'when']);
  });
});
