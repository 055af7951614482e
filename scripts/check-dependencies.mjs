// What Homeward is built from. First, without a network: every version is exact, and package-lock.json knows the digest of
// every package and no host to fetch it from, so that an install brings the same bytes from any registry. Then, where the
// registry answers: no package of the running program has a known fault of high or critical severity.
//
//   node scripts/check-dependencies.mjs [folder]     folder: the root of a checkout, default this one
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runNpm } from './npm.mjs';

const exact = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
const groups = ['dependencies', 'devDependencies', 'optionalDependencies'];
const allowedFile = 'scripts/allowed-advisories.json';
const serious = ['high', 'critical'];

const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
const problems = [...checkLock(), ...checkAdvisories()];
for (const problem of problems) say(problem);
say(problems.length === 0 ? 'The dependencies are in order.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What is wrong with package.json and package-lock.json, one line each. */
function checkLock() {
  const wanted = read('package.json');
  const lock = read('package-lock.json');
  if (lock.lockfileVersion !== 3 || !lock.packages) return ['package-lock.json: not of version 3; run npm install'];
  const found = [];
  for (const group of groups) {
    for (const [name, version] of Object.entries(wanted[group] ?? {})) {
      if (!exact.test(version)) found.push(`package.json: ${name} is “${version}”, not one exact version`);
      if (lock.packages['']?.[group]?.[name] !== version)
        found.push(`package-lock.json: ${name} is not what package.json wants`);
    }
  }
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    if (!path.startsWith('node_modules/') || entry.link) {
      found.push(`package-lock.json: ${path} is a folder of some machine`);
      continue;
    }
    if (entry.resolved) found.push(`package-lock.json: ${path} names the host it came from (npm install removes it)`);
    if (!exact.test(entry.version ?? '')) found.push(`package-lock.json: ${path} has no exact version`);
    // A bundled package lies inside another, whose digest covers it.
    if (!entry.inBundle && !/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? '')) {
      found.push(`package-lock.json: ${path} has no SHA-512 digest`);
    }
  }
  return found;
}

/** Known faults that count, one line each; a registry that does not answer is said, and no fault. */
function checkAdvisories() {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--package-lock-only'];
  const limits = ['--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=silent', '--audit=true'];
  const run = runNpm([...args, ...limits], { cwd: root });
  const report = reportIn(run.stdout);
  if (!run.found) say('Known faults: not checked: npm is not here.');
  else if (!report) say('Known faults: not checked: the registry does not answer.');
  return report ? countingFaults(report) : [];
}

function reportIn(text) {
  try {
    const report = JSON.parse(text);
    return report.auditReportVersion === 2 && report.vulnerabilities ? report : null;
  } catch {
    return null;
  }
}

function countingFaults(report) {
  const advisories = new Map();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const each of via) {
      // A text names the package through which the fault comes; the fault itself stands there.
      if (typeof each === 'object' && serious.includes(each.severity)) advisories.set(nameOf(each), each);
    }
  }
  const today = new Date().toISOString().slice(0, 10);
  const allowed = existsSync(join(root, allowedFile)) ? read(allowedFile) : [];
  const holds = (name) => allowed.some((each) => each.advisory === name && each.reason && each.until >= today);
  const found = [...advisories]
    .filter(([name]) => !holds(name))
    .map(([name, each]) => `${each.name}: ${name}, ${each.severity}: ${each.title} (${each.range})`);
  for (const each of allowed) {
    if (!advisories.has(each.advisory)) found.push(`${allowedFile}: nothing needs the allowance for ${each.advisory}`);
    else if (!each.reason) found.push(`${allowedFile}: the allowance for ${each.advisory} gives no reason`);
    else if (!(each.until >= today))
      found.push(`${allowedFile}: the allowance for ${each.advisory} ended (${each.until})`);
  }
  say(`Known faults: checked, ${advisories.size} of high or critical severity.`);
  return found;
}

/** `GHSA-…` from the address of the advisory, or the address itself. */
function nameOf(advisory) {
  return /GHSA(?:-[0-9a-z]{4}){3}/.exec(advisory.url ?? '')?.[0] ?? advisory.url ?? String(advisory.source);
}

function read(name) {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
