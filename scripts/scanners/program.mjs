import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Every other host is behind a proxy that does not exist, for a scanner that would like to look something up. */
const NOBODY = 'http://127.0.0.1:9';
const ALONE = {
  http_proxy: NOBODY,
  https_proxy: NOBODY,
  HTTP_PROXY: NOBODY,
  HTTPS_PROXY: NOBODY,
  no_proxy: '127.0.0.1',
};

const running = new Set();

/** Whether a program is on this machine; asked by a call that does nothing, such as `--version`. */
export function installed(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, ...ALONE } }).error === undefined;
}

export function missing(command) {
  return { missing: `${command} is not installed (Debian: apt-get install ${command})`, findings: [], asked: '' };
}

export function folderIn(report, name) {
  const folder = join(report, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Runs a program in a group of its own, so that what it starts ends with it, and keeps what it said in a file.
 * @param {{ folder: string, file: string, seconds: number, proxy?: boolean }} options `seconds`: after them it is ended;
 *   `proxy: false` for a program that would ask us, too, through the proxy that is not there
 * @returns {Promise<string>} what it said, on both streams
 */
export function run(command, args, { folder, file, seconds, proxy = true }) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...(proxy ? ALONE : {}), HOME: folder };
    const child = spawn(command, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        said += String(text);
      });
    }
    const late = setTimeout(() => end(child), seconds * 1000);
    child.on('close', () => {
      clearTimeout(late);
      running.delete(child);
      writeFileSync(join(folder, file), said);
      resolve(said);
    });
  });
}

/** Ends every scanner that is still running. */
export function endScanners() {
  for (const child of running) end(child);
}

function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself a moment ago.
  }
}
