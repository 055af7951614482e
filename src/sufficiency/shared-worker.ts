// Runs in a worker thread of a forecast (shared-runner.ts).
import { parentPort, workerData } from 'node:worker_threads';
import type { PartDone, SharedPart } from './shared-runner.ts';
import { simulate } from './simulate.ts';

const { simulation, from, to, step } = workerData as SharedPart;
for (let at = from; at < to; at += step) {
  const done: PartDone = { from: at, counts: simulate(simulation, at, Math.min(to, at + step)) };
  parentPort?.postMessage(done);
}
