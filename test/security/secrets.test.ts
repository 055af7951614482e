import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// A scanner that reads nothing also finds nothing. So each kind of secret is planted in a folder of its own. The secrets
// are put together here, piece by piece, so that the scan of the checkout does not find them in this file.

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function scan(planted: Record<string, string>, inGit = false): { code: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-secrets-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (inGit) assert.equal(spawnSync('git', ['-C', folder, 'init', '-q']).status, 0);
  const run = spawnSync(process.execPath, [join(root, 'scripts/check-secrets.mjs'), folder], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout + run.stderr };
}

const RANDOM = ['q7Zt', '2mVx', '9Lbn', 'R4ws', 'Kc1h', 'Uy8P'].join('');
const UUID = ['3f2b8c1e', '9a4d', '4e7f', 'b6c0', '5d1e2f3a4b5c'].join('-');

const PLANTED: Record<string, string> = {
  'a private key': `const key = '-----BEGIN ${'PRIVATE'} KEY-----';`,
  'a private key of SSH': `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----`,
  'a key as JSON': `{"kty":"EC","crv":"P-256",${`"d"`}:"${RANDOM}"}`,
  'a cloud key': `id: ${'AKIA'}ABCDEFGHIJKLMNOP`,
  'a token of a code host': `use ${'ghp_'}${RANDOM}${RANDOM}`,
  'a token of a registry': `//registry.example/:_auth${'Token'}=${RANDOM}`,
  'a signed token': `Bearer ${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTYifQ.${RANDOM}`,
  'a key of GOV.UK Notify': `notify = live-${UUID}-${UUID}`,
  'a password in an address': `postgres://homeward:${RANDOM}@db.example.org/homeward`,
  'an assigned password': `const options = { dbPassword: '${RANDOM}' };`,
  'an assigned key': `cookie_secret = "${RANDOM}"`,
  'a line of an environment file': `export SESSION_TOKEN=${RANDOM}`,
};

for (const [name, text] of Object.entries(PLANTED)) {
  test(`${name} is found, with its line, and not printed`, () => {
    const { code, said } = scan({ 'src/planted.ts': `// A first line.\n${text}\n` });
    assert.equal(code, 1, said);
    assert.match(said, /^src\/planted\.ts:2: /m);
    assert.ok(!said.includes(RANDOM) && !said.includes(UUID), said);
  });
}

test('a file that is a secret by its name is found, and in git only what is not ignored', () => {
  const planted = { '.env': 'A=b\n', 'certificates/server.pem': 'x', '.gitignore': '.env\n' };
  assert.match(scan(planted).said, /^\.env:1: file that holds secrets/m);
  const { said } = scan(planted, true);
  assert.match(said, /^certificates\/server\.pem:1: file that holds secrets/m);
  assert.doesNotMatch(said, /^\.env/m);
});

test('what only looks like a secret passes', () => {
  const harmless = [
    "const token = randomBytes(32).toString('hex');",
    "const password = process.env['HOMEWARD_PASSWORD'];",
    `postgres://user@127.0.0.1:5432/postgres postgres://user:${'$'}{password}@host/db https://user:password@example.org/`,
    "labels: { password: 'At least 12 letters' }, secret: 'canary-words-4471-abc',",
    '"integrity": "sha512-SGUhG5PIHd2eM145abcdefghijklmnopqrstuvwxyz0123456789=="',
    "const COOKIE_TOKEN_NAME = 'homeward-sign-in-token';",
  ];
  assert.deepEqual(scan({ 'src/kept.ts': harmless.join('\n') }), { code: 0, said: 'No secrets in the files.\n' });
});

test('an allowance needs a reason, counts for its own file alone, and goes when nothing needs it', () => {
  const file = `const apiKey = '${RANDOM}';\n`;
  const digest = /digest ([0-9a-f]{16})/.exec(scan({ 'a.ts': file }).said)?.[1];
  const allow = (each: object) => JSON.stringify([{ file: 'a.ts', digest, ...each }]);
  const list = 'scripts/allowed-secrets.json';
  assert.equal(scan({ 'a.ts': file, [list]: allow({ reason: 'A number of a test.' }) }).code, 0);
  assert.equal(scan({ 'a.ts': file, [list]: allow({}) }).code, 1);
  assert.equal(scan({ 'a.ts': file, 'b.ts': file, [list]: allow({ reason: 'A number of a test.' }) }).code, 1);
  assert.match(scan({ 'a.ts': 'x', [list]: allow({ reason: 'Gone.' }) }).said, /nothing needs the allowance/);
});
