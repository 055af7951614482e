import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Database, insertAll } from '../../src/db/index.ts';
import { date, englandDate } from '../../src/kernel/index.ts';
import { SEARCH, sharingWorld } from '../../src/searches/test-sharing.ts';
import { checkAccessible, checkFitsWidth } from '../browser/accessibility.ts';
import { openBrowser, screenshot } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { serverForTest, type TestServer } from '../server.ts';

/** A search from nobody's to closed, as home finders, a provider and a carer go through it; and what a region agrees. */
describe('sharing a search', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  /** Agreements begin by the database's own clock, so the first day is today's. */
  const today = englandDate(new Date());
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await sharingWorld(database, englandDate(now), date('2026-12-01'));
    await database.asSystem((tx) =>
      insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_gia', name: 'Gia North', role: 'information-governance' },
      ]),
    );
    server = await serverForTest(database, () => now);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
  });

  const open = (actor: string, width: 'desk' | 'phone', javaScript = true) =>
    openPageAs(browser, server, actor, { width, javaScript });

  for (const [width, javaScript] of [
    ['desk', true],
    ['phone', false],
  ] as const) {
    test(`taken on, shared one stage further, looked at and ended, on a ${width}${javaScript ? '' : ' without scripts'}`, async () => {
      const good = (page: Page, name: string) => looksRight(page, `${name}-${width}`);
      const nell = await open('w_second', width, javaScript);
      await nell.goto('/searches');
      await good(nell, 'searches-of-others');
      assert.doesNotMatch(await nell.locator('main').innerText(), /Zoë/);
      await nell.getByRole('button', { name: /^Work on this search.*Two children of 11 and 8/ }).click();
      await heading(nell, /^Homes for Zoë-Marie/);
      await good(nell, 'results-shared');
      await nell.goto(`/searches/${SEARCH}/homes/acorn/near`);
      await nell.getByRole('link', { name: 'Share with Acorn Homes' }).click();
      await heading(nell, /^Share with Acorn Homes$/);
      await good(nell, 'share-form');
      const stage = width === 'desk' ? 'Needs' : 'Identified';
      await nell.getByLabel(stage, { exact: true }).check();
      await nell.getByRole('button', { name: 'Show what they would see' }).click();
      await nell.getByRole('heading', { name: /^What Acorn Homes would see/ }).waitFor();
      await good(nell, 'share-preview');
      await nell.getByRole('button', { name: 'Share this with Acorn Homes' }).click();
      await heading(nell, /^Who works on it, sharing and closing$/);
      await good(nell, 'working');

      const pat = await open('w_provider', width, javaScript);
      await pat.goto('/shared');
      await good(pat, 'shared-list');
      await pat.getByRole('link', { name: /^A girl of 11 and a boy of 8/ }).click();
      await heading(pat, width === 'desk' ? /^A girl of 11 and a boy of 8$/ : /^Zoë-Marie, 11 and Idris, 8$/);
      await good(pat, 'shared-one');
      await nell.getByRole('button', { name: /^End it.*Acorn Homes, Near House/ }).click();
      await nell.getByText('With nobody now.').waitFor();
      assert.equal((await pat.reload())?.status(), 404);
      await nell.getByRole('button', { name: 'Stop working on it' }).click();
      await heading(nell, /^Finding homes$/);
      for (const page of [nell, pat]) await page.context().close();
    });
  }

  test('asking along with a brother of another worker, and closing, on a phone without scripts', async () => {
    const width = 'phone';
    const sol = await open('w_social', width, false);
    await sol.goto('/searches/new?child=c_1');
    await sol.getByText('You do not work with Bartholomew.').waitFor();
    await looksRight(sol, `ask-with-closed-${width}`);
    await sol.getByLabel('Today').check();
    await sol.getByRole('button', { name: 'Find homes' }).click();
    await heading(sol, /^Homes for/);
    await sol.getByRole('link', { name: 'Who works on it, sharing and closing' }).click();
    await sol.getByRole('button', { name: 'Close the search' }).click();
    await sol.getByRole('link', { name: 'Choose why it is closed' }).waitFor();
    await looksRight(sol, `close-error-${width}`);
    await sol.getByLabel('A home was found').check();
    await sol.getByRole('button', { name: 'Close the search' }).click();
    await heading(sol, /^Finding homes$/);
    await sol.getByRole('link', { name: 'Closed searches' }).click();
    await sol
      .getByText(/home found/)
      .first()
      .waitFor();
    await looksRight(sol, `searches-closed-${width}`);
    await sol.context().close();
  });

  test('an agreement is written down, and read by an analyst', async () => {
    const width = 'desk';
    const gia = await open('w_gia', width);
    await gia.goto('/region/agreements');
    await gia.getByRole('button', { name: 'Write an agreement down' }).click();
    await heading(gia, /^Write a sharing agreement down$/);
    await gia.getByRole('button', { name: 'Sign for North' }).click();
    await gia.getByRole('link', { name: 'Choose what is shared' }).waitFor();
    await looksRight(gia, `agreement-new-${width}`);
    await gia.getByLabel('What it is for').fill(`Homes for the winter (${width})`);
    await gia.getByLabel('Homes', { exact: true }).check();
    await gia.getByLabel('South').check();
    const [year = '', month = '', day = ''] = today.split('-');
    const first = gia.getByRole('group', { name: 'The first day' });
    await first.getByLabel('Day').fill(day);
    await first.getByLabel('Month').fill(month);
    await first.getByLabel('Year').fill(year);
    await gia.getByRole('button', { name: 'Sign for North' }).click();
    await gia.getByRole('heading', { name: `Homes for the winter (${width})` }).waitFor();
    await looksRight(gia, `agreements-${width}`);
    const analyst = await open('w_analyst', width);
    await analyst.goto('/region/agreements');
    await looksRight(analyst, `agreements-analyst-${width}`);
    assert.equal(await analyst.locator('main').getByRole('button').count(), 0);
    for (const page of [gia, analyst]) await page.context().close();
  });
});

async function heading(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function looksRight(page: Page, picture: string): Promise<void> {
  await screenshot(page, picture);
  await checkAccessible(page);
  await checkFitsWidth(page);
  const wide = page.viewportSize();
  if (!wide || wide.width < 500) return;
  await page.setViewportSize({ width: 390, height: 844 });
  await checkFitsWidth(page);
  await page.setViewportSize(wide);
}
