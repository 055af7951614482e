import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '../../test/every-route.ts';
import { formOf } from '../../test/security/hostile-values.ts';
import { ENDS_SESSION } from './over-http.mjs';
import { folderIn, installed, missing, run } from './program.mjs';
import { relayAs } from './relay.mjs';
import { shownTo } from './shown.mjs';

const QUIETLY = [
  '--ignore-stdin',
  '--batch',
  '--flush-session',
  '--disable-coloring',
  '--ignore-proxy',
  '--skip-waf',
  '--ignore-redirects',
];
/** By errors, by true and false, by union: the ways that need no waiting. */
const WAYS = [
  '--dbms',
  'PostgreSQL',
  '--technique',
  'BEU',
  '--level',
  '1',
  '--risk',
  '1',
  '--timeout',
  '20',
  '--retries',
  '1',
];

/** Tries to get into the database through every form and every address with parameters that somebody is shown. */
export async function sqlmap({ url, routes, visitors, report }) {
  if (!installed('sqlmap', '--version')) return missing('sqlmap');
  const findings = [];
  const notes = [];
  const tried = new Set();
  let asked = 0;
  for (const visitor of visitors) {
    const folder = folderIn(report, `sqlmap-${visitor.name.replaceAll(' ', '-')}`);
    const relay = await relayAs(visitor, url);
    for (const [name, text] of await requestsOf(visitor, routes, url, relay.url)) {
      if (tried.has(name)) continue;
      tried.add(name);
      const file = join(folder, `${name}.http`);
      writeFileSync(file, text);
      const args = ['-r', file, '--skip', '_csrf', ...QUIETLY, ...WAYS, '--output-dir', join(folder, 'found')];
      const said = await run('sqlmap', args, { folder, file: `${name}.txt`, seconds: 900, proxy: false });
      if (/identified the following injection point|\bis vulnerable\b/.test(said)) {
        findings.push(`an injection, as ${visitor.name}: see ${join(folder, `${name}.txt`)}`);
      } else if (!/do not appear to be injectable/.test(said)) {
        notes.push(
          `${name}, as ${visitor.name}: ${/\[CRITICAL\] (.*)/.exec(said)?.[1] ?? 'it ended before it was done'}`,
        );
      }
    }
    if (relay.asked() === 0) findings.push(`sqlmap asked nothing as ${visitor.name}: see ${folder}`);
    asked += relay.asked();
    await relay.close();
  }
  return { asked: `${tried.size} forms and addresses, ${asked} requests`, findings, notes };
}

/** One request for each form and each address with parameters, as text; a star marks a parameter in a path. */
async function requestsOf(visitor, routes, url, relayUrl) {
  const session = await shownTo(visitor, routes, url);
  const requests = new Map();
  const add = (method, pattern, path, body) => {
    if (ENDS_SESSION.test(pattern)) return;
    const name = `${method}${pattern.replace(/\W+/g, '-')}${body === undefined && path.includes('*') ? '-path' : ''}`;
    const type = body === undefined ? '' : 'Content-Type: application/x-www-form-urlencoded\r\n';
    const head = `${method} ${path} HTTP/1.1\r\nHost: ${new URL(relayUrl).host}\r\n${type}\r\n`;
    if (!requests.has(name)) requests.set(name, `${head}${body ?? ''}`);
  };
  for (const [path, { method, fields }] of session.forms) {
    const isOf = (route) =>
      route.method === method && new RegExp(`^${route.url.replace(/:\w+/g, '[^/]+')}$`).test(path);
    const route = routes.find(isOf);
    if (!route || fields.length === 0) continue;
    const form = formOf([...new Map(fields.map(({ name, value }) => [name, value]))]);
    if (method === 'GET') add(method, route.url, `${path}?${form}`);
    else add(method, route.url, path, `${form}&_csrf=token`);
  }
  for (const route of routes.filter((each) => each.method === 'GET' && each.url.includes(':'))) {
    add(
      'GET',
      route.url,
      addressOf(route, (name) => `${session.rightId(name)}*`),
    );
  }
  return requests;
}
