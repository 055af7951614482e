import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderIn, installed, missing, run } from './program.mjs';
import { relayAs } from './relay.mjs';

/** Where careless programs leave things, and ways to say a path that mean another. */
const PLACES = `
.env .git/HEAD .git/config .gitignore .npmrc .htaccess .htpasswd .DS_Store .ssh/id_rsa .well-known/security.txt
admin administrator api api/v1 graphql swagger.json openapi.json docs debug console metrics status server-status
actuator actuator/env phpinfo.php index.php wp-login.php login logout register setup install backup backup.sql backup.zip
dump.sql database.sqlite data data/PG_VERSION export export.csv children.csv homes.csv import audit reports package.json
package-lock.json node_modules src src/main.ts migrations seed dist test robots.txt sitemap.xml favicon.ico
crossdomain.xml config config.json config.yml settings users accounts sessions log logs error.log access.log tmp temp
upload uploads files download downloads static public private homeward.css.map homeward.js.map
..%2f..%2fpackage.json %2e%2e/%2e%2e/package.json ....//....//package.json ..;/package.json ../package.json
..%5cpackage.json %252e%252e%252fpackage.json %00 %2500 ~root C:/windows/win.ini`
  .trim()
  .split(/\s+/);

/** Addresses that nobody has told anybody: what answers and is no route of ours should not be there. */
export async function ffuf({ url, routes, visitors, report }) {
  if (!installed('ffuf', '-V')) return missing('ffuf');
  const folder = folderIn(report, 'ffuf');
  const words = join(folder, 'words.txt');
  writeFileSync(words, PLACES.join('\n'));
  const known = routes.map(({ url: path }) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+').replace('*', '.+')}/?$`));
  const relay = await relayAs(visitors[0], url);
  const findings = [];
  try {
    for (const base of ['', '/children', '/homes', '/searches', '/assets']) {
      const name = base.slice(1) || 'root';
      const file = join(folder, `${name}.json`);
      const where = ['-u', `${relay.url}${base}/FUZZ`, '-w', words, '-t', '4'];
      // What is refused (400, 403) or not there (404) is as it should be.
      const what = ['-s', '-mc', 'all', '-fc', '400,403,404', '-of', 'json', '-o', file];
      await run('ffuf', [...where, ...what], { folder, file: `${name}.txt`, seconds: 300 });
      if (!existsSync(file)) {
        findings.push(`ffuf wrote no report for ${base}/`);
        continue;
      }
      for (const each of JSON.parse(readFileSync(file, 'utf8')).results) {
        const { pathname } = new URL(each.url);
        if (!known.some((pattern) => pattern.test(pathname))) findings.push(`${each.status} for ${pathname}, no route`);
      }
    }
    return { asked: `${relay.asked()} addresses`, findings };
  } finally {
    await relay.close();
  }
}
