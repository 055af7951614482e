import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { type CareDays, wholeDays, wholeWords } from './whole-days.ts';

const TODAY = date('2026-11-22');

/** One child comes on every so many days from a first day on, and leaves after a year where that is before a last day. */
function coming(from: string, until: string, every: number): CareDays[] {
  const children: CareDays[] = [];
  for (let day = date(from); day <= until; day = addDays(day, every)) {
    const left = addDays(day, 365);
    children.push({ began: [day], left: left <= until ? left : null });
  }
  return children;
}

const told = (imported: readonly number[], children: readonly CareDays[]) => wholeDays(imported, children, TODAY);

test('returns alone tell up to the end of the latest one', () => {
  assert.deepEqual(told([2024, 2025, 2026], coming('2022-04-01', '2026-03-25', 10)), {
    from: '2023-04-01',
    until: '2026-03-31',
    by: 'return',
  });
});

test('a year that is missing between returns cuts off what was before it', () => {
  assert.equal(told([2021, 2022, 2024, 2025, 2026], coming('2019-04-01', '2026-03-25', 10))?.from, '2023-04-01');
});

test('as much recorded since as before: up to today, or to the last record where nothing came for a month', () => {
  assert.deepEqual(told([2025, 2026], coming('2022-04-01', '2026-11-15', 10)), {
    from: '2024-04-01',
    until: TODAY,
    by: 'today',
  });
  const stopped = coming('2022-04-01', '2026-09-30', 10);
  const last = stopped
    .flatMap(({ began, left }) => [...began, ...(left ? [left] : [])])
    .sort()
    .at(-1);
  assert.deepEqual(told([2025, 2026], stopped), { from: '2024-04-01', until: last, by: 'last-record' });
});

test('a few records since the last return are not enough to count on', () => {
  const few: CareDays[] = [{ began: [date('2026-10-01')], left: null }];
  const known = told([2025, 2026], [...coming('2022-04-01', '2026-03-25', 10), ...few]);
  assert.deepEqual([known?.until, known?.by], ['2026-03-31', 'return']);
});

test('without an import, records begin to be whole where leaving keeps up with coming', () => {
  // Of those who came before April 2022 only those are known who never left.
  const stayed = coming('2015-04-01', '2022-03-25', 30).map(({ began }) => ({ began, left: null }));
  const all = [...stayed, ...coming('2022-04-01', '2026-11-20', 10)];
  // In the year to March 2023 many came and nobody could have left yet; from the next on both keep up.
  assert.equal(told([], all)?.from, '2023-04-01');
  assert.equal(told([], stayed), null);
  assert.equal(told([], []), null);
});

test('the page is told which day and why', () => {
  const words = (by: 'today' | 'last-record' | 'return') =>
    wholeWords('North', { from: date('2023-04-01'), until: '2026-03-31' as PlainDate, by });
  assert.match(words('return'), /^North: the last return ends on 31 March 2026, .*too little/);
  assert.match(words('today'), /up to 31 March 2026/);
  assert.match(words('last-record'), /nothing has been recorded here since 31 March 2026/);
});
