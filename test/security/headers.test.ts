import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { publicAddress } from '../../src/accounts/index.ts';
import { type Database, insertAll } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { embeddedForTest } from '../database.ts';
import { addressOf, everyRoute, PROVIDER_AWAY } from '../every-route.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { smallRegion } from '../small-region.ts';

const IDS: Readonly<Record<string, string>> = {
  childId: 'maya',
  organisationId: 'north',
  homeId: 'far',
  roomId: 'far-1',
  section: 'about-me',
  actorId: 'w_finder',
  '*': 'homeward.css',
};

const routes = everyRoute();

describe('the headers of every answer', () => {
  let database: Database;
  let server: TestServer;
  let searchId = '';
  const visitors: { name: string; cookie: string }[] = [];

  before(async () => {
    database = await embeddedForTest();
    await smallRegion(database, englandDate(new Date()));
    await database.asSystem((tx) =>
      insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_governance', name: 'Ivy Gray', role: 'information-governance' },
      ]),
    );
    server = await serverForTest(database, undefined, undefined, PROVIDER_AWAY);
    const finder = await server.actAs('w_finder');
    const asked = await finder.post('/searches', { children: 'maya', when: 'today' });
    searchId = /^\/searches\/([\w-]+)/.exec(asked.location ?? '')?.[1] ?? '';
    assert.notEqual(searchId, '', `no search was made: ${asked.status}`);
    visitors.push({ name: 'no one', cookie: '' });
    for (const actor of ['w_finder', 'w_manager', 'w_governance']) {
      visitors.push({ name: actor, cookie: (await server.actAs(actor)).cookies() });
    }
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  test('every page, whoever asks, is strict, whole and kept by nobody', async () => {
    const answers = new Map<number, number>();
    for (const route of routes) {
      const address = addressOf(route, (name) => (name === 'searchId' ? searchId : (IDS[name] ?? 'none')));
      // What HEAD answers comes from the same code as GET: two visitors are enough.
      for (const { name, cookie } of visitors.slice(0, route.method === 'HEAD' ? 2 : undefined)) {
        const what = `${route.method} ${route.url} as ${name}`;
        const response = await ask(server, address, { method: route.method, headers: { cookie } });
        checkHeaders(response, `${what}: ${response.status}`);
        checkCookies(response, false, what);
        const isAsset = route.url === '/assets/*';
        if (!isAsset) assert.equal(response.headers.get('cache-control'), 'no-store', what);
        if (response.headers.get('content-type')?.startsWith('text/html')) checkPage(await response.text(), what);
        answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
      }
    }
    // Unless pages, redirects, refusals and missing tokens were all among them, little was tested.
    for (const status of [200, 302, 403, 404]) assert.ok((answers.get(status) ?? 0) > 5, JSON.stringify([...answers]));
  });

  test('so is what is no page: a wrong address, an asset that is not there, a verb that nothing has', async () => {
    const addresses = [
      '/no/such/page',
      '/assets/no-such-file',
      '/%zz',
      `/children/${'a'.repeat(400)}`,
      '/health',
      '/ready',
    ];
    for (const address of addresses) {
      const response = await ask(server, address, { method: 'GET' });
      checkHeaders(response, address);
      assert.equal(response.headers.get('cache-control'), 'no-store', address);
      assert.doesNotMatch(await response.text(), /%zz|aaaa/);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      checkHeaders(await ask(server, '/children', { method }), method);
    }
  });

  test('so is what is no request: the answer is written to the connection, and says nothing back', async () => {
    for (const text of ['CANARY / HTTP/1.1\r\n\r\n', `GET / HTTP/1.1\r\ncanary: ${'a'.repeat(20_000)}\r\n\r\n`]) {
      const said = await raw(server, text);
      assert.match(said, /^HTTP\/1\.1 4(?:00|31) /);
      for (const part of ["default-src 'none'", 'nosniff', 'DENY', 'no-store']) assert.ok(said.includes(part), said);
      assert.doesNotMatch(said, /canary|fastify/i);
    }
  });

  test('only an asset is kept, for a year where its address names the version', async () => {
    const kept = async (address: string) => (await ask(server, address, {})).headers.get('cache-control');
    assert.equal(await kept('/assets/homeward.css?v=1'), 'public, max-age=31536000, immutable');
    assert.equal(await kept('/assets/homeward.css'), 'no-cache');
  });

  test('the nonce is another one in every answer, and is the one in the page', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 20; time++) {
      const response = await ask(server, '/sign-in', {});
      const nonce = /script-src 'self' 'nonce-([0-9a-f]{32})'/.exec(policyOf(response))?.[1] ?? '';
      assert.notEqual(nonce, '');
      nonces.add(nonce);
      const used = [...(await response.text()).matchAll(/nonce="([^"]*)"/g)].map((found) => found[1]);
      assert.ok(used.length > 0);
      for (const each of used) assert.equal(each, nonce);
    }
    assert.equal(nonces.size, 20);
  });

  test('by https every cookie is for https alone, and browsers stay with it', async () => {
    const address = publicAddress({ HOMEWARD_URL: 'https://homeward.example' }, 3000);
    const secure = await serverForTest(database, () => new Date(), address);
    try {
      const response = await ask(secure, '/sign-in', {});
      assert.ok(response.headers.getSetCookie().length > 0);
      checkCookies(response, true, 'by https');
      assert.match(response.headers.get('strict-transport-security') ?? '', /^max-age=31536000/);
    } finally {
      await secure.close();
    }
    assert.equal((await ask(server, '/sign-in', {})).headers.get('strict-transport-security'), null);
  });

  test('a fault of ours is answered as strictly, and says nothing of its cause', async () => {
    const broken = await embeddedForTest();
    await smallRegion(broken, englandDate(new Date()));
    const other = await serverForTest(broken);
    const finder = await other.actAs('w_finder');
    await broken.close();
    const response = await ask(other, '/children', { headers: { cookie: finder.cookies() } });
    assert.equal(response.status, 500);
    checkHeaders(response, 'a fault');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const page = await response.text();
    checkPage(page, 'a fault');
    assert.doesNotMatch(page, /Error|PGlite|closed|\bat\b.*:\d+:\d+/);
    await other.close();
  });
});

function ask(server: TestServer, path: string, init: RequestInit): Promise<Response> {
  return fetch(`${server.url}${path}`, { ...init, redirect: 'manual' });
}

/** What the server writes to a connection on which this was said. */
function raw(server: TestServer, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      said += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
  });
}

function policyOf(response: Response): string {
  return response.headers.get('content-security-policy') ?? '';
}

function checkHeaders(response: Response, what: string): void {
  const directives = policyOf(response)
    .split(';')
    .map((each) => each.trim());
  assert.ok(directives.includes("default-src 'none'"), `${what}: no default-src 'none'`);
  assert.ok(directives.includes("frame-ancestors 'none'"), `${what}: may be framed`);
  assert.doesNotMatch(policyOf(response), /unsafe|\*|http:|blob:/, what);
  // With nothing allowed by default, only these can open a base or a form to others; a bare answer has neither.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    for (const each of ["base-uri 'none'", "form-action 'self'"])
      assert.ok(directives.includes(each), `${what}: ${each}`);
  }
  const expected: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
  for (const [name, value] of Object.entries(expected))
    assert.equal(response.headers.get(name), value, `${what}: ${name}`);
  for (const feature of ['camera', 'geolocation', 'microphone', 'payment']) {
    assert.match(response.headers.get('permissions-policy') ?? '', new RegExp(`\\b${feature}=\\(\\)`), what);
  }
  for (const name of ['server', 'x-powered-by', 'via', 'x-request-id'])
    assert.equal(response.headers.get(name), null, what);
  assert.doesNotMatch([...response.headers.values()].join('\n'), /fastify|node\.?js|postgres/i, what);
}

function checkCookies(response: Response, secure: boolean, what: string): void {
  for (const cookie of response.headers.getSetCookie()) {
    assert.match(cookie, /; HttpOnly\b/i, what);
    assert.match(cookie, /; SameSite=(?:Lax|Strict)\b/i, what);
    assert.match(cookie, /; Path=\/(?:;|$)/i, what);
    assert.doesNotMatch(cookie, /; Domain=/i, what);
    assert.equal(/; Secure\b/i.test(cookie), secure, `${what}: ${cookie.split('=')[0]}`);
  }
}

/** What the policy forbids would not work, so that it should not be there. */
function checkPage(html: string, what: string): void {
  assert.doesNotMatch(html, /<[^>]+\sstyle="/i, `${what}: style in an element`);
  assert.doesNotMatch(html, /<[^>]+\son\w+=/i, `${what}: a script in an element`);
  assert.doesNotMatch(html, /javascript:/i, what);
  for (const [tag] of html.matchAll(/<(?:script|style)\b[^>]*>/gi))
    assert.match(tag, /\s(?:nonce|src)="/, `${what}: ${tag}`);
}
