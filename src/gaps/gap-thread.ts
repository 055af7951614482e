import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import type { GapInput, Gaps } from '../sufficiency/index.ts';

export interface ToWorkOut {
  readonly id: number;
  readonly input: GapInput;
}

export type WorkedOut = { readonly id: number } & ({ readonly gaps: Gaps } | { readonly failed: string });

/** Milliseconds after which a worker that does not answer is ended. */
const LOST_AFTER = 60_000;

interface Waiting {
  readonly resolve: (gaps: Gaps) => void;
  readonly reject: (problem: Error) => void;
  readonly lost: NodeJS.Timeout;
}

let worker: Worker | null = null;
let nextId = 1;
const waiting = new Map<number, Waiting>();

/**
 * Works out gaps in a worker thread, which is started when first needed and kept: one after the other, in the order in
 * which they were asked for.
 * @throws Refusal when the worker has been lost; the next question starts another
 */
export function workOutGaps(input: GapInput): Promise<Gaps> {
  return new Promise((resolve, reject) => {
    worker ??= started();
    const id = nextId++;
    const lost = setTimeout(() => worker && end(worker), LOST_AFTER);
    lost.unref();
    waiting.set(id, { resolve, reject, lost });
    worker.ref();
    worker.postMessage({ id, input } satisfies ToWorkOut);
  });
}

function started(): Worker {
  const made = new Worker(new URL(`./gap-worker${extname(import.meta.url)}`, import.meta.url));
  made.on('message', (answer: WorkedOut) => {
    const asked = waiting.get(answer.id);
    if (!asked) return;
    waiting.delete(answer.id);
    clearTimeout(asked.lost);
    // Nobody waits: the process may end without saying goodbye to it.
    if (waiting.size === 0) made.unref();
    if ('gaps' in answer) asked.resolve(answer.gaps);
    else asked.reject(new Error(answer.failed));
  });
  made.on('error', () => end(made));
  made.on('exit', () => end(made));
  return made;
}

function end(gone: Worker): void {
  if (worker !== gone) return;
  worker = null;
  void gone.terminate();
  const lost = [...waiting.values()];
  waiting.clear();
  for (const { reject, lost: timer } of lost) {
    clearTimeout(timer);
    reject(new Refusal('Working out the gaps took too long. Ask for one authority, or try again.'));
  }
}
