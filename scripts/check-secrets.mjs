// The secret scan: keys, tokens and passwords that somebody wrote into a file of the checkout. A secret in git is out,
// even when the next commit takes it away: it has to be made void. What is found is never printed, only where and what
// kind it is. What only looks like a secret stands in allowed-secrets.json with the reason.
//
//   node scripts/check-secrets.mjs [folder]     folder: the root of a checkout, default this one
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const largest = 4_000_000;
const allowedFile = 'scripts/allowed-secrets.json';

const secretWord = '(?:secret|token|passw(?:or)?d|passphrase|api[_-]?key|private[_-]?key|access[_-]?key|credential)';

/** What is looked for; `value` is the group that holds the secret, `likely` decides about what a pattern cannot. */
const rules = [
  { kind: 'private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'private key', pattern: /"kty"\s*:\s*"(?:RSA|EC|OKP|oct)"[^{}]{0,2000}"(?:d|k)"\s*:\s*"[\w-]{16,}"/g },
  { kind: 'cloud key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: 'cloud key', pattern: /\bAIza[\w-]{35}\b/g },
  { kind: 'cloud key', pattern: /\bAccountKey=[\w+/=]{40,}/g },
  { kind: 'token', pattern: /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36,}\b/g },
  { kind: 'token', pattern: /\b(?:github_pat_\w{22,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{36}|xox[abprs]-[\w-]{10,})/g },
  { kind: 'token', pattern: /\b(?:sk|rk)_live_[A-Za-z0-9]{16,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g },
  { kind: 'token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g },
  {
    // A key of GOV.UK Notify: a name, then the service and the secret as two UUIDs.
    kind: 'key of GOV.UK Notify',
    pattern: /\b[\w-]+(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}\b/g,
  },
  { kind: 'sign-in of a registry', pattern: /_(?:authToken|auth|password)\s*=\s*(?!\$\{)[^\s"']{8,}/g },
  {
    kind: 'password in an address',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'`<>${}]{1,80}:([^\s/?#@"'`<>]{1,200})@[^\s"'`<>]/gi,
    likely: (value) => !/^(?:\$\{.*\}|\*+|…|\.\.\.|password|secret|pass|pw)$/i.test(value),
  },
  {
    kind: 'assigned secret',
    pattern: new RegExp(
      `${secretWord}[\\w.-]{0,40}["'\`]?\\s{0,4}(?::|=|=>)\\s{0,4}(["'\`])([^"'\`\\s]{16,500})\\1`,
      'gi',
    ),
    value: 2,
    likely: looksRandom,
  },
  {
    kind: 'assigned secret',
    pattern: new RegExp(
      `^\\s*(?:export\\s+|-\\s*)?\\w{0,40}${secretWord}\\w{0,40}\\s*[:=]\\s*([^\\s"'\`]{16,500})\\s*$`,
      'gim',
    ),
    likely: looksRandom,
  },
];

const secretFiles =
  /(?:^|\/)(?:\.env(?:\.(?!example)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|[^/]+\.(?:pem|p12|pfx|jks|keystore|kdbx))$/i;

const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
const problems = checkSecrets();
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'No secrets in the files.\n' : `${problems.length} problems.\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** One line for each secret, and for each allowance that nothing needs any more. */
function checkSecrets() {
  const allowed = existsSync(join(root, allowedFile)) ? JSON.parse(readFileSync(join(root, allowedFile), 'utf8')) : [];
  const found = [];
  const used = new Set();
  for (const file of filesHere()) {
    for (const secret of secretsOf(file)) {
      const allowance = allowed.find((each) => each.file === file && each.digest === secret.digest);
      if (allowance?.reason) used.add(allowance);
      else found.push(`${file}:${secret.line}: ${secret.kind} (digest ${secret.digest})`);
    }
  }
  const idle = allowed.filter((each) => !used.has(each));
  return [
    ...found,
    ...idle.map((each) => `${allowedFile}: nothing needs the allowance ${each.digest} for ${each.file}`),
  ];
}

/** What git knows or would take; without git, everything but what is never ours. */
function filesHere() {
  const listed = spawnSync('git', ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const names = listed.status === 0 ? listed.stdout.split('\0').filter(Boolean) : walk('');
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => lstatSync(join(root, name), { throwIfNoEntry: false })?.isFile())
    .sort();
}

function walk(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return /^(?:node_modules|dist|data|\.git|\.cache)$/.test(entry.name) ? [] : walk(path);
  });
}

function secretsOf(file) {
  const found = secretFiles.test(file) ? [{ line: 1, kind: 'file that holds secrets', digest: digestOf(file) }] : [];
  const bytes = readFileSync(join(root, file));
  // A picture or a packed file holds no text that somebody typed.
  if (bytes.length > largest || bytes.subarray(0, 8_000).includes(0)) return found;
  const text = bytes.toString('utf8');
  for (const { kind, pattern, value, likely } of rules) {
    for (const match of text.matchAll(pattern)) {
      const secret = match[value ?? 1] ?? match[0];
      if (likely && !likely(secret)) continue;
      found.push({ line: text.slice(0, match.index).split('\n').length, kind, digest: digestOf(secret) });
    }
  }
  return found;
}

/**
 * Whether a text was made by a machine and not by a person: letters and digits, with about as much surprise in each
 * character as chance has (Shannon’s entropy in bits; English words have less than 3.5 at these lengths).
 */
function looksRandom(text) {
  // “canary” is the house’s word for a made-up value that a test looks for where it must not be.
  if (/canary/i.test(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text) || /[${}<>()[\]]/.test(text)) return false;
  const counts = new Map();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  // Sixteen digits of a hexadecimal key reach no more than 4 bits, on average 3.3.
  return entropy >= (/^[0-9a-f-]+$/i.test(text) ? 2.8 : 3.5);
}

function digestOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
