import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPair } from 'jose';
import { embeddedForTest } from '../../test/database.ts';
import { type Claims, type Forger, forgerForTest, type Signing } from '../../test/oidc-forger.ts';
import { type Answer, countOf, type OidcWorld, oidcWorld, type Visitor } from '../../test/oidc-world.ts';
import type { Database } from '../db/index.ts';
import { vouched } from './oidc-sign-in.ts';

/** What only a broken provider, or somebody in its place, would say. */
describe('signing in with a provider that misbehaves', () => {
  let database: Database;
  let forger: Forger;
  let world: OidcWorld;
  before(async () => {
    [database, forger] = await Promise.all([embeddedForTest(), forgerForTest()]);
    world = await oidcWorld(database, { ...forger, issuer: new URL(forger.issuer) });
    await world.invite('forged@north.example');
  });
  after(async () => {
    await world.close();
    await forger.close();
    await database.close();
  });

  interface Said {
    readonly visitor?: Visitor;
    readonly start?: string;
    readonly signing?: Signing;
    /** What becomes of the signed token on its way. */
    readonly spoil?: (token: string) => string;
    /** What the answer's address carries besides code and state. */
    readonly query?: Readonly<Record<string, string>>;
  }

  /** One sign-in: the provider's token endpoint says these claims, changed from good ones. */
  async function signIn(over: Claims = {}, said: Said = {}): Promise<Answer> {
    const { visitor = world.visitor(), start = '/sign-in/oidc', signing, spoil = (token) => token, query = {} } = said;
    const asked = new URL((await visitor.get(start)).location);
    const token = await forger.sign(forger.identity(asked.searchParams.get('nonce') ?? '', over), signing);
    forger.answers = { idToken: spoil(token) };
    const state = asked.searchParams.get('state') ?? '';
    return visitor.get(`/sign-in/oidc/callback?${new URLSearchParams({ code: 'code', state, ...query })}`);
  }

  async function refused(name: string, over: Claims, said: Said = {}): Promise<void> {
    const sessions = await countOf(database, 'session');
    const answer = await signIn(over, said);
    assert.equal(answer.status, 403, name);
    assert.match(answer.html, /could not be checked/, name);
    assert.equal(await countOf(database, 'session'), sessions, name);
    assert.doesNotMatch(answer.headers.getSetCookie().join(), /homeward-session/, name);
  }

  const seconds = () => Math.floor(Date.now() / 1000);

  test('a good token comes in: the tests below spoil one thing each', async () => {
    assert.equal((await signIn()).status, 302);
  });

  test('claims that are not for this sign-in are refused', async () => {
    await refused('nonce', { nonce: 'another' });
    await refused('no nonce', { nonce: undefined });
    await refused('issuer', { iss: 'https://evil.example' });
    await refused('audience', { aud: 'another-client' });
    await refused('no audience', { aud: undefined });
    await refused('expired', { iat: seconds() - 600, exp: seconds() - 300 });
    await refused('no end', { exp: undefined });
    await refused('not yet', { nbf: seconds() + 600 });
    await refused('no subject', { sub: undefined });
    await refused('empty subject', { sub: '' });
    await refused('a subject that cannot be kept', { sub: 'for\0ged' });
    await refused('a subject longer than they may be', { sub: 'x'.repeat(256) });
  });

  test('signatures that are not the provider’s are refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await refused('another key under its name', {}, { signing: { key: privateKey } });
    await refused('a key nobody has published', {}, { signing: { key: privateKey, kid: 'unknown' } });
    const secret = new TextEncoder().encode(forger.clientSecret.padEnd(32, ' '));
    await refused('the shared secret', {}, { signing: { alg: 'HS256', key: secret } });
    const parts = (token: string) => token.split('.') as [string, string, string];
    const swapped = (claims: object) => (token: string) => {
      const [head, body, signature] = parts(token);
      const changed = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), ...claims };
      return [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    };
    await refused('changed on the way', {}, { spoil: swapped({ sub: 'somebody-else' }) });
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await refused('not signed', {}, { spoil: (token) => `${none}.${parts(token)[1]}.` });
    await refused('cut', {}, { spoil: (token) => token.slice(0, -4) });
    await refused('no token', {}, { spoil: () => '' });
  });

  test('an answer that names another issuer is refused before its code is used (mix-up)', async () => {
    await refused('iss', {}, { query: { iss: 'https://evil.example' } });
  });

  test('what a provider says is wrong is a page of ours, and none of its words', async () => {
    const answer = await signIn({}, { query: { error: 'server_error', error_description: '<b>canary-31</b>' } });
    assert.equal(answer.status, 403);
    assert.doesNotMatch(answer.html + JSON.stringify(world.log), /canary-31/);
  });

  test('a token endpoint that fails is a provider that is away; one that refuses our secret is refused', async () => {
    const visitor = world.visitor();
    const answerOf = async (answers: Forger['answers']) => {
      const state = new URL((await visitor.get('/sign-in/oidc')).location).searchParams.get('state') ?? '';
      forger.answers = answers;
      return visitor.get(`/sign-in/oidc/callback?code=code&state=${state}`);
    };
    assert.equal((await answerOf({ status: 502, body: {} })).status, 503);
    assert.equal((await answerOf({ status: 401, body: { error: 'invalid_client' } })).status, 403);
    assert.match(JSON.stringify(world.log), /"fault":"SignInRefused","code":"[^"]*invalid_client"/);
  });

  test('an address from the page of user information counts only for the same person', async () => {
    await world.invite('told@north.example');
    forger.userinfo = { sub: 'somebody-else', email: 'told@north.example', email_verified: true };
    assert.equal((await signIn({ sub: 'told', email: undefined })).status, 403);
    forger.userinfo = { sub: 'told', email: 'told@north.example', email_verified: 'true' };
    assert.equal((await signIn({ sub: 'told', email: undefined })).status, 403);
    forger.userinfo = { sub: 'told', email: 'told@north.example', email_verified: true };
    assert.equal((await signIn({ sub: 'told', email: undefined })).status, 302);
  });

  test('which addresses a provider vouches for', () => {
    const email = 'a@north.example';
    assert.equal(vouched({ email, email_verified: true }), email);
    for (const verified of [false, undefined, null, 'true', 1]) {
      assert.equal(vouched({ email, email_verified: verified }), null, String(verified));
    }
    assert.equal(vouched({ email, xms_edov: true }), email);
    assert.equal(vouched({ email, xms_edov: '1' }), email);
    assert.equal(vouched({ email, xms_edov: false }), null);
    assert.equal(vouched({ email, email_verified: false, xms_edov: true }), null);
    assert.equal(vouched({ email: 'nobody', email_verified: true }), null);
    assert.equal(vouched({ email_verified: true }), null);
  });

  test('a provider that describes itself under another name is not used', async (context) => {
    const other = await forgerForTest();
    const elsewhere = await embeddedForTest();
    context.after(() => Promise.all([other.close(), elsewhere.close()]));
    const stranger = await oidcWorld(elsewhere, { ...other, issuer: new URL(other.issuer) });
    context.after(() => stranger.close());
    for (const discovery of [
      { issuer: 'https://evil.example' },
      { authorization_endpoint: undefined },
      { token_endpoint: 'ftp://evil.example/token' },
      { jwks_uri: undefined },
    ]) {
      other.discovery = discovery;
      stranger.later(4);
      assert.equal((await stranger.visitor().get('/sign-in/oidc')).status, 503, JSON.stringify(discovery));
    }
    other.discovery = {};
    stranger.later(4);
    assert.equal((await stranger.visitor().get('/sign-in/oidc')).status, 302);
  });

  describe('proving again who one is', () => {
    const freshAt = (subject: string) =>
      countOf(
        database,
        'session',
        `fresh_at > now() + interval '1 minute' and id in
        (select session_id from session_oidc where subject = '${subject}')`,
      );
    let visitor: Visitor;
    before(async () => {
      await world.invite('fresh@north.example');
      await world.invite('other@north.example');
      visitor = world.visitor();
      await signIn({ sub: 'fresh', email: 'fresh@north.example' }, { visitor });
      world.later(120);
    });
    const again = (over: Claims) =>
      signIn(over, { visitor, start: `/sign-in/oidc/again?next=${encodeURIComponent('/homes')}` });

    test('asks the provider to ask anew', async () => {
      const asked = new URL((await visitor.get('/sign-in/oidc/again')).location);
      assert.equal(asked.searchParams.get('prompt'), 'login');
      assert.equal(asked.searchParams.get('max_age'), '0');
    });

    test('is for somebody signed in', async () => {
      const answer = await world.visitor().get('/sign-in/oidc/again');
      assert.match(answer.location, /^\/sign-in(\?|$)/);
    });

    test('an old proof, or one without its time, does not count', async () => {
      for (const time of [seconds() - 3_600, seconds() - 45, undefined]) {
        const answer = await again({ sub: 'fresh', auth_time: time });
        assert.equal(answer.status, 403, String(time));
        assert.match(answer.html, /must ask you who you are anew/, String(time));
      }
      assert.equal(await freshAt('fresh'), 0);
    });

    test('somebody else’s proof does not count, known here or not', async () => {
      await signIn({ sub: 'other', email: 'other@north.example' });
      for (const sub of ['other', 'nobody']) {
        const answer = await again({ sub, auth_time: seconds() });
        assert.equal(answer.status, 403);
        assert.match(answer.html, /another person/);
      }
      assert.equal(await freshAt('fresh'), 0);
    });

    test('a proof of now counts, and goes on to where it was asked for', async () => {
      const answer = await again({ sub: 'fresh', auth_time: seconds() });
      assert.equal(answer.status, 302);
      assert.equal(answer.location, '/homes');
      assert.equal(await freshAt('fresh'), 1);
      assert.equal(await countOf(database, 'event', "kind = 'session.proven-again'"), 1);
    });

    test('a session that another sign-in has taken the place of is not proven', async () => {
      const asked = new URL((await visitor.get('/sign-in/oidc/again')).location);
      await signIn({ sub: 'fresh', email: 'fresh@north.example' }, { visitor });
      const nonce = asked.searchParams.get('nonce') ?? '';
      forger.answers = { idToken: await forger.sign(forger.identity(nonce, { sub: 'fresh', auth_time: seconds() })) };
      const answer = await visitor.get(`/sign-in/oidc/callback?code=code&state=${asked.searchParams.get('state')}`);
      assert.equal(answer.status, 403);
    });
  });
});
