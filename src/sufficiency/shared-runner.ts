import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { KIND_COUNT } from './kinds.ts';
import type { Runner } from './runner.ts';
import { type Simulation, simulate } from './simulate.ts';

/** Runs that one worker is asked for. */
export interface SharedPart {
  readonly simulation: Simulation;
  readonly from: number;
  /** The first run that is another's. */
  readonly to: number;
  /** How many runs are done at a time, so that somebody may be told how far it is. */
  readonly step: number;
}

/** Some runs that a worker has done, from a first one on. */
export interface PartDone {
  readonly from: number;
  readonly counts: Uint32Array;
}

/** Child-months from which on it pays to start workers. */
const WORTH_SHARING = 30_000_000;
const MOST_WORKERS = 8;

/** Shares runs among worker threads where there is much to do; else runs them here. The answer is the same. */
export const runShared: Runner = (simulation, runs) => sharing(null)(simulation, runs);

/**
 * The same, telling as it goes how many child-months are done.
 *
 * @param told called with as many as were done since it was called last
 */
export function runTelling(told: (childMonths: number) => void): Runner {
  return sharing(told);
}

/** Steps in which a large simulation is told. */
const STEPS = 20;

function sharing(told: ((childMonths: number) => void) | null): Runner {
  return async (simulation, runs) => {
    const aRun = simulation.stock.kind.length * simulation.months;
    const workers = Math.min(MOST_WORKERS, availableParallelism());
    const tell = (done: number) => told?.(done * aRun);
    if (aRun * runs >= WORTH_SHARING && workers >= 2) return runAmong(workers, told ? tell : null)(simulation, runs);
    const counts = simulate(simulation, 0, runs);
    tell(runs);
    return counts;
  };
}

/**
 * Shares runs among so many worker threads, whatever there is to do.
 *
 * @param told how many runs were done since it was called last; null where nobody asks
 */
export function runAmong(workers: number, told: ((runs: number) => void) | null = null): Runner {
  return async (simulation, runs) => {
    const aRun = simulation.months * KIND_COUNT;
    const counts = new Uint32Array(runs * aRun);
    const firstOf = (part: number) => Math.floor((runs * part) / workers);
    await Promise.all(
      Array.from({ length: workers }, async (_, part) => {
        const from = firstOf(part);
        const to = firstOf(part + 1);
        const step = told ? Math.ceil((to - from) / STEPS) : to - from;
        const put = (done: PartDone) => {
          counts.set(done.counts, done.from * aRun);
          told?.(done.counts.length / aRun);
        };
        if (from < to) await runPart({ simulation, from, to, step }, put);
      }),
    );
    return counts;
  };
}

async function runPart(part: SharedPart, put: (done: PartDone) => void): Promise<void> {
  const worker = new Worker(new URL(`./shared-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: part,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (done: PartDone) => {
        put(done);
        if (done.from + part.step >= part.to) resolve();
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('a part of the forecast ended before it was through')));
    });
  } finally {
    await worker.terminate();
  }
}
