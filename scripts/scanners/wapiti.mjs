import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDS_SESSION } from './over-http.mjs';
import { folderIn, installed, missing, run } from './program.mjs';
import { relayAs } from './relay.mjs';
import { shownTo } from './shown.mjs';

/** Without those that need another host (ssrf, xxe, wapp, nikto) and those that guess passwords. */
const MODULES =
  'backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss';

/**
 * What is so because the scan goes over plain http on this machine; and a header that switches on a filter which browsers
 * have taken out, because it opened holes of its own (ours says 0).
 */
const EXPECTED = /Secure flag is not set|Strict-Transport-Security is not set|X-XSS-Protection is not set/;

/** Follows links and forms as somebody who is signed in, and tries its attacks on all of them. */
export async function wapiti({ url, routes, visitors, report }) {
  if (!installed('wapiti', '--version')) return missing('wapiti');
  const findings = new Set();
  const notes = new Set();
  let asked = 0;
  for (const visitor of visitors) {
    const folder = folderIn(report, `wapiti-${visitor.name.replaceAll(' ', '-')}`);
    const file = join(folder, 'report.json');
    const relay = await relayAs(visitor, url);
    const { addresses } = await shownTo(visitor, routes, url);
    const starts = [...addresses].filter((path) => !path.startsWith('/assets/') && !ENDS_SESSION.test(path));
    const from = starts.flatMap((path) => ['-s', `${relay.url}${path}`]);
    const where = ['-u', `${relay.url}/`, ...from, '--scope', 'domain', '-m', MODULES, '-S', 'normal'];
    const limits = ['-d', '4', '--max-links-per-page', '30', '--max-files-per-dir', '12', '--max-parameters', '40'];
    const times = ['--max-scan-time', '120', '--max-attack-time', '45', '-t', '20'];
    const kept = ['--store-session', folder, '--store-config', folder, '--flush-session'];
    const told = ['-f', 'json', '-o', file, '--no-bugreport', '-v', '1'];
    await run('wapiti', [...where, ...limits, ...times, ...kept, ...told], {
      folder,
      file: 'said.txt',
      seconds: 2_400,
    });
    asked += relay.asked();
    await relay.close();
    if (!existsSync(file)) {
      findings.add(`wapiti wrote no report as ${visitor.name}: see ${join(folder, 'said.txt')}`);
      continue;
    }
    const found = JSON.parse(readFileSync(file, 'utf8'));
    for (const [kind, list] of Object.entries({ ...found.vulnerabilities, ...found.anomalies })) {
      for (const { info, method, path, parameter } of list) {
        const line = `${kind}: ${info}, ${method} ${path}${parameter ? `, ${parameter}` : ''} (as ${visitor.name})`;
        (EXPECTED.test(line) ? notes : findings).add(line);
      }
    }
  }
  return { asked: `${asked} requests`, findings: [...findings], notes: [...notes] };
}
