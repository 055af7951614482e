import type { Page } from 'playwright-core';
import { screenshot } from './browser.ts';

/** What fits on a reader's screen without scrolling away from the words around it. */
const tallest = 1300;

/**
 * The walk of the README's pictures, through the made-up region as a home finder: from who I am to one home
 * with its reasons, and the page of the child it is all for.
 * @param folder where the pictures are written
 * @returns the path of each picture as it is taken
 */
export async function* takePictures(page: Page, folder: string): AsyncGenerator<string> {
  await page.goto('/region');
  await page
    .getByRole('button', { name: /home finder/i })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Finding homes' }).waitFor();
  yield await screenshot(page, 'searches', { folder, tallest });

  await page.getByRole('link', { name: /^Jayden, 15/ }).click();
  await page.getByRole('heading', { name: /^Homes for Jayden/, level: 1 }).waitFor();
  yield await screenshot(page, 'homes-with-reasons', { folder, tallest });
  const results = page.url();

  await page.getByRole('link', { name: /ruled out, each with why/ }).click();
  await page.getByRole('heading', { name: /^Ruled-out homes/ }).waitFor();
  yield await screenshot(page, 'ruled-out', { folder, tallest });

  await page.goto(results);
  for (const at of [0, 1]) await page.locator('input[name=home]').nth(at).check();
  await page.getByRole('button', { name: 'Compare the ticked homes' }).click();
  await page.getByRole('heading', { name: /^Homes side by side/ }).waitFor();
  yield await screenshot(page, 'side-by-side', { folder, tallest });

  await page.locator('thead a').first().click();
  await page.getByRole('heading', { name: 'For Jayden to read' }).waitFor();
  yield await screenshot(page, 'one-home', { folder, tallest });

  await page.goto('/searches');
  await page.getByRole('link', { name: /Maisie \(12\)/ }).click();
  await page.getByRole('heading', { name: /^Homes for .*Maisie \(12\)/ }).waitFor();
  await page.getByRole('link', { name: /pairs of homes near each other/ }).click();
  await page.getByRole('heading', { name: /^Two homes near each other/ }).waitFor();
  yield await screenshot(page, 'near-pairs', { folder, tallest });

  await page.goto('/children?search=Maisie');
  await page.getByRole('link', { name: 'Maisie' }).first().click();
  await page.getByRole('link', { name: 'Strengths and needs' }).click();
  await page.getByRole('heading', { name: /strengths and needs$/, level: 1 }).waitFor();
  yield await screenshot(page, 'strengths-and-needs', { folder, tallest });
}
