import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReturnYear } from '../ssda903/index.ts';
import type { FoundLists, Wanted } from './check-lists.ts';
import type { CheckResult } from './check-result.ts';
import type { MadeTables } from './live-return-judged.ts';

/** A file to be checked: where it lies, and what it is called on pages, which is never the sender's name for it. */
export interface CheckFile {
  readonly name: string;
  readonly path: string;
}

/** What a worker is given. */
export interface CheckWork {
  readonly year: ReturnYear;
  readonly files: readonly CheckFile[];
  /** Last year's; null where they were not given. */
  readonly last: readonly CheckFile[] | null;
  readonly authority: string | null;
  /** Tables that were made here, in place of files. */
  readonly made?: MadeTables;
  /** What the check before found, packed, by rule; null where there is none. */
  readonly before: readonly (readonly [rule: string, findings: Uint8Array])[] | null;
}

export type FromWorker =
  | { readonly is: 'stage'; readonly stage: string; readonly share: number }
  | { readonly is: 'lists'; readonly wanted: Wanted }
  | { readonly is: 'done'; readonly result: CheckResult }
  | { readonly is: 'refused'; readonly why: string };

/** What came of a check: its result, or in words why there is none. */
export type CheckEnd =
  | { readonly ok: true; readonly result: CheckResult }
  | { readonly ok: false; readonly why: string };

export interface CheckThread {
  readonly end: Promise<CheckEnd>;
  stop(): Promise<void>;
}

const LONGEST_MS = 30 * 60_000;
const BROKE =
  'The check stopped in the middle. Nothing of your files was kept. Send them again; if it stops once more, tell whoever looks after Homeward.';

/**
 * Reads and checks a return in a thread of its own, so that pages go on being answered. A fault in there ends the check
 * and nothing else, even where the thread runs out of memory.
 * @param stage told what is being done, and the share that is done
 * @param fault told what ended the thread, where it was no refusal
 * @param lists finds postcodes and providers, because only this side has the database
 */
export function checkThread(
  work: CheckWork,
  stage: (words: string, share: number) => void,
  fault: (error: Error) => void,
  lists: (wanted: Wanted) => Promise<FoundLists>,
): CheckThread {
  // In a checkout it is the source that runs, in the package what was made of it.
  const worker = new Worker(new URL(`./check-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: work,
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 4_096 },
  });
  const tooLong = setTimeout(() => void worker.terminate(), LONGEST_MS);
  const end = new Promise<CheckEnd>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.is === 'stage') stage(message.stage, message.share);
      else if (message.is === 'lists') {
        lists(message.wanted).then(
          (found) => worker.postMessage(found),
          (error: Error) => {
            fault(error);
            void worker.terminate();
          },
        );
      } else if (message.is === 'done') resolve({ ok: true, result: message.result });
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
