import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ageOn, date, fromDayNumber } from '../kernel/index.ts';
import { typed } from '../ui/index.ts';
import { ageWords, bornFromAge, calledName, compareNames } from './child.ts';
import { readChildForm } from './child-form.ts';
import { lengthOf } from './child-page.ts';
import { type EpisodeRow, historyOfHomes, needsAHome, type PlacementRow, standing } from './where.ts';

const today = date('2026-11-21');

describe('what a child is called, and how old they are', () => {
  test('a name, else the return’s id, else words', () => {
    assert.equal(calledName({ givenName: 'Ella', returnId: '104' }), 'Ella');
    assert.equal(calledName({ givenName: ' ', returnId: '104' }), 'Child 104');
    assert.equal(calledName({ givenName: null, returnId: null }), 'A child whose name is not known yet');
  });

  test('ages as people say them', () => {
    assert.equal(ageWords(date('2015-11-21'), false, today), '11');
    assert.equal(ageWords(date('2015-11-22'), false, today), '10');
    assert.equal(ageWords(date('2015-05-21'), true, today), 'about 11');
    assert.equal(ageWords(date('2025-01-21'), false, today), '22 months');
    assert.equal(ageWords(date('2026-10-21'), false, today), '1 month');
    assert.equal(ageWords(date('2026-11-01'), false, today), '2 weeks');
    assert.equal(ageWords(date('2026-11-20'), false, today), 'newborn');
    assert.equal(ageWords(date('2026-11-22'), false, today), 'not born yet');
  });

  test('property: a date of birth made from an age has that age today and for the next five months', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 18_000, max: 25_000 }), (age, day) => {
        const on = fromDayNumber(day);
        const born = bornFromAge(age, on);
        assert.equal(born, date(born), 'a real day');
        assert.equal(ageOn(born, on), age);
        assert.equal(ageOn(born, fromDayNumber(day + 150)), age);
      }),
    );
  });

  test('names sort as people look them up', () => {
    assert.deepEqual(['Zoe', 'Élise', 'child 20', 'Child 3', 'adam'].sort(compareNames), [
      ...['adam', 'Child 3', 'child 20', 'Élise', 'Zoe'],
    ]);
  });
});

const placed = (started: string, ended: string | null, more: Partial<PlacementRow> = {}): PlacementRow => ({
  ...{ home_id: 'h1', home_organisation_id: 'o1', name: 'Oak House', kind: 'residential', area: 'Ashby', reason: null },
  started: date(started),
  ended: ended ? date(ended) : null,
  ...more,
});
const episode = (decom: string, dec: string | null, more: Partial<EpisodeRow> = {}): EpisodeRow => ({
  ...{ rec: dec ? 'X1' : null, place: 'U4', reason_place_change: null, urn: null },
  decom: date(decom),
  dec: dec ? date(dec) : null,
  ...more,
});
const born = date('2015-01-01');

describe('where a child stands', () => {
  test('lives in the home that has not ended, even when a later one has', () => {
    const found = standing([placed('2025-01-01', null), placed('2025-06-01', '2025-06-08')], [], born, today);
    assert.equal(found.is === 'at-home' && found.stay.from, '2025-01-01');
  });

  test('past homes end: a child whose only home ended needs one', () => {
    assert.equal(
      standing([placed('2025-01-01', '2025-06-01', { reason: 'CARPL' })], [], born, today).is,
      'needs-a-home',
    );
    assert.equal(standing([], [], born, today).is, 'needs-a-home');
  });

  test('a reason for ceasing is leaving care; continuing in care is not', () => {
    const left = standing([placed('2025-01-01', '2025-06-01', { reason: 'E4A' })], [], born, today);
    assert.deepEqual(left, { is: 'left', on: '2025-06-01' });
    const byReturn = standing([], [episode('2025-01-01', '2025-06-01', { rec: 'E11' })], born, today);
    assert.deepEqual(byReturn, { is: 'left', on: '2025-06-01' });
    assert.equal(standing([], [episode('2025-01-01', '2025-06-01')], born, today).is, 'needs-a-home');
  });

  test('care ends at 18, even where nobody has ended the stay', () => {
    const eighteenTomorrow = date('2008-11-22');
    const eighteenToday = date('2008-11-21');
    const open = [placed('2017-10-15', null)];
    assert.equal(standing(open, [], eighteenTomorrow, today).is, 'at-home');
    assert.deepEqual(standing(open, [], eighteenToday, today), { is: 'left', on: null });
    assert.equal(standing([], [episode('2017-10-15', null)], eighteenToday, today).is, 'left');
  });

  test('back in care after leaving: the newer placement counts', () => {
    const old = episode('2020-01-01', '2020-06-01', { rec: 'E4A' });
    assert.equal(standing([placed('2026-01-01', '2026-06-01')], [old], born, today).is, 'needs-a-home');
  });

  test('what is to begin or end after today has not happened yet', () => {
    const soon = placed('2026-11-22', null);
    assert.equal(standing([soon], [], born, today).is, 'needs-a-home');
    assert.equal(standing([placed('2026-11-21', null)], [], born, today).is, 'at-home');
    const endsOn = (...rows: PlacementRow[]) => {
      const found = standing(rows, [], born, today);
      assert.equal(found.is, 'at-home');
      return found.is === 'at-home' ? [found.endsOn, needsAHome(found)] : [];
    };
    assert.deepEqual(endsOn(placed('2025-01-01', '2026-11-22', { reason: 'CARPL' })), ['2026-11-22', true]);
    assert.deepEqual(endsOn(placed('2025-01-01', '2026-11-22', { reason: 'E4A' })), [null, false]);
    const next = placed('2026-11-22', null, { home_id: 'h2' });
    assert.deepEqual(endsOn(placed('2025-01-01', '2026-11-22', { reason: 'CARPL' }), next), [null, false]);
    assert.deepEqual(endsOn(placed('2025-01-01', null)), [null, false]);
    const both = [episode('2025-01-01', '2027-01-01'), episode('2027-01-01', null, { place: 'K2' })];
    const found = standing([], both, born, today);
    assert.equal(found.is === 'at-home' && found.stay.from, '2025-01-01');
  });

  test('nobody of eighteen is shown as waiting', () => {
    assert.equal(standing([], [], date('2008-11-21'), today).is, 'left');
    assert.equal(standing([], [], date('2008-11-22'), today).is, 'needs-a-home');
  });

  test('episodes fill only the times that no placement covers, and a new legal status is no new home', () => {
    const homes = historyOfHomes(
      [placed('2024-01-01', null)],
      [
        episode('2022-01-01', '2022-05-01'),
        episode('2022-05-01', '2023-12-31', { reason_place_change: 'CREQB' }),
        episode('2024-01-01', null),
      ],
    );
    assert.deepEqual(
      homes.map((stay) => [stay.from, stay.to, stay.homeId]),
      [
        ['2024-01-01', null, 'h1'],
        ['2022-01-01', '2023-12-31', null],
      ],
    );
    assert.ok(homes[1]?.ended);
  });

  test('how long a home lasted', () => {
    const long = (from: string, to: string | null) => lengthOf({ from: date(from), to: to ? date(to) : null }, today);
    assert.equal(long('2026-11-21', null), 'since today');
    assert.equal(long('2026-11-20', null), '1 day');
    assert.equal(long('2026-10-31', null), '3 weeks');
    assert.equal(long('2025-11-22', null), '11 months');
    assert.equal(long('2025-11-21', null), '1 year');
    assert.equal(long('2020-01-01', '2023-02-05'), '3 years 1 month');
  });
});

describe('the form for a child', () => {
  const enough = { age: '16', sex: 'male', givenName: 'Yusuf', from: 'ZZ1 1AA' };
  const read = (fields: object) => readChildForm(typed(fields), today);

  test('an age, a sex and nothing else are enough', () => {
    const form = read({ age: '0', sex: 'unknown' });
    assert.ok(form.ok);
    assert.equal(form.value.facts.givenName, null);
    assert.equal(form.value.facts.bornEstimated, true);
  });

  test('a date of birth wins over an age', () => {
    const form = read({ ...enough, 'born-day': '3', 'born-month': '4', 'born-year': '2012' });
    assert.ok(form.ok);
    assert.equal(form.value.facts.born, '2012-04-03');
    assert.equal(form.value.facts.bornEstimated, false);
  });

  test('what is wrong is said at its field', () => {
    const wrongs = (fields: object) => {
      const form = read(fields);
      return form.ok ? [] : form.problem.map((error) => error.href);
    };
    assert.deepEqual(wrongs({}), ['#age', '#sex']);
    assert.deepEqual(wrongs({ ...enough, age: '18' }), ['#age']);
    assert.deepEqual(wrongs({ ...enough, age: '-1' }), ['#age']);
    assert.deepEqual(wrongs({ ...enough, 'born-day': '31', 'born-month': '2', 'born-year': '2012' }), ['#born-day']);
    assert.deepEqual(wrongs({ ...enough, 'born-day': '22', 'born-month': '11', 'born-year': '2026' }), ['#born-day']);
    assert.deepEqual(wrongs({ ...enough, givenName: 'x'.repeat(101) }), ['#givenName']);
    assert.deepEqual(wrongs({ ...enough, sex: 'boy' }), ['#sex']);
    assert.deepEqual(wrongs({ ...enough, ethnicity: '<b>' }), ['#ethnicity']);
  });
});
