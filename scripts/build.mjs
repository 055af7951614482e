// Compiles the program to dist/, for the package: Node does not strip types under node_modules.
// A checkout runs its TypeScript as it is and needs no build; `npm install` and `npm pack` call this
// through `prepare`.
import { spawnSync } from 'node:child_process';
import fs, { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findNode, runWithNode } from '../bin/pinned-node.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

const node = findNode();
const compiler = findCompiler();
if (compiler === null) {
  process.stdout.write('Homeward: not compiled, because TypeScript is not installed (only a package needs it).\n');
} else if (node === null) {
  process.stdout.write('Homeward: not compiled, because no Node 24 is here (only a package needs it).\n');
} else if (node !== process.execPath) {
  runWithNode(node, [fileURLToPath(import.meta.url)]);
} else {
  process.exitCode = build();
}

function findCompiler() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
    return join(folder, 'bin', 'tsc');
  } catch {
    return null;
  }
}

function build() {
  rmSync(dist, { recursive: true, force: true });
  const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (!existsSync(dist)) return 1;
  pointToCompiledFiles();
  copyAssets();
  if (run.status === 0) return 0;
  // An install, or npx in a checkout, should not fail over a type error that `npm test` shows; a package must.
  if (['install', 'ci', 'exec'].includes(process.env.npm_command ?? '')) {
    process.stdout.write('Homeward: compiled with the type errors above; `npm test` will fail.\n');
    return 0;
  }
  return 1;
}

/** The compiler renames imports; a file named by `new URL('./worker.ts', import.meta.url)` it leaves alone. */
function pointToCompiledFiles() {
  for (const file of fs.globSync('**/*.js', { cwd: dist })) {
    const path = join(dist, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(
      /new URL\((['"])(\.{1,2}\/[^'"]+)\.ts\1,\s*import\.meta\.url\)/g,
      "new URL('$2.js', import.meta.url)",
    );
    if (after !== before) writeFileSync(path, after);
  }
}

/** Everything that the program reads beside its code keeps its place relative to the code. */
function copyAssets() {
  const assets = fs
    .globSync(['src/**/*', 'seed/**/*', 'migrations/**/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'));
  for (const entry of assets) {
    const from = join(entry.parentPath, entry.name);
    const to = join(dist, from.slice(root.length));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ name, version, type: 'module' }, null, 2)}\n`);
}
