import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// A registry of our own on this machine answers npm, so that the test says what is known of which package.

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const work = mkdtempSync(join(tmpdir(), 'homeward-dependencies-'));
after(() => rmSync(work, { recursive: true, force: true }));

const NOBODY = 'http://127.0.0.1:1/';
const DIGEST = `sha512-${'a'.repeat(86)}==`;
const advisory = (severity: string) => ({
  id: 4471,
  url: 'https://github.com/advisories/GHSA-2222-3333-4444',
  title: 'A made-up fault',
  severity,
  vulnerable_versions: '<2.0.0',
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

/** A folder with one dependency, and what the check says of it. */
async function check(
  registry: string,
  changes: { entry?: object; wanted?: string; allowed?: object[]; packages?: object } = {},
): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(join(work, 'project-'));
  const wanted = { 'made-up-thing': changes.wanted ?? '1.0.0' };
  const project = { name: 'planted', version: '1.0.0', dependencies: wanted };
  const entry = { version: '1.0.0', integrity: DIGEST, ...changes.entry };
  const packages = { '': project, 'node_modules/made-up-thing': entry, ...changes.packages };
  const files = {
    'package.json': project,
    'package-lock.json': { ...project, lockfileVersion: 3, requires: true, packages },
    'scripts/allowed-advisories.json': changes.allowed ?? [],
  };
  mkdirSync(join(folder, 'scripts'));
  for (const [name, value] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(value));
  return run(['scripts/check-dependencies.mjs', folder], registry);
}

/** Runs a script of the checkout. Not to be waited for in one piece: the registry answers from this process. */
function run(args: string[], registry: string): Promise<{ code: number | null; said: string }> {
  const environment = {
    npm_config_registry: registry,
    npm_config_cache: mkdtempSync(join(work, 'cache-')),
    npm_config_offline: 'false',
  };
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...environment } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

async function withRegistry<T>(severity: string | null, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((request, response) => {
    request.resume();
    const body = request.url?.endsWith('/advisories/bulk')
      ? severity && { 'made-up-thing': [advisory(severity)] }
      : {
          name: 'made-up-thing',
          'dist-tags': { latest: '1.0.0' },
          versions: { '1.0.0': { name: 'made-up-thing', version: '1.0.0' } },
        };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body || {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('the packages of this checkout are exact, with digests and without hosts', async () => {
  const { said } = await run(['scripts/check-dependencies.mjs'], NOBODY);
  assert.equal(said, 'Known faults: not checked: the registry does not answer.\nThe dependencies are in order.\n');
});

const FAULTS: [string, Parameters<typeof check>[1], RegExp][] = [
  ['a version that may change', { wanted: '^1.0.0' }, /made-up-thing is “\^1\.0\.0”, not one exact version/],
  ['a package without a digest', { entry: { integrity: '' } }, /made-up-thing has no SHA-512 digest/],
  ['a weak digest', { entry: { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' } }, /has no SHA-512 digest/],
  ['a host', { entry: { resolved: 'https://registry.example/made-up-thing.tgz' } }, /names the host it came from/],
  ['a version from an address', { entry: { version: 'git+https://example.org/x' } }, /has no exact version/],
  [
    'a folder',
    { packages: { '../elsewhere': { version: '1.0.0', integrity: DIGEST } } },
    /is a folder of some machine/,
  ],
  ['a version other than the wanted', { packages: { '': { dependencies: {} } } }, /is not what package\.json wants/],
];
for (const [name, changes, words] of FAULTS) {
  test(`${name} in the lock is found`, async () => {
    const { code, said } = await check(NOBODY, changes);
    assert.equal(code, 1, said);
    assert.match(said, words);
  });
}

test('a known fault of high severity fails the check, a moderate one does not', async () => {
  const high = await withRegistry('high', (url) => check(url));
  assert.match(high.said, /^made-up-thing: GHSA-2222-3333-4444, high: A made-up fault \(<2\.0\.0\)$/m);
  assert.equal(high.code, 1);
  assert.equal((await withRegistry('critical', (url) => check(url))).code, 1);
  const moderate = await withRegistry('moderate', (url) => check(url));
  assert.deepEqual(moderate, {
    code: 0,
    said: 'Known faults: checked, 0 of high or critical severity.\nThe dependencies are in order.\n',
  });
});

test('a fault may be allowed with a reason and until a day, and an allowance that nothing needs goes', async () => {
  const allow = {
    advisory: 'GHSA-2222-3333-4444',
    reason: 'The function with the fault is not called.',
    until: '2999-01-01',
  };
  const told = (severity: string | null, allowance: object) =>
    withRegistry(severity, (url) => check(url, { allowed: [allowance] }));
  assert.equal((await told('high', allow)).code, 0);
  assert.match(
    (await told('high', { ...allow, until: '2020-01-01' })).said,
    /the allowance for GHSA-2222-3333-4444 ended/,
  );
  assert.match((await told('high', { ...allow, reason: '' })).said, /gives no reason/);
  assert.match((await told(null, allow)).said, /nothing needs the allowance/);
});

test('the list of parts names every package of the running program, with its digest, and no other', async () => {
  const file = join(work, 'sbom.json');
  const again = join(work, 'again.json');
  for (const each of [file, again]) assert.equal((await run(['scripts/sbom.mjs', each], NOBODY)).code, 0);
  const [sbom, second] = [file, again].map((each) => JSON.parse(readFileSync(each, 'utf8')));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; integrity: string; dev?: boolean }>;
  };
  const expected = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name}@${entry.version} ${Buffer.from(entry.integrity.slice(7), 'base64').toString('hex')}`;
    });
  assert.ok(expected.length > 50);
  const listed = (sbom.components as { name: string; version: string; hashes: { content: string }[] }[]).map(
    (each) => `${each.name}@${each.version} ${each.hashes[0]?.content}`,
  );
  assert.deepEqual(
    {
      missing: expected.filter((each) => !listed.includes(each)),
      unneeded: listed.filter((each) => !expected.includes(each)),
    },
    { missing: [], unneeded: [] },
  );
  assert.equal(sbom.metadata.component.name, 'homeward');
  assert.deepEqual({ ...sbom, serialNumber: '' }, { ...second, serialNumber: '' });
});
