import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Database, insertAll } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { checkAccessible, checkFitsWidth } from '../browser/accessibility.ts';
import { openBrowser, screenshot } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { smallRegion } from '../small-region.ts';

/** A home finder looks at all who wait, keeps a pair, puts one aside and goes on to a search, with scripts and without. */
describe('who is waiting', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await smallRegion(database, englandDate(now));
    await database.asSystem(async (tx) => {
      for (const child of ['maya', 'leo']) {
        const key = { organisation_id: 'north', search_id: `s_${child}` };
        await insertAll(tx, 'search', [
          {
            ...{ organisation_id: 'north', id: `s_${child}`, needed_by: '2026-12-01', emergency: child === 'leo' },
            ...{ note: '', asked_by: 'w_finder', asked_at: '2026-11-14T09:00:00Z' },
          },
        ]);
        await insertAll(tx, 'search_child', [{ ...key, child_id: child, profile_id: `profile-${child}` }]);
        await insertAll(tx, 'search_worker', [{ ...key, actor_id: 'w_finder', by: 'w_finder' }]);
      }
    });
    server = await serverForTest(database, () => now);
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
    test(`looked at, kept, put aside, on a ${width}${javaScript ? '' : ' without scripts'}`, async () => {
      const page = await openPageAs(browser, server, 'w_finder', { width, javaScript });
      await page.goto('/searches');
      await page.getByRole('link', { name: /^Who is waiting/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Who is waiting' }).waitFor();
      await looksRight(page, `who-is-waiting-${width}`);
      const maya = page.locator('#search-s_maya');
      assert.match(await maya.innerText(), /Proposed:/);
      assert.equal(await page.locator('main form').count(), 0);

      await maya.getByRole('link', { name: /^Keep another home for Maya/ }).click();
      await maya.getByLabel(/^Home to keep for Maya/).selectOption('s_maya/north/far');
      await looksRight(page, `who-is-waiting-choose-${width}`);
      await maya.getByRole('button', { name: /^Keep it/ }).click();
      await maya.getByText('Kept by you').waitFor();
      assert.match(await maya.innerText(), /Far Cottage/);

      await maya.getByRole('link', { name: /^Not Far Cottage for Maya/ }).click();
      await maya.getByText('You put Far Cottage aside.').waitFor();
      assert.doesNotMatch(await maya.innerText(), /Proposed: Far Cottage/);
      await looksRight(page, `who-is-waiting-aside-${width}`);

      await page.getByRole('link', { name: 'Start again without' }).click();
      assert.equal(new URL(page.url()).search, '');
      await maya.getByRole('link', { name: /^Maya/ }).click();
      await page.getByRole('heading', { level: 1, name: /^Homes for Maya/ }).waitFor();
      await page.context().close();
    });
  }
});

async function looksRight(page: Page, picture: string): Promise<void> {
  await screenshot(page, picture);
  await checkAccessible(page);
  await checkFitsWidth(page);
}
