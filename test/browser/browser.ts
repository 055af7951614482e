import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type BrowserFiles, browserFiles, privateFolder } from './browser-files.ts';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.cache', 'pictures');

/**
 * Opens the browser for one test file; close it in `after`. HOMEWARD_BROWSER names another Chromium to use,
 * for platforms that the one from npm does not run on.
 */
export async function openBrowser(): Promise<Browser> {
  const own = process.env.HOMEWARD_BROWSER;
  const files: BrowserFiles = own === undefined ? browserFiles() : { program: own, env: {} };
  const folder = privateFolder();
  try {
    const browser = await chromium.launch({
      executablePath: files.program,
      // The sandbox needs rights that a container or root does not have; the tests open only our own pages.
      chromiumSandbox: false,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-domain-reliability',
        '--disable-gpu',
        '--font-render-hinting=none',
        '--no-pings',
      ],
      env: { ...definedEnvironment(), ...files.env, TMPDIR: folder, HOME: folder },
    });
    browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }));
    return browser;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(whyNotStarted(String(error)));
  }
}

/** How a page is opened. Desk is 1280 pixels wide, phone is 390. */
export interface PageOptions {
  readonly width?: 'desk' | 'phone';
  /** false: as for a person whose browser runs no scripts */
  readonly javaScript?: boolean;
  /** The address that relative links start from, e.g. `http://127.0.0.1:4000`. */
  readonly baseURL?: string;
}

/** Opens a page with a session of its own: no cookie of another page is seen. Close it by `page.context().close()`. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const phone = options.width === 'phone';
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/**
 * Takes a picture of the whole page, to be looked at by a person. Git ignores the usual folder, which stays empty in CI:
 * nobody looks there.
 * @param name the file's name without ending
 * @param tallest where the picture is cut off, in pixels; without it, nowhere
 * @returns the path of the picture
 */
export async function screenshot(
  page: Page,
  name: string,
  { folder = pictures, tallest = Number.POSITIVE_INFINITY } = {},
): Promise<string> {
  const path = join(folder, `${name}.png`);
  if (process.env.CI && folder === pictures) return path;
  mkdirSync(folder, { recursive: true });
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  const width = page.viewportSize()?.width ?? 1280;
  const cut = whole > tallest ? { clip: { x: 0, y: 0, width, height: tallest } } : {};
  await page.screenshot({ path, fullPage: true, animations: 'disabled', ...cut });
  return path;
}

/** The line that matters out of Playwright's long report. */
function whyNotStarted(report: string): string {
  const lacking = /error while loading shared libraries: ([^:\s]+)/.exec(report);
  if (lacking !== null) return `The browser for the tests cannot start: this machine lacks ${lacking[1]}.`;
  return `The browser for the tests cannot start: ${report}`;
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
