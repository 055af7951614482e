import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import type { Database } from '../db/index.ts';
import { investWorld } from './test-world.ts';

let database: Database;
let server: TestServer;
let browser: Browser;

before(async () => {
  database = await embeddedForTest();
  await database.asSystem(investWorld);
  server = await serverForTest(database, () => new Date('2026-11-22T10:00:00Z'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

test('on a phone without scripts: the first figure, other figures, what is wrong with one, and keeping it', async () => {
  const page = await openPageAs(browser, server, 'w_commissioner', { width: 'phone', javaScript: false });
  await page.goto('/plans/invest-to-save');
  await checkAccessible(page);
  await checkFitsWidth(page);
  await page.getByLabel('Hours of preparation for each move').fill('40');
  await page.getByText('Change any other figure').click();
  await page
    .getByRole('group', { name: 'Weeks it is paid for after the child has left' })
    .getByLabel('Likely')
    .fill('90');
  await page.getByRole('button', { name: 'Work it out' }).click();
  await page
    .getByRole('link', { name: /Weeks it is paid for after the child has left: enter a number from 0 to 52/ })
    .click();
  await checkAccessible(page);
  await checkFitsWidth(page);
  assert.equal(await page.getByLabel('Hours of preparation for each move').inputValue(), '40');
  await page
    .getByRole('group', { name: 'Weeks it is paid for after the child has left' })
    .getByLabel('Likely')
    .fill('0');
  await page.getByRole('button', { name: 'Work it out' }).click();
  // £300 for 17 weeks, half of it, and 20 hours: £3,278. 10,192 / 3,278 = 3.1, so 4, and there are 3.3 a year.
  await page.getByRole('heading', { name: 'It does not pay for itself in money' }).waitFor();
  assert.ok(await page.getByText('It would have to prevent 4 a year, and reaches about 3').isVisible());
  await page.getByText('The same as a table').click();
  assert.ok(await page.getByRole('rowheader', { name: 'Share prevented' }).isVisible());
  await page.getByLabel('Name to find it by').fill('Forty hours');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('link', { name: 'Forty hours' }).waitFor();
  await checkAccessible(page);
  await screenshot(page, 'invest-to-save-phone');
});
