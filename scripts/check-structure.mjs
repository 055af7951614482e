// The structure check: who may import whom, how long a file may be, what it may be called.
// The order of the floors is data (floors.json). The check reads import statements as text, so that it
// depends on no parser that a new TypeScript could blind without anyone noticing;
// test/structure.test.ts plants each fault in a copy and expects it to be found.
//
//   node scripts/check-structure.mjs [folder]     folder: the root of the checkout, default this one
import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const longest = 300;
// The cases of a test are read one at a time, so a file of them may be longer.
const longestTest = 450;
const vagueNames = /^(utils?|helpers?|common|managers?|misc)$/;
const goodName = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const edgeModules =
  /^(node:)?(fs|fs\/promises|net|http|https|http2|child_process|worker_threads|sqlite|dgram|tls)$|^(pg|fastify|kysely|@electric-sql\/.*|@fastify\/.*)$/;

const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)));
const { floors, engines, engineEdges } = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'floors.json'), 'utf8'),
);
const floorOf = new Map(floors.flatMap((rooms, height) => rooms.map((room) => [room, height])));

const problems = checkStructure();
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'The structure is sound.\n' : `${problems.length} problems.\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Reads src and seed, and answers one line for each fault. */
function checkStructure() {
  const found = [];
  const files = globSync(['src/**/*.ts', 'seed/**/*.ts'], { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  if (files.length === 0) return [`${root}: no TypeScript file was found under src or seed.`];
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const imports = new Map(files.map((file) => [file, importsOf(texts.get(file))]));
  const ofTests = filesOfTests(imports);
  for (const file of files) {
    found.push(...checkName(file), ...checkLength(file, texts.get(file)));
    for (const { specifier, line } of imports.get(file)) {
      const fault = faultOfImport(file, specifier, ofTests.has(file));
      if (fault !== null) found.push(`${file}:${line}: ${fault}`);
    }
  }
  return [...found, ...circles(imports)];
}

/** The tests, and the files that only tests import: they are no part of the program. */
function filesOfTests(imports) {
  const isTest = (file) => file.endsWith('.test.ts');
  const importers = new Map();
  for (const [file, list] of imports) {
    for (const { specifier } of list.filter((one) => one.specifier.startsWith('.'))) {
      const to = target(file, specifier);
      importers.set(to, [...(importers.get(to) ?? []), file]);
    }
  }
  return new Set(
    [...imports.keys()].filter(
      (file) => isTest(file) || (!isEntrance(file) && importers.has(file) && importers.get(file).every(isTest)),
    ),
  );
}

/** Which room a file belongs to: the folder under src, or the file's name for a file at the top. */
function roomOf(file) {
  const [top, second] = file.split('/');
  if (top !== 'src') return top;
  return second?.endsWith('.ts') ? second.replace(/(\.test)?\.ts$/, '') : second;
}

function target(file, specifier) {
  return posix.normalize(posix.join(posix.dirname(file), specifier));
}

/**
 * Every import with its line: `import … from`, `export … from`, `import '…'`, and `import('…')`.
 * `counts` is false for those that cannot make a circle of half-loaded files: types alone are erased, and a late
 * import happens when the code runs.
 */
function importsOf(text) {
  const code = withoutComments(text);
  const pattern =
    /(?:^|[;{}\n])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?(['"])([^'"\n]+)\1|(?:^|[;{}\n])\s*import(['"])([^'"\n]+)\3|\b(import)\s*\(\s*(['"`])([^'"`\n$]+)\6/g;
  const imports = [];
  for (const match of code.matchAll(pattern)) {
    const specifier = match[2] ?? match[4] ?? match[7];
    const line = code.slice(0, match.index + match[0].length).split('\n').length;
    imports.push({ specifier, line, counts: match[5] === undefined && !/^\W*(import|export)\s+type\s/.test(match[0]) });
  }
  return imports;
}

/** Blanks out comments, keeping the lines, so that an example inside a comment is not taken for an import. */
function withoutComments(text) {
  return text.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (part) =>
    part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part,
  );
}

/** Why a file may not import this, or null when it may. */
function faultOfImport(file, specifier, isTest) {
  const room = roomOf(file);
  if (!specifier.startsWith('.')) {
    if (isTest) return null;
    if (room === 'kernel' && !isBuiltin(specifier))
      return `the kernel imports nothing outside Node's own modules, but imports ${specifier}`;
    if (engines.includes(room) && edgeModules.test(specifier) && !engineEdges.includes(file)) {
      return `${room} is a pure engine and may not reach the outside through ${specifier}`;
    }
    return null;
  }
  const to = target(file, specifier);
  if (!to.startsWith('src/') && !to.startsWith('seed/')) return faultOutside(room, to, isTest);
  if (!existsSync(join(root, to))) return `imports ${specifier}, which is not there`;
  const toRoom = roomOf(to);
  if (room === toRoom) return null;
  const height = floorOf.get(room);
  const toHeight = floorOf.get(toRoom);
  if (height === undefined) return `${room} has no floor: give it one in scripts/floors.json`;
  if (toHeight === undefined) return `${toRoom} has no floor: give it one in scripts/floors.json`;
  const entrance = to.endsWith('.ts') && posix.dirname(to) !== 'src' && !isEntrance(to);
  if (entrance) return `enters ${toRoom} past its index.ts: ${to}`;
  // A test may look at its room from the outside (through the whole application); nothing imports a test.
  if (isTest) return null;
  const lazyStart = room === 'cli' && toRoom === 'main';
  if (toHeight > height && !lazyStart) return `${room} imports upwards from ${toRoom}`;
  if (toHeight === height) return `${room} and ${toRoom} stand on one floor and may not import each other`;
  return null;
}

function isEntrance(to) {
  const parts = to.split('/');
  return to.startsWith('src/') ? parts.length === 3 && parts[2] === 'index.ts' : to === 'seed/index.ts';
}

/** Outside src and seed: tests may use test/, anyone below may read data, and the command line may start the benches. */
function faultOutside(room, to, isTest) {
  if (isTest) return null;
  if (!to.endsWith('.ts') && !to.endsWith('.js') && !to.endsWith('.mjs')) return null;
  if (room === 'cli' && to === 'bench/bench.ts') return null;
  return `imports ${to}, which is not part of the program`;
}

function checkName(file) {
  const parts = file.split('/').slice(1);
  const names = parts.map((part) => part.replace(/(\.test|\.d)?\.ts$/, ''));
  return names.flatMap((name) => {
    if (name.split('-').some((word) => vagueNames.test(word)))
      return [`${file}: “${name}” says nothing about what is inside: name it after its noun`];
    return goodName.test(name) ? [] : [`${file}: “${name}” is not in kebab-case`];
  });
}

function checkLength(file, text) {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const limit = file.endsWith('.test.ts') ? longestTest : longest;
  if (lines <= limit || /^\/\/ data\b/.test(text)) return [];
  return [`${file}: ${lines} lines; a file is read in one sitting, ${limit} lines at most`];
}

/** One line for each circle of files, found by a depth-first walk that names each circle once. */
function circles(imports) {
  const found = [];
  const state = new Map();
  const path = [];
  const visit = (file) => {
    state.set(file, 'open');
    path.push(file);
    for (const { specifier, counts } of imports.get(file)) {
      const next = target(file, specifier);
      if (!counts || !specifier.startsWith('.') || !imports.has(next)) continue;
      if (state.get(next) === 'open') {
        const round = path.slice(path.indexOf(next));
        found.push(`${next}: a circle of imports: ${[...round, next].join(' → ')}`);
      } else if (!state.has(next)) visit(next);
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of imports.keys()) if (!state.has(file)) visit(file);
  return found;
}
