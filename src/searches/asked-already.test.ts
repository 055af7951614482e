import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll } from '../db/index.ts';
import { date } from '../kernel/index.ts';

const ROLES = ['social-worker', 'iro', 'manager', 'data-officer', 'director', 'parent', 'child'] as const;

onEachDatabase('a home that is asked for already', (open) => {
  let server: TestServer;
  let search = '';
  before(async () => {
    await smallRegion(open(), date('2026-11-21'));
    await open().asSystem(async (tx) => {
      await insertAll(
        tx,
        'actor',
        ROLES.map((role) => ({ organisation_id: 'north', id: role, name: role, role })),
      );
      for (const role of ['social-worker', 'iro']) await allocate(tx, 'north', role, ['maya']);
      await allocate(tx, 'north', 'child', ['maya'], 'self');
      await allocate(tx, 'north', 'parent', ['maya'], 'parent');
    });
    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
    const finder = await server.actAs('w_finder');
    search = (await finder.post('/searches', { children: 'maya', when: 'five-days', note: '' })).location ?? '';
  });
  after(() => server?.close());

  test('is linked on the page of the child wherever the search opens, until it is closed', async () => {
    const linked: string[] = [];
    for (const role of ['w_finder', ...ROLES]) {
      const visitor = await server.actAs(role);
      const page = await visitor.get('/children/maya');
      if (page.status !== 200 || !page.html.includes('asked for already')) continue;
      assert.ok(page.html.includes(`href="${search}"`), role);
      assert.match(page.html, /needed by 26 November 2026/, role);
      assert.equal((await visitor.get(search)).status, 200, `${role}: the link opens`);
      linked.push(role);
    }
    assert.ok(linked.includes('w_finder') && linked.includes('social-worker'), linked.join());
    assert.ok(!linked.includes('child') && !linked.includes('parent'), linked.join());
    const finder = await server.actAs('w_finder');
    assert.doesNotMatch((await finder.get('/children/leo')).html, /asked for already/);
    await open().asSystem((tx) =>
      insertAll(tx, 'search_closed', [
        { organisation_id: 'north', search_id: search.split('/').at(-1), why: 'home found', by: 'w_finder' },
      ]),
    );
    assert.doesNotMatch((await finder.get('/children/maya')).html, /asked for already/);
  });
});
