import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import type { JointMatching, JointProblem, SolveOptions } from '../matching/index.ts';

export interface ToSolve {
  readonly id: number;
  readonly problem: JointProblem;
  readonly options: SolveOptions;
}

export type Solved = { readonly id: number } & ({ readonly matching: JointMatching } | { readonly failed: string });

/** Solves a joint matching. */
export type Solve = (problem: JointProblem, options: SolveOptions) => Promise<JointMatching>;

/** Milliseconds after which a worker that does not answer is ended: well beyond any limit that solving is given. */
const LOST_AFTER = 60_000;

interface Waiting {
  readonly resolve: (matching: JointMatching) => void;
  readonly reject: (problem: Error) => void;
  readonly lost: NodeJS.Timeout;
}

let worker: Worker | null = null;
let nextId = 1;
const waiting = new Map<number, Waiting>();

/**
 * Solves in a worker thread, which is started when first needed and kept: the server answers other pages meanwhile. One
 * problem is solved at a time, in the order in which they came.
 * @throws Refusal when the worker has been lost; the next problem starts another
 */
export const solveApart: Solve = (problem, options) =>
  new Promise((resolve, reject) => {
    worker ??= started();
    const id = nextId++;
    const lost = setTimeout(() => worker && end(worker), LOST_AFTER);
    lost.unref();
    waiting.set(id, { resolve, reject, lost });
    worker.ref();
    worker.postMessage({ id, problem, options } satisfies ToSolve);
  });

function started(): Worker {
  const made = new Worker(new URL(`./waiting-worker${extname(import.meta.url)}`, import.meta.url));
  made.on('message', (answer: Solved) => {
    const asked = waiting.get(answer.id);
    if (!asked) return;
    waiting.delete(answer.id);
    clearTimeout(asked.lost);
    // Nobody waits: the process may end without saying goodbye to it.
    if (waiting.size === 0) made.unref();
    if ('matching' in answer) asked.resolve(answer.matching);
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
    reject(new Refusal('Working out who could live where took too long. Try again, or look at each search by itself.'));
  }
}
