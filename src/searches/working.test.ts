import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { canary, SEARCH, sharingWorld } from './test-sharing.ts';

const TODAY = date('2026-11-21');
const NOW = new Date('2026-11-21T10:00:00Z');

onEachDatabase('working on a search', (open) => {
  let server: TestServer;
  let nia: Visitor; // works on it
  let nell: Visitor; // another home finder of the authority
  let sol: Visitor; // the children's social worker

  before(async () => {
    await sharingWorld(open(), TODAY, date('2026-12-01'));
    server = await serverForTest(open(), () => NOW);
    [nia, nell, sol] = (await Promise.all(['w_finder', 'w_second', 'w_social'].map((id) => server.actAs(id)))) as [
      Visitor,
      Visitor,
      Visitor,
    ];
  });
  after(() => server.close());

  const events = (kind: string) =>
    open().asSystem((tx) =>
      rows<{ actor: string; children: string[]; detail: object }>(
        tx,
        sql`select actor, children, detail from event where kind = ${kind} order by at, id`,
      ),
    );
  const readsName = (actor: string) =>
    open().asActor(
      actor,
      async (tx) => (await rows(tx, sql`select 1 from child_identity where child_id = 'c_1'`)).length,
    );

  test('a home finder sees those they work on by name, and of the others no more than a line', async () => {
    assert.match((await nia.get('/searches')).html, /Zoë-Marie/);
    const { html } = await nell.get('/searches');
    assert.match(html, /Others of North/);
    assert.match(html, /Two children of 11 and 8/);
    assert.match(html, /Nia Holt/);
    assert.match(html, /1 December 2026/);
    assert.doesNotMatch(html, /Zoë|Idris|Marrowstone|"c_1"|children\/c_1|canary/);
    assert.doesNotMatch(html, new RegExp(canary('note')));
    for (const path of ['', '/work', '/ruled-out', '/apart', '/share/acorn/nest', '/homes/acorn/near'])
      assert.equal((await nell.get(`/searches/${SEARCH}${path}`)).status, 404, path);
    assert.equal((await nell.get('/children/c_1')).status, 404);
  });

  test('the line is for home finders of the authority alone, and never tells of a sealed record', async () => {
    const waiting = (actor: string) =>
      open().asActor(actor, (tx) => rows<object>(tx, sql`select * from app.searches_waiting()`));
    assert.equal((await waiting('w_second')).length, 1);
    for (const actor of ['w_south', 'w_social', 'w_director', 'w_provider', 'w_analyst', 'nobody'])
      assert.deepEqual(await waiting(actor), [], actor);
    await open().asSystem((tx) =>
      insertAll(tx, 'record_sealed', [{ organisation_id: 'north', child_id: 'c_2', by: 'w_ig', why: 'other' }]),
    );
    assert.deepEqual(await waiting('w_second'), []);
    assert.equal((await nell.post(`/searches/${SEARCH}/work`, {})).status, 404);
    await open().asSystem((tx) => sql`delete from record_sealed`.execute(tx));
  });

  test('taking it on opens the children at once, once however often it is pressed, and is on record', async () => {
    assert.equal(await readsName('w_second'), 0);
    const both = await Promise.all([1, 2].map(() => nell.post(`/searches/${SEARCH}/work`, {})));
    assert.deepEqual(
      both.map((each) => [each.status, each.location]),
      [
        [303, `/searches/${SEARCH}`],
        [303, `/searches/${SEARCH}`],
      ],
    );
    assert.match((await nell.get('/searches')).html, /Zoë-Marie/);
    assert.equal((await nell.get('/children/c_1')).status, 200);
    const taken = await events('search.taken-on');
    assert.deepEqual(
      taken.map((each) => [each.actor, each.children.sort(), each.detail]),
      [['w_second', ['c_1', 'c_2'], {}]],
    );
  });

  test('stopping closes them again, and keeps who worked on it', async () => {
    assert.equal((await nell.post(`/searches/${SEARCH}/work/stop`, {})).status, 303);
    assert.equal((await nell.get(`/searches/${SEARCH}`)).status, 404);
    assert.equal(await readsName('w_second'), 0);
    assert.equal((await nell.post(`/searches/${SEARCH}/work/stop`, {})).status, 404);
    const stints = await open().asSystem((tx) =>
      rows(tx, sql`select actor_id, by from search_worker_ended where search_id = ${SEARCH}`),
    );
    assert.deepEqual(stints, [{ actor_id: 'w_second', by: 'w_second' }]);
    assert.equal((await events('search.left')).length, 1);
  });

  test('whoever may change the search adds a home finder of the authority, and nobody else', async () => {
    const page = await sol.get(`/searches/${SEARCH}/work`);
    assert.match(page.html, /<option value="w_second"/);
    assert.doesNotMatch(page.html, /value="w_south"|value="w_director"/);
    assert.equal((await sol.post(`/searches/${SEARCH}/work/colleague`, { colleague: '' })).status, 400);
    for (const colleague of ['w_south', 'w_director', 'w_social', 'w_provider', 'nobody'])
      assert.equal((await sol.post(`/searches/${SEARCH}/work/colleague`, { colleague })).status, 404, colleague);
    assert.equal((await sol.post(`/searches/${SEARCH}/work/colleague`, { colleague: 'w_second' })).status, 303);
    assert.equal(await readsName('w_second'), 1);
    assert.deepEqual((await events('search.colleague-added'))[0]?.detail, { colleague: 'w_second' });
    const south = await server.actAs('w_south');
    assert.equal((await south.post(`/searches/${SEARCH}/work/colleague`, { colleague: 'w_south' })).status, 404);
    assert.equal((await south.post(`/searches/${SEARCH}/work`, {})).status, 404);
  });

  test('the database lets nobody put themselves, or others, where they may not be', async () => {
    const denied = /row-level security|permission denied/;
    const put = (actor: string, actor_id: string, by = actor) =>
      open().asActor(actor, (tx) =>
        insertAll(tx, 'search_worker', [{ organisation_id: 'north', search_id: SEARCH, actor_id, by }]),
      );
    await assert.rejects(put('w_director', 'w_director'), denied);
    await assert.rejects(put('w_brothers', 'w_brothers'), denied);
    await assert.rejects(put('w_social', 'w_social'), denied);
    await assert.rejects(put('w_provider', 'w_provider'), denied);
    await assert.rejects(put('w_second', 'w_second', 'w_finder'), denied);
    // Sol's own child into a search that others started, or that he started before.
    const child = (profile_id: string) =>
      open().asActor('w_social', (tx) =>
        insertAll(tx, 'search_child', [
          { organisation_id: 'north', search_id: 'search_two', child_id: 'c_1', profile_id },
        ]),
      );
    await open().asSystem((tx) =>
      insertAll(tx, 'search', [
        { organisation_id: 'north', id: 'search_two', needed_by: TODAY, asked_by: 'w_social', asked_at: NOW },
      ]),
    );
    await assert.rejects(child('profile-c_1'), denied);
    await open().asSystem((tx) => sql`delete from search where id = 'search_two'`.execute(tx));
    const gone = await open().asActor('w_second', (tx) =>
      sql`delete from search_worker where actor_id = 'w_finder'`.execute(tx),
    );
    assert.equal(gone.numAffectedRows, 0n);
  });

  test('asking along with a brother whose story one does not know says whom to ask, and starts nothing', async () => {
    const form = await sol.get('/searches/new?child=c_1');
    assert.match(form.html, /You do not work with Bartholomew/);
    assert.match(form.html, /Ask Bea Brother, Bartholomew’s social worker/);
    assert.doesNotMatch(form.html, /value="c_3"/);
    const before = await counts();
    const asked = await sol.post('/searches', { children: ['c_1', 'c_3'], when: 'today' });
    assert.equal(asked.status, 400);
    assert.match(
      asked.html,
      /You do not work with Bartholomew, so you cannot ask for a home for them\. Ask Bea Brother/,
    );
    assert.match(asked.html, /Nothing was started/);
    assert.deepEqual(await counts(), before);
    assert.equal((await sol.get('/searches/new?child=c_3')).status, 404);
    const strange = await sol.post('/searches', { children: ['c_1', 'other'], when: 'today' });
    assert.match(strange.html, /not known to your authority/);
  });

  const counts = () =>
    open().asSystem((tx) =>
      rows(
        tx,
        sql`select (select count(*) from search) as s, (select count(*) from search_child) as c,
        (select count(*) from profile) as p, (select count(*) from event where kind like '%started') as e`,
      ),
    );

  test('closing says why, leaves the list, and ends at once what was open only through it', async () => {
    assert.equal((await nell.post(`/searches/${SEARCH}/close`, { why: 'because' })).status, 400);
    const south = await server.actAs('w_south');
    assert.equal((await south.post(`/searches/${SEARCH}/close`, { why: 'home found' })).status, 404);
    const both = await Promise.all(
      [sol, nell].map((who) => who.post(`/searches/${SEARCH}/close`, { why: 'home found' })),
    );
    assert.ok(both.every((each) => each.status === 303 || each.status === 404));
    assert.ok(both.some((each) => each.status === 303));
    assert.equal((await events('search.closed')).length, 1);
    assert.deepEqual((await events('search.closed'))[0]?.detail, { why: 'home found' });
    for (const who of [nia, nell]) {
      assert.equal((await who.get(`/searches/${SEARCH}`)).status, 404);
      assert.doesNotMatch((await who.get('/searches?show=closed')).html, /Zoë/);
      assert.equal((await who.post(`/searches/${SEARCH}/work`, {})).status, 404);
    }
    assert.equal(await readsName('w_finder'), 0);
    assert.doesNotMatch((await sol.get('/searches')).html, /Zoë/);
    assert.match((await sol.get('/searches?show=closed')).html, /Zoë-Marie.*home found/s);
    assert.match((await sol.get(`/searches/${SEARCH}`)).html, /Closed on \d+ \w+ \d+: home found/);
    assert.equal((await sol.post(`/searches/${SEARCH}/close`, { why: 'started by mistake' })).status, 303);
    assert.equal((await events('search.closed')).length, 1);
  });
});
