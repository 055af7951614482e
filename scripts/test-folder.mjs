import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs test files one after another in Node's own runner.
 * @param {string} pattern which files, from the root of the checkout
 * @param {string} nothing what to say where no file matches
 * @returns {Promise<number>} the exit code
 */
export function runTestFolder(pattern, nothing) {
  const files = globSync(pattern, { cwd: root }).sort();
  if (files.length === 0) {
    process.stdout.write(`${nothing}\n`);
    return Promise.resolve(0);
  }
  const args = ['--test', '--test-reporter=spec', '--test-concurrency=1', ...files];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
  });
}
