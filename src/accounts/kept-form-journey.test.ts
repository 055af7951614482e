import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, first, insertAll, sql } from '../db/index.ts';
import { sessionCookieName, startSession } from './index.ts';

let database: Database;
let server: TestServer;
let browser: Browser;
let now = new Date('2026-11-21T10:00:00Z');

before(async () => {
  database = await embeddedForTest();
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
    await insertAll(tx, 'actor', [{ organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'social-worker' }]);
    await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'ella', sex: 'female' }]);
    await insertAll(tx, 'child_identity', [
      { organisation_id: 'north', child_id: 'ella', born: '2015-03-01', given_name: 'Ella' },
    ]);
    await allocate(tx, 'north', 'w_nia', ['ella']);
  });
  server = await serverForTest(database, () => now);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

for (const width of ['phone', 'desk'] as const) {
  test(`what was typed comes back after signing in again, ${width}`, async () => {
    const page = await openPageAs(browser, server, 'w_nia', { width, javaScript: width === 'desk' });
    await page.goto('/children/ella/facts');
    const faith = `Quaker, “as ${width} says” & <b>so</b>`;
    await page.getByLabel('Faith').fill(faith);
    now = new Date(now.getTime() + 61 * 60_000);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('sign in as the same person in this browser').waitFor();
    await checkAccessible(page);
    // Signing in itself is tested beside this; here the browser gets the session that comes of it.
    const begun = { accountId: null, actorId: 'w_nia', method: 'test' as const, now };
    const { token } = await database.asSystem((tx) => startSession(tx, begun));
    await page.context().addCookies([{ name: sessionCookieName(false), value: token, url: server.url }]);
    await page.goto('/kept-form');
    await page.getByRole('heading', { name: 'You were signed out while you wrote' }).waitFor();
    await page.getByText(faith).waitFor();
    await checkFitsWidth(page);
    await checkAccessible(page);
    await screenshot(page, `accounts-kept-form-${width}`);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.waitForURL('**/children/ella');
    const saved = await database.asSystem((tx) => first<{ faith: string }>(tx, sql`select faith from child`));
    assert.equal(saved?.faith, faith);
  });
}
