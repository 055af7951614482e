import { KIND_COUNT, YEARS } from './kinds.ts';
import type { MonthChange } from './month-chances.ts';

/** What is particular to one month. */
interface EntriesTurn {
  readonly changes: readonly MonthChange[];
  /** The part of the month that is simulated, 1 for a whole one. */
  readonly share: number;
  /** By kind, what is expected is multiplied with. */
  readonly times: Float64Array;
}

/**
 * Children expected to come into care in a month, by kind and year of age, after the changes of a scenario. What a
 * change adds comes as the others do, where any do; else evenly.
 *
 * @param coming how many in all without a scenario
 * @param began share of each kind and year
 * @param into filled with the answer
 */
export function expectedEntries(
  coming: number,
  began: Float64Array,
  { changes, share, times }: EntriesTurn,
  into: Float64Array,
): void {
  for (let cell = 0; cell < into.length; cell += 1) {
    into[cell] = coming * share * began[cell]! * times[Math.floor(cell / YEARS)]!;
  }
  for (const { what, kind, ages, multiply, add } of changes) {
    if (what !== 'entries') continue;
    const touched: number[] = [];
    for (let one = 0; one < KIND_COUNT; one += 1) {
      if (kind !== -1 && kind !== one) continue;
      for (let year = ages[0]; year <= ages[1]; year += 1) touched.push(one * YEARS + year);
    }
    const weight = (cell: number) => began[cell]! + 1e-9;
    const all = touched.reduce((sum, cell) => sum + weight(cell), 0);
    for (const cell of touched) {
      into[cell] = Math.max(0, into[cell]! * multiply + (add * share * weight(cell)) / all);
    }
  }
}
