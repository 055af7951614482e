import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage, screenshot } from '../../test/browser/browser.ts';
import { embeddedForTest } from '../../test/database.ts';
import { type OidcServer, oidcServerForTest } from '../../test/oidc-server.ts';
import { countOf, type OidcWorld, oidcWorld } from '../../test/oidc-world.ts';
import { type Database, insertAll } from '../db/index.ts';
import { startSession } from './session-store.ts';

describe('signing in with an organisation’s account, in a browser', () => {
  let database: Database;
  let provider: OidcServer;
  let world: OidcWorld;
  let browser: Browser;
  before(async () => {
    [database, provider, browser] = await Promise.all([embeddedForTest(), oidcServerForTest(), openBrowser()]);
    const { clientId, clientSecret } = provider;
    world = await oidcWorld(database, { issuer: new URL(provider.issuer), clientId, clientSecret });
    provider.register(world.url);
  });
  after(async () => {
    await browser.close();
    await world.close();
    await provider.close();
    await database.close();
  });

  const person = (login: string) => {
    const email = `${login}@north.example`;
    provider.people.set(login, { email, email_verified: true });
    return email;
  };

  // Another site sends the browser back, so cookies and policies that are too strict or too wide show here.
  test('in, on to the page that was asked for, and out of both, without scripts and on a phone', async () => {
    await world.invite(person('nia'), { name: 'Nia Holt' });
    const page = await openPage(browser, { baseURL: world.url, width: 'phone', javaScript: false });
    await page.goto('/homes');
    await page.getByRole('button', { name: 'Sign in with your organisation’s account' }).click();
    assert.equal(new URL(page.url()).origin, provider.issuer);
    await page.getByLabel('Login').fill('nia');
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.equal(page.url(), `${world.url}/homes`);
    assert.match(await page.locator('body').innerText(), /Nia Holt, home finder, Northshire/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(new URL(page.url()).pathname, '/sign-in/oidc/signed-out');
    await screenshot(page, 'signed-out-of-homeward');
    await checkFitsWidth(page);
    await page.getByRole('button', { name: 'Sign out of your organisation’s account too' }).click();
    assert.equal(new URL(page.url()).origin, provider.issuer);
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(page.url(), `${world.url}/sign-in`);
    await page.context().close();
  });

  test('what is asked to be proven anew goes to the provider and comes back to the page', async () => {
    await world.invite(person('ada'));
    const page = await openPage(browser, { baseURL: world.url });
    const signIn = async () => {
      await page.getByLabel('Login').fill('ada');
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await page.goto('/sign-in/oidc');
    await signIn();
    const cookie = async () => (await page.context().cookies()).find(({ name }) => name === 'homeward-session')?.value;
    const before = await cookie();
    world.later(600);
    await page.goto('/sign-in/again?next=/homes');
    await page.getByRole('button', { name: 'Sign in again with your organisation’s account' }).click();
    // The provider knows her still; being asked anew is the point.
    assert.equal(new URL(page.url()).origin, provider.issuer);
    await signIn();
    assert.equal(page.url(), `${world.url}/homes`);
    assert.notEqual(await cookie(), before);
    assert.equal(await countOf(database, 'session', "fresh_at > signed_in_at + interval '9 minutes'"), 1);
    await page.context().close();
  });

  test('somebody with a password joins the two, and comes in either way from then on', async () => {
    const actor = await world.invite(person('bea'));
    const token = await database.asSystem(async (tx) => {
      await insertAll(tx, 'account', [{ id: 'account bea', name: 'Bea', email: 'bea@north.example', by: 'system' }]);
      await insertAll(tx, 'account_password', [{ account_id: 'account bea', hash: 'none' }]);
      const post = { organisation_id: 'north', id: `${actor} of bea`, name: 'Bea', role: 'manager' };
      await insertAll(tx, 'actor', [{ ...post, account_id: 'account bea' }]);
      const now = new Date(Date.now() + 600_000);
      return (await startSession(tx, { accountId: 'account bea', actorId: post.id, method: 'password', now })).token;
    });
    const stranger = await openPage(browser, { baseURL: world.url });
    await stranger.goto('/sign-in/oidc');
    await stranger.getByLabel('Login').fill('bea');
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    assert.equal(await stranger.getByRole('heading', { level: 1 }).innerText(), 'You have a Homeward password');
    await checkAccessible(stranger);
    await screenshot(stranger, 'has-a-homeward-password');

    const page = await openPage(browser, { baseURL: world.url });
    await page.context().addCookies([{ name: 'homeward-session', value: token, url: world.url }]);
    await page.goto('/homes');
    // As the button of the account page sends it.
    const csrf = await page.locator('input[name=_csrf]').first().getAttribute('value');
    await page.setContent(
      `<form method="post" action="${world.url}/sign-in/oidc/join"><input name="_csrf" value="${csrf}"><button>Join</button></form>`,
    );
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('button', { name: 'Go on to your organisation’s sign-in' }).waitFor();
    await checkAccessible(page);
    await screenshot(page, 'join-the-organisations-account');
    await page.getByRole('button', { name: 'Go on to your organisation’s sign-in' }).click();
    await page.getByLabel('Login').fill('bea');
    await page.getByRole('button', { name: 'Sign in' }).click();
    assert.equal(new URL(page.url()).pathname, '/account');
    assert.equal(await countOf(database, 'account_oidc', "account_id = 'account bea' and subject = 'bea'"), 1);

    await stranger.goto('/sign-in/oidc?next=/homes');
    assert.match(await stranger.locator('body').innerText(), /Bea, team manager, Northshire/);
    await stranger.context().close();
    await page.context().close();
  });

  test('nothing is joined by a link or a form of somebody else’s, nor from a screen left open', async () => {
    await world.invite(person('cal'));
    const visitor = world.visitor();
    await visitor.signIn('cal');
    assert.equal((await visitor.get('/sign-in/oidc/join')).status, 404);
    assert.equal((await visitor.post('/sign-in/oidc/join', {})).status, 403);
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/homes')).html)?.[1] ?? '';
    world.later(600);
    assert.match((await visitor.post('/sign-in/oidc/join', { _csrf: csrf })).location, /^\/sign-in\/again\?next=/);
  });
});
