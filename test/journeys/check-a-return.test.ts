import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Database, insertAll } from '../../src/db/index.ts';
import { checkAccessible, checkFitsWidth } from '../browser/accessibility.ts';
import { openBrowser, screenshot } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { child, ended, episode, returnFiles } from '../returns.ts';
import { serverForTest, type TestServer } from '../server.ts';

/** A return in May, from the files to the last row that is right as it stands. */
describe('checking a return', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-return-'));
  let database: Database;
  let server: TestServer;
  let browser: Browser;
  let files: string[];

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North', code: 'E09000001' },
        { id: 'south', kind: 'authority', name: 'South', code: 'E09000002' },
      ]);
      const role = { name: 'Dana Reyes', role: 'data-officer' };
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'desk', ...role },
        { organisation_id: 'south', id: 'phone', ...role },
      ]);
    });
    server = await serverForTest(database);
    browser = await openBrowser();
    const ids = Array.from({ length: 60 }, (_, n) => `NC${1001 + n}`);
    const made = returnFiles(2026, {
      Header: ids.map((id) => child(id, { ETHNIC: id === 'NC1003' ? 'XYZ1' : 'WBRI' })),
      Episodes: ids.map((id) => episode(id, '2025-06-01', ended('2025-05-01', 'E3', null))),
    });
    files = await Promise.all(
      made.map(async (file) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of file.open()) pieces.push(piece);
        const path = join(folder, file.name);
        writeFileSync(path, Buffer.concat(pieces));
        return path;
      }),
    );
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [width, javaScript] of [
    ['desk', true],
    ['phone', false],
  ] as const) {
    test(`sent, read by rule and by child, accepted and taken back, on a ${width}${javaScript ? '' : ' without scripts'}`, async () => {
      const good = (page: Page, name: string) => looksRight(page, `return-${name}-${width}`);
      const page = await openPageAs(browser, server, width, { width, javaScript });
      await page.goto('/returns');
      for (const next of [
        'Check a return before you send it',
        'Back to returns',
        'Check a return before you send it',
      ]) {
        await page.getByRole('link', { name: next }).click();
        assert.equal((await page.locator('nav a[aria-current]').innerText()).trim(), 'Returns');
      }
      await good(page, 'none');
      await page.getByRole('button', { name: 'Check a return' }).click();
      await heading(page, 'Send a return to be checked');
      await page.getByLabel('Year of the return').selectOption('2025-26');
      await page.getByRole('button', { name: 'Check this return' }).click();
      await page.getByText('Nothing was sent: there is a problem').waitFor();
      await good(page, 'form-wrong');
      await page.getByLabel('Year of the return').selectOption('2025-26');
      await page.getByLabel('This year’s files').setInputFiles(files);
      await page.getByRole('button', { name: 'Check this return' }).click();
      // The page comes again by itself until the check is done.
      await page.getByRole('heading', { name: /rows to look at$/, level: 1 }).waitFor();
      await good(page, 'check');
      const check = page.url();

      await page.getByRole('link', { name: '356', exact: true }).click();
      await heading(page, /^The episode ends before it begins/);
      await good(page, 'rule');
      await page.getByRole('link', { name: /Next/ }).click();
      await page.getByRole('heading', { name: '60 rows, page 2 of 2' }).waitFor();
      await page.getByLabel('Accept Episodes line 52').check();
      await page.getByRole('button', { name: 'Accept these rows' }).click();
      await page.getByText('Nothing was accepted: there is a problem').waitFor();
      assert.ok(await page.getByLabel('Accept Episodes line 52').isChecked(), 'what was ticked is still ticked');
      await good(page, 'rule-wrong');
      await page.getByLabel('Why these rows are right').fill('The court’s own words');
      await page.getByRole('button', { name: 'Accept these rows' }).click();
      await page.getByText('The court’s own words').waitFor();
      await good(page, 'rule-accepted');
      await page.getByRole('link', { name: 'NC1051' }).click();
      await heading(page, 'Child NC1051');
      await page.getByText('Accepted by Dana Reyes: The court’s own words').waitFor();
      await good(page, 'child');
      await page.goto(check);
      await page.getByText('1 accepted').waitFor();
      await good(page, 'check-accepted');

      await page.goto(`${check}/children`);
      await page.getByLabel('Child’s id in the return').fill('nc1003');
      await page.getByRole('button', { name: 'Find' }).click();
      await page.getByRole('heading', { name: /^1 child whose id/ }).waitFor();
      await good(page, 'children');
      await page.goto(`${check}/tables/Episodes`);
      await heading(page, 'Episodes');
      await good(page, 'table');
      await page.goto(`${check}/rules/356?page=2`);
      await page.getByRole('button', { name: 'Take this back for Episodes line 52' }).click();
      await page.getByText('Not accepted: 60').waitFor();

      await page.goto('/returns/checks/new');
      await page.getByLabel('Year of the return').selectOption('2025-26');
      await page.getByLabel('This year’s files').setInputFiles(files);
      await page.getByRole('button', { name: 'Check this return' }).click();
      await page.getByText('You have exactly these files checked already.').waitFor();
      await good(page, 'same');
      await page.goto('/returns/checks');
      await good(page, 'list');
      await page.context().close();
    });
  }

  async function looksRight(page: Page, name: string) {
    await checkAccessible(page);
    await checkFitsWidth(page);
    await screenshot(page, name);
  }
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();
});
