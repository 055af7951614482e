import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { addressOf, everyRoute, type Route } from '../../test/every-route.ts';
import { type Page, serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { doneWords } from './index.ts';

const routes = everyRoute();

/** Who asks for what is not theirs: of the same authority, of another one, and of an agency that nothing was shared with. */
const ASKED: readonly { readonly who: string; readonly param: string; readonly there: string }[] = [
  { who: 'w_duty', param: 'searchId', there: 's-maya' },
  { who: 'w_south', param: 'searchId', there: 's-maya' },
  { who: 'w_other_agency', param: 'disclosureId', there: 'd-maya' },
  { who: 'w_governance_south', param: 'requestId', there: 'r-maya' },
  { who: 'w_governance_south', param: 'openingId', there: 'b-maya' },
];

const THERE: Readonly<Record<string, string>> = { childId: 'leo', searchId: 's-maya', requestId: 'r-maya' };

/** Enough of each form for it to be read; what it says must not matter. */
const FIELDS = {
  ...{ why: 'home found', stage: 'summary', colleague: 'w_finder', outcome: 'appropriate', words: 'some words' },
  ...{ decision: 'keep', reason: 'a reason long enough', note: '' },
};

async function world(database: Database): Promise<void> {
  await smallRegion(database, englandDate(new Date()));
  await database.asSystem(async (tx: Tx) => {
    const at = (organisation_id: string, id: string, role: string) => ({ organisation_id, id, role, name: id });
    await insertAll(tx, 'organisation', [{ id: 'beech', kind: 'provider', name: 'Beech', sector: 'private' }]);
    await insertAll(tx, 'actor', [
      at('north', 'w_duty', 'social-worker'),
      at('north', 'w_governance', 'information-governance'),
      at('south', 'w_governance_south', 'information-governance'),
      at('north', 'w_admin', 'administrator'),
      at('beech', 'w_other_agency', 'provider'),
    ]);
    const key = { organisation_id: 'north' };
    await insertAll(tx, 'search', [
      { ...key, id: 's-maya', needed_by: '2026-12-24', asked_by: 'w_finder', note: 'canary-note' },
    ]);
    await insertAll(tx, 'search_child', [
      { ...key, search_id: 's-maya', child_id: 'maya', profile_id: 'profile-maya' },
    ]);
    await insertAll(tx, 'disclosure', [
      { ...key, id: 'd-maya', search_id: 's-maya', provider_id: 'acorn', by: 'w_finder' },
    ]);
    await insertAll(tx, 'disclosure_stage', [{ ...key, disclosure_id: 'd-maya', stage: 'summary', by: 'w_finder' }]);
    await insertAll(tx, 'subject_request', [
      { ...key, id: 'r-maya', child_id: 'maya', asked_on: '2026-11-01', asked_by_words: 'canary', by: 'w_governance' },
    ]);
    await insertAll(tx, 'break_glass', [
      {
        ...{ ...key, id: 'b-maya', child_id: 'maya', actor_id: 'w_duty', reason: 'canary reason' },
        ...{ at: '2026-11-01T10:00:00Z', until_at: '2026-11-01T12:00:00Z' },
      },
    ]);
  });
}

onEachDatabase('a look that is refused', (open) => {
  let server: TestServer;
  before(async () => {
    await world(open());
    server = await serverForTest(open());
  });
  after(() => server?.close());

  const refusedOf = (actor: string, subject: string) =>
    open().asSystem((tx) =>
      rows<{ kind: string; children: string[]; fields: string[] }>(
        tx,
        sql`select kind, children, fields from event where actor = ${actor} and subject = ${subject} order by at, id`,
      ),
    );
  const eventsOf = async (actor: string): Promise<number> =>
    open().asSystem(
      async (tx) => (await rows(tx, sql`select from event where actor = ${actor} and kind like '%.refused'`)).length,
    );
  const ask = (visitor: Visitor, { method }: Route, path: string): Promise<Page> =>
    method === 'POST' ? visitor.post(path, FIELDS) : visitor.get(path);
  const addressWith = (route: Route, param: string, id: string) =>
    addressOf(route, (name) => (name === param ? id : name === 'organisationId' ? 'acorn' : 'near'));
  /** A page without what differs from one answer to the next anyway. */
  const told = ({ status, html }: Page, id: string) =>
    `${status} ${html.replace(/name="_csrf" value="[^"]*"|nonce="[^"]*"/g, '').replaceAll(id, 'ID')}`;

  for (const { who, param, there } of ASKED)
    test(`${who} asks by :${param}: the same answer as for nothing there, and each is on record`, async () => {
      const visitor = await server.actAs(who);
      await visitor.get('/account');
      const about = routes.filter((each) => each.url.includes(`:${param}`) && each.method !== 'HEAD');
      assert.ok(about.length > 0);
      const missing = there.replace('maya', 'none');
      let asked = 0;
      for (const route of about) {
        const closed = await ask(visitor, route, addressWith(route, param, there));
        const nothing = await ask(visitor, route, addressWith(route, param, missing));
        const cell = `${route.method} ${route.url}`;
        if (closed.status !== 403) assert.ok([404, 400].includes(closed.status), `${cell} answers ${closed.status}`);
        assert.equal(told(closed, there), told(nothing, missing), cell);
        assert.doesNotMatch(closed.html, /canary|Maya/, cell);
        // What a role never does is on record under the first record of the address, which may be a search.
        const first = /:(child|search|disclosure|request|opening)Id/.exec(route.url)?.[0];
        if (closed.status === 404 || (closed.status === 403 && first === `:${param}`)) asked++;
      }
      assert.ok(asked > 0, 'nothing was asked for in vain');
      const [was, wasNot] = [await refusedOf(who, there), await refusedOf(who, missing)];
      assert.equal(was.length, asked, 'one row for each');
      assert.deepEqual(was, wasNot, 'the row tells as little as the answer');
      for (const { kind, children, fields } of was) {
        assert.match(kind, /\.refused$/);
        assert.deepEqual([children, fields], [[], []], 'nothing was seen');
        assert.equal(doneWords(kind), 'Tried to open the record and was not let in');
      }
    });

  test('a child named in a query or a form is a refused look at the child as well', async () => {
    const duty = await server.actAs('w_duty');
    await duty.get('/account');
    for (const id of ['maya', 'nobody']) {
      const form = { children: id, subject: id, when: '' };
      assert.equal((await duty.get(`/searches/new?child=${id}`)).status, 404, id);
      assert.equal((await duty.post('/searches', form)).status, 404, id);
      const kinds = (await refusedOf('w_duty', id)).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['search.form.refused', 'search.started.refused'], id);
    }
  });

  for (const who of ['w_admin', 'w_manager', 'w_analyst'])
    test(`${who}, whose role never does it, asks by address: no more is told than before, and each is on record once`, async () => {
      const visitor = await server.actAs(who);
      await visitor.get('/account');
      let asked = 0;
      for (const route of routes.filter(
        (each) => each.method !== 'HEAD' && /:(child|search|request)Id/.test(each.url),
      )) {
        const cell = `${route.method} ${route.url}`;
        const there = addressOf(route, (name) => THERE[name] ?? 'near');
        const closed = await ask(visitor, route, there);
        if (closed.status !== 403) continue;
        const missing = `none-${++asked}`;
        const nothing = await ask(
          visitor,
          route,
          addressOf(route, (name) => (name in THERE ? missing : 'near')),
        );
        assert.equal(told(closed, missing), told(nothing, missing), cell);
        assert.match(closed.html, /This page is for another role/, cell);
        const [row, ...more] = await refusedOf(who, missing);
        assert.deepEqual([row?.kind, row?.children, row?.fields], [`${route.audit}.refused`, [], []], cell);
        assert.deepEqual(more, [], `${cell}: one row for a request`);
      }
      assert.ok(asked > 0, 'nothing was asked for in vain');
      const before = await eventsOf(who);
      for (const path of ['/children/leo', '/children/leo', '/requests', '/looks/unusual']) await visitor.get(path);
      const added = (await eventsOf(who)) - before;
      assert.equal(added, 2, 'a row for each request that names a record, none for a page that is about nobody');
    });

  test('what a role was refused is at the child, for those who look after the record of looks', async () => {
    const governance = await server.actAs('w_governance');
    const ofLeo = (await governance.get('/children/leo/looks')).html;
    assert.match(ofLeo, /w_admin/);
    assert.match(ofLeo, /Tried to open the record and was not let in/);
    const own = (await (await server.actAs('w_admin')).get('/looks/mine')).html;
    assert.doesNotMatch(own, /leo/i);
  });

  test('whoever looks after the record of looks finds them at the child; one’s own list does not say what was there', async () => {
    const governance = await server.actAs('w_governance');
    const ofMaya = await governance.get('/children/maya/looks');
    assert.equal(ofMaya.status, 200);
    assert.match(ofMaya.html, /w_duty/);
    assert.match(ofMaya.html, /Tried to open the record and was not let in/);
    // What others asked for under ids that are of nobody is at no child.
    assert.doesNotMatch((await governance.get('/children/leo/looks')).html, /w_duty/);
    const own = (await (await server.actAs('w_duty')).get('/looks/mine')).html;
    assert.doesNotMatch(own, /maya|s-none/i);
  });

  test('which ids lead to a child is told to nobody who may not know who has looked', async () => {
    const ids = (actor: string) =>
      open().asActor(actor, (tx) => rows(tx, sql`select * from app.records_of_child('maya')`));
    assert.equal((await ids('w_governance')).length, 5);
    for (const actor of ['w_duty', 'w_south', 'w_governance_south', 'w_manager', 'nobody'])
      assert.deepEqual(await ids(actor), [], actor);
  });
});
