import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { makeLink } from './sign-in-link-store.ts';

const PASSWORD = 'lantern otter quarry seven';

onEachDatabase('signing in', (open) => {
  let server: TestServer;
  let now = new Date('2026-11-21T10:00:00Z');

  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North Council', code: 'E09000027' },
        { id: 'south', kind: 'authority', name: 'South Council', code: 'E09000028' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'home-finder' },
        { organisation_id: 'north', id: 'w_ola', name: 'Ola Grey', role: 'social-worker' },
        { organisation_id: 'south', id: 'w_ola_south', name: 'Ola Grey', role: 'out-of-hours-worker' },
        { organisation_id: 'north', id: 'w_late', name: 'Lena Late', role: 'manager' },
      ]);
    });
    server = await serverForTest(open(), () => now);
  });
  after(() => server.close());

  const invite = (actorId: string, email: string, organisationId = 'north') =>
    open().asSystem((tx) => makeLink(tx, { purpose: 'invitation', organisationId, actorId, email, by: 'system', now }));

  const codeAt = (secret: string, at = now) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at.getTime() });

  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  /** From an invitation to the first page: password, app, recovery codes. */
  async function takeUp(
    actorId: string,
    email: string,
  ): Promise<{ visitor: Visitor; secret: string; codes: string[] }> {
    const token = await invite(actorId, email);
    const visitor = server.visitor();
    assert.equal((await visitor.get(`/sign-in/link/${token}`)).status, 200);
    const chosen = await visitor.post(`/sign-in/link/${token}`, { password: PASSWORD });
    assert.deepEqual([chosen.status, chosen.location], [303, '/sign-in/code'], chosen.html);
    assert.equal((await visitor.get('/sign-in/code')).location, '/sign-in/set-up');
    const page = await visitor.get('/sign-in/set-up');
    const secret = (/hw-accounts-key">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '').replaceAll(' ', '');
    assert.match(page.html, /src="data:image\/svg\+xml;base64,/);
    const done = await visitor.post('/sign-in/set-up', { code: codeAt(secret) });
    assert.equal(done.status, 200);
    const codes = [...done.html.matchAll(/<li>([a-z0-9-]{14})<\/li>/g)].map((match) => match[1] as string);
    assert.equal(codes.length, 10);
    return { visitor, secret, codes };
  }

  async function signIn(email: string, secret: string, next = '/'): Promise<Visitor> {
    const visitor = server.visitor();
    assert.equal((await visitor.post('/sign-in', { email, password: PASSWORD, next })).location, '/sign-in/code');
    const done = await visitor.post('/sign-in/code', { code: codeAt(secret) });
    assert.equal(done.status, 303, done.html);
    return visitor;
  }

  let nia: Awaited<ReturnType<typeof takeUp>>;

  test('an invitation, a password, a code: then the person is in, and the password lies nowhere', async () => {
    nia = await takeUp('w_nia', 'Nia.Holt@north.example');
    assert.match((await nia.visitor.get('/account')).html, /<strong>Nia Holt<\/strong>, home finder, North Council/);
    const kept = await open().asSystem((tx) =>
      rows(
        tx,
        sql`select to_jsonb(p) from account_password p union all select to_jsonb(s) from session s
        union all select to_jsonb(r) from account_recovery_code r union all select to_jsonb(l) from sign_in_link l`,
      ),
    );
    const text = JSON.stringify(kept);
    assert.match(text, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    for (const secret of [
      PASSWORD,
      ...nia.codes,
      nia.visitor.cookies().split('homeward-session=')[1]?.slice(0, 43) ?? '',
    ]) {
      assert.ok(secret.length > 10 && !text.includes(secret));
    }
  });

  test('both steps are asked for at every sign-in, whatever the letters of the address', async () => {
    later(1);
    const visitor = server.visitor();
    await visitor.post('/sign-in', { email: ' nia.HOLT@north.example ', password: PASSWORD });
    assert.equal(
      (await visitor.get('/account')).location,
      '/sign-in?next=%2Faccount',
      'the password alone opens nothing',
    );
    assert.equal((await visitor.post('/sign-in/code', { code: codeAt(nia.secret) })).location, '/');
    assert.equal((await visitor.get('/account')).status, 200);
  });

  test('a code opens the door once, also from two browsers in the same half minute', async () => {
    later(1);
    const code = codeAt(nia.secret);
    const [a, b] = [server.visitor(), server.visitor()];
    for (const each of [a, b]) await each.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
    const both = await Promise.all([a, b].map((each) => each.post('/sign-in/code', { code })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 400]);
    later(1);
    const c = server.visitor();
    await c.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
    const old = new Date(now.getTime() - 5 * 60_000);
    assert.equal((await c.post('/sign-in/code', { code: codeAt(nia.secret, old) })).status, 400, 'an old code');
  });

  test('a recovery code opens the door once, however it is typed', async () => {
    const [code = ''] = nia.codes;
    const typedAs = code.toUpperCase().replaceAll('-', ' ');
    for (const status of [303, 400]) {
      const visitor = server.visitor();
      await visitor.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
      assert.equal((await visitor.post('/sign-in/code', { code: typedAs })).status, status);
    }
    const left = await open().asSystem((tx) =>
      first<{ n: number }>(tx, sql`select count(*)::int as n from account_recovery_code where used_at is null`),
    );
    assert.equal(left?.n, 9);
  });

  test('somebody unknown and a wrong password get the same page, and the same once they have to wait', async () => {
    const ask = async (email: string) => {
      const page = await server.visitor().post('/sign-in', { email, password: 'not the password' });
      return page.html
        .replaceAll(email, 'EMAIL')
        .replace(/value="[^"]{20,}"/g, '')
        .replace(/nonce="[^"]*"/g, '');
    };
    const [known, unknown] = [await ask('ola@north.example'), await ask('nobody@north.example')];
    assert.equal(known, unknown);
    await takeUp('w_ola', 'ola@north.example');
    const seen = new Set<string>();
    for (let i = 0; i < 8; i++)
      for (const email of ['ola@north.example', 'nobody@north.example']) seen.add(await ask(email));
    assert.equal(seen.size, 1);
  });

  test('after five wrong tries the right password has to wait, ever longer; then it is right again', async () => {
    later(60 * 25);
    const email = 'ola@north.example';
    const status = async (password: string) => (await server.visitor().post('/sign-in', { email, password })).status;
    for (let i = 0; i < 5; i++) assert.equal(await status('wrong wrong wrong'), 400);
    assert.equal(await status(PASSWORD), 400, 'it waits');
    later(0.3);
    assert.equal(await status('wrong wrong wrong'), 400);
    later(0.3);
    assert.equal(await status(PASSWORD), 400, 'the second wait is twice as long');
    later(0.3);
    assert.equal(await status(PASSWORD), 303);
  });

  test('fifty guesses at once are no way around the waits', async () => {
    later(60 * 25);
    const visitor = server.visitor();
    await visitor.get('/sign-in');
    await Promise.all(
      Array.from({ length: 50 }, () =>
        visitor.post('/sign-in', { email: 'ola@north.example', password: 'wrong wrong wrong' }),
      ),
    );
    const counted = await open().asSystem((tx) =>
      rows<{ count: number }>(
        tx,
        sql`select count from sign_in_failure where last_at = ${now.toISOString()} order by count`,
      ),
    );
    assert.deepEqual(counted[0], { count: 5 }, 'five were tried, forty-five were not');
    later(60 * 25);
  });

  test('wrong codes have to wait too, so that six digits cannot be tried out', async () => {
    const visitor = server.visitor();
    await visitor.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
    const right = codeAt(nia.secret);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++) assert.equal((await visitor.post('/sign-in/code', { code: wrong })).status, 400);
    assert.equal((await visitor.post('/sign-in/code', { code: right })).status, 400, 'it waits');
    later(1);
    assert.equal((await visitor.post('/sign-in/code', { code: codeAt(nia.secret) })).status, 303);
  });

  test('a secret that was in the browser before signing in is worth nothing afterwards', async () => {
    later(1);
    const planted = 'p'.repeat(43);
    const visitor = server.visitor();
    visitor.setCookie('homeward-session', planted);
    await visitor.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
    await visitor.post('/sign-in/code', { code: codeAt(nia.secret) });
    const before = visitor.cookies();
    assert.ok(/homeward-session=[\w-]{43}/.test(before) && !before.includes(planted));
    // Signing in over an open session ends that one.
    later(1);
    const other = server.visitor();
    other.setCookie('homeward-session', /homeward-session=([\w-]{43})/.exec(before)?.[1] ?? '');
    await other.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD });
    await other.post('/sign-in/code', { code: codeAt(nia.secret) });
    assert.equal((await other.get('/account')).status, 200);
    assert.equal((await visitor.get('/account')).status, 302);
  });

  test('after signing in one goes on to a page of this site only', async () => {
    for (const [next, to] of [
      ['/children', '/children'],
      ['https://evil.example/', '/'],
      ['//evil.example/', '/'],
      ['/\\evil.example', '/'],
      ['/..//evil.example', '/'],
      ['/a/../..//evil.example/%2e', '/'],
      ['javascript:alert(1)', '/'],
      ['/sign-out', '/'],
    ] as const) {
      later(1);
      const visitor = server.visitor();
      await visitor.post('/sign-in', { email: 'nia.holt@north.example', password: PASSWORD, next });
      assert.equal((await visitor.post('/sign-in/code', { code: codeAt(nia.secret) })).location, to, next);
    }
  });

  test('signing out ends the session, also for a copy of its cookie', async () => {
    later(1);
    const visitor = await signIn('nia.holt@north.example', nia.secret);
    const copy = server.visitor();
    copy.setCookie('homeward-session', /homeward-session=([\w-]{43})/.exec(visitor.cookies())?.[1] ?? '');
    assert.equal((await copy.get('/account')).status, 200);
    assert.equal((await visitor.post('/sign-out', {})).status, 303);
    assert.equal((await copy.get('/account')).status, 302);
  });

  test('what must not be done from a screen that was left open asks for the password again', async () => {
    later(1);
    const visitor = await signIn('nia.holt@north.example', nia.secret);
    assert.equal((await visitor.get('/account/password')).status, 200);
    later(6);
    const asked = await visitor.get('/account/password');
    assert.equal(asked.location, '/sign-in/again?next=%2Faccount%2Fpassword');
    const before = visitor.cookies();
    assert.equal(
      (await visitor.post('/sign-in/again', { password: 'wrong wrong wrong', next: '/account' })).status,
      400,
    );
    const again = await visitor.post('/sign-in/again', { password: PASSWORD, next: '/account/password' });
    assert.equal(again.location, '/account/password');
    assert.notEqual(visitor.cookies(), before, 'with another secret');
    assert.equal((await visitor.get('/account/password')).status, 200);
  });
});
