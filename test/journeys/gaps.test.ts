import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Database } from '../../src/db/index.ts';
import { gapsWorld } from '../../src/gaps/test-gaps.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { checkAccessible, checkFitsWidth } from '../browser/accessibility.ts';
import { openBrowser, screenshot } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { serverForTest, type TestServer } from '../server.ts';

/** A commissioner sees what is missing, writes a home down that is on the way, and sees the gap of the year when it is open. */
describe('from a gap to a home on the way', () => {
  const now = new Date();
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await gapsWorld(database, englandDate(now));
    server = await serverForTest(database, () => now);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
  });

  test('with scripts on a desk, and looked at on a phone', async () => {
    const page = await openPageAs(browser, server, 'w_commissioner');
    await page.goto('/plans');
    await page.getByRole('link', { name: 'Gaps' }).click();
    await page.getByLabel('Whose figures').selectOption('north');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText(/more rooms? in foster homes for children of 10 to 15 with high needs near North/).waitFor();
    await looksRight(page, 'gaps');

    await page.getByRole('link', { name: /homes and foster carers that are planned/ }).click();
    await page.getByRole('button', { name: 'Add new homes' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('There is a problem').waitFor();
    await looksRight(page, 'project-form');
    await page.getByLabel('Name').fill('House by the park');
    await page.getByLabel('Foster homes').check();
    await page.getByRole('textbox', { name: 'Rooms', exact: true }).fill('2');
    await page.getByLabel('Youngest age').fill('8');
    await page.getByLabel('Oldest age').fill('17');
    await page.getByRole('radio', { name: 'High' }).check();
    await page.getByLabel('Day').fill('1');
    await page.getByLabel('Month').fill('1');
    await page.getByLabel('Year').fill(String(now.getFullYear() + 1));
    await page.getByRole('radio', { name: /^Sure/ }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'House by the park' }).waitFor();
    await looksRight(page, 'project');

    await page.goto('/plans/projects?for=north');
    await looksRight(page, 'projects');
    await page.getByRole('link', { name: 'Gaps' }).click();
    await page.getByLabel('When').selectOption('3');
    await page.getByRole('button', { name: 'Show' }).click();
    assert.match(await page.locator('main').innerText(), new RegExp(`sure in ${now.getFullYear() + 1}`));
    await page.setViewportSize({ width: 390, height: 844 });
    await looksRight(page, 'gaps-phone');
    await page.goto('/plans/projects?for=north');
    await looksRight(page, 'projects-phone');
    await page.context().close();
  });
});

async function looksRight(page: Page, picture: string): Promise<void> {
  await screenshot(page, picture);
  await checkFitsWidth(page);
  await checkAccessible(page);
}
