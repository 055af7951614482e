// `npm run screenshots`: starts Homeward with a small made-up region in a folder of its own, goes through it
// as a person would, and writes the pictures of the README to docs/pictures.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openBrowser, openPage } from '../test/browser/browser.ts';
import { takePictures } from '../test/browser/pictures.ts';
import { startService } from '../test/service.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'homeward-pictures-'));
const service = await startService({ data: join(work, 'data'), args: ['--size', 'town', '--seed', '1'], within: 180 });
const browser = await openBrowser();
try {
  const page = await openPage(browser, { baseURL: service.baseURL });
  for await (const path of takePictures(page, process.argv[2] ?? join(root, 'docs', 'pictures')))
    process.stdout.write(`${path}\n`);
} finally {
  await browser.close();
  await service.stop();
  rmSync(work, { recursive: true, force: true });
}
