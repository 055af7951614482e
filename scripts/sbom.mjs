// `npm run sbom`: writes sbom.cdx.json (CycloneDX), the list of everything the running program is built from. Two runs on
// one commit write the same file, except for the serial number that each such file has to itself.
//
//   node scripts/sbom.mjs [file]     file: where to write, default sbom.cdx.json in the checkout
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runNpm } from './npm.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = resolve(process.argv[2] ?? join(root, 'sbom.cdx.json'));

// npm’s own `--omit dev` also leaves out what the program and its tests both need (seen with npm 11), so that the whole
// list is asked for, and what only development needs is taken out here.
const run = runNpm(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { cwd: root });
if (run.status === 0) {
  const sbom = tidied(JSON.parse(run.stdout));
  writeFileSync(target, `${JSON.stringify(sbom, null, 2)}\n`);
  process.stdout.write(`${target}: ${sbom.components.length} packages\n`);
} else {
  process.stderr.write(run.found ? run.stderr : 'npm is not here: it comes with Node, from https://nodejs.org\n');
  process.exitCode = 1;
}

/** Without what differs from machine to machine: the name of the folder, the time, the registry, npm’s own order. */
function tidied(sbom) {
  const { name, version } = read('package.json');
  const running = runningPackages();
  const isRunning = (ref) => running.has(ref);
  const byRef = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const time = timeOfCommit();
  const { timestamp: _now, ...metadata } = sbom.metadata;
  return {
    ...sbom,
    metadata: {
      ...(time ? { timestamp: time } : {}),
      ...metadata,
      component: { ...metadata.component, name, version, type: 'application' },
    },
    components: sbom.components
      .filter((each) => isRunning(each['bom-ref']))
      .map((each) => ({
        ...each,
        externalReferences: each.externalReferences?.filter((reference) => reference.type !== 'distribution') ?? [],
      }))
      .sort((a, b) => byRef(a['bom-ref'], b['bom-ref'])),
    dependencies: sbom.dependencies
      .filter((each) => isRunning(each.ref))
      .map((each) => ({ ...each, dependsOn: (each.dependsOn ?? []).filter(isRunning).sort() }))
      .sort((a, b) => byRef(a.ref, b.ref)),
  };
}

/** `name@version` of each package that is not for development alone, and of Homeward itself. */
function runningPackages() {
  const packages = Object.entries(read('package-lock.json').packages).filter(([, entry]) => !entry.dev);
  return new Set(
    packages.map(
      ([path, entry]) => `${entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${entry.version}`,
    ),
  );
}

function read(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** The time of the commit, so that the same commit gives the same file; null outside git. */
function timeOfCommit() {
  const run = spawnSync('git', ['-C', root, 'log', '-1', '--format=%ct'], { encoding: 'utf8' });
  const seconds = Number(run.stdout);
  return run.status === 0 && seconds > 0 ? new Date(seconds * 1000).toISOString() : null;
}
