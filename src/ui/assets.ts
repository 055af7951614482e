import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOVUK, MOJ, ROOMS } from './pages.ts';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

export interface Assets {
  /** What `/assets/<name>` serves. */
  readonly files: ReadonlyMap<string, Asset>;
  /** Changes when any file changes, so that browsers may keep them for long. */
  readonly version: string;
}

/**
 * Collects style and scripts once at start: the design system, then `views/*.css` of every room in one sheet, and
 * `views/*.js` of a room as `<room>/<file>.js`. The GDS Transport typeface is for gov.uk only, so its faces are cut out.
 */
export function collectAssets(): Assets {
  const files = new Map<string, Asset>();
  const css = [join(GOVUK, 'govuk/govuk-frontend.min.css'), join(MOJ, 'moj/moj-frontend.min.css')]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const own: string[] = [];
  for (const room of readdirSync(ROOMS, { withFileTypes: true })) {
    if (!room.isDirectory()) continue;
    for (const folder of [join(ROOMS, room.name), join(ROOMS, room.name, 'views')]) {
      if (!existsSync(folder)) continue;
      for (const name of readdirSync(folder).sort()) {
        const text = () => readFileSync(join(folder, name));
        if (name.endsWith('.css')) own.push(text().toString('utf8'));
        if (name.endsWith('.js') && folder.endsWith('views')) {
          files.set(`${room.name}/${name}`, { type: 'text/javascript; charset=utf-8', body: text() });
        }
      }
    }
  }
  const sheet = withoutTransport(css) + own.join('\n');
  files.set('homeward.css', { type: 'text/css; charset=utf-8', body: Buffer.from(sheet) });
  files.set('govuk-frontend.js', {
    type: 'text/javascript; charset=utf-8',
    body: readFileSync(join(GOVUK, 'govuk/govuk-frontend.min.js')),
  });
  files.set('icon.svg', { type: 'image/svg+xml', body: Buffer.from(ICON) });
  const hash = createHash('sha256');
  for (const [name, asset] of files) hash.update(name).update(asset.body);
  return { files, version: hash.digest('hex').slice(0, 12) };
}

function withoutTransport(css: string): string {
  return css
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll('"GDS Transport"', 'system-ui')
    .replaceAll('GDS Transport', 'system-ui')
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#0b5345"/><path d="M24 10 8 24h5v14h9V28h4v10h9V24h5z" fill="#fff"/></svg>`;
