import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { CANARY, smallRegion } from '../../test/small-region.ts';
import { sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';

const TODAY = date('2026-11-21');
const NOW = new Date('2026-11-21T10:00:00Z');

onEachDatabase('asking for a home', (open) => {
  let server: TestServer;
  let finder: Visitor;
  let search: string;

  before(async () => {
    await smallRegion(open(), TODAY);
    server = await serverForTest(open(), () => NOW);
    finder = await server.actAs('w_finder');
    const asked = await finder.post('/searches', { children: 'maya', when: 'five-days', note: '' });
    assert.equal(asked.status, 303, asked.html.slice(0, 400));
    search = asked.location ?? '';
  });
  after(() => server.close());

  const order = (html: string): string[] =>
    [...html.matchAll(/hw-searches-card__rank.*?<a[^>]*>([^<]+)</gs)].map((m) => m[1] ?? '');

  test('shows every home of the region that could be right, with reasons in words', async () => {
    const page = await finder.get(search);
    assert.equal(page.status, 200);
    assert.deepEqual(new Set(order(page.html)), new Set(['Near House', 'Far Cottage', 'Quiet House']));
    assert.match(page.html, /Homes for Maya, 11/);
    assert.match(page.html, /About 35 miles from the family home/); // 0.5 degrees of latitude: 34.5 miles
    assert.match(page.html, /Fit \d+ of 100/);
  });

  test('tells who lives there as a household, never another authority’s child', async () => {
    for (const path of ['', '/homes/acorn/near', '/ruled-out', '/compare?home=acorn/near&home=north/far']) {
      const { html, status } = await finder.get(`${search}${path}`);
      assert.equal(status, 200, path);
      assert.doesNotMatch(html, new RegExp(`${CANARY.name}|${CANARY.words}|of 13\\b|aged 13\\b`), path);
    }
    const page = await finder.get(`${search}/homes/acorn/near`);
    assert.match(page.html, /One child of secondary school age lives here/);
  });

  test('shows no address, no exact point, and nothing of where a confidential home is', async () => {
    for (const path of ['', '/homes/acorn/near', '/homes/acorn/hidden']) {
      const { html } = await finder.get(`${search}${path}`);
      assert.doesNotMatch(html, /Canary Street|QV1 1AA|53\.4123|2\.1567/, path);
    }
    const hidden = await finder.get(`${search}/homes/acorn/hidden`);
    assert.match(hidden.html, /Its address is kept confidential/);
    assert.doesNotMatch(hidden.html, /\d+ miles? away/);
  });

  test('belongs to its authority: others are told there is no such search', async () => {
    const south = await server.actAs('w_south');
    assert.equal((await south.get(search)).status, 404);
    assert.doesNotMatch((await south.get('/searches')).html, /Maya/);
    assert.equal((await south.post('/searches', { children: 'maya', when: 'today' })).status, 400);
    for (const other of ['w_manager', 'w_analyst']) {
      const visitor = await server.actAs(other);
      assert.equal((await visitor.get(search)).status, 403);
    }
  });

  test('fees, ethnicity and faith are shown and never change the order', async () => {
    const beforeChange = await finder.get(search);
    assert.match(beforeChange.html, /White British/);
    assert.match(beforeChange.html, /none stated/);
    assert.match(beforeChange.html, /£4,000 a week/);
    await open().asSystem(async (tx) => {
      await sql`update fee set weekly_pence = 1 where home_id = 'near'`.execute(tx);
      await sql`update child set ethnicity = 'BCRB', faith = 'Quaker' where id = 'maya'`.execute(tx);
    });
    const afterChange = await finder.get(search);
    assert.match(afterChange.html, /Quaker/);
    assert.match(afterChange.html, /£0\.01 a week/);
    assert.deepEqual(order(afterChange.html), order(beforeChange.html));
    assert.deepEqual(afterChange.html.match(/Fit \d+ of 100/g), beforeChange.html.match(/Fit \d+ of 100/g));
  });

  test('the authority sets whom it asks first; that moves no home, and family and friends stay first', async () => {
    const before = await finder.get(search);
    const saved = await finder.post('/searches/order', { kinship: '1', private: '2', authority: '3', voluntary: '4' });
    assert.equal(saved.status, 303);
    const after_ = await finder.get(search);
    assert.match(after_.html, /2\. Homes that companies run/);
    assert.match(before.html, /4\. Homes that companies run/);
    assert.deepEqual(order(after_.html), order(before.html));
    const twice = await finder.post('/searches/order', { kinship: '1', private: '2', authority: '2', voluntary: '4' });
    assert.equal(twice.status, 400);
    assert.match(twice.html, /Give each a place of its own/);
    const last = await finder.post('/searches/order', { kinship: '4', private: '1', authority: '2', voluntary: '3' });
    assert.match(last.html, /Family and friends come first/);
    const south = await server.actAs('w_south');
    assert.match((await south.get('/searches/order')).html, /<option value="4" selected>Fourth/);
  });

  test('a room that is taken meanwhile is seen at the next look', async () => {
    await open().asSystem((tx) =>
      sql`insert into room_vacancy (organisation_id, id, room_id, free_from, said_on, said_by)
        select organisation_id, 'taken-' || id, id, null, ${TODAY}, 'w_finder' from room where home_id = 'far'`.execute(
        tx,
      ),
    );
    assert.ok(!order((await finder.get(search)).html).includes('Far Cottage'));
    const out = await finder.get(`${search}/ruled-out?rule=no-room`);
    assert.match(out.html, /Far Cottage/);
  });

  test('a home free after the day it is needed is a near miss with a later date', async () => {
    await open().asSystem((tx) =>
      sql`insert into room_vacancy (organisation_id, id, room_id, free_from, said_at, said_on, said_by)
        select organisation_id, 'later-' || id, id, date '2026-12-24', timestamptz '2099-01-01 00:00Z', ${TODAY}, 'w_finder'
        from room where home_id = 'hidden'`.execute(tx),
    );
    const page = await finder.get(`${search}/ruled-out?near=yes`);
    assert.match(page.html, /Quiet House/);
    assert.match(page.html, /24 December 2026/);
  });

  test('a home whose rooms nobody has spoken of is asked about, once', async () => {
    await open().asSystem((tx) => sql`delete from room where home_id = 'far'`.execute(tx));
    const page = await finder.get(search);
    const card = page.html.split('<article').find((each) => each.includes('Far Cottage')) ?? '';
    assert.match(card, /Ask whether a room is free by 26 November 2026/);
    assert.equal(card.match(/Ask (whether a room|how many rooms)/g)?.length, 1);
  });

  test('a child without a profile can be searched for at once, with everything shown as not known', async () => {
    await open().asSystem((tx) => sql`delete from profile where child_id = 'leo'`.execute(tx));
    const asked = await finder.post('/searches', { children: 'leo', when: 'today' });
    assert.equal(asked.status, 303);
    const page = await finder.get(asked.location ?? '');
    assert.match(page.html, /is a <strong>draft<\/strong>/);
    assert.match(page.html, /Not known/);
  });

  test('asking for brothers and sisters together opens the form with each of them ticked', async () => {
    const { html, status } = await finder.get('/searches/new?child=maya&child=leo');
    assert.equal(status, 200);
    for (const child of ['maya', 'leo']) {
      assert.match(html, new RegExp(`<input[^>]*name="children"[^>]*value="${child}"[^>]*checked`), child);
    }
  });

  test('a form that is not filled in says what to do, and keeps what was typed', async () => {
    const page = await finder.post('/searches', { subject: 'maya', children: 'maya', note: 'Please ring first' });
    assert.equal(page.status, 400);
    assert.match(page.html, /Choose when the home is needed/);
    assert.match(page.html, /Please ring first/);
  });
});
