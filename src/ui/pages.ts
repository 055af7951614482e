import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { DOMAIN_WORDS, inWords, isDomain, plainDate } from '../kernel/index.ts';

/** Turns a template below `src` (such as `needs/views/profile.njk`) and its model into a page. */
export interface Pages {
  html(view: string, model: object): string;
}

const require = createRequire(import.meta.url);
/** The folder of all rooms: a template is named by its path below it. */
export const ROOMS = dirname(dirname(fileURLToPath(import.meta.url)));
export const GOVUK = dirname(dirname(require.resolve('govuk-frontend/dist/govuk/template.njk')));
export const MOJ = dirname(dirname(require.resolve('@ministryofjustice/frontend/moj/all.mjs')));

/** The page maker, with the official components and our few filters. Everything is escaped unless a template says otherwise. */
export function createPages(): Pages {
  const environment = new nunjucks.Environment(
    [ROOMS, GOVUK, MOJ].map((folder) => new nunjucks.FileSystemLoader(folder)),
    { autoescape: true, throwOnUndefined: false },
  );
  environment.addFilter('date', (value: unknown) => {
    const found = typeof value === 'string' ? plainDate(value.slice(0, 10)) : null;
    return found ? inWords(found) : '';
  });
  environment.addFilter('moment', momentWords);
  environment.addFilter('trim', trimmed);
  environment.addFilter('list', (items: readonly string[] | null) => inOneLine(items ?? []));
  environment.addFilter('count', (n: number, one: string, many: string) => `${thousands(n)} ${n === 1 ? one : many}`);
  environment.addFilter('thousands', thousands);
  environment.addFilter('domain', (value: string) => (isDomain(value) ? DOMAIN_WORDS[value] : value));
  return { html: (view, model) => environment.render(view, model) };
}

/**
 * The library's own takes the square of the length of white space inside the text. The official components trim every
 * block they draw, so that it was a quarter of the work of a page, and long blanks in what somebody typed would be worse.
 */
function trimmed(value: unknown): unknown {
  const { SafeString } = nunjucks.runtime;
  const text = String(value ?? '').trim();
  return value instanceof SafeString ? new SafeString(text) : text;
}

/** `1,039`, as people write it. */
function thousands(n: number): string {
  return n.toLocaleString('en-GB');
}

/** `a, b and c`, as people say it. */
export function inOneLine(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
const HOUR = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
});

/** A moment as England's clocks show it: `22 November 2026 at 3:04pm`. */
function momentWords(value: unknown): string {
  if (!(value instanceof Date)) return '';
  return `${DAY.format(value)} at ${HOUR.format(value).replace(' ', '').toLowerCase()}`;
}
