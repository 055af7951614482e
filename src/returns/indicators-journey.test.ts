import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { loadRegion } from '../../seed/index.ts';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, first, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { importBenchmarks } from './indicator-benchmarks.ts';

let database: Database;
let server: TestServer;
let browser: Browser;
let director = '';

before(async () => {
  database = await embeddedForTest();
  await loadRegion(database, { seed: 1, size: 'town', asOf: date('2026-11-22') });
  await database.asSystem(async (tx) => {
    director =
      (await first<{ id: string }>(tx, sql`select id from actor where role = 'director' order by id limit 1`))?.id ??
      '';
    // Invented figures: published ones are not ours to hand on.
    const text =
      'geographic_level,geo_breakdown,sort_order,metric_text,time_period,value\n' +
      'National,National,48,% CLA on 31 March living in foster care,2025,61%\n' +
      'Local authority,Ashby and the Far Side of the River,48,% CLA on 31 March living in foster care,2025,55%\n' +
      'Local authority,Birch,48,% CLA on 31 March living in foster care,2025,c\n';
    const bytes = async function* () {
      yield new TextEncoder().encode(text);
    };
    await importBenchmarks(tx, { name: 'published.csv', bytes });
  });
  server = await serverForTest(database, () => new Date('2026-11-22T10:00:00Z'));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

test('on a phone without scripts: figures, a table, a definition and another authority beside', async () => {
  const page = await openPageAs(browser, server, director, { width: 'phone', javaScript: false });
  await page.goto('/indicators');
  await checkAccessible(page);
  await checkFitsWidth(page);
  await screenshot(page, 'indicators-phone');
  const foster = page.getByRole('region', { name: 'In foster care', exact: true });
  await foster.getByText('How it is counted').click();
  assert.ok(await foster.getByText('Those in placements U1 to U6.').isVisible());
  await foster.getByText('The same as a table').click();
  assert.ok(await foster.getByRole('cell', { name: 'England, 2025' }).isVisible());
  await page.getByText('Compare with other authorities').click();
  await page.getByLabel('Ashby and the Far Side of the River').check();
  await page.getByRole('button', { name: 'Show' }).click();
  await foster.getByText('The same as a table').click();
  assert.ok(await foster.getByRole('row', { name: /Ashby and the Far Side of the River, 2025 55%/ }).isVisible());
  await checkAccessible(page);
  await checkFitsWidth(page);
});

test('on a desk: a day that cannot be is said at the top and beside the field, and the figures stay', async () => {
  const page = await openPageAs(browser, server, director, { width: 'desk', javaScript: true });
  await page.goto('/indicators');
  await page.getByLabel('Day', { exact: true }).fill('31');
  await page.getByLabel('Month', { exact: true }).fill('2');
  await page.getByLabel('Year', { exact: true }).fill('2026');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('link', { name: 'Enter a day, such as 31 3 2026' }).click();
  assert.ok(
    await page.getByLabel('Day', { exact: true }).evaluate((field) => field === field.ownerDocument.activeElement),
  );
  assert.ok(await page.getByRole('heading', { name: 'In foster care', exact: true }).isVisible());
  await checkAccessible(page);
  await checkFitsWidth(page);
  await screenshot(page, 'indicators-desk');
});
