import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

// The hand-over from an old Node to the pinned one, played with this Node on both sides.

const door = new URL('../bin/pinned-node.js', import.meta.url).href;

/** Arguments for a Node that hands over to another, which runs the given code. */
function handingOver(code: string): string[] {
  const outer = `const { runWithNode } = await import(${JSON.stringify(door)});
    runWithNode(process.execPath, ['-e', ${JSON.stringify(code)}]);`;
  return ['--input-type=module', '-e', outer];
}

test('the Node that npm brought is the version asked for', async (t) => {
  const { findPinnedNode }: { findPinnedNode(): string | null } = await import(door);
  const path = findPinnedNode();
  if (path === null) return t.skip('this platform has none');
  assert.match(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout, /^v24\./);
});

test('output and exit code are those of the program that was handed over to', () => {
  const run = spawnSync(process.execPath, handingOver('console.log("said"); process.exit(7)'), { encoding: 'utf8' });
  assert.equal(run.stdout, 'said\n');
  assert.equal(run.status, 7);
});

test('a signal reaches the program, which may end in its own way', async () => {
  const code = 'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1000); console.log("ready")';
  const child = spawn(process.execPath, handingOver(code), { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [exit] = await once(child, 'exit');
  assert.equal(exit, 3);
});

test('a program that a signal has ended is reported as a shell does', () => {
  const run = spawnSync(process.execPath, handingOver('process.kill(process.pid, "SIGKILL")'));
  assert.equal(run.status, 128 + 9);
});
