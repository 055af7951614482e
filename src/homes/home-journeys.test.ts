import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, first, insertAll, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { importHomes } from './import-homes.ts';

const example = readFileSync(new URL('../../docs/examples/homes.csv', import.meta.url));

let database: Database;
let server: TestServer;
let browser: Browser;
let rowan = '';

before(async () => {
  database = await embeddedForTest();
  await database.asSystem(async (tx) => {
    await importHomes(tx, sourceOf(example, 'homes.csv', 65_536), {
      authority: 'E09000027',
      today: date('2026-11-21'),
    });
    const home = await first<{ o: string; h: string }>(
      tx,
      sql`select organisation_id as o, id as h from home where name = 'Rowan House'`,
    );
    const found = home as NonNullable<typeof home>;
    rowan = `/homes/${found.o}/${found.h}`;
    await insertAll(tx, 'actor', [
      { organisation_id: found.o, id: 'mina', name: 'Mina Example', role: 'registered-manager' },
      { organisation_id: 'authority_e09000027', id: 'finn', name: 'Finn Example', role: 'home-finder' },
    ]);
    await insertAll(tx, 'setting', [{ name: 'made-up region', value: {} }]);
  });
  server = await serverForTest(database, () => new Date('2026-11-21T10:00:00Z'));
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await server?.close();
  await database?.close();
});

function as(
  actorId: string,
  options: { readonly width: 'desk' | 'phone'; readonly javaScript: boolean },
): Promise<Page> {
  return openPageAs(browser, server, actorId, options);
}

async function looksRight(page: Page, picture: string): Promise<void> {
  await checkFitsWidth(page);
  await checkAccessible(page);
  await screenshot(page, picture);
}

test('a registered manager says what is free today, on a phone, without scripts as with them', async () => {
  for (const javaScript of [true, false]) {
    const page = await as('mina', { width: 'phone', javaScript });
    await page.goto('/homes');
    await looksRight(page, 'homes-own-phone');
    await page.getByRole('link', { name: 'Rowan House' }).click();
    await page.getByRole('heading', { name: 'Rowan House', level: 1 }).waitFor();
    await looksRight(page, 'home-own-phone');
    await page.getByRole('button', { name: 'Say what is free today' }).click();
    await page.getByRole('heading', { name: /^What is free at/ }).waitFor();
    await looksRight(page, 'rooms-phone');
    await page.getByRole('button', { name: /^Taken.*Room 1/ }).click();
    const room = page.locator('section', { has: page.getByRole('heading', { name: 'Room 1' }) });
    assert.match(await room.innerText(), /Taken/i);
    await page.getByRole('button', { name: /^Free now.*Room 1/ }).click();
    assert.match(await room.innerText(), /Free now/i);
    await page.getByRole('button', { name: 'All is as shown' }).click();
    await page.getByText('4 rooms are confirmed for today').waitFor();
    await looksRight(page, 'rooms-confirmed-phone');
    await page.context().close();
  }
});

test('every form of a home fits a phone, the longest a desk too, and can be used by everybody', async () => {
  for (const width of ['phone', 'desk'] as const) {
    const page = await as('mina', { width, javaScript: true });
    for (const form of width === 'desk' ? [] : ['edit', 'terms', 'fee', 'skills', 'household', 'rooms/new']) {
      await page.goto(`${rowan}/${form}`);
      await looksRight(page, `home-${form.replace('/', '-')}-${width}`);
    }
    await page.goto('/homes/new');
    await page.getByRole('button', { name: 'Add the home' }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await looksRight(page, `home-refused-${width}`);
    await page.goto(`${rowan}/rooms`);
    await page.getByRole('link', { name: /^Take out of service.*Room 2/ }).click();
    await page.getByRole('heading', { name: /^Take Room 2 out/ }).waitFor();
    await looksRight(page, `home-out-of-service-${width}`);
    await page.context().close();
  }
});

test('a home finder narrows the list of the region and opens a home', async () => {
  for (const width of ['phone', 'desk'] as const) {
    const page = await as('finn', { width, javaScript: true });
    await page.goto('/homes');
    await looksRight(page, `homes-${width}`);
    await page.getByLabel('Kind').selectOption({ label: 'Children’s home' });
    await page.getByLabel('Area').fill('Harbridge');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('heading', { name: '2 homes' }).waitFor();
    await page.getByRole('link', { name: 'Rowan House' }).click();
    await page.getByRole('heading', { name: 'What it is good at' }).waitFor();
    await looksRight(page, `home-${width}`);
    await page.context().close();
  }
});
