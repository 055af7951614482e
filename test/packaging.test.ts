import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startService } from './service.ts';

// Homeward as somebody else gets it: packed, installed in a folder of its own from the registry's packages,
// and used through its doors. What works only in the checkout is found here.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'homeward-package-'));
const consumer = join(work, 'consumer');

after(() => rmSync(work, { recursive: true, force: true }));

const child = {
  id: 'c1',
  age: 11,
  sex: 'female',
  needs: { health: { level: 1 }, education: { level: 2 } },
  from: { lat: 53.4, long: -2.2 },
  school: { lat: 53.4, long: -2.2, mustKeep: true },
  avoid: [],
  suitability: { fostering: 'preferred', residential: 'suitable', supported: 'unspecified' },
  alongside: 'no-preference',
  pets: 'unknown',
  adaptations: false,
  languages: [],
  risksToOthers: [],
  secureOrder: false,
  matters: ['school'],
};
const home = {
  id: 'near',
  kind: 'fostering',
  at: { lat: 53.41, long: -2.21 },
  rooms: 1,
  freeFrom: '2026-11-20',
  registered: { minAge: 0, maxAge: 18, sexes: ['female', 'male'] },
  skills: { health: 3, education: 3 },
  pets: false,
  adapted: false,
  languages: [],
  interests: [],
  residents: [],
  weeklyFee: 850,
  sector: 'authority',
};
const matchingFile = {
  asOf: '2026-11-21',
  neededBy: '2026-11-25',
  children: [child],
  homes: [home, { ...home, id: 'too-young', registered: { ...home.registered, maxAge: 10 } }],
};

interface Ranking {
  readonly ranked: readonly { readonly home: string; readonly rank: number; readonly fit: number }[];
  readonly ruledOut: readonly { readonly home: string; readonly because: readonly { readonly rule: string }[] }[];
}

/** By the rules of matching: the child of 11 may live in a home registered to 18, not in one registered to 10. */
function expectRanking(ranking: Ranking): void {
  assert.deepEqual(
    ranking.ranked.map((line) => [line.home, line.rank]),
    [['near', 1]],
  );
  assert.ok((ranking.ranked[0]?.fit ?? 0) > 0);
  assert.deepEqual(
    ranking.ruledOut.map((line) => [line.home, line.because.map((reason) => reason.rule)]),
    [['too-young', ['age']]],
  );
}

/** A date of birth that no calendar has. */
const returnInput = {
  year: '2025-26',
  tables: {
    Header: [{ CHILD: '104', SEX: 'F', DOB: '31/04/2012' }],
    Episodes: [{ CHILD: '104', DECOM: '01/05/2025', RNE: 'S', LS: 'C2', CIN: 'N1', PLACE: 'U6' }],
  },
};

/** One child, in foster care since before the returns begin. */
const sufficiencyInput = {
  header: [{ CHILD: '1', DOB: '01/06/2015' }],
  episodes: [2020, 2021].map((year) => ({ CHILD: '1', DECOM: '01/05/2019', PLACE: 'U6', LS: 'C2', RNE: 'S', year })),
  asOf: '2021-03-31',
  months: 6,
  runs: 20,
  seed: 1,
};

/** The best is 5 + 4: the first child may live in both homes, the second only in the first one. */
const jointInput = {
  children: [{ id: 'c1' }, { id: 'c2' }],
  homes: [
    { id: 'h1', places: 1 },
    { id: 'h2', places: 1 },
  ],
  options: [
    { child: 'c1', home: 'h1', value: 6 },
    { child: 'c1', home: 'h2', value: 5 },
    { child: 'c2', home: 'h1', value: 4 },
  ],
  apart: [],
};

/** Each door: a program that calls it, the same in TypeScript with a line that must not compile, and the check. */
interface Door {
  readonly call: string;
  readonly types: string;
  readonly wrongTypes: string;
  /** Given what the program wrote. */
  readonly expect: (written: string) => void;
}

const doors: Readonly<Record<string, Door>> = {
  './matching': {
    call: `import { placeTogether, rankHomes } from 'homeward/matching';
import { readFileSync } from 'node:fs';
const ranking = rankHomes(JSON.parse(readFileSync('matching.json', 'utf8')));
const together = await placeTogether(${JSON.stringify(jointInput)});
process.stdout.write(JSON.stringify({ ranking, together }));`,
    types: `import { type JointMatching, type JointProblem, type MatchingFile, placeTogether, type Ranking, rankHomes } from 'homeward/matching';
export const ask = (file: MatchingFile): Ranking => rankHomes(file);
export const first = (ranking: Ranking): number | undefined => ranking.ranked[0]?.fit;
export const together = (problem: JointProblem): Promise<JointMatching> => placeTogether(problem);`,
    wrongTypes: `import { type MatchingFile, rankHomes } from 'homeward/matching';
export const wrong = (file: MatchingFile): string => rankHomes(file);`,
    expect: (written) => {
      const { ranking, together } = JSON.parse(written);
      expectRanking(ranking);
      assert.deepEqual([together.total, together.optimal, together.waiting], [9, true, []]);
    },
  },
  './returns': {
    call: `import { checkSsda903 } from 'homeward/returns';
process.stdout.write(JSON.stringify(checkSsda903(${JSON.stringify(returnInput)})));`,
    types: `import { type Check, type CheckInput, checkSsda903 } from 'homeward/returns';
export const ask = (input: CheckInput): Check => checkSsda903(input);
export const first = (check: Check): string | undefined => check.findings[0]?.rule;`,
    wrongTypes: `import { type CheckInput, checkSsda903 } from 'homeward/returns';
export const wrong = (input: CheckInput): string => checkSsda903(input).findings;`,
    // Rule 102: a date of birth that is no day of the calendar. Rule 1008 asks Ofsted's list, which was not given.
    expect: (written) => {
      const { findings, notRun, rules } = JSON.parse(written);
      assert.equal(rules, 312);
      assert.deepEqual(
        findings.filter((one: { rule: string }) => one.rule === '102'),
        [{ rule: '102', table: 'Header', row: 0 }],
      );
      assert.ok(notRun.some((one: { rule: string }) => one.rule === '1008'));
    },
  },
  './sufficiency': {
    call: `import { forecast } from 'homeward/sufficiency';
process.stdout.write(JSON.stringify(forecast(${JSON.stringify(sufficiencyInput)})));`,
    types: `import { type Forecast, type ForecastInput, forecast } from 'homeward/sufficiency';
export const ask = (input: ForecastInput): Forecast => forecast(input);
export const first = (told: Forecast): number | undefined => told.months[0]?.mean;`,
    wrongTypes: `import { type ForecastInput, forecast } from 'homeward/sufficiency';
export const wrong = (input: ForecastInput): number => forecast(input);`,
    expect: (written) => {
      const { asOf, months, runs, today } = JSON.parse(written);
      assert.deepEqual([asOf, runs, today.fostering, today.all], ['2021-03-31', 20, 1, 1]);
      assert.deepEqual([months[0].month, months.at(-1).month], ['2021-04', '2021-09']);
    },
  },
};

before(() => {
  // A copy is packed, so that nothing in the checkout changes under the other tests.
  const source = join(work, 'source');
  mkdirSync(source);
  const parts = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'README.md', 'LICENSE', 'bin', 'scripts'];
  for (const part of [...parts, 'src', 'seed', 'migrations', 'docs'].filter((name) => existsSync(join(root, name)))) {
    cpSync(join(root, part), join(source, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  npm(source, ['pack', '--pack-destination', work]);
  const packed = readdirSync(work).find((name) => name.endsWith('.tgz'));
  assert.ok(packed !== undefined, 'npm pack wrote no file');

  mkdirSync(consumer);
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  write('matching.json', JSON.stringify(matchingFile));
  npm(consumer, ['install', '--prefer-offline', '--no-audit', '--no-fund', join(work, packed)]);
});

test('the package holds the compiled program and what it reads, and no source or test', () => {
  const names = readdirSync(join(consumer, 'node_modules', 'homeward'), { recursive: true, encoding: 'utf8' });
  assert.ok(names.includes(join('dist', 'migrations', '0001-foundation.sql')));
  const sources = names.filter((name) => /(?<!\.d)\.ts$/.test(name) && !name.startsWith('node_modules'));
  assert.deepEqual(sources, []);
  assert.deepEqual(
    names.filter((name) => /\.test\./.test(name)),
    [],
  );
});

test('every door of the package answers, and has types', () => {
  const described: { exports: Record<string, unknown> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = Object.keys(described.exports).filter((door) => door !== './package.json');
  assert.deepEqual(named.sort(), Object.keys(doors).sort(), 'each door in package.json has its case in this test');
  for (const [name, door] of Object.entries(doors)) {
    write('call.mjs', door.call);
    const called = inConsumer(process.execPath, ['call.mjs']);
    assert.equal(called.code, 0, called.err);
    door.expect(called.out);

    const good = `types-good${name.replace(/\W/g, '-')}.ts`;
    write(good, door.types);
    assert.deepEqual(compile(good), { code: 0, out: '' });
    const wrong = `types-wrong${name.replace(/\W/g, '-')}.ts`;
    write(wrong, door.wrongTypes);
    assert.match(compile(wrong).out, /TS2322/);
  }
});

test('the command prints one JSON document and nothing else', () => {
  const { code, out, err } = inConsumer(...npmCommand(['exec', '--', 'homeward', 'match', 'matching.json', '--json']));
  assert.equal(code, 0, err);
  expectRanking(JSON.parse(out));
});

test('the command refuses a file that is not there, and wrong usage, in words', () => {
  const missing = inConsumer(...npmCommand(['exec', '--', 'homeward', 'match', 'nowhere.json', '--json']));
  assert.equal(missing.code, 1);
  assert.equal(missing.out, '');
  assert.match(missing.err, /nowhere\.json/);
  const wrong = inConsumer(...npmCommand(['exec', '--', 'homeward', 'mtach', 'matching.json']));
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /mtach/);
});

test('the installed package serves its pages, and ends well when told', async () => {
  const service = await startService({
    command: join(consumer, 'node_modules', 'homeward', 'bin', 'homeward.js'),
    args: ['--empty'],
    data: join(work, 'data'),
    env: environment(),
  });
  const page = await fetch(`${service.baseURL}/`);
  const text = await page.text();
  const style = /<link[^>]+href="([^"]+\.css[^"]*)"/.exec(text)?.[1] ?? 'no-style-sheet';
  const styled = await fetch(new URL(style, service.baseURL));
  assert.equal(await service.stop(), 0, service.said());
  assert.equal(page.status, 200);
  assert.match(text, /<h1/);
  assert.equal(styled.status, 200, style);
});

function write(name: string, text: string): void {
  writeFileSync(join(consumer, name), text);
}

/** How to call npm: by the one that runs these tests, else by the one on the path. */
function npmCommand(args: readonly string[]): [string, string[]] {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, [own, ...args]] : ['npm', [...args]];
}

function npm(cwd: string, args: readonly string[]): void {
  const [program, all] = npmCommand(args);
  const run = spawnSync(program, all, { cwd, env: environment(), encoding: 'utf8', timeout: 240_000 });
  assert.equal(run.status, 0, `npm ${args.join(' ')} failed: ${run.stdout}${run.stderr}${run.error ?? ''}`);
}

function inConsumer(program: string, args: readonly string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync(program, args, { cwd: consumer, env: environment(), encoding: 'utf8', timeout: 60_000 });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function compile(file: string): { code: number | null; out: string } {
  const options = '--noEmit --strict --target es2024 --module nodenext --skipLibCheck false --types'.split(' ');
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, out, err } = inConsumer(process.execPath, [compiler, ...options, '', file]);
  return { code, out: out + err };
}

/** The environment without what npm tells the script that it runs, which would point npm back to the checkout. */
function environment(): Record<string, string> {
  const told = /^(npm_(package|lifecycle|command|node|config_local_prefix|config_prefix)|INIT_CWD|NODE_TEST_CONTEXT)/;
  const entries = Object.entries(process.env).filter(([name]) => !told.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}
