import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { date } from '../kernel/index.ts';
import { readCell, readDate, readPartialDate } from './cell-values.ts';
import { tableByColumns, tableByName } from './file-recognition.ts';
import { parseReturnYear, returnYearDays, returnYearOf, returnYearWords, YearFinder } from './return-year.ts';

describe('cells', () => {
  test('dates', () => {
    assert.equal(readDate('29/02/2024'), '2024-02-29');
    assert.equal(readDate('29/02/2023'), null);
    assert.equal(readDate('1/4/2024'), '2024-04-01');
    assert.equal(readDate('2024-04-01'), '2024-04-01');
    assert.equal(readDate('2024-04-01T00:00:00'), '2024-04-01');
    assert.equal(readDate('01/04/2024 00:00'), '2024-04-01');
    for (const wrong of ['01/04/24', '2024-4-1', '04.01.2024', '01/04/2024 09:30', '1704067200', '00/01/2020', '']) {
      assert.equal(readDate(wrong), null, wrong);
    }
  });

  test('dates with parts that are not known', () => {
    assert.deepEqual(readPartialDate('05/05/2020'), { year: 2020, month: 5, day: 5 });
    assert.deepEqual(readPartialDate('ZZ/05/2021'), { year: 2021, month: 5, day: null });
    assert.deepEqual(readPartialDate('zz/zz/zzzz'), { year: null, month: null, day: null });
    assert.equal(readPartialDate('01/13/2000'), null);
    assert.equal(readPartialDate('xx/10/2011'), null);
    assert.equal(readPartialDate('30/02/zzzz'), null);
  });

  test('numbers, flags and codes with .0 behind them', () => {
    const score = { kind: 'whole-number', need: 'optional', least: 0, most: 40 } as const;
    assert.equal(readCell(score, '40.0').value, 40);
    assert.deepEqual([readCell(score, '41').value, readCell(score, '41').stops ?? false], [41, false]);
    assert.equal(readCell(score, 'twelve').stops, true);
    assert.equal(readCell(score, '1.5').stops, true);
    assert.equal(readCell({ kind: 'yes-no', need: 'optional' }, '1.0').value, true);
    assert.equal(readCell({ kind: 'yes-no', need: 'optional' }, '7').value, null);
    assert.equal(readCell({ kind: 'code', need: 'optional', list: 'NB_ADOPTR' }, '2.0').value, '2');
    assert.equal(readCell({ kind: 'code', need: 'optional', list: 'REC' }, 'e4a').value, 'E4A');
  });
});

describe('the year of a return', () => {
  test('turns on 1 April', () => {
    assert.equal(returnYearOf(date('2026-03-31')), 2026);
    assert.equal(returnYearOf(date('2026-04-01')), 2027);
    assert.deepEqual(returnYearDays(2026), { first: '2025-04-01', last: '2026-03-31' });
    assert.equal(returnYearWords(2026), '2025-26');
    assert.equal(returnYearWords(2000), '1999-00');
  });

  test('is read as people write it', () => {
    assert.equal(parseReturnYear('2025-26'), 2026);
    assert.equal(parseReturnYear('2025/2026'), 2026);
    assert.equal(parseReturnYear('2026'), 2026);
    assert.equal(parseReturnYear('1999-00'), 2000);
    assert.equal(parseReturnYear('2025-27'), null);
    assert.equal(parseReturnYear('last year'), null);
  });

  test('an end on 1 April belongs to the year that closed the day before', () => {
    const finder = new YearFinder();
    assert.equal(finder.year(), null);
    finder.started(date('2018-03-31'));
    finder.ended(date('2018-04-01'));
    assert.equal(finder.year(), 2018);
    finder.started(date('2018-04-01'));
    assert.equal(finder.year(), 2019);
  });
});

describe('which table a file is', () => {
  test('by the names that are in use', () => {
    const names: Record<string, string | null> = {
      'header.csv': 'Header',
      'Episodes.CSV': 'Episodes',
      '903_episodes_2024.csv': 'Episodes',
      'sw_episodes.csv': 'SWEpisodes',
      'SWEpisodes.csv': 'SWEpisodes',
      'placed_for_adoption.csv': 'PlacedAdoption',
      'PlacedAdoption.csv': 'PlacedAdoption',
      'previous_permanence.csv': 'PrevPerm',
      'prev_perm.csv': 'PrevPerm',
      'PrevPerm 2021.csv': 'PrevPerm',
      'SSDA903 OC2 2024.csv': 'OC2',
      'oc3.csv': 'OC3',
      'ad1.csv': 'AD1',
      'DoLo.csv': 'DoLo',
      'uasc.csv': 'UASC',
      'missing.csv': 'Missing',
      'reviews_2020.csv': 'Reviews',
      'notes.csv': null,
    };
    for (const [file, table] of Object.entries(names)) assert.equal(tableByName(file), table, file);
  });

  test('by its columns', () => {
    assert.equal(tableByColumns(['child', 'dob', 'dolo_start', 'dolo_end']), 'DoLo');
    assert.equal(tableByColumns(['CHILD', 'SEX', 'DOB', 'DUC']), 'UASC');
    assert.equal(tableByColumns(['CHILD', 'SEX', 'DOB']), null);
    assert.equal(tableByColumns(['URN', 'NAME']), null);
  });
});
