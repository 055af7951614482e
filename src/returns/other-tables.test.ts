import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { child, episode, kept, returnFiles } from '../../test/returns.ts';
import { rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import type { ReturnFile, ReturnYear } from '../ssda903/index.ts';
import { authorityOfCode, exportReturn, type ImportedReturn, importReturns } from './index.ts';
import { workersOf } from './live-return-workers.ts';
import type { Tables } from './test-returns.ts';

const DOB = date('2012-05-06');

onEachDatabase('the other tables of a return', (open) => {
  let authority = '';
  let number = 0;
  beforeEach(() => {
    number += 1;
    authority = `E0800${String(number).padStart(4, '0')}`;
  });
  const base = { Header: [child('1'), child('2')], Episodes: [episode('1', '2025-05-01'), episode('2', '2025-05-02')] };
  const review = (CHILD: string, on: string, REVIEW_CODE = 'PN1') => ({ CHILD, DOB, REVIEW: date(on), REVIEW_CODE });
  const missing = (CHILD: string, from: string, to: string | null) => ({
    ...{ CHILD, DOB, MISSING: 'M', MIS_START: date(from), MIS_END: to === null ? null : date(to) },
  });
  const goesIn = async (tables: Tables, year: ReturnYear = 2026, files: readonly ReturnFile[] | null = null) => {
    const given = files ?? returnFiles(year, { ...base, ...tables });
    const [one] = await importReturns(open(), { returns: [given], authority, year });
    assert.ok(one);
    return one;
  };
  const counts = (one: ImportedReturn) => {
    assert.ok(one.is === 'imported', JSON.stringify(one));
    return one.counts;
  };
  const said = async (table: string) =>
    ((await kept(open()))[table] ?? []).filter(({ code }) => code === authority).map(({ said: row }) => row);

  test('are kept and counted; the same files change nothing, and a row that is withdrawn goes', async () => {
    const first = { Reviews: [review('1', '2025-06-01'), review('1', '2025-12-01'), review('2', '2025-06-02')] };
    const one = counts(await goesIn(first));
    assert.deepEqual([one.otherRows, one.withdrawnOtherRows], [{ Reviews: 3 }, 0]);
    assert.equal((await goesIn(first)).is, 'already imported');
    const corrected = counts(await goesIn({ Reviews: [review('1', '2025-06-01', 'PN3'), review('2', '2025-06-02')] }));
    assert.deepEqual([corrected.otherRows, corrected.withdrawnOtherRows], [{ Reviews: 2 }, 1]);
    assert.deepEqual(await said('review'), [
      { return_year: 2026, review: '2025-06-01', review_code: 'PN3' },
      { return_year: 2026, review: '2025-06-02', review_code: 'PN1' },
    ]);
    // A row that says the same keeps the import that brought it.
    const imports = await open().asSystem((tx) =>
      rows<{ n: number }>(
        tx,
        sql`select count(distinct r.import_id)::int as n from review r join organisation o on o.id = r.organisation_id
          where o.code = ${authority}`,
      ),
    );
    assert.deepEqual(imports, [{ n: 2 }]);
  });

  test('a table without a file says nothing and stays; a file without rows says that there is nothing', async () => {
    await goesIn({ Reviews: [review('1', '2025-06-01')], Missing: [missing('1', '2025-07-01', '2025-07-02')] });
    counts(await goesIn({ Missing: [] }));
    assert.deepEqual([(await said('review')).length, (await said('missing')).length], [1, 0]);
    // What was withdrawn is held as nothing, so it comes out as a file without rows.
    const files = await open().asSystem(async (tx) => {
      const { id } = await authorityOfCode(tx, authority);
      return (await exportReturn(tx, id, { year: 2026, format: 'csv', today: date('2026-11-22') })).files;
    });
    assert.deepEqual(
      files.map(({ name }) => name),
      ['header.csv', 'uasc.csv', 'episodes.csv', 'reviews.csv', 'missing.csv'],
    );
  });

  test('a row about nobody stops the import; two rows of one day are told, and the later one counts', async () => {
    const stopped = await goesIn({ Reviews: [review('9', '2025-06-01')], OC3: [] });
    assert.ok(stopped.is === 'stopped');
    assert.deepEqual(
      stopped.problems.filter(({ stops }) => stops),
      [
        {
          ...{ file: 'reviews.csv', line: 2, column: 'CHILD', value: '9' },
          ...{ expected: 'a child that stands in the table Header', stops: true },
        },
      ],
    );
    assert.deepEqual(await said('review'), []);
    const twice = await goesIn({ Reviews: [review('1', '2025-06-01'), review('1', '2025-06-01', 'PN4')] });
    assert.ok(twice.is === 'imported');
    assert.equal(twice.notices, 1);
    assert.match(twice.problems[0]?.expected ?? '', /one row of a child for each day/);
    assert.deepEqual(await said('review'), [{ return_year: 2026, review: '2025-06-01', review_code: 'PN4' }]);
  });

  test('each year stands as it was told, and both go with the child', async () => {
    await goesIn({ Missing: [missing('1', '2025-03-30', '2025-04-02')] });
    await goesIn({ Missing: [missing('1', '2025-03-30', null)] }, 2025);
    assert.deepEqual(await said('missing'), [
      { return_year: 2026, mis_start: '2025-03-30', missing: 'M', mis_end: '2025-04-02' },
      { return_year: 2025, mis_start: '2025-03-30', missing: 'M', mis_end: null },
    ]);
    await open().asSystem((tx) =>
      sql`delete from child c using organisation o where o.id = c.organisation_id and o.code = ${authority}`.execute(
        tx,
      ),
    );
    assert.deepEqual(await said('missing'), []);
  });

  test('what was imported before other tables were kept comes with the same files', async () => {
    const tables = { Reviews: [review('1', '2025-06-01')] };
    await goesIn(tables);
    // As migration 0106 leaves an import from before it.
    await open().asSystem(async (tx) => {
      await sql`delete from review`.execute(tx);
      await sql`update return_import set tables = '{}', digest = 'without other tables ' || digest`.execute(tx);
    });
    assert.deepEqual(counts(await goesIn(tables)).otherRows, { Reviews: 1 });
    assert.equal((await goesIn(tables)).is, 'already imported');
  });

  test('where no return tells them, social workers are those who are allocated here', async () => {
    await goesIn({}, 2026);
    const year = async (which: ReturnYear) =>
      open().asSystem(async (tx) => {
        const { id } = await authorityOfCode(tx, authority);
        const { files, notes } = await exportReturn(tx, id, { year: which, format: 'csv', today: date('2026-11-22') });
        const file = files.find(({ name }) => name === 'sw_episodes.csv');
        return { text: file && [...(file.content as Iterable<string>)].join(''), notes };
      });
    assert.equal((await year(2026)).text, undefined);
    await open().asSystem(async (tx) => {
      const { id } = await authorityOfCode(tx, authority);
      await sql`insert into actor (organisation_id, id, name, role) values (${id}, ${`sw ${id}`}, 'Worker', 'social-worker')`.execute(
        tx,
      );
      await sql`insert into allocation (organisation_id, id, child_id, actor_id, relation, from_at, by)
        select ${id}, 'a ' || k.id, k.id, ${`sw ${id}`}, 'social worker', '2026-02-03T10:00:00Z', 'system' from child k
        where k.organisation_id = ${id} and k.return_id = '1'`.execute(tx);
    });
    const { text, notes } = await year(2026);
    assert.equal(text, 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\r\n1,06/05/2012,,03/02/2026,,\r\n');
    assert.ok(notes.some((note) => /SWEpisodes\.SW_ID, SWEpisodes\.SW_REASON/.test(note)));
    // An import that has the table wins.
    const told = { CHILD: '1', DOB, SW_ID: 'SW12', SW_DECOM: date('2025-05-01'), SW_DEC: null, SW_REASON: 'FCONTA' };
    await goesIn({ SWEpisodes: [told] });
    assert.match((await year(2026)).text ?? '', /\r\n1,06\/05\/2012,SW12,01\/05\/2025,,FCONTA\r\n$/);
    // In the year after it, the worker of the return until the allocation, which is recorded here alone.
    assert.equal(
      (await year(2027)).text?.split('\r\n').slice(1, 3).join(' | '),
      '1,06/05/2012,SW12,01/05/2025,03/02/2026,FCONTA | 1,06/05/2012,,03/02/2026,,',
    );
  });
});

describe('social workers by allocation', () => {
  const worker = (actorId: string, from: string, to: string | null = null) => ({
    ...{ actorId, from: date(from), to: to === null ? null : date(to) },
  });
  const days = (...all: Parameters<typeof workersOf>) =>
    workersOf(...all).map(({ SW_DECOM, SW_DEC }) => [SW_DECOM, SW_DEC]);
  const today = date('2026-11-22');

  test('follow each other; who stops and begins again the same day went on', () => {
    const all = [
      worker('b', '2026-01-10'),
      worker('a', '2025-05-01', '2025-08-01'),
      worker('a', '2025-08-01', '2026-01-10'),
    ];
    assert.deepEqual(days([], all, 2026, today), [
      ['2025-05-01', '2026-01-10'],
      ['2026-01-10', null],
    ]);
  });

  test('of the year and the year before it, as it stood at the end; of the year alone up to 2023-24', () => {
    const all = [
      worker('a', '2022-01-01', '2022-03-01'),
      worker('b', '2022-03-01', '2023-09-01'),
      worker('c', '2023-09-01'),
    ];
    assert.deepEqual(days([], all, 2024, today), [
      ['2022-03-01', '2023-09-01'],
      ['2023-09-01', null],
    ]);
    // The window of 2024-25 begins on 1 April 2023.
    assert.deepEqual(days([], all, 2025, today), [
      ['2022-03-01', '2023-09-01'],
      ['2023-09-01', null],
    ]);
    assert.deepEqual(days([], [worker('a', '2022-01-01', '2023-03-31')], 2025, today), []);
    // Ended after the year, and begun after today.
    assert.deepEqual(days([], [worker('a', '2025-01-01', '2025-06-01')], 2025, today), [['2025-01-01', null]]);
    assert.deepEqual(days([], [worker('a', '2026-12-01')], 2027, today), []);
  });
});
