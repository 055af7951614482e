import { AGE_BANDS, AGE_COUNT, ageBand, CARE_COUNT, CELLS, careBand, cellOf, KIND_COUNT } from './kinds.ts';
import type { People } from './people.ts';
import type { Rates } from './rates.ts';

/** What a scenario does in one month, for one kind or age or all. Multiplied first, then added. */
export interface MonthChange {
  readonly what: 'entries' | 'exits' | 'moves';
  /** Position in `KINDS`, or -1 for all. */
  readonly kind: number;
  /** Whole years, both included. */
  readonly ages: readonly [number, number];
  readonly multiply: number;
  /** Children a month. */
  readonly add: number;
}

/** How one run's rates differ from the fitted ones. */
export interface Factors {
  readonly entries: number;
  /** Logarithm of the change of entries a year, beyond the fitted trend. */
  readonly trend: number;
  readonly exits: number;
  readonly moves: number;
}

/** This month's chances by cell. Without changes they are the run's own, worked out once for each run. */
export function chancesOf(rates: Rates, factors: Factors, changes: readonly MonthChange[], people: People) {
  const plain = plainChances(rates, factors);
  const touching = changes.filter(({ what }) => what !== 'entries');
  if (touching.length === 0) return plain;
  const exit = Float64Array.from(plain.exit);
  const move = Float64Array.from(plain.move);
  for (const change of touching) {
    const there = cellsTouched(change, people);
    // Children a month more, spread over all whom the change is about.
    const more = change.add === 0 || there.children === 0 ? 0 : change.add / there.children;
    for (const cell of there.cells) {
      if (change.what === 'exits') exit[cell] = within(exit[cell]! * change.multiply + more);
      else {
        const all = out(move, cell);
        const target = within(all * change.multiply + more);
        for (let to = 0; to < KIND_COUNT; to += 1) move[cell * KIND_COUNT + to]! *= all === 0 ? 0 : target / all;
      }
    }
  }
  return { exit, move };
}

function within(chance: number): number {
  return Math.min(0.95, Math.max(0, chance));
}

function out(move: Float64Array, cell: number): number {
  let all = 0;
  for (let to = 0; to < KIND_COUNT; to += 1) all += move[cell * KIND_COUNT + to]!;
  return all;
}

function cellsTouched(
  change: MonthChange,
  people: People,
): { readonly cells: readonly number[]; readonly children: number } {
  const cells: number[] = [];
  const touched = new Uint8Array(CELLS);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const kind = Math.floor(cell / (AGE_COUNT * CARE_COUNT));
    const age = Math.floor(cell / CARE_COUNT) % AGE_COUNT;
    const first = AGE_BANDS[age]!;
    const last = (age + 1 < AGE_COUNT ? AGE_BANDS[age + 1]! : 18) - 1;
    if ((change.kind === -1 || change.kind === kind) && change.ages[0] <= last && change.ages[1] >= first) {
      cells.push(cell);
      touched[cell] = 1;
    }
  }
  let children = 0;
  for (let at = 0; at < people.size; at += 1) {
    children += touched[cellOf(people.kind[at]!, ageBand(people.age[at]!), careBand(people.care[at]!))]!;
  }
  return { cells, children };
}

let last: { rates: Rates; factors: Factors; exit: Float64Array; move: Float64Array } | null = null;

function plainChances(rates: Rates, factors: Factors) {
  if (last?.rates === rates && last.factors === factors) return last;
  const exit = rates.exit.map((chance) => within(chance * factors.exits));
  const move = rates.move.map((chance, at) => {
    // Leaving and moving together cannot be more than certain.
    const room = Math.max(0, 0.98 - exit[Math.floor(at / KIND_COUNT)]!);
    return Math.min(room / (KIND_COUNT - 1), chance * factors.moves);
  });
  last = { rates, factors, exit, move };
  return last;
}
