import { type Simulation, simulate } from './simulate.ts';

/** Runs a simulation so many times. The answer is the same whoever runs it. */
export type Runner = (simulation: Simulation, runs: number) => Promise<Uint32Array>;

/** Work that asks for simulations as it goes, and is given their counts: whoever drives it says where they are run. */
export type Work<T> = Generator<{ readonly simulation: Simulation; readonly runs: number }, T, Uint32Array>;

/** Drives work in this thread, to its end. */
export function runHere<T>(work: Work<T>): T {
  let step = work.next();
  while (!step.done) step = work.next(simulate(step.value.simulation, 0, step.value.runs));
  return step.value;
}

/** Drives work whose simulations another runs, such as workers. */
export async function runBy<T>(work: Work<T>, run: Runner): Promise<T> {
  let step = work.next();
  while (!step.done) step = work.next(await run(step.value.simulation, step.value.runs));
  return step.value;
}
