import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { type Database, insertAll } from '../../src/db/index.ts';
import { openBrowser } from '../browser/browser.ts';
import { openPageAs } from '../browser/signed-in.ts';
import { embeddedForTest } from '../database.ts';
import { ONE, writeLargeReturn } from '../large-return.ts';
import { serverForTest, type TestServer } from '../server.ts';

const TIMES = 20;
/** Generous: a check that takes longer is broken, and a busy machine no reason to call it so. */
const LONGEST_MS = 60_000;

/** The return of twenty authorities in one, by a person at a desk, while others go on with their work. */
describe('checking a return of 100,000 episodes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-large-'));
  let database: Database;
  let server: TestServer;
  let browser: Browser;
  let files: string[];

  before(async () => {
    const made = writeLargeReturn(folder, TIMES, 2026, ['Header', 'Episodes', 'UASC']);
    files = readdirSync(made).map((name) => join(made, name));
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North', code: 'E09000001' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'officer', name: 'Dana Reyes', role: 'data-officer' },
        { organisation_id: 'north', id: 'manager', name: 'Mo Lind', role: 'manager' },
      ]);
      // Every second number of the return is on Ofsted's list.
      const urns = Array.from({ length: 2_000 }, (_, n) => ({ urn: String(1_000_000 + 2 * n), name: `Home ${n}` }));
      await insertAll(
        tx,
        'provider_listing',
        urns.map((one) => ({ ...one, told: [], authority_codes: [] })),
      );
    });
    server = await serverForTest(database, undefined, undefined, null, { uploadFolder: join(folder, 'uploads') });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('sent, watched, read by rule, child and table, and taken as a file, while other pages are answered', async (t) => {
    const manager = await server.actAs('manager');
    const others = watched(() => manager.get('/children'));
    const page = await openPageAs(browser, server, 'officer');
    page.setDefaultTimeout(LONGEST_MS);
    const began = performance.now();
    await page.goto('/returns/checks/new');
    await page.getByLabel('Year of the return').selectOption('2025-26');
    await page.getByLabel('This year’s files').setInputFiles(files);
    await page.getByRole('button', { name: 'Check this return' }).click();
    await page.waitForURL(/\/returns\/checks\/check_/);
    const sent = performance.now() - began;

    const overview = page.getByRole('heading', { name: /rows to look at$/, level: 1 });
    const shares: number[] = [];
    while (!(await overview.isVisible())) {
      const share = await page
        .locator('progress')
        .getAttribute('value', { timeout: 100 })
        .catch(() => null);
      if (share !== null) shares.push(Number(share));
      await pause(200);
    }
    const checked = performance.now() - began;
    assert.ok(shares.length > 0, 'the page says how far the check is');
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
      'and never goes back',
    );
    await page.getByText(/^[\d,]+ findings by \d+ rules, in the rows of [\d,]+ children/).waitFor();
    const check = page.url();

    // Number 1008: half of the numbers are not on the list, but for those of 101,000 rows that need none.
    await page.getByRole('link', { name: '1008', exact: true }).click();
    await page.getByRole('heading', { name: '50,500 rows, page 1 of 1010' }).waitFor();
    await page.goto(`${check}/children?child=10000007`);
    await page.getByRole('link', { name: '10000007', exact: true }).click();
    await page.getByRole('heading', { name: 'Child 10000007', level: 1 }).waitFor();
    await page.goto(check);
    await page.getByRole('link', { name: 'Episodes', exact: true }).click();
    await page
      .getByText(`of ${(ONE * TIMES).toLocaleString('en-GB')} rows`)
      .first()
      .waitFor();
    await page.goto(check);
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Take all of it as a CSV file' }).click();
    const bytes = statSync(await (await coming).path()).size;
    const all = performance.now() - began;
    assert.ok(bytes > 5_000_000, `the file has every finding: ${bytes} bytes`);
    await page.context().close();

    const { times, statuses } = await others.end();
    assert.deepEqual([...statuses], [200]);
    const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
    const seconds = (ms: number) => (ms / 1000).toFixed(1);
    t.diagnostic(
      `sent in ${seconds(sent)} s, checked after ${seconds(checked)} s, all of it ${seconds(all)} s; ` +
        `${times.length} other pages meanwhile: half within ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, the slowest ${at(1)} ms`,
    );
    assert.ok(all < LONGEST_MS, `the whole took ${seconds(all)} s`);
  });

  /** Asks for a page again and again until it is ended, and tells how long each answer took, the fastest first. */
  function watched(ask: () => Promise<{ status: number }>) {
    const times: number[] = [];
    const statuses = new Set<number>();
    let over = false;
    const asking = (async () => {
      while (!over) {
        const began = performance.now();
        statuses.add((await ask()).status);
        times.push(performance.now() - began);
        await pause(100);
      }
    })();
    return {
      end: async () => {
        over = true;
        await asking;
        return { times: times.sort((a, b) => a - b), statuses };
      },
    };
  }
});
