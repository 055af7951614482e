import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { date } from '../kernel/index.ts';
import { typed } from '../ui/index.ts';
import { readAgreement, standsOn } from './agreement.ts';

const today = date('2026-11-21');
const regions = [{ id: 'r', name: 'The Region', others: [{ id: 'south', name: 'South' }] }];
const GOOD = {
  purpose: 'Finding homes',
  fields: ['homes', 'households'],
  parties: 'south',
  'from-day': '21',
  'from-month': '11',
  'from-year': '2026',
};
const read = (changes: Record<string, unknown>) => readAgreement(typed({ ...GOOD, ...changes }), regions, today);

describe('a sharing agreement', () => {
  test('is read as it was typed', () => {
    assert.deepEqual(read({}), {
      agreement: {
        regionId: 'r',
        purpose: 'Finding homes',
        fields: ['homes', 'households'],
        from: '2026-11-21',
        to: null,
        signedWords: '',
        asked: ['south'],
      },
    });
  });

  for (const [name, changes, field] of [
    ['no purpose', { purpose: '  ' }, '#purpose'],
    ['nothing shared', { fields: [] }, '#fields'],
    ['a field that does not exist', { fields: ['names'] }, '#fields'],
    ['nobody else', { parties: [] }, '#parties'],
    ['somebody of another region', { parties: 'west' }, '#parties'],
    ['no first day', { 'from-day': '' }, '#from-day'],
    ['a first day in the past', { 'from-day': '20' }, '#from-day'],
    ['30 February', { 'to-day': '30', 'to-month': '2', 'to-year': '2027' }, '#to-day'],
    ['an end before the beginning', { 'to-day': '20', 'to-month': '11', 'to-year': '2026' }, '#to-day'],
    ['an end in another century', { 'to-day': '1', 'to-month': '1', 'to-year': '2126' }, '#to-day'],
    ['a purpose as long as a book', { purpose: 'x'.repeat(2_001) }, '#purpose'],
  ] as const)
    test(`${name} is refused in words`, () => {
      const found = read(changes);
      assert.ok('errors' in found);
      assert.deepEqual([...new Set(found.errors.map((each) => each.href))], [field]);
    });

  test('stands by its days, both of them included, and by whether it was ended', () => {
    const from = date('2026-01-01');
    const to = date('2026-12-31');
    const on = (day: string, ended: object | null = null) => standsOn({ from, to, ended }, date(day));
    assert.deepEqual(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => on(day)),
      ['to-begin', 'in-force', 'in-force', 'over'],
    );
    assert.equal(on('2026-06-01', {}), 'ended');
    assert.equal(standsOn({ from, to: null, ended: null }, date('2099-01-01')), 'in-force');
  });
});
