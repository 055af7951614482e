import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll } from '../db/index.ts';
import { checkLiveReturns, importReturns } from './index.ts';

/** What a data officer takes away from the records, and finds to put right in them. */
describe('returns from the records', () => {
  const clock = () => new Date('2026-05-20T17:00:00Z');
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E09000001' }]);
      const role = { name: 'Dana Reyes', role: 'data-officer' };
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'desk', ...role },
        { organisation_id: 'north', id: 'phone', ...role },
      ]);
    });
    const ids = Array.from({ length: 60 }, (_, n) => `NC${1001 + n}`);
    const made = returnFiles(2026, {
      Header: ids.map((id) => child(id)),
      Episodes: ids.map((id) => episode(id, '2025-06-01', ended('2025-05-01', 'E3', null))),
    });
    await importReturns(database, { returns: [made], authority: 'E09000001' });
    await checkLiveReturns({ database, clock, fault: (error) => assert.fail(error) });
    server = await serverForTest(database, clock);
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
    test(`taken as files and put right child by child, on a ${width}${javaScript ? '' : ' without scripts'}`, async () => {
      const page = await openPageAs(browser, server, width, { width, javaScript });
      const good = async (name: string) => {
        await checkAccessible(page);
        await checkFitsWidth(page);
        await screenshot(page, `returns-${name}-${width}`);
      };
      await page.goto('/returns');
      await good('front');
      await page.getByLabel('Year of the return').selectOption('2025-26');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Episodes (episodes.csv)' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'episodes.csv');
      const text = await readFile(await download.path(), 'utf8');
      assert.equal(text.trim().split('\r\n').length, 61);

      await page.getByLabel('Day', { exact: true }).fill('31');
      await page.getByLabel('Month', { exact: true }).fill('2');
      await page.getByRole('button', { name: 'pnw-census.csv' }).click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
      await good('wrong-day');

      await page.getByRole('link', { name: 'What to put right in the records now' }).click();
      await page.getByRole('heading', { name: 'What to put right in the records now' }).waitFor();
      await good('now');
      await page.getByRole('link', { name: /Next/ }).click();
      await page
        .getByRole('link', { name: /^Child NC/ })
        .first()
        .click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.match(page.url(), /\/children\/child_/);
    });
  }
});
