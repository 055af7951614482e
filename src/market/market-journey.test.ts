import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import type { Database } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';
import { marketWorld, PEOPLE } from './test-market-world.ts';

const today = englandDate(new Date());
let database: Database;
let server: TestServer;
let browser: Browser;

before(async () => {
  database = await embeddedForTest();
  await marketWorld(database, today);
  server = await serverForTest(database);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

test('on a phone without scripts: from planning to where the money goes, to a price that is written down', async () => {
  const page = await openPageAs(browser, server, PEOPLE.buyer, { width: 'phone', javaScript: false });
  const fine = async () => {
    await checkAccessible(page);
    await checkFitsWidth(page);
  };
  await page.goto('/plans');
  await page.getByRole('link', { name: 'Market', exact: true }).click();
  await page.getByLabel('Whose figures').selectOption({ label: 'The Region' });
  await page.getByRole('button', { name: 'Show' }).click();
  assert.ok(
    await page
      .getByRole('row', { name: /Beech Care 140 £700,000 56%/ })
      .first()
      .isVisible(),
  );
  await fine();
  for (const name of [
    'Prices like for like',
    'Quality and registration',
    'A block of rooms',
    'Who pays',
    'Who owns whom',
  ]) {
    await page.getByRole('link', { name, exact: true }).click();
    assert.ok(await page.getByRole('heading', { level: 1, name }).isVisible());
    await fine();
    if (name === 'Who owns whom') await page.goBack();
  }
  await page.getByRole('link', { name: 'Write down prices' }).click();
  await fine();
  await page
    .getByRole('link', { name: /Near House/ })
    .first()
    .click();
  await page.getByLabel('Price of a week').fill('4.500,00');
  await page.getByRole('button', { name: 'Write it down' }).click();
  assert.ok(await page.getByRole('link', { name: /Enter the first day/ }).isVisible());
  assert.equal(await page.getByLabel('Price of a week').inputValue(), '4.500,00');
  await fine();
  const [year = '', month = '', day = ''] = addDays(today, -30).split('-');
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Month', { exact: true }).fill(month);
  await page.getByLabel('Year', { exact: true }).fill(year);
  await page.getByLabel('Price of a week').fill('£4,500');
  await page.getByLabel('More or other support').check();
  await page.getByRole('button', { name: 'Write it down' }).click();
  assert.ok(await page.getByText('£4,500 a week').isVisible());
  await page.goto('/prices/blocks?provider=acorn');
  await fine();
});
