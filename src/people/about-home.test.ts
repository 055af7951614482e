import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll } from '../db/index.ts';
import { date } from '../kernel/index.ts';

const TODAY = date('2026-11-21');
const ROLES = ['data-officer', 'social-worker', 'home-finder', 'manager', 'iro', 'information-governance'] as const;

onEachDatabase('the home on the page of a child', (open) => {
  let server: TestServer;
  before(async () => {
    await smallRegion(open(), TODAY);
    await open().asSystem(async (tx) => {
      const lives = (child_id: string, home_organisation_id: string, home_id: string) => ({
        ...{ organisation_id: 'north', id: `p-${child_id}`, child_id, home_organisation_id, home_id },
        started: '2026-01-05',
      });
      await insertAll(tx, 'placement', [lives('maya', 'acorn', 'near'), lives('leo', 'north', 'far')]);
      await insertAll(
        tx,
        'actor',
        ROLES.map((role) => ({ organisation_id: 'north', id: role, name: role, role })),
      );
      for (const role of ['social-worker', 'iro']) await allocate(tx, 'north', role, ['maya', 'leo']);
    });

    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
  });
  after(() => server?.close());

  const linkOn = (html: string) => /href="([^"]+)">About this home</.exec(html)?.[1];

  test('is linked wherever the link opens, and nowhere else', async () => {
    let linked = 0;
    for (const role of ROLES) {
      const visitor = await server.actAs(role);
      for (const [child, home] of [
        ['maya', '/homes/acorn/near'],
        ['leo', '/homes/north/far'],
      ] as const) {
        const page = await visitor.get(`/children/${child}`);
        if (page.status !== 200) continue;
        const opens = (await visitor.get(home)).status === 200;
        assert.equal(linkOn(page.html), opens ? home : undefined, `${role}: ${child}`);
        linked += opens ? 1 : 0;
      }
    }
    assert.ok(linked >= 4, `${linked} links`);
  });

  test('a data officer has no link to an agency’s home, and still reads where the child lives', async () => {
    const { html } = await (await server.actAs('data-officer')).get('/children/maya');
    assert.match(html, /Where Maya lives/);
    assert.equal(linkOn(html), undefined);
    assert.equal(linkOn((await (await server.actAs('data-officer')).get('/children/leo')).html), '/homes/north/far');
  });
});
