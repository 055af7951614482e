import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails where the page breaks a rule of WCAG 2.2 A or AA that a machine can check, with one line for each
 * place. It cannot see everything: that words make sense, that an order is the right one.
 */
export async function checkAccessible(page: Page): Promise<void> {
  const scripts = !(await page.evaluate<boolean>("matchMedia('(scripting: none)').matches"));
  const checked = scripts ? page : await copyWithScripts(page);
  // The newer way opens a second page for the sake of frames from elsewhere, which takes as long again as the check.
  // Our pages hold no frames: their policy forbids them.
  const { violations } = await new AxeBuilder({ page: checked }).withTags(wcag22aa).setLegacyMode().analyze();
  if (checked !== page) await checked.context().close();
  const lines = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) =>
        `- ${violation.id} (${violation.impact ?? 'unrated'}): ${violation.help}\n    at ${node.target.join(' ')}: ${cut(node.html)}`,
    ),
  );
  assert.equal(lines.length, 0, `${page.url()} is not accessible:\n${lines.join('\n')}`);
}

/**
 * Fails where the page is wider than its window, so that a person on a phone would have to scroll sideways
 * (WCAG 2.2, 1.4.10), and names the elements that stick out. A table may scroll inside a box of its own.
 */
export async function checkFitsWidth(page: Page): Promise<void> {
  // As text, because the program is typed without the browser's own names.
  const outside = await page.evaluate<string[]>(`(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 120))
      .slice(0, 10);
  })()`);
  assert.deepEqual(outside, [], `${page.url()} is wider than its window`);
}

/**
 * The same page as it stands, where scripts may run: the checker is a script, and waits for ever on a page
 * without them. The page's own scripts stay off, and what it shows only to people without scripts is kept.
 */
async function copyWithScripts(page: Page): Promise<Page> {
  const browser = page.context().browser();
  assert.ok(browser !== null);
  const context = await browser.newContext({ viewport: page.viewportSize() });
  const address = page.url();
  const body = (await page.content()).replace(/<(\/?)noscript\b[^>]*>/g, '<$1div>');
  const copy = await context.newPage();
  await context.addCookies(await page.context().cookies());
  await copy.route(address, (route) =>
    route.fulfill({
      body,
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "script-src 'none'" },
    }),
  );
  await copy.goto(address);
  return copy;
}

function cut(html: string): string {
  return html.length > 200 ? `${html.slice(0, 200)}…` : html;
}
