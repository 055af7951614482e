import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/db/index.ts';
import { date } from '../../src/kernel/index.ts';
import { authorityOfCode, exportReturn, importReturns, returnsAt } from '../../src/returns/index.ts';
import type { ReturnFile } from '../../src/ssda903/index.ts';
import { embeddedForTest } from '../database.ts';
import { kept } from '../returns.ts';

const shared = (path: string) => fileURLToPath(new URL(`../../../shared/conformance/${path}`, import.meta.url));

/** As a file is read from disk: in pieces. */
const piecesFile = (name: string, pieces: readonly string[]): ReturnFile => ({
  name,
  async *open() {
    for (const piece of pieces) yield Buffer.from(piece);
  },
});

describe('importing the made-up returns', () => {
  test('the sample return goes in whole', async () => {
    const database = await embeddedForTest();
    try {
      const returns = await returnsAt(shared('ssda903/sample-return'));
      const [one] = await importReturns(database, { returns, authority: 'E09000027' });
      assert.ok(one?.is === 'imported', JSON.stringify(one));
      const { children, episodes } = one.counts;
      assert.deepEqual({ year: one.year, children, episodes }, { year: 2018, children: 2_675, episodes: 5_050 });
      const [again] = await importReturns(database, { returns, authority: 'E09000027' });
      assert.equal(again?.is, 'already imported');
    } finally {
      await database.close();
    }
  });

  // It holds tables of several years' returns; that of 2026-27 has them all.
  test('the sample return comes out again with the same rows in every table, as CSV and as XML', async () => {
    const database = await embeddedForTest();
    const again = [await embeddedForTest(), await embeddedForTest()];
    try {
      const authority = 'E09000027';
      const year = 2027;
      await importReturns(database, { returns: await returnsAt(shared('ssda903/sample-return')), authority, year });
      const once = await kept(database);
      // Counted in the files, with pairs of child and day: 14 reviews stand twice.
      assert.deepEqual([once.review?.length, once.oc2?.length, once.sw_episode?.length], [12_568, 2_675, 2_123]);
      for (const [at, format] of (['csv', 'xml'] as const).entries()) {
        const files = await database.asSystem(async (tx) => {
          const { id } = await authorityOfCode(tx, authority);
          const made = await exportReturn(tx, id, { year, format, today: date('2027-03-31') });
          return made.files.map(({ name, content }) => piecesFile(name, [...(content as Iterable<string>)]));
        });
        const [one] = await importReturns(again[at] as Database, { returns: [files], authority, year });
        assert.ok(one?.is === 'imported', JSON.stringify(one).slice(0, 1_000));
        const twice = await kept(again[at] as Database);
        for (const [table, rows] of Object.entries(once)) assert.deepEqual(twice[table], rows, `${format} ${table}`);
      }
    } finally {
      for (const one of [database, ...again]) await one.close();
    }
  });

  test('five years give the same records in order, in reverse order and in one go', async () => {
    const years = await returnsAt(shared('returns-five-years'));
    assert.equal(years.length, 5);
    const ways = [
      years.map((files) => [files]),
      years.map((files) => [files]).reverse(),
      [years], // one transaction
    ];
    const seen: unknown[] = [];
    for (const way of ways) {
      const database = await embeddedForTest();
      try {
        for (const returns of way) {
          const done = await importReturns(database, { returns, authority: 'E09000001' });
          assert.ok(done.every(({ is }) => is === 'imported'));
        }
        seen.push(await kept(database));
      } finally {
        await database.close();
      }
    }
    assert.deepEqual(seen[1], seen[0]);
    assert.deepEqual(seen[2], seen[0]);
    const first = seen[0] as Record<string, unknown[]>;
    // 820 different CHILD in the five header files, 2,827 different CHILD and DECOM in the five episode files.
    assert.deepEqual([first.child?.length, first.episode?.length], [820, 2_827]);
  });
});
