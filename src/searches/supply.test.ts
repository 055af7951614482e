import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { RegionSupply } from './supply.ts';

onEachDatabase('the homes that searches are made of', (open) => {
  before(() => smallRegion(open(), date('2026-11-21')));

  const supply = new RegionSupply(0);
  const keys = () => open().asActor('w_finder', async (tx) => [...(await supply.read(tx)).homes.keys()].sort());
  const change = (statement: ReturnType<typeof sql>) => open().asSystem((tx) => statement.execute(tx));

  test('a home that comes to another organisation, leaves the region or is no longer in use is gone at the next look', async () => {
    const first = await keys();
    assert.ok(first.includes('acorn/near') && first.includes('north/far'), first.join());
    await open().asSystem((tx) => insertAll(tx, 'organisation', [{ id: 'new', kind: 'provider', name: 'New Care' }]));
    await change(sql`update home set organisation_id = 'new' where id = 'near'`);
    const moved = first.map((key) => (key === 'acorn/near' ? 'new/near' : key)).sort();
    assert.deepEqual(await keys(), moved);
    await change(sql`update home set region_id = null where id = 'far'`);
    assert.deepEqual(
      await keys(),
      moved.filter((key) => key !== 'north/far'),
    );
    await change(sql`update home set unused_since = '2020-01-01' where id = 'near'`);
    assert.ok((await keys()).includes('new/near'), 'it has a room that somebody recorded');
    await change(sql`delete from room where home_id = 'near'`);
    assert.deepEqual(
      await keys(),
      moved.filter((key) => key !== 'north/far' && key !== 'new/near'),
    );
  });
});
