import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';

/** From one click to a published strategy that can be read anywhere. */
describe('a strategy in the browser', () => {
  const today = englandDate(new Date());
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await smallRegion(database, today);
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_buyer', name: 'Bea Marsh', role: 'commissioner' },
      ]);
      const ids = Array.from({ length: 24 }, (_, at) => `c${at}`);
      const key = (id: string) => ({ organisation_id: 'north', child_id: id });
      await insertAll(
        tx,
        'child',
        ids.map((id) => ({ organisation_id: 'north', id, sex: 'female' })),
      );
      await insertAll(
        tx,
        'child_identity',
        ids.map((id, at) => ({ ...key(id), born: addDays(today, -(at % 2 ? 7 : 13) * 366), given_name: 'A' })),
      );
      await insertAll(
        tx,
        'placement',
        ids.map((id, at) => ({
          ...{ ...key(id), id: `stay-${id}`, started: addDays(today, -100) },
          ...(at % 3
            ? { home_organisation_id: 'north', home_id: 'far' }
            : { home_organisation_id: 'acorn', home_id: 'near' }),
        })),
      );
    });
    server = await serverForTest(database);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
  });

  test('written, completed, published and taken away, on a desk and on a phone without scripts', async () => {
    const page = await openPageAs(browser, server, 'w_buyer', { width: 'desk' });
    const good = async (name: string) => {
      await checkAccessible(page);
      await checkFitsWidth(page);
      await screenshot(page, `strategy-${name}`);
    };
    await page.goto('/plans');
    await page.getByRole('link', { name: 'Strategy' }).click();
    await good('list');
    await page.getByRole('button', { name: 'Write the strategy' }).click();
    await page.getByRole('heading', { level: 1, name: /sufficiency strategy for North/ }).waitFor();
    await page.getByRole('link', { name: /^Write.*In short/ }).click();
    await page.getByLabel('What you say beside the figures').fill('We want every child near home.');
    await good('text');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Add an action' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await good('action-wrong');
    await page.getByLabel('What will be done').fill('Recruit ten foster carers');
    await page.getByLabel('Who answers for it').fill('Head of Fostering');
    for (const [part, value] of [
      ['Day', '31'],
      ['Month', '3'],
      ['Year', '2028'],
    ] as const)
      await page.getByLabel(part, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Head of Fostering, by 31 March 2028').waitFor();
    await good('draft');
    await page.getByLabel('I have read it, and it may be published').check();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('It stands as it is').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Take it as one web page (HTML)' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `sufficiency-strategy-${today}.html`);
    const html = await readFile(await download.path(), 'utf8');
    const at = page.url();
    await page.context().close();

    const phone = await openPageAs(browser, server, 'w_buyer', { width: 'phone', javaScript: false });
    await phone.goto(`${at}/read`);
    await phone.getByRole('heading', { name: 'Where children live' }).waitFor();
    await checkAccessible(phone);
    await checkFitsWidth(phone);
    await screenshot(phone, 'strategy-read-phone');
    await phone.context().close();

    const alone = await openPage(browser, { width: 'phone' });
    await alone.setContent(html);
    assert.equal(await alone.title(), 'Homes for our children: sufficiency strategy for North');
    await alone.getByRole('rowheader', { name: 'Recruit ten foster carers' }).waitFor();
    await alone.getByText('We want every child near home.').waitFor();
    await checkAccessible(alone);
    await checkFitsWidth(alone);
    await screenshot(alone, 'strategy-file-phone');
    await alone.context().close();
  });
});
