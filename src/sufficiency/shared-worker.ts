// Runs in a worker thread of a forecast (shared-runner.ts).
import { parentPort, workerData } from 'node:worker_threads';
import type { SharedPart } from './shared-runner.ts';
import { simulate } from './simulate.ts';

const { simulation, from, to } = workerData as SharedPart;
const counts = simulate(simulation, from, to);
parentPort?.postMessage(counts);
