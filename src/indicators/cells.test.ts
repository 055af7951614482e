import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date } from '../kernel/index.ts';
import type { ChildInCare } from './care.ts';
import { type Cells, count, lastYearBy, monthsBefore, reckon, yearsUpTo } from './cells.ts';
import { childOf, episode } from './test-children.ts';

// All expected numbers are counted by hand from the definitions in definitions.ts.

const DAY = date('2026-03-31');
const cellsOf = (children: readonly ChildInCare[], day = DAY) => count(reckon(children), day).cells;
function says(children: readonly ChildInCare[], expected: Partial<Cells>, day = DAY): void {
  const cells = cellsOf(children, day);
  for (const [cell, value] of Object.entries(expected)) assert.equal(cells[cell as keyof Cells], value, cell);
}

test('in care on the day: begun by then and not ended by its end', () => {
  says(
    [
      childOf(1, '2015-01-01', ['2026-03-31 - S']),
      childOf(2, '2015-01-01', ['2026-04-01 - S']),
      childOf(3, '2015-01-01', ['2020-01-01 2026-03-31 S C2 U6 E4A']),
      childOf(4, '2015-01-01', ['2020-01-01 2026-04-01 S C2 U6 E4A']),
    ],
    { 'in-care': 2, started: 1, ceased: 1 },
  );
});

test('short breaks are no care, and care ends on the eighteenth birthday whatever was left open', () => {
  says([childOf(1, '2015-01-01', ['2025-10-01 - S V4']), childOf(2, '2015-01-01', ['2025-10-01 - S V3'])], {
    'in-care': 0,
    started: 0,
  });
  const grown = childOf(1, '2008-03-31', ['2020-01-01 - S']);
  says([grown], { 'in-care': 0, ceased: 1 });
  says([grown], { 'in-care': 1, ceased: 0 }, date('2026-03-30'));
});

test('somebody who came and left twice in the year counts once among each, by the last reason', () => {
  says(
    [
      childOf(1, '2015-01-01', [
        '2025-05-01 2025-06-01 S C2 U6 E41',
        '2025-08-01 2025-09-01 S C2 U6 E45',
        '2026-03-01 - S',
      ]),
    ],
    { started: 1, ceased: 1, guardianship: 1, arrangements: 0, 'in-care': 1, 'in-year': 1 },
  );
});

test('a change on the same day goes on; a new start on the same day does not', () => {
  says([childOf(1, '2015-01-01', ['2020-01-01 2025-06-01 S C2 U6 X1', '2025-06-01 - L C1'])], {
    started: 0,
    ceased: 0,
  });
  says([childOf(1, '2015-01-01', ['2020-01-01 2025-06-01 S C2 U6 E4A', '2025-06-01 - S C1'])], {
    started: 1,
    ceased: 1,
  });
});

test('leaving in the year to March: the 1st of April is in it, the last 31st of March is not', () => {
  const left = (on: string) => childOf(1, '2015-01-01', [`2020-01-01 ${on} S C2 U6 E11`]);
  says([left('2025-04-01')], { ceased: 1, adopted: 1, 'in-year': 1 });
  says([left('2025-03-31')], { ceased: 0, adopted: 0, 'in-year': 0 });
});

test('where children live, by the code of the return', () => {
  const places = ['U1', 'U3', 'U4', 'U6', 'K1', 'K2', 'K3', 'H5', 'P2', 'P1', 'R1', 'A6', '-'];
  says(
    places.map((place, at) => childOf(at, '2012-01-01', [`2024-01-01 - S C2 ${place}`])),
    { 'in-care': 13, foster: 4, kin: 2, residential: 2, supported: 3, elsewhere: 4 },
  );
});

test('three homes in the year, by people: status, agreement and short stays elsewhere do not count', () => {
  const moves = (...episodes: string[]) => [childOf(1, '2015-01-01', episodes)];
  // At the beginning of the year U6; then two moves.
  const two = ['2020-01-01 2025-06-01 S C2 U6 X1', '2025-06-01 2025-09-01 P C2 U6 X1'];
  says(moves(...two, '2025-09-01 - P C2 K2'), { 'three-homes': 1 });
  says(moves(...two, '2025-09-01 - L C1 U6'), { 'three-homes': 0 });
  says(moves(...two, '2025-09-01 - T C2 U4'), { 'three-homes': 0 });
  // Away on holiday and back.
  says(moves(...two, '2025-09-01 2025-09-08 P C2 T1 X1', '2025-09-08 - P C2 U6'), { 'three-homes': 0 });
  // The first home ended before the year began.
  says(moves('2020-01-01 2025-04-01 S C2 U6 X1', '2025-04-01 2025-09-01 P C2 U6 X1', '2025-09-01 - P C2 K2'), {
    'three-homes': 0,
  });
  // In another time in care of the same year.
  says(moves('2025-04-10 2025-05-01 S C2 U6 X1', '2025-05-01 2025-06-01 P C2 K2 E4A', '2025-09-01 - S C2 K2'), {
    'three-homes': 1,
  });
});

test('a move after which only the status of the home changed is none (reason PLACE)', () => {
  const before = episode('2025-06-01 2025-09-01 P C2 U6 X1', { moved: 'PLACE' });
  says([childOf(1, '2015-01-01', ['2020-01-01 2025-06-01 S C2 U6 X1', before, '2025-09-01 - P C2 U4'])], {
    'three-homes': 0,
  });
});

test('more than 20 miles; what is not known is neither near nor far', () => {
  const at = (miles: number | null) => childOf(1, '2015-01-01', [episode('2025-01-01 - S', { miles })]);
  says([at(20), at(20.01), at(300), at(0), at(null), at(null)], {
    'distance-known': 4,
    far: 2,
    'distance-unknown': 2,
  });
});

test('two years in one home, of those under 16 and two and a half years in care', () => {
  // Two and a half years before 31 March 2026 is 30 September 2023; two years before is 31 March 2024.
  says([childOf(1, '2015-01-01', ['2023-09-30 - S'])], { 'long-in-care': 1, 'two-years': 1 });
  says([childOf(1, '2015-01-01', ['2023-10-01 - S'])], { 'long-in-care': 0, 'two-years': 0 });
  says([childOf(1, '2010-03-31', ['2020-01-01 - S'])], { 'long-in-care': 0 });
  says([childOf(1, '2010-04-01', ['2020-01-01 - S'])], { 'long-in-care': 1 });
  const moved = (on: string, place: string) => [
    childOf(1, '2015-01-01', [`2020-01-01 ${on} S C2 U6 X1`, `${on} - P E1 ${place}`]),
  ];
  says(moved('2024-03-31', 'U6'), { 'long-in-care': 1, 'two-years': 1 });
  says(moved('2024-04-01', 'U6'), { 'long-in-care': 1, 'two-years': 0 });
  // Placed for adoption: the home before counts with it.
  says(moved('2025-12-01', 'A6'), { 'long-in-care': 1, 'two-years': 1 });
  // A new start breaks the time in care.
  says([childOf(1, '2015-01-01', ['2020-01-01 2024-01-01 S C2 U6 E4A', '2024-02-01 - S'])], { 'long-in-care': 0 });
});

test('came back: within a year of leaving, of those who left the year before and could', () => {
  const left = (on: string, reason: string, back?: string, born = '2015-01-01') =>
    childOf(1, born, [`2020-01-01 ${on} S C2 U6 ${reason}`, ...(back ? [`${back} - S`] : [])]);
  says([left('2024-06-01', 'E4A', '2025-06-01')], { 'left-before': 1, 'came-back': 1 });
  says([left('2024-06-01', 'E4A', '2025-06-02')], { 'left-before': 1, 'came-back': 0 });
  says([left('2024-06-01', 'E4A')], { 'left-before': 1, 'came-back': 0 });
  says([left('2024-06-01', 'E11'), left('2024-06-01', 'E2'), left('2024-06-01', 'E3')], { 'left-before': 0 });
  says([left('2024-03-31', 'E4A', '2024-05-01'), left('2025-04-01', 'E4A', '2025-05-01')], { 'left-before': 0 });
  says([left('2025-03-31', 'E7', undefined, '2007-03-31')], { 'left-before': 0 });
});

test('brothers and sisters: in one home with each of those in care, where all homes are known', () => {
  const living = (number: number, home: number | null, others: number[], to = '-') =>
    childOf(number, '2015-01-01', [episode(`2025-01-01 ${to} S`, { home })], { brothersAndSisters: others });
  // 1 and 2 together, 3 apart from both; 4 has left; 5 has only 4; 6 and 7 together in a home that nobody knows.
  says(
    [
      living(1, 10, [2, 3]),
      living(2, 10, [1, 3]),
      living(3, 11, [1, 2]),
      living(4, 12, [5], '2025-02-01'),
      living(5, 12, [4]),
      living(6, null, [7]),
      living(7, null, [6]),
    ],
    { 'with-family': 3, together: 0, 'family-unknown': 2 },
  );
  says([living(1, 10, [2]), living(2, 10, [1])], { 'with-family': 2, together: 2 });
});

test('scores are due from 5 to 16 after a year; the sum is of those who have one', () => {
  const scored = (born: string, since: string, sdq: number | null) =>
    childOf(1, born, [`${since} - S`], { scores: sdq === null ? [] : [{ year: 2026, score: sdq }] });
  const counted = count(
    reckon([
      scored('2021-03-31', '2025-03-31', 10),
      scored('2021-04-01', '2024-01-01', 11),
      scored('2009-04-01', '2024-01-01', 21),
      scored('2009-03-31', '2024-01-01', 22),
      scored('2015-01-01', '2025-04-01', 23),
      scored('2015-01-01', '2024-01-01', null),
    ]),
    DAY,
  );
  assert.deepEqual([counted.cells['sdq-due'], counted.cells['sdq-scored'], counted.sums.sdq], [3, 2, 31]);
});

test('a score counts by the return of the last year that had ended, in the Department’s bands', () => {
  const scored = (...scores: readonly (readonly [year: number, score: number])[]) =>
    childOf(1, '2012-01-01', ['2020-01-01 - S'], { scores: scores.map(([year, score]) => ({ year, score })) });
  const children = reckon([
    scored([2025, 40], [2026, 13]),
    scored([2026, 14]),
    scored([2026, 16], [2027, 1]),
    scored([2026, 17]),
    scored([2025, 40]),
  ]);
  for (const day of ['2026-03-31', '2026-11-22', '2027-03-30']) {
    const { cells, sums } = count(children, date(day));
    const bands = [cells['sdq-usual'], cells['sdq-borderline'], cells['sdq-concern']];
    assert.deepEqual([cells['sdq-scored'], bands, sums.sdq], [4, [1, 2, 1], 60], day);
  }
  assert.equal(count(children, date('2026-03-30')).sums.sdq, 80);
});

test('months from the decision to the match, of those adopted in the year of whom both days are known', () => {
  const adopted = (to: string, adoption: object | null) =>
    childOf(1, '2022-01-01', [`2023-01-01 ${to} S E1 A3 E11`], { adoption } as Partial<ChildInCare>);
  const days = { decided: date('2024-01-01'), matched: date('2024-12-31') };
  const { cells, sums } = count(
    reckon([adopted('2025-06-01', days), adopted('2025-03-31', days), adopted('2025-07-01', null)]),
    DAY,
  );
  // 365 days of 365.25 / 12.
  assert.deepEqual([cells.adopted, cells.matched, sums.months.toFixed(2)], [2, 1, '11.99']);
});

test('care leavers by age: who learns or works, who lives somewhere suitable, and who is left out', () => {
  const leaver = (age: number, said: string, year = 2026) => {
    const [inTouch = null, activity = null, accommodation = null] = said.split(' ');
    return { year, age, inTouch, activity, accommodation };
  };
  const all = [
    leaver(17, 'YES F2 U1'),
    leaver(18, 'YES G5 S2'),
    leaver(18, 'NO 0 0'),
    leaver(18, 'DIED 0 0'),
    leaver(19, 'YES P4 K1'),
    leaver(21, 'YES G4 Z1'),
    leaver(20, 'RHOM F1 B1'),
    leaver(16, 'YES F2 U1'),
    leaver(22, 'YES F2 U1'),
    leaver(19, 'YES F1 U1', 2025),
  ];
  const { cells } = count([], date('2026-11-22'), all);
  const counted = (['17', '19'] as const).map((age) => [
    cells[`leavers-${age}`],
    cells[`active-${age}`],
    cells[`housed-${age}`],
  ]);
  assert.deepEqual(counted, [
    [3, 1, 1],
    [2, 1, 2],
  ]);
});

test('the years of a day', () => {
  assert.deepEqual([yearsUpTo(date('2026-03-31')), lastYearBy(date('2026-03-31'))], [[2026], 2026]);
  assert.deepEqual([yearsUpTo(date('2026-04-01')), lastYearBy(date('2026-04-01'))], [[2026, 2027], 2026]);
});

test('missing in the year, of everybody in care on any day of it', () => {
  const away = (...days: string[]) => childOf(1, '2012-01-01', ['2025-01-01 - S'], { missing: days.map(date) });
  says([away('2025-03-31'), away('2025-04-01', '2025-05-01'), away()], { 'in-year': 3, missing: 1 });
  assert.equal(count(reckon([away('2025-04-01', '2025-05-01', '2025-03-31')]), DAY).sums['times-missing'], 2);
});

test('months before a day, the last of the month where there is no such day', () => {
  assert.equal(monthsBefore(date('2026-03-31'), 30), '2023-09-30');
  assert.equal(monthsBefore(date('2026-08-31'), 30), '2024-02-29');
  assert.equal(monthsBefore(date('2026-01-15'), 30), '2023-07-15');
});

const anyChild = fc
  .record({
    born: fc.integer({ min: 0, max: 6_500 }),
    starts: fc.uniqueArray(fc.integer({ min: 0, max: 2_500 }), { maxLength: 6 }),
    places: fc.array(fc.constantFrom('U1', 'U6', 'K2', 'K3', 'T1', 'A6', 'P1'), { minLength: 6, maxLength: 6 }),
    began: fc.array(fc.constantFrom('S', 'P', 'L', 'B', 'T'), { minLength: 6, maxLength: 6 }),
    lengths: fc.array(fc.option(fc.integer({ min: 0, max: 900 })), { minLength: 6, maxLength: 6 }),
  })
  .map(({ born, starts, places, began, lengths }) => {
    const zero = date('2020-01-01');
    return childOf(
      0,
      addDays(zero, -born),
      starts.map((start, at) => {
        const length = lengths[at] ?? null;
        const to = length === null ? '-' : addDays(zero, start + length);
        return `${addDays(zero, start)} ${to} ${began[at]} C2 ${places[at]} ${length === null ? '-' : 'E4A'}`;
      }),
    );
  });

test('property: parts make up their whole, and no part is larger than it', () => {
  fc.assert(
    fc.property(fc.array(anyChild, { maxLength: 12 }), fc.integer({ min: 400, max: 3_000 }), (children, at) => {
      const cells = cellsOf(children, addDays(date('2020-01-01'), at));
      const { foster, residential, supported, elsewhere } = cells;
      assert.equal(foster + residential + supported + elsewhere, cells['in-care']);
      assert.equal(cells['distance-known'] + cells['distance-unknown'], cells['in-care']);
      assert.ok(cells.kin <= foster && cells['three-homes'] <= cells['in-care']);
      assert.ok(cells['two-years'] <= cells['long-in-care'] && cells['long-in-care'] <= cells['in-care']);
      assert.ok(cells['in-care'] <= cells['in-year'] && cells.started <= cells['in-year']);
      assert.ok(cells['came-back'] <= cells['left-before']);
    }),
  );
});

test('property: the order of children and of their episodes changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyChild, { maxLength: 8 }), (children) => {
      const turned = children.map((child) => ({ ...child, episodes: child.episodes.toReversed() })).toReversed();
      assert.deepEqual(cellsOf(turned), cellsOf(children));
    }),
  );
});

test('property: what begins after the day changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyChild, { maxLength: 8 }), (children) => {
      const day = date('2023-06-30');
      const known = children.map((child) => ({
        ...child,
        episodes: child.episodes.filter(({ from }) => from <= day),
      }));
      const [a, b] = [cellsOf(known, day), cellsOf(children, day)];
      assert.equal(a['in-care'], b['in-care']);
      assert.equal(a.started, b.started);
      assert.equal(a['three-homes'], b['three-homes']);
    }),
  );
});
