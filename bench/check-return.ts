import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromDayNumber } from '../src/kernel/index.ts';
import { columnsOf, type TableName } from '../src/ssda903/index.ts';
import type { Measurement } from './bench.ts';

/** Episodes of one authority's return, in round numbers, and how many rows of each other table stand beside them. */
const ONE = 5_050;
const CHILDREN = 2_675;
const BESIDE = { Reviews: 12_580, SWEpisodes: 2_120, UASC: 130, OC3: 50, AD1: 30, PlacedAdoption: 30, Missing: 43 };

/** What a person waits for without looking up, and what a small machine has to spare. */
const LIMITS = [
  { times: 1, seconds: 0.8, megabytes: 250 },
  { times: 20, seconds: 6, megabytes: 700 },
] as const;
/** A million episodes, to see whether time and memory grow as the return does. */
const MANY = 198;
const ROUNDS = 3;

interface Run {
  readonly seconds: number;
  /** Of the processor, in the program itself: what else the machine does counts little. */
  readonly processor: number;
  readonly megabytes: number;
}

/**
 * `homeward check-return … --previous … --json` as a process of its own, over made-up returns of one authority, of
 * twenty in one, and (with HOMEWARD_BENCH_MANY=1) of a million episodes. The median of three runs; most memory held.
 */
export async function benchCheckReturn(): Promise<Record<string, Measurement>> {
  const found: Record<string, Measurement> = {};
  const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-check-'));
  try {
    let small: Run | null = null;
    for (const { times, seconds, megabytes } of LIMITS) {
      const run = median(writeReturns(folder, times), ROUNDS);
      const name = `check-return: ${(ONE * times).toLocaleString('en-GB')} episodes and last year's`;
      found[name] = measured(run.seconds, seconds);
      found[`${name}, processor`] = measured(run.processor, seconds);
      found[`${name}, hundreds of MB`] = measured(run.megabytes / 100, megabytes / 100);
      small = run;
    }
    if (process.env.HOMEWARD_BENCH_MANY === '1' && small) {
      const run = median(writeReturns(folder, MANY), 1);
      const growth = MANY / (LIMITS[1]?.times ?? 1);
      found['check-return: a million episodes, processor, against growth in step'] = measured(
        run.processor,
        small.processor * growth,
      );
      found['check-return: a million episodes, hundreds of MB, against growth in step'] = measured(
        run.megabytes / 100,
        (small.megabytes / 100) * growth,
      );
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured(seconds: number, against: number): Measurement {
  return { seconds, against, ratio: seconds / against };
}

function median(folders: readonly [string, string], rounds: number): Run {
  const runs = Array.from({ length: rounds }, () => check(folders)).sort((a, b) => a.seconds - b.seconds);
  return runs[rounds >> 1] ?? { seconds: 0, processor: 0, megabytes: 0 };
}

/** Runs in the process that is measured, and tells at its end what it took. */
const METER = `process.on('exit', () => {
  const { userCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.HOMEWARD_BENCH_METER, JSON.stringify({ userCPUTime, maxRSS }));
});`;

function check([now, last]: readonly [string, string]): Run {
  const meter = join(now, '..', 'meter.json');
  const program = join(import.meta.dirname, '..', 'bin', 'homeward.js');
  const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire(process.execPath); if ((await import('node:worker_threads')).isMainThread) { ${METER} }`)}`;
  const args = ['--import', preload, program, 'check-return', now, '--year', '2025-26', '--previous', last, '--json'];
  const out = openSync(join(now, '..', 'out.json'), 'w');
  const began = performance.now();
  const run = spawnSync(process.execPath, args, {
    stdio: ['ignore', out, 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, HOMEWARD_BENCH_METER: meter },
  });
  const seconds = (performance.now() - began) / 1000;
  closeSync(out);
  if (run.status !== 0 && run.status !== 1) throw new Error(`check-return ended with ${run.status}: ${run.stderr}`);
  const { userCPUTime, maxRSS } = JSON.parse(readFileSync(meter, 'utf8')) as { userCPUTime: number; maxRSS: number };
  return { seconds, processor: userCPUTime / 1e6, megabytes: maxRSS / 1000 };
}

/** The folders of this year's return and last year's. */
function writeReturns(folder: string, times: number): readonly [string, string] {
  return [writeReturn(folder, times, 2026), writeReturn(folder, times, 2025)];
}

type Row = { readonly [column: string]: string | null };

/**
 * Writes a made-up return of the year: most of it right, with a mistake in every fortieth row or so. Children, their
 * days and places follow from their numbers, and last year's are the same children a year before.
 */
function writeReturn(folder: string, times: number, year: number): string {
  const path = join(folder, `${times}-${year}`);
  mkdirSync(path);
  const children = CHILDREN * times;
  const write = (table: TableName, rows: Iterable<Row>) => writeTable(join(path, `${table}.csv`), table, rows);
  write('Header', each(children, header));
  write(
    'Episodes',
    each(ONE * times, (n) => episode(n, children, year)),
  );
  write(
    'Reviews',
    each(BESIDE.Reviews * times, (n) => review(n, children, year)),
  );
  write('OC2', each(children, health));
  write(
    'PrevPerm',
    each(children, (n) => ({ ...who(n), PREV_PERM: n % 9 === 0 ? 'P1' : 'Z1' })),
  );
  write(
    'SWEpisodes',
    each(BESIDE.SWEpisodes * times, (n) => worker(n, year)),
  );
  write(
    'UASC',
    each(BESIDE.UASC * times, (n) => ({ ...who(n * 7), SEX: sexOf(n * 7) })),
  );
  write(
    'OC3',
    each(BESIDE.OC3 * times, (n) => ({ ...who(n * 40), IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'B1' })),
  );
  write('AD1', each(BESIDE.AD1 * times, adoption));
  write(
    'PlacedAdoption',
    each(BESIDE.PlacedAdoption * times, (n) => ({ ...who(n * 80), DATE_PLACED: day(year, n) })),
  );
  write(
    'Missing',
    each(BESIDE.Missing * times, (n) => missing(n, year)),
  );
  return path;
}

function* each(count: number, row: (n: number) => Row): Generator<Row> {
  for (let n = 0; n < count; n += 1) yield row(n);
}

function writeTable(path: string, table: TableName, rows: Iterable<Row>): void {
  const columns = Object.keys(columnsOf(table));
  const file = openSync(path, 'w');
  let lines = [columns.join(',')];
  for (const row of rows) {
    lines.push(columns.map((column) => row[column] ?? '').join(','));
    if (lines.length < 10_000) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  writeSync(file, `${lines.join('\n')}\n`);
  closeSync(file);
}

const iso = (dayNumber: number) => fromDayNumber(dayNumber).split('-').reverse().join('/');
/** 1 April of the year before the one it ends in, and days after it. */
const day = (year: number, after: number) => iso(Date.UTC(year - 1, 3, 1) / 86_400_000 + (after % 360));
const sexOf = (n: number) => (n % 2 === 0 ? 'F' : 'M');
/** 1 to 17 years old in April 2025. */
const bornOn = (n: number) => iso(Date.UTC(2008, 3, 2) / 86_400_000 + ((n * 37) % 5_800));

function who(n: number): { CHILD: string; DOB: string } {
  return { CHILD: String(10_000_000 + n), DOB: bornOn(n) };
}

function header(n: number): Row {
  const UPN = `A${String(100_000_000_000 + n)}`;
  return { ...who(n), SEX: sexOf(n), ETHNIC: n % 40 === 3 ? null : 'WBRI', UPN, MOTHER: n % 2 === 0 ? '0' : null };
}

const PLACES = [
  { PLACE: 'U6', PLACE_PROVIDER: 'PR1' },
  { PLACE: 'U6', PLACE_PROVIDER: 'PR4' },
  { PLACE: 'U1', PLACE_PROVIDER: 'PR1' },
  { PLACE: 'K2', PLACE_PROVIDER: 'PR4' },
];

/** A child's first episode began years ago; a second one, where there is one, followed it during the year. */
function episode(n: number, children: number, year: number): Row {
  const child = n % children;
  const second = n >= children;
  const moved = !second && child < (children / CHILDREN) * (ONE - CHILDREN);
  const change = day(year, child * 11);
  return {
    CHILD: who(child).CHILD,
    DECOM: second ? change : iso(Date.UTC(2023, 5, 1) / 86_400_000 + (child % 300)),
    RNE: second ? 'P' : 'S',
    LS: 'C2',
    CIN: 'N1',
    ...PLACES[(child + (second ? 1 : 0)) % PLACES.length],
    DEC: moved ? change : null,
    REC: moved ? 'X1' : null,
    REASON_PLACE_CHANGE: moved ? 'CARPL' : null,
    HOME_POST: `M${1 + (child % 20)} ${child % 10}AB`,
    PL_POST: n % 40 === 7 ? null : `OL${1 + (n % 16)} ${n % 10}CD`,
    URN: String(1_000_000 + (n % 4_000)),
  };
}

function review(n: number, children: number, year: number): Row {
  const child = n % children;
  return { ...who(child), REVIEW: day(year, 20 + 75 * Math.floor(n / children)), REVIEW_CODE: 'PN1' };
}

function health(n: number): Row {
  const yes = { HEALTH_CHECK: null, IMMUNISATIONS: '1', TEETH_CHECK: '1', HEALTH_ASSESSMENT: '1' };
  return { ...who(n), SDQ_SCORE: String(n % 41), CONVICTED: '0', ...yes, SUBSTANCE_MISUSE: '0' };
}

function worker(n: number, year: number): Row {
  return { ...who(n), SW_ID: `SW${100 + (n % 900)}`, SW_DECOM: day(year, n), SW_REASON: 'FCONTA' };
}

function adoption(n: number): Row {
  const said = { FOSTER_CARE: '0', NB_ADOPTR: '2', SEX_ADOPTR: 'MF', LS_ADOPTR: 'L11' };
  return { ...who(n * 80), DATE_INT: '01/02/2025', DATE_MATCH: '01/05/2025', ...said };
}

function missing(n: number, year: number): Row {
  return { ...who(n * 60), MISSING: 'M', MIS_START: day(year, n * 3), MIS_END: day(year, n * 3 + 1) };
}
