import type { Browser, Page } from 'playwright-core';
import type { TestServer } from '../server.ts';
import { openPage } from './browser.ts';

/** A page of somebody who has signed in already, as `actAs` does it for fetches. */
export async function openPageAs(
  browser: Browser,
  server: TestServer,
  actorId: string,
  options: Parameters<typeof openPage>[1] = {},
): Promise<Page> {
  const page = await openPage(browser, { ...options, baseURL: server.url });
  const { cookies } = await server.actAs(actorId);
  await page.context().addCookies(
    cookies()
      .split('; ')
      .map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url };
      }),
  );
  return page;
}
