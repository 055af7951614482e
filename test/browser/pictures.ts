import type { Page } from 'playwright-core';
import { screenshot } from './browser.ts';

/**
 * The walk of the README's pictures, through the made-up region as a home finder.
 * @param folder where the pictures are written
 * @returns the path of each picture as it is taken
 */
export async function* takePictures(page: Page, folder: string): AsyncGenerator<string> {
  await page.goto('/act-as');
  yield await screenshot(page, 'who-are-you', folder);
  await page
    .getByRole('button', { name: /home finder/i })
    .first()
    .click();
  await page.waitForURL((url) => url.pathname !== '/act-as');
  yield await screenshot(page, 'first-page', folder);
}
