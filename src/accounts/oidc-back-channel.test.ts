import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPair } from 'jose';
import { embeddedForTest } from '../../test/database.ts';
import { type Claims, type Forger, forgerForTest, LOGOUT_EVENT, type Signing } from '../../test/oidc-forger.ts';
import { oidcServerForTest } from '../../test/oidc-server.ts';
import { countOf, type OidcWorld, oidcWorld, type Visitor } from '../../test/oidc-world.ts';
import { type Database, rows, sql } from '../db/index.ts';

/** Whether a browser is signed in just now. */
async function isIn(visitor: Visitor): Promise<boolean> {
  return (await visitor.get('/homes')).status === 200;
}

describe('being signed out by the provider (OpenID Connect Back-Channel Logout 1.0)', () => {
  let database: Database;
  let forger: Forger;
  let world: OidcWorld;
  before(async () => {
    [database, forger] = await Promise.all([embeddedForTest(), forgerForTest()]);
    world = await oidcWorld(database, { ...forger, issuer: new URL(forger.issuer) });
  });
  after(async () => {
    await world.close();
    await forger.close();
    await database.close();
  });

  /** Goes to the provider as far as being sent on. @returns what the callback must carry, and its token's nonce */
  async function begin(visitor: Visitor): Promise<{ state: string; nonce: string }> {
    const asked = new URL((await visitor.get('/sign-in/oidc')).location).searchParams;
    return { state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '' };
  }

  async function finish(visitor: Visitor, { state, nonce }: { state: string; nonce: string }, claims: Claims) {
    forger.answers = { idToken: await forger.sign(forger.identity(nonce, claims)) };
    return visitor.get(`/sign-in/oidc/callback?code=code&state=${state}`);
  }

  /** A browser signed in as a person of the provider, in one of their sessions there. */
  async function signedIn(sub: string, sid?: string): Promise<Visitor> {
    const email = `${sub}@north.example`;
    if ((await countOf(database, 'account', `email = '${email}'`)) === 0) await world.invite(email);
    const visitor = world.visitor();
    const answer = await finish(visitor, await begin(visitor), { sub, sid, email });
    assert.equal(answer.status, 302);
    assert.equal(await isIn(visitor), true);
    return visitor;
  }

  /** What the provider posts: it has no cookie and no token of a form. */
  const tell = (fields: Readonly<Record<string, string>>) =>
    fetch(`${world.url}/sign-in/oidc/back-channel-logout`, { method: 'POST', body: new URLSearchParams(fields) });
  const say = async (claims: Claims, signing: Signing = { typ: 'logout+jwt' }) =>
    tell({ logout_token: await forger.sign(forger.logout(claims), signing) });

  test('one session by its sid, at once, and no other', async () => {
    const [desk, phone] = [await signedIn('ada', 'desk'), await signedIn('ada', 'phone')];
    const answer = await say({ sub: 'ada', sid: 'desk' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(await answer.text(), '');
    assert.equal(answer.headers.getSetCookie().length, 0);
    assert.equal(await isIn(desk), false);
    assert.equal(await isIn(phone), true);
    assert.equal(await countOf(database, 'session_ended', "why = 'ended where they sign in'"), 1);
    assert.equal((await say({ sid: 'phone' })).status, 200);
    assert.equal(await isIn(phone), false);
  });

  test('each session that it ended is on record as hers, and nothing that ended none', async () => {
    const recorded = () =>
      database.asSystem((tx) =>
        rows<{ subject: string; actor: string; why: string }>(
          tx,
          sql`select e.subject, e.actor, e.detail->>'why' as why from event e where e.kind = 'session.ended'
            and e.detail->>'why' = 'ended where they sign in' order by e.at, e.subject`,
        ),
      );
    const before = (await recorded()).length;
    await signedIn('kit', 'one');
    await signedIn('kit', 'two');
    const token = { logout_token: await forger.sign(forger.logout({ sub: 'kit' })) };
    assert.deepEqual([(await tell(token)).status, (await tell(token)).status], [200, 400]);
    assert.equal((await say({ sub: 'nobody-here' })).status, 200);
    const ended = (await recorded()).slice(before);
    const sessions = await database.asSystem((tx) =>
      rows<{ subject: string; actor: string }>(
        tx,
        sql`select s.id as subject, s.actor_id as actor from session s join account a on a.id = s.account_id
          where a.email = 'kit@north.example'`,
      ),
    );
    assert.equal(sessions.length, 2);
    const inOrder = (list: readonly { subject: string; actor: string }[]) =>
      list.map(({ subject, actor }) => `${subject} ${actor}`).sort();
    assert.deepEqual(inOrder(ended), inOrder(sessions));
  });

  test('all sessions of a person by their subject, and nobody else’s', async () => {
    const hers = [await signedIn('bea', 'one'), await signedIn('bea', 'two'), await signedIn('bea')];
    const his = await signedIn('cal', 'three');
    assert.equal((await say({ sub: 'bea' }, { typ: 'JWT' })).status, 200);
    for (const each of hers) assert.equal(await isIn(each), false);
    assert.equal(await isIn(his), true);
  });

  test('a sid of somebody else ends nothing, and a person who is not here is no fault', async () => {
    const visitor = await signedIn('dee', 'sid of dee');
    assert.equal((await say({ sub: 'eve', sid: 'sid of dee' })).status, 200);
    assert.equal((await say({ sub: 'nobody-here' })).status, 200);
    assert.equal(await isIn(visitor), true);
  });

  test('a token that is not good in every point ends nothing and is answered 400', async () => {
    const visitor = await signedIn('fay', 'fay');
    const seconds = Math.floor(Date.now() / 1000);
    const bad: Record<string, Claims> = {
      'another issuer': { iss: 'https://evil.example' },
      'no issuer': { iss: undefined },
      'another client': { aud: 'another-client' },
      'no client': { aud: undefined },
      'written long ago': { iat: seconds - 400, exp: seconds + 60 },
      'no time': { iat: undefined },
      'not written yet': { iat: seconds + 300, exp: seconds + 600 },
      'run out': { exp: seconds - 60 },
      'no event': { events: undefined },
      'another event': { events: { 'http://schemas.openid.net/event/other': {} } },
      'an event that is no object': { events: { [LOGOUT_EVENT]: true } },
      'a list of events': { events: [LOGOUT_EVENT] },
      'a nonce, as an identity token has': { nonce: 'n' },
      'no id of its own': { jti: undefined },
      'an id that is no text': { jti: 7 },
      'an id that cannot be kept': { jti: 'a\0b' },
      'neither person nor session': { sub: undefined, sid: undefined },
      'a session that is no text': { sid: { $ne: '' } },
      'a person that is no text': { sub: ['fay'] },
    };
    for (const [name, claims] of Object.entries(bad)) {
      const answer = await say({ sub: 'fay', sid: 'fay', ...claims });
      assert.equal(answer.status, 400, name);
      assert.equal(answer.headers.get('cache-control'), 'no-store', name);
      assert.deepEqual(await answer.json(), { error: 'invalid_request' }, name);
    }
    const { privateKey } = await generateKeyPair('ES256');
    const secret = new TextEncoder().encode(forger.clientSecret);
    const signed: Record<string, Signing> = {
      'another key': { key: privateKey },
      'a key nobody published': { key: privateKey, kid: 'unknown' },
      'the shared secret': { alg: 'HS256', key: secret },
      'an access token': { typ: 'at+jwt' },
    };
    for (const [name, signing] of Object.entries(signed)) {
      assert.equal((await say({ sub: 'fay' }, signing)).status, 400, name);
    }
    const good = await forger.sign(forger.logout({ sub: 'fay' }));
    const [, body] = good.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [`${none}.${body}.`, good.slice(0, -3), 'x', '', `${good}.x`]) {
      assert.equal((await tell({ logout_token: token })).status, 400, token.slice(0, 10));
    }
    assert.equal((await tell({ token: good })).status, 400);
    assert.equal((await fetch(`${world.url}/sign-in/oidc/back-channel-logout`)).status, 404);
    assert.equal(await isIn(visitor), true);
    // An identity token of hers, which anybody she shows it to has, is no logout token.
    const identity = await forger.sign(forger.identity('n', { sub: 'fay', jti: 'j' }));
    assert.equal((await tell({ logout_token: identity })).status, 400);
    assert.equal(await isIn(visitor), true);
    // Her own good one is, so each of the above was refused for what was wrong with it.
    assert.equal((await tell({ logout_token: good })).status, 200);
    assert.equal(await isIn(visitor), false);
  });

  test('a token counts once: a later session is not ended by an old one', async () => {
    await signedIn('gil', 'same');
    const fields = { logout_token: await forger.sign(forger.logout({ sub: 'gil', sid: 'other' })) };
    assert.deepEqual([(await tell(fields)).status, (await tell(fields)).status], [200, 400]);
    // Told twice at the same moment, one of the two counts.
    const twice = { logout_token: await forger.sign(forger.logout({ sub: 'gil', sid: 'third' })) };
    const both = await Promise.all([tell(twice), tell(twice)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
  });

  test('a sign-in that was on its way when the provider ended the session does not come in', async () => {
    await signedIn('hal');
    for (const claims of [{ sid: 'ending' }, { sub: 'hal' }]) {
      const visitor = world.visitor();
      const underway = await begin(visitor);
      const issued = Math.floor(Date.now() / 1000);
      assert.equal((await say(claims)).status, 200);
      const answer = await finish(visitor, underway, { sub: 'hal', sid: 'ending', iat: issued });
      assert.equal(answer.status, 403);
      assert.match(answer.html, /You have been signed out/);
      assert.equal(await isIn(visitor), false);
    }
    const visitor = world.visitor();
    const next = Math.floor(Date.now() / 1000) + 2;
    assert.equal((await finish(visitor, await begin(visitor), { sub: 'hal', sid: 'new', iat: next })).status, 302);
  });

  test('a session in another post of the same person ends too, also when nobody noted its name at the provider', async () => {
    const visitor = await signedIn('ivy', 'ivy');
    await database.asSystem((tx) => sql`delete from session_oidc where subject = 'ivy'`.execute(tx));
    assert.equal((await say({ sub: 'ivy', sid: 'another name' })).status, 200);
    assert.equal(await isIn(visitor), false);
  });

  test('a flood of tokens with unknown keys does not make us ask the provider for each', async () => {
    const visitor = await signedIn('jan', 'jan');
    const { privateKey } = await generateKeyPair('ES256');
    const before = forger.keysAsked();
    for (let n = 0; n < 10; n++) {
      assert.equal((await say({ sub: 'jan' }, { key: privateKey, kid: `unknown ${n}` })).status, 400);
    }
    assert.ok(forger.keysAsked() - before <= 1, `${forger.keysAsked() - before} times`);
    assert.equal(await isIn(visitor), true);
  });

  test('the log says what was wrong, and nothing of who', () => {
    const text = JSON.stringify(world.log);
    for (const reason of ['events', 'nonce', 'used before', 'typ'])
      assert.ok(text.includes(`"reason":"${reason}"`), reason);
    assert.match(text, /"signOut":"told by the provider","sessions":3/);
    assert.doesNotMatch(text, /north\.example|eyJ|"fay"|nobody-here/);
  });
});

test('a real provider that a person signs out of ends their session here, and Homeward leads there', async () => {
  const [database, provider] = await Promise.all([embeddedForTest(), oidcServerForTest()]);
  const { clientId, clientSecret } = provider;
  const world = await oidcWorld(database, { issuer: new URL(provider.issuer), clientId, clientSecret });
  provider.register(world.url);
  try {
    provider.people.set('kim', { email: 'kim@north.example', email_verified: true });
    await world.invite('kim@north.example');
    const visitor = world.visitor();
    await visitor.signIn('kim');
    const elsewhere = world.visitor();
    await elsewhere.signIn('kim');
    assert.equal(await isIn(visitor), true);
    // Out of Homeward: this browser's session here is over, the provider's is not, and the page says so.
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/homes')).html)?.[1] ?? '';
    const out = await visitor.post('/sign-out', { _csrf: csrf });
    assert.equal(out.location, '/sign-in/oidc/signed-out');
    assert.equal(await isIn(visitor), false);
    const { html } = await visitor.get(out.location);
    assert.match(html, /You may still be signed in to your organisation’s account/);
    const link = /href="([^"]+)"[^>]*>\s*Sign out of your organisation’s account too/.exec(html)?.[1] ?? '';
    const there = new URL(link.replaceAll('&amp;', '&'));
    assert.equal(there.origin, provider.issuer);
    assert.equal(there.searchParams.get('client_id'), clientId);
    // Signed in once more without typing anything: the provider's session goes on.
    await visitor.signIn('kim');
    assert.equal(await isIn(visitor), true);
    const asked = await visitor.get(there.href);
    const action = /action="([^"]+)"/.exec(asked.html)?.[1] ?? '';
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.html)?.[1] ?? '';
    const done = await visitor.post(new URL(action, provider.issuer).href, { xsrf, logout: 'yes' });
    assert.equal(new URL(done.location).origin + new URL(done.location).pathname, `${world.url}/sign-in`);
    assert.equal(await isIn(visitor), false);
    assert.equal(await isIn(elsewhere), true, 'her session on another machine is another one at the provider');
  } finally {
    await world.close();
    await provider.close();
    await database.close();
  }
});
