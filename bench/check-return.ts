import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ONE, writeLargeReturn } from '../test/large-return.ts';
import type { Measurement } from './bench.ts';

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
  return [writeLargeReturn(folder, times, 2026), writeLargeReturn(folder, times, 2025)];
}
