import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { publicAddress } from '../accounts/index.ts';
import { type Database, insertAll, sql } from '../db/index.ts';

describe('the made-up region', () => {
  let database: Database;
  let server: TestServer;
  let plain: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'care', kind: 'provider', name: 'A Care' },
      ]);
      await insertAll(tx, 'account', [
        { id: 'a_nia', name: 'Nia Holt', made_up: true, by: 'system' },
        { id: 'a_pat', name: 'Pat Moss', made_up: true, by: 'system' },
      ]);
      await insertAll(tx, 'account', [{ id: 'a_real', name: 'Rea Real', email: 'rea@north.example', by: 'system' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'home-finder', account_id: 'a_nia' },
        { organisation_id: 'care', id: 'w_pat', name: 'Pat Moss', role: 'registered-manager', account_id: 'a_pat' },
        { organisation_id: 'north', id: 'w_real', name: 'Rea Real', role: 'director', account_id: 'a_real' },
        { organisation_id: 'north', id: 'w_nobody', name: 'Nora Nobody', role: 'director', account_id: null },
      ]);
    });
    plain = await serverForTest(database);
    await database.asSystem((tx) => insertAll(tx, 'setting', [{ name: 'made-up region', value: {} }]));
    server = await serverForTest(database);
  });
  after(async () => {
    await server.close();
    await plain.close();
    await database.close();
  });

  const madeUp = (value: boolean) =>
    database.asSystem(async (tx) => {
      await sql`delete from setting where name = 'made-up region'`.execute(tx);
      if (value) await insertAll(tx, 'setting', [{ name: 'made-up region', value: {} }]);
    });

  test('is where a visitor begins, with its own people only, authorities first', async () => {
    const visitor = server.visitor();
    assert.equal((await visitor.get('/')).location, '/region');
    assert.equal((await visitor.get('/act-as')).location, '/sign-in');
    const { html } = await visitor.get('/region');
    assert.doesNotMatch(html, /Rea Real|Nora Nobody/);
    assert.ok(html.indexOf('Nia Holt') < html.indexOf('Pat Moss'));
    assert.match((await visitor.get('/sign-in')).html, /href="\/region"/);
  });

  test('signs a visitor in as one of its people, and goes on to where they wanted to go', async () => {
    const visitor = server.visitor();
    await visitor.get('/region');
    assert.equal((await visitor.post('/region', { person: 'w_nia', next: '/homes' })).location, '/homes');
    assert.match((await visitor.get('/account')).html, /<strong>Nia Holt<\/strong>, home finder, North/);
    assert.equal((await visitor.post('/region', { person: 'w_pat', next: '//evil.example' })).location, '/');
    assert.equal((await visitor.post('/sign-out', {})).location, '/');
    assert.equal((await visitor.get('/account')).status, 302);
  });

  test('signs nobody in who is not made up, whatever is sent', async () => {
    const visitor = server.visitor();
    await visitor.get('/region');
    for (const person of ['w_real', 'w_nobody', 'nobody', '', "' or true --"])
      assert.equal((await visitor.post('/region', { person })).status, 400, person);
    assert.equal((await visitor.get('/account')).status, 302);
  });

  test('a session of it asks for a fresh sign-in with one click', async () => {
    const visitor = server.visitor();
    await visitor.get('/region');
    await visitor.post('/region', { person: 'w_nia' });
    assert.match((await visitor.get('/sign-in/again?next=/homes')).html, /Sign in again as Nia Holt/);
    assert.equal((await visitor.post('/sign-in/again', { next: '/homes' })).location, '/homes');
    assert.equal((await visitor.get('/account')).status, 200);
  });

  test('over https the cookie is one that only this host can set, and browsers are told to stay with https', async () => {
    const secure = await serverForTest(
      database,
      undefined,
      publicAddress({ HOMEWARD_URL: 'https://homeward.example' }, 3000),
    );
    try {
      const page = await fetch(`${secure.url}/region`);
      assert.match(page.headers.get('strict-transport-security') ?? '', /^max-age=31536000/);
      const cookie = page.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
      const signedIn = await fetch(`${secure.url}/region`, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: token, person: 'w_nia' }),
        headers: { cookie },
        redirect: 'manual',
      });
      const [set = ''] = signedIn.headers.getSetCookie().filter((line) => line.includes('homeward'));
      assert.match(set, /^__Host-homeward=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      const under = (name: string) =>
        fetch(`${secure.url}/account`, {
          headers: { cookie: set.split(';')[0]?.replace('__Host-homeward', name) ?? '' },
          redirect: 'manual',
        });
      assert.equal((await under('__Host-homeward')).status, 200);
      assert.equal((await under('homeward-session')).status, 302, 'the name without the prefix counts for nothing');
    } finally {
      await secure.close();
    }
  });

  test('is nowhere once it is not loaded: no page, no way in', async () => {
    await madeUp(false);
    try {
      const visitor = plain.visitor();
      assert.equal((await visitor.get('/')).location, '/sign-in');
      assert.equal((await visitor.get('/region')).status, 404);
      assert.doesNotMatch((await visitor.get('/sign-in')).html, /made-up|\/region/);
      assert.equal((await visitor.post('/region', { person: 'w_nia' })).status, 404);
      assert.equal((await visitor.get('/account')).status, 302);
    } finally {
      await madeUp(true);
    }
  });
});
