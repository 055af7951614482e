// `npm test`: types, style, structure, secrets, dependencies, then every test. Every part runs even when an earlier one failed,
// so that one run shows everything there is to mend; the exit code is 1 when any part failed.
// `npm test -- path…` runs those test files alone.
import { spawn } from 'node:child_process';
import fs, { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findNode, nodeMissing, runWithNode } from '../bin/pinned-node.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// What was compiled for one test file is kept for the next: loading the program is a quarter of what a file takes.
const compiled = join(root, 'node_modules', '.cache', 'homeward', 'compiled');
const testFiles = ['src/**/*.test.ts', 'seed/**/*.test.ts', 'test/**/*.test.ts'];

const node = findNode();
if (node === null) {
  process.stderr.write(`${nodeMissing()}\n`);
  process.exitCode = 1;
} else if (node !== process.execPath) {
  runWithNode(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  process.exitCode = await check(process.argv.slice(2));
}

/** Runs the parts and answers the exit code. */
async function check(paths) {
  const failed = [];
  if (paths.length === 0) {
    const parts = [
      ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
      ['style', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=100']],
      ['structure', ['scripts/check-structure.mjs']],
      ['secrets', ['scripts/check-secrets.mjs']],
      ['dependencies', ['scripts/check-dependencies.mjs']],
    ];
    for (const [name, args] of parts) {
      say(`── ${name}`);
      if ((await run(args)) !== 0) failed.push(name);
    }
  }
  const files = paths.length === 0 ? fs.globSync(testFiles, { cwd: root }).sort() : paths.flatMap(filesUnder);
  if (files.length === 0) {
    say(`No test file matches ${paths.join(' ') || testFiles.join(' ')}.`);
    return 1;
  }
  say(`── tests (${files.length} files)`);
  const { code, closing } = await runTests(files);
  if (code !== 0) failed.push('tests');
  for (const name of failed) say(`✖ ${name} failed: see “── ${name}” above`);
  for (const line of closing) say(line);
  return failed.length === 0 ? 0 : 1;
}

/** The test files a developer means by a path: the file itself, or those in a folder. */
function filesUnder(path) {
  const absolute = join(process.cwd(), path);
  if (existsSync(absolute) && statSync(absolute).isDirectory()) {
    return fs
      .globSync('**/*.test.ts', { cwd: absolute })
      .sort()
      .map((file) => relative(root, join(absolute, file)));
  }
  return existsSync(absolute) ? [relative(root, absolute)] : fs.globSync(path, { cwd: root });
}

/**
 * Runs the tests in Node's own runner. Its closing lines (`# tests 12`, `# pass 12` …) are held back and
 * handed to the caller, so that they stand last, after the list of failures.
 */
function runTests(files) {
  // A test file with a database and a browser takes up to half a gigabyte: more than four at once would
  // ask too much of a small machine, and on two cores two are as fast as four.
  const atOnce = Math.max(1, Math.min(4, availableParallelism()));
  const args = ['--test', '--test-reporter=spec', `--test-concurrency=${atOnce}`, '--test-timeout=300000', ...files];
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...colours },
  });
  const closing = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the runner colours its lines on a terminal.
    const found = /^(?:\x1b\[\d+m)*ℹ ((?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+)/.exec(line);
    if (found) closing.push(`# ${found[1]}`);
    else say(line);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? 1, closing }));
  });
}

/** Runs one part with this Node and answers its exit code. */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      say(String(error.message));
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
