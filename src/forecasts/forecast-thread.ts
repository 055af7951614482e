import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PlainDate } from '../kernel/index.ts';
import type { CareLines } from './care-lines.ts';
import type { ForecastAsked } from './forecast-run.ts';
import type { Outcome } from './run-store.ts';

/** A file to be read: where it lies, and what it is called on pages, which is never the sender's name for it. */
export interface ForecastFile {
  readonly name: string;
  readonly path: string;
}

/** What a worker is given. */
export interface ForecastWork {
  readonly asked: Pick<ForecastAsked, 'asOf' | 'months' | 'runs' | 'seed' | 'scenario' | 'prices' | 'rooms'>;
  readonly from:
    | { readonly is: 'records'; readonly records: readonly CareLines[]; readonly today: PlainDate }
    | { readonly is: 'files'; readonly files: readonly ForecastFile[] };
}

export type FromWorker =
  | { readonly is: 'stage'; readonly stage: string; readonly share: number }
  | { readonly is: 'done'; readonly outcome: Outcome }
  | { readonly is: 'refused'; readonly why: string };

/** What came of it, or in words why nothing did. */
export type ForecastEnd =
  | { readonly ok: true; readonly outcome: Outcome }
  | { readonly ok: false; readonly why: string };

export interface ForecastThread {
  readonly end: Promise<ForecastEnd>;
  stop(): Promise<void>;
}

const LONGEST_MS = 30 * 60_000;
const BROKE =
  'The forecast stopped in the middle. Nothing of it was kept. Make it again; if it stops once more, tell whoever looks after Homeward.';

/**
 * Makes a forecast in a thread of its own, so that pages go on being answered. A fault in there ends the forecast and
 * nothing else, even where the thread runs out of memory.
 * @param stage told what is being done, and the share that is done
 * @param fault told what ended the thread, where it was no refusal
 */
export function forecastThread(
  work: ForecastWork,
  stage: (words: string, share: number) => void,
  fault: (error: Error) => void,
): ForecastThread {
  // In a checkout it is the source that runs, in the package what was made of it.
  const worker = new Worker(new URL(`./forecast-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: work,
    resourceLimits: { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 4_096 },
  });
  const tooLong = setTimeout(() => void worker.terminate(), LONGEST_MS);
  const end = new Promise<ForecastEnd>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.is === 'stage') stage(message.stage, message.share);
      else if (message.is === 'done') resolve({ ok: true, outcome: message.outcome });
      else resolve({ ok: false, why: message.why });
    });
    worker.on('error', (error) => {
      fault(error instanceof Error ? error : new Error('the worker failed'));
      resolve({ ok: false, why: BROKE });
    });
    worker.on('exit', () => resolve({ ok: false, why: BROKE }));
  }).finally(() => clearTimeout(tooLong));
  return {
    end,
    stop: async () => {
      await worker.terminate();
    },
  };
}
