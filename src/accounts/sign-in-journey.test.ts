import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage, screenshot } from '../../test/browser/browser.ts';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import type { Database } from '../db/index.ts';
import { firstLink } from './index.ts';

const PASSWORD = 'lantern otter quarry seven';

let database: Database;
let server: TestServer;
let browser: Browser;
let minutes = 0;
const now = () => new Date(Date.parse('2026-11-21T10:00:00Z') + minutes * 60_000);

before(async () => {
  database = await embeddedForTest();
  server = await serverForTest(database, now);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

async function good(page: Page, name: string): Promise<void> {
  await checkFitsWidth(page);
  await checkAccessible(page);
  await screenshot(page, `accounts-${name}`);
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

/** Sets up the app and keeps the codes; answers the secret. */
async function secondStep(page: Page, width: string): Promise<string> {
  await page.getByRole('heading', { name: 'Set up codes on your phone' }).waitFor();
  await good(page, `set-up-${width}`);
  const shown = await page.getByRole('img').boundingBox();
  assert.ok((shown?.width ?? 0) > 150, 'the picture for the camera is there, the content policy allows it');
  const secret = ((await page.locator('.hw-accounts-key').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code').fill('000000');
  await button(page, 'Continue');
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(page, `set-up-refused-${width}`);
  await page.getByLabel('Code').fill(codeOf(secret));
  await button(page, 'Continue');
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  await good(page, `recovery-codes-${width}`);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return secret;
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now().getTime() });
}

test('the first administrator begins, adds a person, and the person comes in: on a phone without scripts, at a desk with them', async () => {
  const admin = await openPage(browser, { baseURL: server.url, width: 'phone', javaScript: false });
  await admin.goto((await database.asSystem((tx) => firstLink(tx, now()))) ?? '');
  await button(admin, 'Continue');
  await admin.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(admin, 'first-refused-phone');
  await admin.getByLabel('Name of your authority').fill('Harbridge Council');
  await admin.getByLabel('ONS code').fill('E09000027');
  await admin.getByLabel('Your name').fill('Ada Lane');
  await admin.getByLabel('Your e-mail address').fill('ada@harbridge.example');
  await admin.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await good(admin, 'first-phone');
  await button(admin, 'Continue');
  const secret = await secondStep(admin, 'phone');
  await admin.getByRole('heading', { name: 'People and posts' }).waitFor();
  await admin.getByLabel('Name of a new team').fill('Children in care 1');
  await button(admin, 'Add the team');
  await good(admin, 'people-and-posts-phone');
  await admin.getByRole('button', { name: 'Add a person' }).click();
  await button(admin, 'Add the person');
  await admin.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(admin, 'add-person-refused-phone');
  await admin.getByLabel('Name', { exact: true }).fill('Nia Holt');
  await admin.getByLabel('E-mail address').fill('nia.holt@harbridge.example');
  await admin.getByLabel('Role').selectOption({ label: 'Home finder' });
  await admin.getByLabel('Team').selectOption({ label: 'Children in care 1' });
  await button(admin, 'Add the person');
  await admin.getByRole('heading', { name: 'A link for Nia Holt' }).waitFor();
  await good(admin, 'link-made-phone');
  const link = new URL((await admin.locator('#link').textContent())?.trim() ?? '');

  const nia = await openPage(browser, { baseURL: server.url, width: 'desk' });
  await nia.goto(link.pathname);
  await good(nia, 'invitation-desk');
  await nia.getByLabel('Choose a password', { exact: true }).fill('too short');
  await button(nia, 'Continue');
  await nia.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(nia, 'invitation-refused-desk');
  await nia.getByLabel('Choose a password', { exact: true }).fill(PASSWORD);
  await button(nia, 'Continue');
  await secondStep(nia, 'desk');
  await nia.goto('/account');
  await good(nia, 'account-desk');

  await admin.getByRole('button', { name: 'I have given it to them' }).click();
  await admin.getByRole('link', { name: 'Nia Holt' }).click();
  await good(admin, 'post-phone');
  await button(admin, 'Make a link to choose another password');
  await admin.getByRole('heading', { name: 'A link for Nia Holt' }).waitFor();
  minutes += 6;
  await admin.goto('/people-and-posts');
  await admin.getByRole('link', { name: 'Nia Holt' }).click();
  await good(admin, 'post-stale-phone');
  await admin.getByRole('button', { name: 'Sign in again' }).click();
  await admin.getByLabel('Your password', { exact: true }).fill('wrong wrong wrong');
  await button(admin, 'Continue');
  await admin.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(admin, 'again-phone');
  await admin.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await button(admin, 'Continue');
  await admin.getByLabel('Why').fill('left on 21 November');
  await button(admin, 'End the post');
  await admin.getByText('left on 21 November').waitFor();
  await good(admin, 'post-ended-phone');
  // The page that is open at the desk opens nothing more.
  await nia.goto('/account');
  await nia.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await good(nia, 'sign-in-desk');

  await admin.goto('/account');
  await good(admin, 'account-phone');
  await button(admin, 'Sign out');
  await admin.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await admin.getByLabel('E-mail address').fill('ada@harbridge.example');
  await admin.getByLabel('Password', { exact: true }).fill('wrong wrong wrong');
  await button(admin, 'Continue');
  await admin.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await good(admin, 'sign-in-refused-phone');
  await admin.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await button(admin, 'Continue');
  await admin.getByRole('heading', { name: 'The code from your app' }).waitFor();
  await good(admin, 'code-phone');
  await admin.getByLabel('Code').fill(codeOf(secret));
  await button(admin, 'Sign in');
  await admin.getByRole('heading', { name: 'People and posts' }).waitFor();
  await admin.goto('/account/password');
  await good(admin, 'password-phone');
  await admin.goto(link.pathname);
  await good(admin, 'link-over-phone');
});
