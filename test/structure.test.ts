import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

// A checker that reads nothing also reports nothing. So each kind of fault is planted in a copy of the
// program, and the checker has to find it there.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const copies: string[] = [];

after(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** Copies src and seed, adds the given files, and answers what the structure check says. */
function checkWith(planted: Record<string, string>): { code: number | null; said: string } {
  const copy = mkdtempSync(join(tmpdir(), 'homeward-structure-'));
  copies.push(copy);
  for (const folder of ['src', 'seed'].filter((name) => existsSync(join(root, name))))
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  const run = spawnSync(process.execPath, [join(root, 'scripts/check-structure.mjs'), copy], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout + run.stderr };
}

function expectFault(planted: Record<string, string>, words: RegExp): void {
  const { code, said } = checkWith(planted);
  assert.equal(code, 1, `expected the check to fail, but it said: ${said}`);
  assert.match(said, words);
}

test('a circle of imports is found', () => {
  expectFault(
    {
      'src/kernel/planted-one.ts': "import { two } from './planted-two.ts';\nexport const one = () => two;\n",
      'src/kernel/planted-two.ts': "export { three as two } from './planted-three.ts';\n",
      'src/kernel/planted-three.ts': "import { one } from './planted-one.ts';\nexport const three = () => one;\n",
    },
    /circle of imports: .*planted-one\.ts → .*planted-\S+ → .*planted-\S+ → .*planted-one\.ts/,
  );
});

test('an import from a room above is found, with its line', () => {
  expectFault(
    {
      'src/homes/index.ts': 'export const homes = 1;\n',
      'src/needs/planted.ts':
        "// A first line.\nimport { homes } from '../homes/index.ts';\nexport const needs = homes;\n",
    },
    /src\/needs\/planted\.ts:2: needs imports upwards from homes/,
  );
});

test('an import upwards that happens late is found as well', () => {
  expectFault(
    {
      'src/homes/index.ts': 'export const homes = 1;\n',
      'src/needs/planted.ts': "export const late = () => import('../homes/index.ts');\n",
    },
    /needs imports upwards from homes/,
  );
});

test('an import from a room on the same floor is found', () => {
  expectFault(
    {
      'src/charts/index.ts': 'export const charts = 1;\n',
      'src/ui/planted.ts': "import { charts } from '../charts/index.ts';\nexport const ui = charts;\n",
    },
    /ui and charts stand on one floor/,
  );
});

test('an import past the door of a room is found, in a test too', () => {
  const reason = /enters kernel past its index\.ts: src\/kernel\/place\.ts/;
  const text = "import {\n  milesBetween,\n} from '../kernel/place.ts';\nexport const far = milesBetween;\n";
  expectFault({ 'src/homes/planted.ts': text }, reason);
  expectFault({ 'src/homes/planted.test.ts': text }, reason);
});

test('a kernel that imports a package is found', () => {
  expectFault(
    { 'src/kernel/planted.ts': "import { z } from 'zod';\nexport const planted = z;\n" },
    /kernel imports nothing outside/,
  );
});

test('an engine that reaches for the disk or a database is found', () => {
  expectFault(
    { 'src/matching/planted.ts': "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n" },
    /matching is a pure engine/,
  );
  expectFault(
    { 'src/sufficiency/planted.ts': "import pg from 'pg';\nexport const planted = pg;\n" },
    /sufficiency is a pure engine/,
  );
});

test('a room without a floor is found', () => {
  expectFault(
    { 'src/attic/planted.ts': "import type { PlainDate } from '../kernel/index.ts';\nexport type Day = PlainDate;\n" },
    /attic has no floor/,
  );
});

test('a file that is too long or vaguely named is found; a marked data file may be long', () => {
  const long = 'export {};\n'.repeat(301);
  expectFault({ 'src/kernel/planted.ts': long }, /planted\.ts: 301 lines/);
  expectFault({ 'seed/planted.ts': long }, /seed\/planted\.ts: 301 lines/);
  expectFault({ 'src/kernel/planted.test.ts': 'export {};\n'.repeat(451) }, /planted\.test\.ts: 451 lines/);
  expectFault({ 'src/kernel/date-utils.ts': 'export {};\n' }, /date-utils/);
  expectFault({ 'src/kernel/helpers/planted.ts': 'export {};\n' }, /helpers/);
  expectFault({ 'src/kernel/PlantedName.ts': 'export {};\n' }, /kebab-case/);
  const { said } = checkWith({ 'src/kernel/planted.ts': `// data\n${long}` });
  assert.doesNotMatch(said, /planted/);
});

test('words in a comment are not taken for an import', () => {
  const { said } = checkWith({
    'src/kernel/planted.ts': [
      "/* import { x } from '../web/index.ts';",
      "import '../web/index.ts'; */",
      "// import { y } from '../web/index.ts';",
      "export const address = 'https://example.org/'; // import('../web/index.ts')",
      '',
    ].join('\n'),
  });
  assert.doesNotMatch(said, /planted/);
});
