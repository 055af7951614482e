import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage, screenshot } from '../../test/browser/browser.ts';
import { embeddedForTest } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, insertAll } from '../db/index.ts';
import { completeContent } from './profile-examples.ts';
import { insertFinished, insertProfile } from './profile-store.ts';
import { halves, jpegWithSecrets } from './test-pictures.ts';

describe('a picture in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-picture-journey-'));
  const picture = join(folder, 'IMG_0001.jpg');
  const large = join(folder, 'large.jpg');
  const letter = join(folder, 'letter.jpg');
  let database: Database;
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    writeFileSync(picture, jpegWithSecrets(await halves(1600, 1200).jpeg().toBuffer(), 6));
    writeFileSync(large, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(40_000_000)]));
    writeFileSync(letter, 'Dear Ella, this is no picture.');
    database = await embeddedForTest();
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_nia', name: 'Nia Holt', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_ella', name: 'Ella', role: 'child' },
      ]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'ella', sex: 'female' }]);
      const key = { organisation_id: 'north', child_id: 'ella' };
      await insertAll(tx, 'child_identity', [{ ...key, born: '2014-05-05', given_name: 'Ella', family_name: 'Moss' }]);
      await allocate(tx, 'north', 'w_nia', ['ella']);
      await allocate(tx, 'north', 'w_ella', ['ella'], 'self');
      const by = { organisationId: 'north', workerId: 'w_nia', at: new Date('2026-11-10T12:00:00Z') };
      await insertFinished(tx, by, await insertProfile(tx, by, 'ella', 1, completeContent()));
    });
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function as(actor: string, options: Parameters<typeof openPage>[1]): Promise<Page> {
    const page = await openPage(browser, { ...options, baseURL: server.url });
    const pairs = (await server.actAs(actor)).cookies().split('; ');
    await page.context().addCookies(
      pairs.map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url };
      }),
    );
    return page;
  }

  const looksRight = async (page: Page, name: string) => {
    await checkAccessible(page);
    await checkFitsWidth(page);
    await screenshot(page, name);
  };
  const size = (page: Page) =>
    page.evaluate(
      `(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.querySelector('main img'))`,
    );

  test('whoever sends far too much, or comes too late, is answered and not cut off', async () => {
    const page = await as('w_nia', { width: 'desk', baseURL: server.url });
    const fill = async () => {
      await page.getByLabel('What can be seen in the picture').fill('Laughing');
      await page.getByLabel('Choose a picture').setInputFiles(large);
      await page.getByRole('button', { name: 'Save this picture' }).click();
    };
    await page.goto('/children/ella/all-about-me/picture');
    await fill();
    await page.getByRole('link', { name: 'The file is larger than 8 MB. Choose a smaller one.' }).waitFor();
    await page.context().clearCookies({ name: 'homeward-session' });
    await fill();
    await page.waitForURL('**/sign-in?next=%2Fchildren%2Fella%2Fall-about-me%2Fpicture');
    await page.context().close();
  });

  for (const width of ['phone', 'desk'] as const) {
    for (const javaScript of [true, false]) {
      const how = `${width}, ${javaScript ? 'with' : 'without'} scripts`;
      // Each of the two on a phone and at a desk, with scripts and without, but not in every mixture: it is one page.
      const [actor, whom] = (width === 'phone') === javaScript ? ['w_nia', 'of Ella'] : ['w_ella', 'of you'];
      test(`${actor === 'w_ella' ? 'the child' : 'a social worker'} adds a picture, is told what is wrong, and takes it away (${how})`, async () => {
        const name = `picture-${actor.slice(2)}-${width}-${javaScript ? 'scripts' : 'plain'}`;
        const page = await as(actor, { width, javaScript, baseURL: server.url });
        await page.goto('/children/ella/all-about-me');
        await page.getByRole('link', { name: `Add a picture ${whom}` }).click();
        await page.getByLabel('What can be seen in the picture').waitFor();
        await looksRight(page, `${name}-form`);

        await page.getByLabel('What can be seen in the picture').fill('Laughing on a swing');
        await page.getByLabel('Choose a picture').setInputFiles(letter);
        await page.getByRole('button', { name: 'Save this picture' }).click();
        await page.getByRole('heading', { name: 'Nothing was saved: there is a problem' }).waitFor();
        assert.equal(await page.getByLabel('What can be seen in the picture').inputValue(), 'Laughing on a swing');
        await looksRight(page, `${name}-refused`);

        await page.getByLabel('Choose a picture').setInputFiles(picture);
        await page.getByRole('button', { name: 'Save this picture' }).click();
        await page.getByRole('img', { name: 'Laughing on a swing' }).waitFor();
        assert.deepEqual(await size(page), [900, 1200], 'upright, and smaller');
        await looksRight(page, `${name}-page`);

        await page.getByRole('link', { name: 'Change or remove the picture' }).click();
        await page.getByRole('button', { name: 'Remove this picture' }).waitFor();
        await looksRight(page, `${name}-change`);
        await page.getByRole('button', { name: 'Remove this picture' }).click();
        await page.getByRole('link', { name: `Add a picture ${whom}` }).waitFor();
        assert.equal(await page.locator('img').count(), 0);
        await page.context().close();
      });
    }
  }
});
