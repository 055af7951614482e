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
}

/** Child-months from which on it pays to start workers. */
const WORTH_SHARING = 30_000_000;
const MOST_WORKERS = 8;

/** Shares runs among worker threads where there is much to do; else runs them here. The answer is the same. */
export const runShared: Runner = async (simulation, runs) => {
  const work = simulation.stock.kind.length * simulation.months * runs;
  const workers = Math.min(MOST_WORKERS, availableParallelism());
  return work < WORTH_SHARING || workers < 2 ? simulate(simulation, 0, runs) : runAmong(workers)(simulation, runs);
};

/** Shares runs among so many worker threads, whatever there is to do. */
export function runAmong(workers: number): Runner {
  return async (simulation, runs) => {
    const counts = new Uint32Array(runs * simulation.months * KIND_COUNT);
    const firstOf = (part: number) => Math.floor((runs * part) / workers);
    await Promise.all(
      Array.from({ length: workers }, async (_, part) => {
        const from = firstOf(part);
        const to = firstOf(part + 1);
        if (from < to) counts.set(await runPart({ simulation, from, to }), from * simulation.months * KIND_COUNT);
      }),
    );
    return counts;
  };
}

async function runPart(part: SharedPart): Promise<Uint32Array> {
  const worker = new Worker(new URL(`./shared-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: part,
  });
  try {
    return await new Promise<Uint32Array>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('a part of the forecast ended before it was through')));
    });
  } finally {
    await worker.terminate();
  }
}
