import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { everyRoute } from '../../test/every-route.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { type Database, first, insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { doneWords } from './index.ts';

const routes = everyRoute();

interface EventRow {
  actor: string;
  kind: string;
  children: string[];
  fields: string[];
  purpose: string;
  request_id: string;
}

describe('who has seen what, and records opened in an emergency', () => {
  let database: Database;
  let server: TestServer;
  const events = (kind: string) =>
    database.asSystem((tx) =>
      rows<EventRow>(
        tx,
        sql`select actor, kind, children, fields, purpose, request_id from event where kind = ${kind} order by at, id`,
      ),
    );

  before(async () => {
    database = await embeddedForTest();
    await smallRegion(database, englandDate(new Date()));
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_duty', name: 'Dina Marsh', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_governance', name: 'Gil Frost', role: 'information-governance' },
        { organisation_id: 'north', id: 'w_governance_2', name: 'Ines Dale', role: 'information-governance' },
        { organisation_id: 'north', id: 'w_maya', name: 'Maya', role: 'child' },
        { organisation_id: 'south', id: 'w_governance_south', name: 'Lou Beck', role: 'information-governance' },
      ]);
      await insertAll(tx, 'allocation', [
        {
          organisation_id: 'north',
          id: 'self',
          child_id: 'maya',
          actor_id: 'w_maya',
          relation: 'self',
          by: 'w_finder',
        },
      ]);
    });
    server = await serverForTest(database);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  const need = (more: Readonly<Record<string, string>> = {}) => ({
    given: 'Maya',
    family: 'Example',
    reason: 'The police found her alone at the station and nobody answers.',
    ...more,
  });
  const bornOf = async (child: string) => {
    const found = await database.asSystem((tx) =>
      first<{ born: string }>(tx, sql`select born from child_identity where child_id = ${child}`),
    );
    const [year = '', month = '', day = ''] = (found?.born ?? '').split('-');
    return { 'born-day': day, 'born-month': month, 'born-year': year };
  };
  const open = async (visitor: Visitor, more: Readonly<Record<string, string>> = {}) => {
    await visitor.get('/emergency');
    return visitor.post('/emergency', need({ ...(await bornOf('maya')), ...more }));
  };

  test('a look is on record with the person of the session, the child, the classes read, the reason and the request', async () => {
    const finder = await server.actAs('w_finder');
    await finder.get('/children/maya');
    const [look] = await events('child.viewed');
    assert.ok(look);
    assert.equal(look.actor, 'w_finder');
    assert.deepEqual(look.children.toSorted(), ['leo', 'maya']);
    assert.ok(look.fields.includes('identity') && look.fields.includes('address'));
    assert.deepEqual(look.purpose.split(' ').toSorted(), ['allocated', 'sibling']);
    assert.match(look.request_id, /^[0-9a-f]{16}$/);
  });

  test('each kind of look at a child has words of its own', () => {
    const about = routes.filter(
      ({ url, permission }) => /:childId|:searchId|:disclosureId/.test(url) && permission !== 'public',
    );
    assert.ok(about.length > 40);
    for (const { audit } of about) assert.notEqual(doneWords(audit), doneWords('nothing.known'), audit);
  });

  test('the name of the actor cannot be said by the caller', async () => {
    const finder = await server.actAs('w_finder');
    await finder.get('/children/maya?actor=w_governance&by=w_governance');
    assert.deepEqual(new Set((await events('child.viewed')).map((each) => each.actor)), new Set(['w_finder']));
  });

  test('a child reads in plain words who has looked, and nothing of anybody else', async () => {
    const maya = await server.actAs('w_maya');
    const page = await maya.get('/children/maya/looks');
    assert.equal(page.status, 200);
    assert.match(page.html, /Who has looked at your record/);
    assert.match(page.html, /Nia Holt/);
    assert.match(page.html, /Opened the first page/);
    assert.match(page.html, /It is their job to work with you/);
    assert.equal((await maya.get('/children/leo/looks')).status, 404);
  });

  test('a worker without a tie is not let in, learns nothing, and the attempt is on record', async () => {
    const duty = await server.actAs('w_duty');
    const page = await duty.get('/children/maya');
    assert.equal(page.status, 404);
    assert.doesNotMatch(page.html, /Maya/);
    const refused = await events('child.viewed.refused');
    assert.deepEqual(
      refused.map((each) => [each.actor, each.children.length]),
      [['w_duty', 0]],
    );
  });

  test('a record opens in an emergency with a reason, says so on every page, and closes by itself', async () => {
    const duty = await server.actAs('w_duty');
    assert.equal((await open(duty, { reason: 'quick' })).status, 400);
    assert.equal((await open(duty, { family: 'Else' })).status, 400);
    assert.equal((await duty.get('/children/maya')).status, 404);
    const opened = await open(duty);
    assert.equal(opened.status, 303);
    assert.equal(opened.location, '/children/maya');
    const page = await duty.get('/children/maya');
    assert.equal(page.status, 200);
    assert.match(page.html, /You opened this record in an emergency/);
    assert.match((await duty.get('/children/maya/profile')).html, /You opened this record in an emergency/);
    assert.equal((await duty.get('/children/maya/facts')).status, 404, 'to read is not to change');
    assert.equal((await duty.get('/children/leo')).status, 404, 'a brother is not opened along');
    // Twice is once.
    await open(duty);
    const count = await database.asSystem((tx) =>
      first<{ n: number }>(tx, sql`select count(*)::int as n from break_glass`),
    );
    assert.equal(count?.n, 1);
    // Four hours later.
    await database.asSystem((tx) =>
      sql`update break_glass set at = at - interval '4 hours', until_at = until_at - interval '4 hours'`.execute(tx),
    );
    assert.equal((await duty.get('/children/maya')).status, 404);
  });

  test('the database opens nothing for more than four hours, for somebody else, or for a sealed record', async () => {
    const row = (more: object) => ({
      organisation_id: 'north',
      id: 'own-hand',
      child_id: 'leo',
      actor_id: 'w_duty',
      reason: 'by hand, past the page',
      at: new Date().toISOString(),
      until_at: new Date(Date.now() + 3_600_000).toISOString(),
      ...more,
    });
    const insert = (more: object) => database.asActor('w_duty', (tx) => insertAll(tx, 'break_glass', [row(more)]));
    await assert.rejects(insert({ until_at: new Date(Date.now() + 5 * 3_600_000).toISOString() }));
    await assert.rejects(insert({ actor_id: 'w_finder' }));
    await assert.rejects(
      database.asActor('w_maya', (tx) => insertAll(tx, 'break_glass', [row({ actor_id: 'w_maya' })])),
      'a role that may not open records in an emergency',
    );
    await database.asSystem((tx) =>
      insertAll(tx, 'record_sealed', [{ organisation_id: 'north', child_id: 'leo', by: 'w_governance', why: 'other' }]),
    );
    await assert.rejects(insert({}));
    await database.asSystem((tx) => sql`delete from record_sealed`.execute(tx));
  });

  test('an opening asks for a fresh sign-in', async () => {
    let now = new Date();
    const later = await serverForTest(database, () => now);
    const duty = await later.actAs('w_duty');
    now = new Date(now.getTime() + 6 * 60_000);
    const page = await duty.get('/emergency');
    assert.equal(page.status, 302);
    assert.match(page.location ?? '', /^\/sign-in\/again\?next=/);
    assert.equal((await duty.post('/emergency', need(await bornOf('maya')))).status, 303);
    assert.equal((await duty.get('/children/maya')).status, 404);
    await later.close();
  });

  test('information governance is told, sees what was looked at, and closes the review; nobody reviews their own', async () => {
    const governance = await server.actAs('w_governance');
    const list = await governance.get('/');
    assert.equal(list.location, '/emergency/reviews');
    const reviews = await governance.get('/emergency/reviews');
    assert.match(reviews.html, /1 review waits/);
    const [, id] = /\/emergency\/reviews\/([^"]+)"/.exec(reviews.html) ?? [];
    const page = await governance.get(`/emergency/reviews/${id}`);
    assert.match(page.html, /Dina Marsh/);
    assert.match(page.html, /The police found her alone/);
    assert.equal((await governance.post(`/emergency/reviews/${id}`, { outcome: 'nonsense' })).status, 400);
    await governance.post(`/emergency/reviews/${id}`, { outcome: 'more to find out', note: 'Asking the night team.' });
    assert.match((await governance.get('/emergency/reviews')).html, /1 review waits/);
    const both = await Promise.all(
      [governance, await server.actAs('w_governance_2')].map(async (each) => {
        await each.get(`/emergency/reviews/${id}`);
        return each.post(`/emergency/reviews/${id}`, { outcome: 'appropriate', note: 'The log of the night agrees.' });
      }),
    );
    assert.deepEqual(both.map((each) => each.status).sort(), [303, 400]);
    assert.match((await governance.get('/emergency/reviews')).html, /0 reviews wait/);
    // Another authority's officer and a social worker see none of it.
    assert.equal((await (await server.actAs('w_governance_south')).get(`/emergency/reviews/${id}`)).status, 404);
    assert.equal((await (await server.actAs('w_duty')).get('/emergency/reviews')).status, 403);
    await assert.rejects(
      database.asActor('w_governance', async (tx) => {
        await sql`insert into break_glass_review (organisation_id, break_glass_id, by, outcome, closed)
          values ('north', ${id}, 'w_governance_2', 'appropriate', true)`.execute(tx);
      }),
      'in another’s name',
    );
  });

  test('what a worker has looked at, and unusual looking, are for information governance', async () => {
    const duty = await server.actAs('w_duty');
    for (let n = 0; n < 5; n++) await duty.get('/children/other');
    const governance = await server.actAs('w_governance');
    const unusual = await governance.get('/looks/unusual');
    assert.match(unusual.html, /Dina Marsh/);
    assert.match(unusual.html, /records were asked for that are not open to them/);
    const looks = await governance.get('/looks/people/w_duty');
    assert.match(looks.html, /What Dina Marsh has looked at/);
    assert.match(looks.html, /Tried to open the record and was not let in/);
    assert.equal((await governance.get('/looks/people/w_south')).status, 404);
    assert.equal((await duty.get('/looks/people/w_finder')).status, 403);
    assert.match((await duty.get('/looks/mine')).html, /What you have looked at/);
  });
});
