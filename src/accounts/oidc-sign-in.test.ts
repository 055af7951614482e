import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { type OidcServer, oidcServerForTest } from '../../test/oidc-server.ts';
import { countOf, type OidcWorld, oidcWorld } from '../../test/oidc-world.ts';
import { type Database, insertAll, sql } from '../db/index.ts';

describe('signing in with a real OpenID provider', () => {
  let database: Database;
  let provider: OidcServer;
  let world: OidcWorld;
  before(async () => {
    [database, provider] = await Promise.all([embeddedForTest(), oidcServerForTest()]);
    const { clientId, clientSecret } = provider;
    world = await oidcWorld(database, { issuer: new URL(provider.issuer), clientId, clientSecret });
    provider.register(world.url);
  });
  after(async () => {
    await world.close();
    await provider.close();
    await database.close();
  });

  /** A person of the provider. */
  const person = (login: string, claims: object = {}) => {
    const email = `${login}@north.example`;
    provider.people.set(login, { email, email_verified: true, ...claims });
    return email;
  };

  test('the sign-in page offers it beside the password, and keeps where the person was going', async () => {
    const { html } = await world.visitor().get('/sign-in?next=/homes');
    assert.match(html, /href="\/sign-in\/oidc\?next=%2Fhomes"[^>]*>Sign in with your organisation’s account/);
    assert.match(html, /name="password"/);
  });

  test('goes to the provider with PKCE, a state and a nonce, and never with a secret', async () => {
    const { status, location, headers } = await world.visitor().get('/sign-in/oidc');
    assert.equal(status, 302);
    const asked = new URL(location);
    assert.equal(asked.origin, provider.issuer);
    const query = Object.fromEntries(asked.searchParams);
    assert.equal(query.response_type, 'code');
    assert.equal(query.code_challenge_method, 'S256');
    assert.match(query.code_challenge ?? '', /^[\w-]{43}$/);
    assert.match(query.state ?? '', /^[\w-]{43}$/);
    assert.match(query.nonce ?? '', /^[\w-]{43}$/);
    assert.equal(query.redirect_uri, `${world.url}/sign-in/oidc/callback`);
    assert.doesNotMatch(location, /secret|verifier/);
    assert.match(headers.getSetCookie().join(), /homeward-oidc=[\w-]{43};.*HttpOnly; SameSite=Lax/);
  });

  test('whom an administrator has invited comes in, and is known by their id at the provider from then on', async () => {
    const email = person('nia');
    const actor = await world.invite(email.toUpperCase(), { name: 'Nia Holt' });
    const first = await world.visitor().signIn('nia', '/sign-in/oidc?next=/homes');
    assert.equal(first.at, `${world.url}/homes`);
    assert.equal(first.status, 200);
    assert.match(first.html, /<strong>Nia Holt<\/strong>/);
    assert.equal(await countOf(database, 'sign_in_link', `actor_id = '${actor}' and used_at is null`), 0);
    assert.equal(await countOf(database, 'event', `actor = '${actor}' and kind = 'account.provider-joined'`), 1);
    // Her address changes; she is still she.
    person('nia', { email: 'nia.married@north.example' });
    const again = await world.visitor().signIn('nia');
    assert.match(again.html, /<strong>Nia Holt<\/strong>/);
    assert.equal(await countOf(database, 'account', "name = 'Nia Holt'"), 1);
  });

  test('somebody who gets the address of another person later is not that person', async () => {
    person('nia-the-second', { email: 'nia@north.example' });
    const page = await world.visitor().signIn('nia-the-second');
    assert.equal(page.status, 403);
    assert.match(page.html, /nobody has given you a post in Homeward yet: ask your administrator/);
  });

  test('nobody comes in, and no account is made, without an invitation that is still open', async () => {
    person('stranger');
    await world.invite(person('late'), { days: -1 });
    const ended = await world.invite(person('ended'));
    await database.asSystem((tx) =>
      insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: ended, by: 'administrator' }]),
    );
    const withdrawn = await world.invite(person('withdrawn'));
    await world.invite('right@north.example', { again: withdrawn });
    const accounts = await countOf(database, 'account');
    for (const login of ['stranger', 'late', 'ended', 'withdrawn']) {
      const visitor = world.visitor();
      const page = await visitor.signIn(login);
      assert.equal(page.status, 403, login);
      assert.match(page.html, /nobody has given you a post in Homeward yet/);
      assert.equal((await visitor.get('/homes')).status, 302, login);
    }
    assert.equal(await countOf(database, 'account'), accounts);
    assert.equal(await countOf(database, 'account_oidc', "subject in ('stranger', 'late', 'ended', 'withdrawn')"), 0);
  });

  test('an invitation is not taken up by an address that the provider does not vouch for', async () => {
    for (const [login, claims] of Object.entries({
      unverified: { email_verified: false },
      unsaid: { email_verified: undefined },
      addressless: { email: undefined },
    })) {
      await world.invite(person(login));
      person(login, claims);
      const page = await world.visitor().signIn(login);
      assert.equal(page.status, 403, login);
      assert.match(page.html, /nobody has given you a post/, login);
      assert.equal(await countOf(database, 'account', `email = '${login}@north.example'`), 0, login);
    }
  });

  test('whose posts have all ended, or whose account is closed, is refused', async () => {
    const actor = await world.invite(person('leaver'));
    assert.equal((await world.visitor().signIn('leaver')).status, 200);
    await database.asSystem((tx) =>
      insertAll(tx, 'post_ended', [{ organisation_id: 'north', actor_id: actor, by: 'administrator' }]),
    );
    assert.match((await world.visitor().signIn('leaver')).html, /nobody has given you a post/);
    await world.invite(person('closed'));
    await world.visitor().signIn('closed');
    await database.asSystem((tx) =>
      sql`insert into account_closed (account_id, by) select id, 'administrator' from account
        where email = 'closed@north.example'`.execute(tx),
    );
    await world.invite('closed@north.example', { organisation: 'south' });
    assert.equal((await world.visitor().signIn('closed')).status, 403);
  });

  test('a post that they are invited to later is theirs at the next sign-in; they begin where they worked last', async () => {
    await world.invite(person('two'), { organisation: 'south', role: 'social-worker' });
    await world.visitor().signIn('two');
    await world.invite('two@north.example', { organisation: 'north', role: 'manager' });
    const page = await world.visitor().signIn('two', '/sign-in/oidc?next=/homes');
    assert.match(page.html, /social worker, Southshire/);
    assert.equal(
      await countOf(database, 'actor', "account_id = (select id from account where email = 'two@north.example')"),
      2,
    );
  });

  test('an account under somebody else’s address does not get the posts they are invited to', async () => {
    await world.invite(person('mallory'));
    await world.visitor().signIn('mallory');
    const own = "(select account_id from account_oidc where subject = 'mallory')";
    await database.asSystem((tx) =>
      sql.raw(`update account set email = 'victim@north.example' where id = ${own}`).execute(tx),
    );
    await world.invite('victim@north.example', { organisation: 'south', role: 'manager' });
    await world.visitor().signIn('mallory');
    assert.equal(await countOf(database, 'actor', `account_id = ${own}`), 1);
  });

  test('a change to another post is a session of the same sign-in, and is over with it', async () => {
    const [north, south] = [
      await world.invite(person('moves')),
      await world.invite('moves@north.example', { organisation: 'south', role: 'manager' }),
    ];
    const visitor = world.visitor();
    const { html } = await visitor.signIn('moves', '/sign-in/oidc?next=/homes');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const there = /home finder/.test(html) ? south : north;
    const moved = await visitor.post('/account/post', { _csrf: csrf, post: there });
    assert.equal(moved.status, 303);
    const open = `actor_id = '${there}' and id in (select session_id from session_oidc where subject = 'moves')`;
    assert.equal(await countOf(database, 'session', open), 1);
    // Clicked many times while the database is busy, so that all find the session open: of one comes one.
    let go = () => {};
    const busy = database.asSystem(
      () =>
        new Promise<void>((resolve) => {
          go = resolve;
        }),
    );
    setTimeout(() => go(), 150);
    const clicks = await Promise.all(
      Array.from({ length: 8 }, () =>
        visitor.post('/account/post', { _csrf: csrf, post: there === north ? south : north }),
      ),
    );
    await busy;
    assert.equal(clicks.filter(({ location }) => location === '/').length, 1);
    const left = `actor_id in ('${north}', '${south}') and id not in (select session_id from session_ended)`;
    assert.equal(await countOf(database, 'session', left), 1);
  });

  test('signs in only within this site', async () => {
    await world.invite(person('safe'));
    for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/sign-out']) {
      const visitor = world.visitor();
      const callback = await visitor.goAndProve(`/sign-in/oidc?next=${encodeURIComponent(next)}`, 'safe');
      assert.equal((await visitor.get(callback)).location, '/', next);
    }
  });

  test('an answer counts once, in the browser that asked, within ten minutes', async () => {
    await world.invite(person('once'));
    const visitor = world.visitor();
    const callback = await visitor.goAndProve('/sign-in/oidc', 'once');
    assert.equal((await world.visitor().get(callback)).status, 400, 'a browser that asked for nothing');
    const another = world.visitor();
    await another.get('/sign-in/oidc');
    const other = await another.get(callback);
    assert.equal(other.status, 400);
    assert.match(other.html, /began in another browser/);
    assert.equal((await visitor.get(callback.replace(/state=./, 'state=*'))).status, 400);
    assert.equal((await visitor.get(callback.replace(/state=[^&]*/, 'state=a&state=b'))).status, 400);
    // None of these has used it up.
    assert.equal((await visitor.get(callback)).status, 302);
    assert.equal((await visitor.get(callback)).status, 400);
    const late = world.visitor();
    const slow = await late.goAndProve('/sign-in/oidc', 'once');
    world.later(601);
    assert.equal((await late.get(slow)).status, 400);
  });

  test('one person in two tabs, and in two browsers at the same moment, is one account', async () => {
    await world.invite(person('twice'));
    const visitor = world.visitor();
    const tabs = [
      await visitor.goAndProve('/sign-in/oidc', 'twice'),
      await visitor.goAndProve('/sign-in/oidc', 'twice'),
    ];
    const elsewhere = world.visitor();
    const third = await elsewhere.goAndProve('/sign-in/oidc', 'twice');
    const answers = await Promise.all([...tabs.map((each) => visitor.get(each)), elsewhere.get(third)]);
    assert.deepEqual(
      answers.map((each) => each.status),
      [302, 302, 302],
    );
    assert.equal(await countOf(database, 'account', "email = 'twice@north.example'"), 1);
  });

  test('a code that was begun with another verifier, or for another state, proves nothing', async () => {
    await world.invite(person('pkce'));
    const visitor = world.visitor();
    const callback = await visitor.goAndProve('/sign-in/oidc', 'pkce');
    await database.asSystem((tx) => sql`update oidc_started set verifier = ${'v'.repeat(43)}`.execute(tx));
    const wrong = await visitor.get(callback);
    assert.equal(wrong.status, 403);
    assert.match(wrong.html, /could not be checked/);
    // The code of one sign-in put into the answer of another.
    const [one, two] = [
      await visitor.goAndProve('/sign-in/oidc', 'pkce'),
      await visitor.goAndProve('/sign-in/oidc', 'pkce'),
    ];
    const mixed = new URL(two);
    mixed.searchParams.set('code', new URL(one).searchParams.get('code') ?? '');
    assert.equal((await visitor.get(mixed.href)).status, 403);
    assert.equal(await countOf(database, 'account', "email = 'pkce@north.example'"), 0);
  });

  test('whoever gives up at the provider is told that they are not signed in', async () => {
    const page = await world.visitor().signIn('nobody-of-this-name');
    assert.equal(page.status, 403);
    assert.match(page.html, /was stopped before it was finished/);
  });

  test('a provider that is down leaves the password, says so, and is asked again', async (context) => {
    provider.goAway();
    world.later(3_600);
    const { clientId, clientSecret } = provider;
    const dark = await oidcServerForTest();
    const other = await embeddedForTest();
    context.after(() => Promise.all([dark.close(), other.close()]));
    const later = await oidcWorld(other, { issuer: new URL(dark.issuer), clientId, clientSecret });
    context.after(() => later.close());
    const page = await later.visitor().get('/sign-in/oidc');
    assert.equal(page.status, 503);
    assert.match(page.html, /does not answer/);
    assert.equal((await later.visitor().get('/sign-in')).status, 200);
    dark.register(later.url);
    later.later(4);
    assert.equal((await later.visitor().get('/sign-in/oidc')).status, 302);
    // What was known of a provider serves on while it is away.
    assert.equal((await world.visitor().get('/sign-in/oidc')).status, 302);
    provider.register(world.url);
  });

  test('the log says why, and nothing of who', () => {
    const text = JSON.stringify(world.log);
    assert.match(text, /"fault":"SignInRefused"/);
    assert.match(text, /"reason":"no post"/);
    assert.doesNotMatch(text, /north\.example|stranger|code=|state=/);
    assert.ok(!text.includes(provider.clientSecret));
  });
});
