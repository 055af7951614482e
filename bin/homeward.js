#!/usr/bin/env node
// The command `homeward`. It may be started by any Node: an old one hands over to the Node that npm
// installed beside Homeward (pinned-node.js). In a checkout the TypeScript is run as it is; an installed
// package brings the compiled program.
import { existsSync } from 'node:fs';
import module from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findNode, nodeMissing, runWithNode } from './pinned-node.js';

const node = findNode();
if (node === null) {
  process.stderr.write(`${nodeMissing()}\n`);
  process.exitCode = 1;
} else if (node !== process.execPath) {
  runWithNode(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
} else {
  // What was compiled once is kept beside the program, for it alone: it is a third of the time of a short command. Where
  // nobody may write there, nothing is kept. The service, which starts seldom and faces the network, keeps nothing.
  if (process.argv[2] !== 'start') {
    const kept = fileURLToPath(new URL('../.cache/compiled', import.meta.url));
    process.env.NODE_COMPILE_CACHE ??= kept; // for worker threads
    module.enableCompileCache?.(kept);
  }
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const program = existsSync(source) ? source : new URL('../dist/src/cli/main.js', import.meta.url);
  const { run } = await import(program.href);
  // Only the exit code is set, so that what is still being written reaches its reader.
  process.exitCode = await run(process.argv.slice(2));
}
