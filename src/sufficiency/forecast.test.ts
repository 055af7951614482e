import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromDayNumber, Refusal, seededRandom } from '../kernel/index.ts';
import type { EpisodeRow, HeaderRow } from './care-rows.ts';
import { forecast, forecastBy } from './forecast.ts';
import type { ForecastInput } from './prepare.ts';
import { readDay } from './return-days.ts';
import type { Runner } from './runner.ts';
import { runAmong } from './shared-runner.ts';

const START = readDay('2017-04-01')!;
const END = readDay('2021-03-31')!;

/** Four yearly returns of some 60 children, each in one or two homes. */
function madeUp(): { header: HeaderRow[]; episodes: EpisodeRow[] } {
  const random = seededRandom('forecast');
  const [header, episodes]: [HeaderRow[], EpisodeRow[]] = [[], []];
  for (let child = 0; child < 260; child += 1) {
    const CHILD = `C${child}`;
    const from = START - 900 + random.between(0, END - START + 900);
    const moved = from + Math.ceil(random.exponential(300));
    const to = moved + Math.ceil(random.exponential(400));
    header.push({ CHILD, DOB: fromDayNumber(from - random.between(0, 5_000)) });
    const add = (start: number, end: number, PLACE: string, RNE: string) => {
      for (let year = 2018; year <= 2021; year += 1) {
        const [first, last] = [readDay(`${year - 1}-04-01`)!, readDay(`${year}-03-31`)!];
        if (start > last || end < first) continue;
        const DEC = end <= last ? fromDayNumber(end) : null;
        episodes.push({ CHILD, DECOM: fromDayNumber(start), DEC, PLACE, RNE, year });
      }
    };
    add(from, moved, random.pick(['U6', 'U1', 'P1']), 'S');
    add(moved, to, random.pick(['U6', 'K2', 'H5']), 'P');
  }
  return { header, episodes };
}

const rows = madeUp();
const small = { ...rows, asOf: '2021-03-31', months: 12, runs: 40, seed: 3 };
const figures = async (input: ForecastInput, run?: Runner) => {
  const { seconds, ...rest } = run ? await forecastBy(input, run) : forecast(input);
  return rest;
};

test('the same input and seed give the same figures, whatever the order of rows and the number of workers', async () => {
  const told = await figures(small);
  const random = seededRandom('another order');
  const shuffled = { header: random.shuffle(rows.header), episodes: random.shuffle(rows.episodes) };
  assert.deepEqual(await figures({ ...small, ...shuffled }), told);
  assert.deepEqual(await figures(small, runAmong(2)), told);
  assert.notDeepEqual((await figures({ ...small, seed: 4 })).months, told.months);
});

test('a forecast says each month and kind, what is known today, and how earlier forecasts did', async () => {
  const { months, today, backtest, method, asOf } = forecast(small);
  assert.equal(asOf, '2021-03-31');
  assert.equal(months.length, 12 * 5);
  assert.deepEqual([months[0]?.month, months.at(-1)?.month], ['2021-04', '2022-03']);
  assert.equal(today.all, today.fostering + today.residential + today.supported + today.other);
  for (const { mean, p2_5, p25, p50, p75, p97_5 } of months) {
    assert.ok(p2_5 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p97_5 && p2_5 <= mean && mean <= p97_5);
  }
  // What is known begins in April 2017, so the first day with a year before it is 31 March 2018.
  assert.deepEqual([...new Set(backtest.map(({ from }) => from))], ['2018-03-31', '2019-03-31', '2020-03-31']);
  assert.deepEqual(method, { version: '1.0.0', seed: 3, scenario: null });
});

test('a back-test compares with who was in care, and "as that day" with who was then', async () => {
  const { backtest } = forecast(small);
  const inCare = (on: string, of = rows.episodes) => {
    const day = readDay(on)!;
    const there = of.filter(
      ({ DECOM, DEC, year }) =>
        readDay(DECOM)! <= day && (!DEC || readDay(DEC)! > day) && year === Number(on.slice(0, 4)),
    );
    return new Set(there.map(({ CHILD }) => CHILD)).size;
  };
  const one = backtest.find(({ from, kind }) => from === '2020-03-31' && kind === 'all')!;
  assert.equal(one.actual, inCare('2021-03-31'));
  const off = Math.abs(inCare('2020-03-31') - one.actual) / one.actual;
  assert.ok(Math.abs(one.persistenceError - off) < 1e-4);
  assert.ok(Math.abs(one.error - Math.abs(one.predicted - one.actual) / one.actual) < 1e-4);
});

test('what came after a day changes no back-test from it', async () => {
  const before = forecast({ ...small, asOf: '2020-03-31' });
  const known = rows.episodes.filter(({ year }) => year! <= 2020);
  const alone = forecast({ ...small, asOf: '2020-03-31', episodes: known });
  assert.deepEqual(before.months, alone.months);
  assert.deepEqual(before.backtest, alone.backtest);
});

test('the day is the last 31 March of the rows where none is given', async () => {
  const { asOf } = forecast({ ...small, asOf: undefined });
  assert.equal(asOf, '2021-03-31');
});

test('rooms are told where they are known, or where a scenario changes them', async () => {
  assert.deepEqual(forecast(small).rooms, []);
  const known = forecast({ ...small, rooms: { fostering: 0, residential: 1_000 } });
  assert.equal(known.rooms.find(({ kind }) => kind === 'fostering')?.enough, 0);
  assert.equal(known.rooms.find(({ kind }) => kind === 'residential')?.enough, 1);
  const scenario = {
    name: 'a home of four',
    changes: [{ what: 'rooms' as const, kind: 'residential' as const, from: '2021-06', add: 4 }],
  };
  const { rooms, today, months } = forecast({ ...small, scenario });
  const residential = rooms.filter(({ kind }) => kind === 'residential').map((month) => month.rooms);
  assert.deepEqual(residential.slice(0, 3), [today.residential, today.residential, today.residential + 4]);
  // Rooms change what is unmet, and nobody's course.
  assert.deepEqual(months, forecast(small).months);
});

test('what cannot be forecast is refused in words', async () => {
  const refused = (input: Partial<ForecastInput>, words: RegExp) => {
    assert.throws(
      () => forecast({ ...small, ...input }),
      (problem) => problem instanceof Refusal && words.test(problem.message),
      String(words),
    );
  };
  refused({ months: 0 }, /^months: expected a whole number from 1 to 360, found 0/);
  refused({ months: 1.5 }, /^months/);
  refused({ months: Number.NaN }, /^months/);
  refused({ runs: 1e9 }, /^runs: expected a whole number from 1 to 10000/);
  refused({ runs: -1 }, /^runs/);
  refused({ seed: -1 }, /^seed/);
  refused({ asOf: '2021-02-30' }, /day of the calendar/);
  refused({ asOf: '2023-03-31' }, /The returns end on 2021-03-31/);
  refused({ asOf: '2016-03-31' }, /from 2017-04-01 on only/);
  refused({ header: [], episodes: [], asOf: undefined }, /No episode/);
  refused({ header: [], episodes: [] }, /No child/);
  refused({ header: [] }, /No child/);
  refused({ scenario: { name: 'x', changes: [{ what: 'exits', from: 'soon', add: 1 }] } }, /changes\.0\.from/);
});
