import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EPISODES, fileOf, HEADER, ONE_EPISODE, ONE_HEADER, readAll, withEpisodes } from './test-files.ts';

describe('reading a folder of CSV files', () => {
  test('gives typed rows with the line each begins on, and the year of the return', async () => {
    const { rows, summary } = await readAll([
      fileOf('episodes.csv', `${EPISODES}\nA1,10/06/2019,S,C2,N1,U6,PR1,31/03/2020,X1,,m11aa,M2 2BB,SC123456\n`),
      fileOf('header.csv', `${HEADER}\nA1,1,29/02/2012,WBRI,UN1,1.0,01/03/2020\n`),
      fileOf(
        'oc2.csv',
        'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\nA1,29/02/2012,12.0,,0,,1,1,0,0,,\n',
      ),
      fileOf(
        'previous_permanence.csv',
        'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nA1,29/02/2012,P1,E09000027,zz/05/2014\n',
      ),
    ]);
    assert.deepEqual(rows.Header, [
      {
        line: 2,
        CHILD: 'A1',
        SEX: 'male',
        DOB: '2012-02-29',
        ETHNIC: 'WBRI',
        UPN: 'UN1',
        MOTHER: true,
        MC_DOB: '2020-03-01',
      },
    ]);
    assert.deepEqual(rows.Episodes, [
      {
        line: 2,
        CHILD: 'A1',
        DECOM: '2019-06-10',
        RNE: 'S',
        LS: 'C2',
        CIN: 'N1',
        PLACE: 'U6',
        PLACE_PROVIDER: 'PR1',
        DEC: '2020-03-31',
        REC: 'X1',
        REASON_PLACE_CHANGE: null,
        HOME_POST: 'M1 1AA',
        PL_POST: 'M2 2BB',
        URN: 'SC123456',
      },
    ]);
    assert.equal(rows.OC2[0]?.SDQ_SCORE, 12);
    assert.equal(rows.OC2[0]?.CONVICTED, false);
    assert.equal(rows.OC2[0]?.HEALTH_CHECK, null);
    assert.deepEqual(rows.PrevPerm[0]?.DATE_PERM, { year: 2014, month: 5, day: null });
    assert.equal(summary.year, 2020);
    assert.equal(summary.stops, 0);
    assert.deepEqual(summary.problems, []);
    assert.equal(summary.rows.Episodes, 1);
    assert.equal(summary.rows.Reviews, 0);
  });

  test('old and new sex codes are the same three words', async () => {
    const { rows } = await readAll([
      fileOf(
        'header.csv',
        `${HEADER}\n${['1', '2', 'M', 'F', 'U', 'f', '2.0'].map((sex, n) => `A${n},${sex},01/01/2015,WBRI,UN1,,`).join('\n')}\n`,
      ),
      fileOf('episodes.csv', `${EPISODES}\n`),
    ]);
    assert.deepEqual(
      rows.Header.map((row) => row.SEX),
      ['male', 'female', 'male', 'female', 'unknown', 'female', 'female'],
    );
  });

  test('files are known by their names loosely, and failing that by their columns; others are a notice', async () => {
    const { rows, summary } = await readAll([
      fileOf('903_Episodes_2024.csv', ONE_EPISODE),
      fileOf('export (3).csv', ONE_HEADER),
      fileOf('Social Workers.csv', 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nA1,05/09/2012,SWE123,01/04/2023,,\n'),
      fileOf('readme.txt', 'made by hand'),
    ]);
    assert.equal(rows.Header.length, 1);
    assert.equal(rows.Episodes.length, 1);
    assert.equal(rows.SWEpisodes.length, 1);
    assert.equal(summary.stops, 0);
    assert.deepEqual(
      summary.problems.map((problem) => problem.file),
      ['readme.txt'],
    );
  });

  test('tables come children first, in batches of the size asked for', async () => {
    const many = Array.from({ length: 25 }, (_, n) => `A${n},10/06/2020,S,C2,N1,U6,PR1,,,,,,`).join('\n');
    const { batches } = await withEpisodes(`${EPISODES}\n${many}\n`, { batchRows: 10 });
    assert.deepEqual(
      batches.map((batch) => [batch.table, batch.rows.length]),
      [
        ['Header', 1],
        ['Episodes', 10],
        ['Episodes', 10],
        ['Episodes', 5],
      ],
    );
  });

  test('lines are counted right through quoted line ends, blank lines and either kind of line end', async () => {
    const text = `${EPISODES},NOTE\r\nA1,10/06/2020,S,C2,N1,U6,PR1,,,,,,,"two\r\nlines, ""quoted"""\r\n\r\nA2,11/06/2020,S,C2,N1,U6,PR1,,,,,,,\r\nA3,oops,S,C2,N1,U6,PR1,,,,,,,\r\n`;
    const { summary } = await withEpisodes(text);
    assert.deepEqual(
      summary.problems.filter((problem) => problem.stops).map(({ line, column, value }) => ({ line, column, value })),
      [{ line: 6, column: 'DECOM', value: 'oops' }],
    );
    assert.equal(summary.rows.Episodes, 2);
  });

  test('empty columns behind the last, and line ends of one carriage return, are read over', async () => {
    const text = `${EPISODES},,\rA1,10/06/2020,S,C2,N1,U6,PR1,,,,,,1234567\rA2,10/06/2020,S,C2,N1,U6,PR1,,,,,,,,,\r,,,,\r`;
    const { rows, summary } = await withEpisodes(text);
    assert.deepEqual(summary.problems, []);
    assert.deepEqual(
      rows.Episodes.map((row) => [row.CHILD, row.line]),
      [
        ['A1', 2],
        ['A2', 3],
      ],
    );
  });

  test('an extra column and a column left out that may be blank are notices', async () => {
    const { rows, summary } = await withEpisodes(
      'CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC,PL_DISTANCE\nA1,10/06/2020,S,C2,N1,U6,,,3.2\n',
    );
    assert.equal(rows.Episodes[0]?.URN, null);
    assert.equal(summary.stops, 0);
    assert.deepEqual(
      summary.problems.map((problem) => problem.column),
      ['PLACE_PROVIDER', 'REASON_PLACE_CHANGE', 'HOME_POST', 'PL_POST', 'URN', 'PL_DISTANCE'],
    );
  });

  test('a wrong code is kept with a notice; a blank that the return wants is a notice', async () => {
    const { rows, summary } = await withEpisodes(`${EPISODES}\nA1,10/06/2020,S,C9,,U6,PR1,,,,,,\n`);
    assert.equal(rows.Episodes[0]?.LS, 'C9');
    assert.equal(rows.Episodes[0]?.CIN, null);
    assert.equal(summary.stops, 0);
    assert.deepEqual(
      summary.problems.map((problem) => [problem.column, problem.value]),
      [
        ['LS', 'C9'],
        ['CIN', ''],
      ],
    );
  });

  test('a given year is the year; otherwise one mistyped date does not move the return', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `A${n},10/06/2020,S,C2,N1,U6,PR1,,,,,,`);
    const text = `${EPISODES}\n${lines.join('\n')}\nA9,10/06/2052,S,C2,N1,U6,PR1,,,,,,\n`;
    assert.equal((await withEpisodes(text)).summary.year, 2021);
    assert.equal((await withEpisodes(text, { year: 2024 })).summary.year, 2024);
  });
});
