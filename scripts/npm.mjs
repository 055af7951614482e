// Runs npm from a script. A script that npm started knows npm by its environment; otherwise it is on the path. npm itself
// runs under the Node of the script: a machine's own Node and npm may be older, but every npm since 9 runs on Node 24.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/**
 * Runs npm to its end.
 * @param {string[]} args what stands after `npm`
 * @param {{ cwd: string, env?: Record<string, string>, timeout?: number }} options `timeout` in milliseconds
 * @returns {{ found: boolean, status: number | null, stdout: string, stderr: string }} `found` is false without an npm;
 *   `status` is null where it took too long
 */
export function runNpm(args, { cwd, env = {}, timeout = 60_000 }) {
  const [command, first, shell] = npmHere();
  const run = spawnSync(command, [...first, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    timeout,
    shell,
  });
  const missing = run.error?.code === 'ENOENT' || (shell && run.status !== 0 && /not recognized/.test(run.stderr));
  return { found: !missing, status: run.status, stdout: run.stdout ?? '', stderr: run.stderr ?? '' };
}

/** The command, its first arguments, and whether it needs a shell (only npm.cmd of Windows does). */
function npmHere() {
  const path = process.env.npm_execpath ?? '';
  if (/[\\/]npm-cli\.c?js$/.test(path) && existsSync(path)) return [process.execPath, [path], false];
  return process.platform === 'win32' ? ['npm.cmd', [], true] : ['npm', [], false];
}
