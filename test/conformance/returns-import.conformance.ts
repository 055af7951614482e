import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { importReturns, returnsAt } from '../../src/returns/index.ts';
import { embeddedForTest } from '../database.ts';
import { kept } from '../returns.ts';

const shared = (path: string) => fileURLToPath(new URL(`../../../shared/conformance/${path}`, import.meta.url));

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
