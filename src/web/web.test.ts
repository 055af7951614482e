import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { createApp } from './index.ts';

describe('the web', () => {
  let database: Database;
  let server: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_finder', name: 'Nia Holt', role: 'home-finder' },
        { organisation_id: 'north', id: 'w_buyer', name: 'Sam Reed', role: 'commissioner' },
      ]);
    });
    server = await serverForTest(database);
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  test('says that it serves and that the database answers', async () => {
    assert.equal((await fetch(`${server.url}/health`)).status, 200);
    assert.deepEqual(await (await fetch(`${server.url}/ready`)).json(), { status: 'ready' });
  });

  test('sends a visitor whom nobody knows to sign in, and back to the same page without what was searched for', async () => {
    for (const path of ['/children', '/children?search=Ella']) {
      const response = await fetch(`${server.url}${path}`, { redirect: 'manual' });
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('location'), '/sign-in?next=%2Fchildren');
    }
    const first = await server.visitor().get('/');
    assert.equal(first.location, '/sign-in');
  });

  test('shows who you are on every page, and closes pages of other roles', async () => {
    const finder = await server.actAs('w_finder');
    const page = await finder.get('/account');
    assert.match(page.html, /<strong>Nia Holt<\/strong>, home finder, North/);
    const buyer = await server.actAs('w_buyer');
    assert.equal((await buyer.get('/children')).status, 403);
  });

  test('an address or a form with a NUL in it is answered in words, never as a fault', async () => {
    const finder = await server.actAs('w_finder');
    assert.equal((await finder.get('/children?q=a%00b')).status, 404);
    assert.equal((await finder.get('/searches/a%00b')).status, 404);
    assert.equal((await finder.post('/searches', { children: 'a\0b', when: 'today' })).status, 400);
  });

  test('a route that declares no permission stops the start', async () => {
    const app = await createApp({
      database,
      clock: () => new Date(),
      today: () => englandDate(new Date()),
      cookieKey: 'k'.repeat(64),
      log: () => undefined,
    });
    assert.throws(() => app.get('/open-to-all', async () => 'secret'), /declares no permission/);
    await app.close();
  });

  test('a cookie that somebody made themselves is nobody', async () => {
    for (const cookie of [
      'homeward-actor=w_finder',
      'homeward-session=w_finder',
      `homeward-session=${'a'.repeat(43)}`,
    ]) {
      const response = await fetch(`${server.url}/children`, { redirect: 'manual', headers: { cookie } });
      assert.equal(response.status, 302);
    }
  });

  test('a form without its token saves nothing', async () => {
    const finder = await server.actAs('w_finder');
    const response = await fetch(`${server.url}/sign-out`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { cookie: finder.cookies() },
      redirect: 'manual',
    });
    assert.equal(response.status, 403);
    assert.equal((await finder.get('/account')).status, 200);
  });

  test('pages allow no inline script and may not be framed', async () => {
    const policy = (await fetch(`${server.url}/sign-in`)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline/);
  });

  test('style holds neither the gov.uk typeface nor the crown', async () => {
    const css = await (await fetch(`${server.url}/assets/homeward.css`)).text();
    assert.ok(css.includes('govuk-button'));
    assert.doesNotMatch(css, /GDS Transport|@font-face/);
  });

  test('the log names the route, never the address that was asked for', async () => {
    const finder = await server.actAs('w_finder');
    await finder.get('/nowhere/canary-7731?q=canary-7731');
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(server.log.length > 0);
    assert.doesNotMatch(JSON.stringify(server.log), /canary-7731/);
  });
});
