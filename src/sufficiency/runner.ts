import { type Simulation, simulate } from './simulate.ts';

/** Runs a simulation so many times: here, or shared out among workers. The answer is the same either way. */
export type Runner = (simulation: Simulation, runs: number) => Promise<Uint32Array>;

/** In this thread. */
export const runHere: Runner = async (simulation, runs) => simulate(simulation, 0, runs);
