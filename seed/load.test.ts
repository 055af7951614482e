import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { first, rows, sql } from '../src/db/index.ts';
import { date, Refusal } from '../src/kernel/index.ts';
import { openReturn, problemWords, readReturn } from '../src/ssda903/index.ts';
import { onEachDatabase } from '../test/database.ts';
import { loadRegion, madeUpRegion } from './load.ts';
import { makeRegion } from './region.ts';
import { returnYears, writeReturns } from './write-returns.ts';

const asOf = date('2026-11-21');
const options = { seed: 2, size: 'town', asOf } as const;

onEachDatabase('the made-up region in a database', (open) => {
  test('loads all or nothing, says how far it is, and leaves its mark', async () => {
    assert.equal(await open().asSystem(madeUpRegion), null);
    const shares: number[] = [];
    const summary = await loadRegion(open(), options, (share) => shares.push(share));
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    const counted = await open().asSystem((tx) => first<{ n: number }>(tx, sql`select count(*)::int as n from child`));
    assert.equal(counted?.n, summary.tables.child);
    assert.deepEqual(await open().asSystem(madeUpRegion), options);
  });

  test('refuses a database that already holds somebody', async () => {
    await assert.rejects(loadRegion(open(), options), Refusal);
  });

  test('a home finder sees the children of her authority and the homes of the region', async () => {
    const finder = await open().asSystem((tx) =>
      first<{ id: string; organisation_id: string }>(
        tx,
        sql`select id, organisation_id from actor where role = 'home-finder' order by id limit 1`,
      ),
    );
    assert.ok(finder);
    const seen = await open().asActor(finder.id, (tx) =>
      rows<{ organisation_id: string }>(tx, sql`select distinct organisation_id from child`),
    );
    assert.deepEqual(seen, [{ organisation_id: finder.organisation_id }]);
    const homes = await open().asActor(finder.id, (tx) =>
      first<{ n: number; free: number }>(
        tx,
        sql`
      select count(*)::int as n, count(*) filter (where jsonb_array_length(rooms) > 0)::int as free from app.homes_for_search('0'::xid8)`,
      ),
    );
    assert.ok(homes && homes.n > 60 && homes.free > 60);
  });
});

test('the returns of five years read back without a problem and tell one story', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'homeward-returns-'));
  try {
    const region = makeRegion(options);
    await writeReturns(region, folder);
    assert.deepEqual(returnYears(region), [2022, 2023, 2024, 2025, 2026]);
    let children = 0;
    for (const year of returnYears(region)) {
      const reading = readReturn(await openReturn(join(folder, 'E09999001', String(year))), { year });
      const episodes: {
        CHILD: string;
        DECOM: string;
        RNE: string | null;
        DEC: string | null;
        REC: string | null;
        REASON_PLACE_CHANGE: string | null;
      }[] = [];
      for await (const batch of reading.batches) {
        if (batch.table === 'Episodes') episodes.push(...batch.rows);
        if (batch.table === 'Header') children += batch.rows.length;
      }
      const summary = reading.summary();
      assert.deepEqual([...summary.problems].map(problemWords), [], `${year}`);
      for (const [child, list] of Map.groupBy(episodes, (each) => each.CHILD)) {
        for (const [index, each] of list.toSorted((a, b) => a.DECOM.localeCompare(b.DECOM)).entries()) {
          const next = list[index + 1];
          assert.equal(each.DEC === null, each.REC === null, `${child}: an end without a reason`);
          assert.ok(each.DEC === null || each.DEC > each.DECOM, `${child}: starts and ends on ${each.DEC}`);
          assert.equal(
            each.REC === 'X1',
            next !== undefined,
            `${child}: X1 is followed by another episode, and nothing else is`,
          );
          if (next) {
            assert.equal(next.DECOM, each.DEC, `${child}: a gap between episodes`);
            assert.notEqual(next.RNE, 'S');
            assert.equal(
              each.REASON_PLACE_CHANGE !== null,
              /[PTBU]/.test(next.RNE ?? ''),
              `${child}: a reason belongs to a change of home`,
            );
          }
        }
      }
    }
    assert.ok(children > 300);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
