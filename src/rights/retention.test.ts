import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../kernel/index.ts';
import { DEFAULT_YEARS, dueWithinAYear, keepUntil, mayBeRemoved } from './retention.ts';

/* Days worked out by hand from the regulations that retention.ts names. */

test('a looked-after child’s record is kept until the 75th anniversary of their birth', () => {
  assert.equal(keepUntil({ kind: 'looked-after', born: date('2012-03-01') }).until, '2087-03-01');
  assert.equal(
    keepUntil({ kind: 'looked-after', born: date('2012-02-29') }).until,
    '2087-03-01',
    'no 29 February in 2087',
  );
});

test('where the child died before 18, 15 years from the death; later deaths change nothing', () => {
  const born = date('2000-06-01');
  assert.equal(keepUntil({ kind: 'looked-after', born, died: date('2010-01-02') }).until, '2025-01-02');
  assert.equal(keepUntil({ kind: 'looked-after', born, died: date('2018-05-31') }).until, '2033-05-31');
  assert.equal(keepUntil({ kind: 'looked-after', born, died: date('2018-06-01') }).until, '2075-06-01');
});

test('100 years from an adoption order; 10 from the end of a carer’s approval, none while it goes on', () => {
  assert.equal(keepUntil({ kind: 'adoption', ordered: date('2026-01-15') }).until, '2126-01-15');
  assert.equal(keepUntil({ kind: 'carer', ended: date('2020-12-31') }).until, '2030-12-31');
  assert.equal(keepUntil({ kind: 'carer', ended: null }).until, null);
});

test('the years are settings', () => {
  const years = { ...DEFAULT_YEARS, 'looked-after': 100 };
  assert.equal(keepUntil({ kind: 'looked-after', born: date('2012-03-01') }, years).until, '2112-03-01');
});

test('a hold stops removal whatever the day; the day itself is enough without one', () => {
  const keeping = { until: date('2026-11-22'), basis: '' };
  assert.equal(mayBeRemoved(keeping, false, date('2026-11-21')), false);
  assert.equal(mayBeRemoved(keeping, false, date('2026-11-22')), true);
  assert.equal(mayBeRemoved(keeping, true, date('2036-11-22')), false);
  assert.equal(mayBeRemoved({ until: null, basis: '' }, false, date('2126-01-01')), false);
});

test('the list holds what may be removed and what comes within a year, to the day, the earliest first; of each kind', () => {
  const today = date('2026-11-22');
  const child = (id: string, born: string, held = false) =>
    ({ id, held, kept: { kind: 'not-looked-after', born: date(born) } }) as const;
  const carer = (id: string, ended: string | null) =>
    ({ id, held: false, kept: { kind: 'carer', ended: ended === null ? null : date(ended) } }) as const;
  const due = dueWithinAYear(
    [
      child('in a year', '2002-11-22'),
      child('in a year and a day', '2002-11-23'),
      child('tomorrow', '2001-11-23'),
      child('today', '2001-11-22'),
      child('today, held', '2001-11-22', true),
      carer('approved', null),
      carer('carer', '2016-05-04'),
      { id: 'adoption', held: false, kept: { kind: 'adoption', ordered: date('1926-01-31') } },
    ],
    DEFAULT_YEARS,
    today,
  );
  assert.deepEqual(
    due.map((each) => [each.id, each.until, each.due, each.held]),
    [
      ['adoption', '2026-01-31', true, false],
      ['carer', '2026-05-04', true, false],
      ['today', '2026-11-22', true, false],
      ['today, held', '2026-11-22', false, true],
      ['tomorrow', '2026-11-23', false, false],
      ['in a year', '2027-11-22', false, false],
    ],
  );
  assert.deepEqual(dueWithinAYear([carer('carer', '2016-05-04')], { ...DEFAULT_YEARS, carer: 12 }, today), []);
});
