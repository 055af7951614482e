import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { FAMILY, hiddenWorld } from '../../test/security/hidden-world.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

let database: Database;
let server: TestServer;
let browser: Browser;

before(async () => {
  database = await embeddedForTest();
  await hiddenWorld(database, englandDate(new Date()));
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_adopt', name: 'Ada Adopt', role: 'adoption-worker' },
    ]);
    await allocate(tx, 'north', 'w_adopt', ['leo'], 'adoption worker');
  });
  server = await serverForTest(database);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

async function looksRight(page: Page, picture: string): Promise<void> {
  await checkFitsWidth(page);
  await checkAccessible(page);
  await screenshot(page, picture);
}

test('a social worker hides where a family lives on a phone, and lets a colleague see it', async () => {
  const page = await openPageAs(browser, server, 'w_worker', { width: 'phone', javaScript: false });
  await page.goto('/children/maya');
  await page.getByRole('link', { name: 'Hide where the family lives' }).click();
  await page.getByRole('button', { name: 'Hide it now' }).click();
  await page.getByRole('alert').or(page.locator('.govuk-error-summary')).first().waitFor();
  await looksRight(page, 'hide-address-wrong');
  await page.getByLabel('A court has ordered it').check();
  await page.getByLabel('What it stands on').fill('Family Court at North, order of 3 March 2026');
  await page.getByLabel('Who is it hidden from?').fill('her father');
  await page.getByRole('button', { name: 'Hide it now' }).click();
  await page.getByRole('heading', { name: 'Where the family lives' }).waitFor();
  assert.equal(await page.getByLabel('Postcode').inputValue(), FAMILY.postcode);
  await page.getByText(/Since \d+ \w+ \d{4}, by N w_worker/).waitFor();
  await looksRight(page, 'hidden-address');
  await page.getByLabel('Somebody else who needs to know it').selectOption({ label: 'N w_team, team manager' });
  await page.getByRole('button', { name: 'Let them see it' }).click();
  await page.getByText('N w_team, team manager, North').waitFor();
  await page.context().close();
});

test('information governance seals a record and names somebody on it', async () => {
  const page = await openPageAs(browser, server, 'w_governance', { width: 'desk', javaScript: true });
  await page.goto('/children/maya');
  await page.getByRole('link', { name: 'Seal this record' }).click();
  await page.getByRole('heading', { name: /^Seal .* record$/ }).waitFor();
  await looksRight(page, 'seal');
  await page.getByLabel('The police or a court have asked for it').check();
  await page.getByLabel('Who goes on working with Maya?').selectOption({ label: 'N w_worker, social worker' });
  await page.getByRole('button', { name: 'Seal the record' }).click();
  await page.getByRole('heading', { name: /Record ending in/ }).waitFor();
  await page.getByText(/Sealed on \d+ \w+ \d{4} by N w_governance/).waitFor();
  await page
    .getByLabel('Name somebody else on this record')
    .selectOption({ label: 'N w_iro, independent reviewing officer' });
  await page.getByRole('button', { name: 'Name them' }).click();
  await page.getByRole('button', { name: /Take off N w_iro/ }).waitFor();
  await looksRight(page, 'sealed');
  await page.context().close();
});

test('an adoption worker records an adoption and finds both records', async () => {
  const page = await openPageAs(browser, server, 'w_adopt', { width: 'phone', javaScript: true });
  await page.goto('/children/leo/adoption');
  await looksRight(page, 'adoption');
  await page.getByLabel('First name now').fill('Wren');
  await page.getByLabel('Family name now').fill('Newname');
  for (const [label, value] of [
    ['Day', '1'],
    ['Month', '3'],
    ['Year', '2026'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByLabel('The application was not opposed').check();
  await page.getByRole('button', { name: 'Record the adoption' }).click();
  await page.getByRole('link', { name: 'The record since the adoption' }).waitFor();
  await looksRight(page, 'adopted');
  await page.context().close();
});

test('a registered manager names a home’s carer and hides where it is', async () => {
  const page = await openPageAs(browser, server, 'w_manager', { width: 'desk', javaScript: false });
  await page.goto('/homes/acorn/late/carers');
  await looksRight(page, 'carers');
  await page.goto('/homes/acorn/late');
  await page.getByRole('link', { name: 'Hide where this home is' }).click();
  await page.getByLabel('It is a refuge').check();
  await page.getByRole('button', { name: 'Hide it now' }).click();
  await page.getByRole('heading', { name: 'Where this home is' }).waitFor();
  await looksRight(page, 'hidden-home');
  await page.goto('/homes/acorn/late');
  await looksRight(page, 'home-hidden');
  await page.context().close();
});
