import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHistories } from './care-history.ts';
import type { EpisodeRow } from './care-rows.ts';
import { readDay } from './return-days.ts';
import { latestYearEnd, withYear } from './yearly-rows.ts';

const day = (text: string) => readDay(text)!;
const header = [
  { CHILD: '1', DOB: '14/05/2010' },
  { CHILD: '2', DOB: '2012-08-30' },
];
const asOf = day('2022-03-31');

function row(CHILD: string, DECOM: string, rest: Partial<EpisodeRow> = {}): EpisodeRow {
  return { CHILD, DECOM, PLACE: 'U6', RNE: 'S', ...rest };
}

/** Stays as words, so that a test says what it expects in one line each. */
function staysOf(rows: readonly EpisodeRow[], child = '1', on = asOf): readonly (readonly [number, string, string])[] {
  const { children } = readHistories(header, rows, on);
  const text = (number: number | null) =>
    number === null ? 'open' : new Date(number * 86_400_000).toISOString().slice(0, 10);
  return (children.find((one) => one.child === child)?.stays ?? []).map(
    ({ kind, start, end }) => [kind, text(start), text(end)] as const,
  );
}

const warningsOf = (rows: readonly EpisodeRow[]) => readHistories(header, rows, asOf).warnings.join('; ');

test('days are read in both forms, and no other day of the calendar is made of them', () => {
  assert.equal(day('31/03/2021'), day('2021-03-31'));
  assert.equal(day('1/4/2021'), day('2021-03-31') + 1);
  assert.equal(day('2021-03-31 00:00:00'), day('2021-03-31'));
  for (const wrong of ['31/02/2021', '2021-13-01', 'zz/05/2012', '', '20210331']) assert.equal(readDay(wrong), null);
});

test('the same episode in several years counts once, as the latest year has it', () => {
  const rows = [
    row('1', '01/06/2020', { year: 2021 }),
    row('1', '2020-06-01', { DEC: '10/09/2021', PLACE: 'K2', year: 2022 }),
  ];
  assert.deepEqual(staysOf(rows), [[1, '2020-06-01', '2021-09-10']]);
  assert.deepEqual(staysOf([...rows].reverse()), [[1, '2020-06-01', '2021-09-10']]);
});

test('an episode left open whose child is not in the next year ended at the end of its year, with a warning', () => {
  const rows = [row('1', '01/06/2020', { year: 2021 }), row('2', '01/06/2021', { year: 2022 })];
  assert.deepEqual(staysOf(rows), [[0, '2020-06-01', '2021-04-01']]);
  assert.match(warningsOf(rows), /^1 episodes were open at the end of a year/);
  const back = [
    row('1', '01/06/2019', { year: 2020 }),
    row('2', '01/06/2020', { year: 2021 }),
    row('1', '01/06/2021', { year: 2022 }),
  ];
  assert.deepEqual(staysOf(back), [
    [0, '2019-06-01', '2020-04-01'],
    [0, '2021-06-01', 'open'],
  ]);
});

test('of the last year, an open episode is open, and no warning is given', () => {
  const rows = [row('1', '01/06/2020', { year: 2021 }), row('1', '01/06/2020', { year: 2022 })];
  assert.deepEqual(staysOf(rows), [[0, '2020-06-01', 'open']]);
  assert.equal(warningsOf(rows), '');
});

test('an open episode ends where the next begins; a year before that where care began anew then', () => {
  const next = (RNE: string) => [
    row('1', '01/06/2020', { year: 2021 }),
    row('1', '01/07/2021', { RNE, PLACE: 'K2', year: 2022 }),
  ];
  assert.deepEqual(staysOf(next('P')), [
    [0, '2020-06-01', '2021-07-01'],
    [1, '2021-07-01', 'open'],
  ]);
  assert.deepEqual(staysOf(next('S')), [
    [0, '2020-06-01', '2021-04-01'],
    [1, '2021-07-01', 'open'],
  ]);
});

test('several years in one folder: an open row is as many years old as it stands there', () => {
  const others = [row('2', '10/04/2019', { DEC: '20/03/2022' }), row('2', '10/04/2018', { DEC: '10/04/2019' })];
  // Stands there for 2020 and for 2021, and not for 2022.
  const twice = [row('1', '01/06/2019'), row('1', '01/06/2019')];
  assert.deepEqual(staysOf([...others, ...twice]), [[0, '2019-06-01', '2021-04-01']]);
  assert.deepEqual(staysOf([...others, ...twice, row('1', '01/06/2019')]), [[0, '2019-06-01', 'open']]);
});

test('a row that stands twice in one told year is no year older', () => {
  const rows = [
    row('1', '01/06/2020', { year: 2021 }),
    row('1', '01/06/2020', { year: 2021 }),
    row('2', '01/06/2020', { year: 2022 }),
  ];
  assert.deepEqual(staysOf(rows), [[0, '2020-06-01', '2021-04-01']]);
});

test('episodes that overlap are cut where the next begins; of two rows of one day the one that ended counts', () => {
  const rows = [
    row('1', '01/06/2021', { DEC: '01/10/2021' }),
    row('1', '01/09/2021', { PLACE: 'K2', RNE: 'P', DEC: '01/12/2021' }),
  ];
  const told = [
    [0, '2021-06-01', '2021-09-01'],
    [1, '2021-09-01', '2021-12-01'],
  ];
  assert.deepEqual(staysOf(rows), told);
  assert.match(warningsOf(rows), /1 episodes overlap/);
  const doubled = [row('1', '01/06/2021'), ...rows, row('1', '01/09/2021', { PLACE: 'H5', RNE: 'P' })];
  assert.deepEqual(staysOf(doubled), told);
  assert.deepEqual(staysOf(doubled.reverse()), told);
});

test('a new legal status, or a new address with the same carers, in one kind of home is no move', () => {
  const rows = ['L', 'T', 'U'].map((RNE, at) =>
    row('1', `01/0${at + 5}/2021`, { RNE, PLACE: 'U4', DEC: `01/0${at + 6}/2021` }),
  );
  assert.deepEqual(staysOf([row('1', '01/04/2021', { DEC: '01/05/2021' }), ...rows]), [
    [0, '2021-04-01', '2021-08-01'],
  ]);
});

test('who left and came back on a later day has two stays', () => {
  const rows = [row('1', '01/04/2021', { DEC: '01/05/2021' }), row('1', '02/05/2021')];
  assert.equal(staysOf(rows).length, 2);
});

test('an end before the beginning, and an end that is no day, are told', () => {
  const rows = [row('1', '01/06/2021', { DEC: '01/05/2021' }), row('1', '01/07/2021', { RNE: 'P' })];
  assert.deepEqual(staysOf(rows), [[0, '2021-07-01', 'open']]);
  assert.match(warningsOf(rows), /1 episodes end before they begin/);
  assert.match(warningsOf([row('1', '01/06/2021', { DEC: 'soon' })]), /1 episodes have a last day that is no day/);
});

test('what began after the day is not used, and what ended after it is open', () => {
  const rows = [
    row('1', '01/06/2020', { DEC: '01/06/2021', year: 2022 }),
    row('1', '01/06/2021', { RNE: 'P', PLACE: 'K2', year: 2022 }),
  ];
  assert.deepEqual(staysOf(rows, '1', day('2021-03-31')), [[0, '2020-06-01', 'open']]);
});

test('a mistyped 2052 ends nobody’s time in care and moves no year', () => {
  const many = Array.from({ length: 150 }, (_, at) => row(String(at % 2), '01/06/2020', { DEC: '05/05/2021' }));
  const rows = [...many, row('1', '01/10/2021'), row('1', '01/10/2052', { RNE: 'P' })];
  assert.equal(latestYearEnd(rows), asOf);
  assert.deepEqual(staysOf(rows).at(-1), [0, '2021-10-01', 'open']);
  assert.match(warningsOf(rows), /1 episodes begin after the year of their return/);
  const ending = [...many, row('1', '01/10/2021', { DEC: '01/11/2052' })];
  assert.deepEqual(staysOf(ending).at(-1), [0, '2021-10-01', 'open']);
  assert.ok(withYear(rows).every(({ year }) => year === 2022));
});

test('children without a date of birth are left out; of several the one most rows say is used', () => {
  const rows = [row('9', '01/06/2021'), row('1', '01/06/2021')];
  const histories = readHistories(
    [{ CHILD: '1', DOB: '01/01/2011' }, ...header, { CHILD: '1', DOB: '14/05/2010' }],
    rows,
    asOf,
  );
  assert.deepEqual(
    histories.children.map(({ child, born }) => [child, born]),
    [['1', day('14/05/2010')]],
  );
  assert.deepEqual(histories.warnings, [
    '1 children have several dates of birth: the one most rows say is used',
    '1 children without a date of birth are left out',
  ]);
});

test('what is known begins with the first year, and time in care before it is guessed but never before birth', () => {
  const rows = [
    row('1', '01/01/2015', { RNE: 'P', year: 2018 }),
    row('2', '30/08/2013', { RNE: 'L', year: 2018 }),
    row('1', '01/01/2015', { RNE: 'P', year: 2022 }),
    row('2', '30/08/2013', { RNE: 'L', year: 2022 }),
  ];
  const { known, children } = readHistories(header, rows, asOf);
  assert.equal(known, day('2017-04-01'));
  assert.deepEqual(
    children.map(({ before }) => before),
    [730, 365],
  );
});
