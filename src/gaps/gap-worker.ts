// Runs in a worker thread (gap-thread.ts): a large region takes a second or more, and no page may wait for another's figures.
import { parentPort } from 'node:worker_threads';
import { gaps } from '../sufficiency/index.ts';
import type { ToWorkOut, WorkedOut } from './gap-thread.ts';

parentPort?.on('message', ({ id, input }: ToWorkOut) => {
  let answer: WorkedOut;
  try {
    answer = { id, gaps: gaps(input) };
  } catch (problem) {
    answer = { id, failed: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
  }
  parentPort?.postMessage(answer);
});
