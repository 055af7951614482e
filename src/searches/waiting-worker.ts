// Runs in a worker thread (waiting-solver.ts): the solver is synchronous, and no page may wait for another's plan.
import { parentPort } from 'node:worker_threads';
import { placeTogether } from '../matching/index.ts';
import type { Solved, ToSolve } from './waiting-solver.ts';

parentPort?.on('message', async ({ id, problem, options }: ToSolve) => {
  let answer: Solved;
  try {
    answer = { id, matching: await placeTogether(problem, options) };
  } catch (problem) {
    answer = { id, failed: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
  }
  parentPort?.postMessage(answer);
});
