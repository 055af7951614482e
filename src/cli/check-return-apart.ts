import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';

/** What the worker says when it is through: the exit code, or a refusal in words. */
export type CheckEnd = { readonly code: number } | { readonly refused: string };

/**
 * Checks a return in a worker, which writes to the terminal itself. Not for speed: a worker may be told how much room
 * new objects get, and with the room that Node takes by itself a large return needs half as much memory again.
 *
 * @returns the exit code of `checkReturn`
 * @throws Refusal as `checkReturn` does
 */
export async function checkReturnApart(args: readonly string[]): Promise<number> {
  const worker = new Worker(new URL(`./check-return-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: args,
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
  const end = await new Promise<CheckEnd>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the check ended before it was through')));
  });
  if ('refused' in end) throw new Refusal(end.refused);
  return end.code;
}
