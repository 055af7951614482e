import { CELLS, KIND_COUNT, YEARS } from './kinds.ts';
import type { Rates } from './rates.ts';
import { type Simulation, simulate } from './simulate.ts';

/** Rates in which nothing happens, to be filled by a test. */
export function calmRates(months: number): Rates {
  const none = () => new Float64Array(KIND_COUNT);
  return {
    exit: new Float64Array(CELLS),
    move: new Float64Array(CELLS * KIND_COUNT),
    entries: new Float64Array(months),
    began: new Float64Array(KIND_COUNT * YEARS),
    doubt: {
      entries: 0.1,
      trend: 0.1,
      exits: 0.1,
      moves: 0.2,
      uneven: { entries: none().fill(0.2), exits: none().fill(0.2), moves: none().fill(0.2) },
    },
  };
}

/** So many children of one kind, age and time in care, given in months. */
export function group(count: number, kind: number, age: number, care = 48) {
  return { count, kind, age, care };
}

export function simulationOf(rates: Rates, groups: readonly ReturnType<typeof group>[]): Simulation {
  const all = groups.flatMap((one) => Array.from({ length: one.count }, () => one));
  return {
    stock: {
      kind: Uint8Array.from(all, ({ kind }) => kind),
      age: Uint8Array.from(all, ({ age }) => age),
      care: Uint8Array.from(all, ({ care }) => care),
    },
    rates,
    months: rates.entries.length,
    seed: 7,
    changes: [],
    doubt: false,
    firstShare: 1,
  };
}

/** Mean children by month and kind over so many runs. */
export function meansOf(simulation: Simulation, runs: number): number[][] {
  const counts = simulate(simulation, 0, runs);
  return Array.from({ length: simulation.months }, (_, month) =>
    Array.from({ length: KIND_COUNT }, (_kind, kind) => {
      let sum = 0;
      for (let run = 0; run < runs; run += 1) sum += counts[(run * simulation.months + month) * KIND_COUNT + kind]!;
      return sum / runs;
    }),
  );
}
