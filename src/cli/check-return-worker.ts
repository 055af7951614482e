// Runs in a worker thread of `homeward check-return` (check-return-apart.ts).
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import { checkReturn } from './check-return.ts';
import type { CheckEnd } from './check-return-apart.ts';
import { standardOutput } from './output.ts';

let end: CheckEnd;
try {
  end = { code: await checkReturn(workerData as readonly string[], standardOutput) };
} catch (problem) {
  if (!(problem instanceof Refusal)) throw problem;
  end = { refused: problem.message };
}
parentPort?.postMessage(end);
