import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessible, checkFitsWidth } from './accessibility.ts';
import { openBrowser, openPage, screenshot } from './browser.ts';
import { browserFiles } from './browser-files.ts';

// The tools of the journeys are tried on small pages of their own: a tool that finds no fault in a bad page
// would find none in ours.

const head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Try</title>';
const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">';
const pages: Record<string, string> = {
  '/good': `${head}${viewport}</head><body><main><h1>A home for Aisha</h1>
    <form action="/asked"><label for="age">Age</label> <input id="age" name="age"><button>Find homes</button></form>
    </main></body></html>`,
  '/asked': `${head}${viewport}</head><body><main><h1>Asked</h1></main></body></html>`,
  '/bad': `${head}</head><body><main><h1>Bad</h1><img src="data:," width="9" height="9"><input>
    <p style="color:#ccc;background:#fff">Pale words</p></main></body></html>`,
  '/wide': `${head}${viewport}</head><body><main><h1>Wide</h1><div id="long" style="width:900px">x</div></main></body></html>`,
  '/words': `${head}</head><body><span id="thin">iiiiiiiiii</span><br><span id="broad">WWWWWWWWWW</span></body></html>`,
};

let server: Server;
let browser: Browser;
let baseURL = '';

before(async () => {
  server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://localhost').pathname];
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'self'; img-src data:; style-src 'unsafe-inline'",
    });
    response.end(page ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  baseURL = `http://127.0.0.1:${address.port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a form can be filled and sent, with scripts and without, on a desk and on a phone', async () => {
  for (const width of ['desk', 'phone'] as const) {
    for (const javaScript of [true, false]) {
      const page = await openPage(browser, { baseURL, width, javaScript });
      await page.goto('/good');
      await page.getByLabel('Age').fill('11');
      await checkFitsWidth(page);
      await checkAccessible(page);
      await page.getByRole('button', { name: 'Find homes' }).click();
      await page.waitForURL('**/asked?age=11');
      assert.equal(await page.getByRole('heading').innerText(), 'Asked');
      await page.context().close();
    }
  }
});

test('a page with faults is refused, with the rule and the place, with scripts and without', async () => {
  for (const javaScript of [true, false]) {
    const page = await openPage(browser, { baseURL, javaScript });
    await page.goto('/bad');
    await assert.rejects(checkAccessible(page), (error: Error) => {
      const rules = ['image-alt', 'label', 'color-contrast'];
      for (const rule of rules) assert.match(error.message, new RegExp(`- ${rule} `));
      return true;
    });
    await page.context().close();
  }
});

test('a page that is wider than a phone is refused, with what sticks out', async () => {
  const page = await openPage(browser, { baseURL, width: 'phone' });
  await page.goto('/wide');
  await assert.rejects(checkFitsWidth(page), /id="long"|id=\\"long\\"/);
  await page.context().close();
});

test('letters are drawn by a real font and a picture is written', async () => {
  const page = await openPage(browser, { baseURL });
  await page.goto('/words');
  // Where no font is found every letter is the same empty box.
  const thin = await page.locator('#thin').boundingBox();
  const broad = await page.locator('#broad').boundingBox();
  assert.ok(thin !== null && broad !== null && broad.width > 2 * thin.width);
  const folder = mkdtempSync(join(tmpdir(), 'homeward-picture-'));
  const path = await screenshot(page, 'browser-test', { folder });
  assert.ok(statSync(path).size > 500);
  rmSync(folder, { recursive: true });
  await page.context().close();
});

test('the browser asks the machine for nothing but the C library', (t) => {
  if (process.env.HOMEWARD_BROWSER !== undefined) return t.skip('another browser is in use');
  const { program, env } = browserFiles();
  // The loader lists what a program would load and from where, without running it.
  const listed = spawnSync(program, { env: { ...env, LD_TRACE_LOADED_OBJECTS: '1' }, encoding: 'utf8' });
  const fromMachine = listed.stdout
    .split('\n')
    .filter((line) => line.includes('=>') && !line.includes(env.LD_LIBRARY_PATH ?? 'none'))
    .map((line) => line.trim().split(' ')[0] ?? '')
    .sort();
  assert.match(listed.stdout, /libnss3\.so/);
  assert.deepEqual(fromMachine, ['libc.so.6', 'libdl.so.2', 'libgcc_s.so.1', 'libm.so.6', 'libpthread.so.0']);
});
