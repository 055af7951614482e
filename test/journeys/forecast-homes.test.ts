import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Database, insertAll } from '../../src/db/index.ts';
import { lives, yearOf } from '../../src/forecasts/test-care.ts';
import { date } from '../../src/kernel/index.ts';
import { importReturns } from '../../src/returns/index.ts';
import { checkAccessible, checkFitsWidth } from '../browser/accessibility.ts';
import { openBrowser, screenshot } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { returnFiles } from '../returns.ts';
import { serverForTest, type TestServer } from '../server.ts';

/** A commissioner's afternoon: a forecast, what family help would change, and both beside each other. */
describe('forecasting homes', () => {
  let database: Database;
  let server: TestServer;
  let browser: Browser;
  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E09000001' }]);
      await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'cora', name: 'Cora Webb', role: 'commissioner' }]);
    });
    const all = lives('NC', 9, date('2026-03-30'));
    const returns = [2024, 2025, 2026].map((year) => returnFiles(year, yearOf(all, year)));
    await importReturns(database, { authority: 'E09000001', returns });
    server = await serverForTest(database, () => new Date('2026-05-20T12:00:00Z'));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
  });

  for (const [width, javaScript] of [
    ['desk', true],
    ['phone', false],
  ] as const) {
    test(`from the form to the comparison, on a ${width}${javaScript ? '' : ' without scripts'}`, async () => {
      const page = await openPageAs(browser, server, 'cora', { width, javaScript });
      await page.goto('/plans');
      await page.getByRole('link', { name: 'Forecasts', exact: true }).click();
      await page.getByRole('button', { name: 'Make a forecast' }).click();
      await looksRight(page, `forecast-form-${width}`);
      await page.getByLabel('Months ahead').fill('5');
      await page.getByRole('button', { name: 'Make the forecast' }).click();
      await page.getByRole('link', { name: /^Months ahead: enter a whole number/ }).waitFor();
      await page.getByLabel('Months ahead').fill('24');
      await page.getByLabel('Name (optional)').fill(`As things go on, ${width}`);
      await made(page);
      assert.match(await page.locator('main').innerText(), /this method would have said \d+; \d+ came/);
      await looksRight(page, `forecast-${width}`);

      await page.goto('/plans/scenarios/new');
      await page.getByLabel('What is the scenario called?').fill(`Family help, ${width}`);
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('link', { name: 'Family help', exact: true }).click();
      await page.getByLabel('How many percent fewer come in').fill('30');
      const from = page.getByRole('group', { name: 'From which month' });
      await from.getByLabel('Month').fill('6');
      await from.getByLabel('Year').fill('2026');
      await looksRight(page, `scenario-line-${width}`);
      await page.getByRole('button', { name: 'Add it' }).click();
      await page.getByText('Children who come into care: 30% fewer, from June 2026 on.').waitFor();
      await looksRight(page, `scenario-${width}`);
      await page.getByRole('button', { name: 'Make a forecast with it' }).click();
      await page.getByLabel('Months ahead').fill('24');
      await page.getByLabel('Name (optional)').fill(`With family help, ${width}`);
      await made(page);
      await page.getByRole('heading', { name: 'What the scenario changes' }).waitFor();

      await page.goto('/plans/forecasts');
      await looksRight(page, `forecasts-${width}`);
      const choose = async (label: string, name: string) => {
        const words = (await page.getByLabel(label).locator('option').allInnerTexts()).find((one) =>
          one.startsWith(name),
        );
        await page.getByLabel(label).selectOption({ label: words ?? '' });
      };
      await choose('The first', `As things go on, ${width}`);
      await choose('The second', `With family help, ${width}`);
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('heading', { name: 'The second less the first' }).waitFor();
      // Nobody more comes in: at the end there are fewer children in nearly every run.
      const last = page.getByRole('row', { name: /March 2028 All children in care/ }).first();
      assert.match(await last.innerText(), /−\d/);
      await looksRight(page, `forecasts-compared-${width}`);
      await page.context().close();
    });
  }
});

/** Sends the form and waits, as the page looks again by itself. */
async function made(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make the forecast' }).click();
  await page.getByRole('heading', { name: 'What is expected' }).waitFor({ timeout: 90_000 });
}

async function looksRight(page: Page, picture: string): Promise<void> {
  await screenshot(page, picture);
  await checkAccessible(page);
  await checkFitsWidth(page);
}
