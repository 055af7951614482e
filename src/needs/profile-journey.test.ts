import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage } from '../../test/browser/browser.ts';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll } from '../db/index.ts';
import { completeContent, withNotes } from './profile-examples.ts';
import { insertFinished, insertProfile } from './profile-store.ts';

describe('a profile in a browser', () => {
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'social-worker' },
      ]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'mia', sex: 'female', return_id: '104' }]);
      await insertAll(tx, 'child_identity', [{ organisation_id: 'north', child_id: 'mia', born: '2012-05-05' }]);
      await allocate(tx, 'north', 'w_nia', ['mia']);
      for (const [number, level] of [
        [1, 3],
        [2, null],
      ] as const) {
        const by = { organisationId: 'north', workerId: 'w_nia', at: new Date(`2026-0${number}-10T12:00:00Z`) };
        const notes = { level, goingWell: 'Asks for quiet.', whatHelps: 'Quiet.', notKnown: 'What sets it off.' };
        const content = withNotes(completeContent(), 'coping', notes);
        await insertFinished(tx, by, await insertProfile(tx, by, 'mia', number, content));
      }
    });
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await database.close();
  });

  async function asNia(options: Parameters<typeof openPage>[1]): Promise<Page> {
    const page = await openPage(browser, { ...options, baseURL: server.url });
    const { cookies } = await server.actAs('w_nia');
    const list = cookies()
      .split('; ')
      .map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url };
      });
    await page.context().addCookies(list);
    return page;
  }

  const PAGES = [
    '',
    '/facts',
    '/brothers-and-sisters',
    '/profile',
    '/profile/standard',
    '/all-about-me',
    '/profile/edit',
  ];
  const SECTIONS = ['words', 'well', 'living', 'risks', 'places'];

  for (const width of ['desk', 'phone'] as const) {
    test(`every page is accessible and fits a ${width}`, async () => {
      const page = await asNia({ width });
      await page.goto('/children/mia/profile');
      const start = page.getByRole('button', { name: 'Start the next version' });
      if (await start.isVisible()) await start.click();
      const of = (paths: readonly string[]) => paths.map((path) => `/children/mia${path}`);
      for (const path of [
        ...['/children', '/children/new'],
        ...of(PAGES),
        ...of(SECTIONS.map((section) => `/profile/edit/${section}`)),
      ]) {
        const response = await page.goto(path);
        assert.equal(response?.status(), 200, path);
        await checkAccessible(page);
        await checkFitsWidth(page);
      }
      await page.context().close();
    });
  }

  for (const javaScript of [true, false]) {
    test(`a child is added and described in an emergency, ${javaScript ? 'with' : 'without'} scripts`, async () => {
      const page = await asNia({ width: 'phone', javaScript });
      const name = javaScript ? 'Musab' : 'Omar';
      await page.goto('/children/new');
      await page.getByRole('button', { name: 'Add only' }).click();
      assert.ok(await page.getByRole('link', { name: 'Enter their age' }).isVisible());
      await checkAccessible(page);
      await page.getByLabel('First name').fill(name);
      await page.getByLabel('Age', { exact: true }).fill('16');
      await page.getByLabel('Boy', { exact: true }).check();
      await page.getByLabel('Arrived in the UK without family').check();
      await page.getByRole('button', { name: 'Add only' }).click();
      await page.getByRole('link', { name: 'Strengths and needs' }).click();
      await page.getByRole('button', { name: 'Start writing' }).click();
      await page.getByRole('link', { name: 'Own words, and what matters most' }).click();
      await page.getByLabel(`${name} says`).fill('I want to phone my mother.');
      await page.getByLabel('Who listened').fill('Nia Holt, by an interpreter');
      await page.getByLabel('Being near my friends').selectOption('1');
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByLabel('What is going well').first().fill('Plays football like a captain.');
      await page.getByLabel('A little extra').first().check();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      assert.ok(await page.getByText('Saved.').isVisible());
      await page.goto(page.url().replace(/\/profile\/.*/, '/profile'));
      assert.ok(await page.getByText('I want to phone my mother.').isVisible());
      assert.ok(await page.getByText('Heard by Nia Holt, by an interpreter, 21 November 2026').isVisible());
      assert.equal(await page.getByText('Not known yet', { exact: true }).count(), 11 + 3);
      await page.context().close();
    });
  }
});
