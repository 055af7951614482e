import { AGE_BANDS, AGE_COUNT, ageBand, careBand, cellOf, GROWN_UP, KIND_COUNT } from './kinds.ts';
import { chancesOf, type Factors, type MonthChange } from './month-chances.ts';
import { People, type Stock } from './people.ts';
import { type Draw, hashOf, normalOf, poisson, unit } from './random.ts';
import type { Rates } from './rates.ts';

export interface Simulation {
  readonly stock: Stock;
  readonly rates: Rates;
  readonly months: number;
  readonly seed: number;
  /** By month ahead. */
  readonly changes: readonly (readonly MonthChange[])[];
  /** Whether rates themselves are uncertain; off where they are known. */
  readonly doubt: boolean;
}

// What each random number is for, so that no two uses share one.
const FOR = { entries: 1, trend: 2, exits: 3, moves: 4, month: 5, cell: 6, age: 7, event: 8 } as const;

/**
 * Simulates runs `from` to `to` (not included), month by month, child by child.
 *
 * Each random number belongs to its run, month and child, not to the order in which it is asked for. So a run is the
 * same whoever computes it, and two scenarios differ only where the scenario makes them differ.
 *
 * @returns children at the end of each month, by run, month and kind
 */
export function simulate(simulation: Simulation, from: number, to: number): Uint32Array {
  const { months } = simulation;
  const counts = new Uint32Array((to - from) * months * KIND_COUNT);
  const people = new People(simulation.stock, simulation.rates, months);
  for (let run = from; run < to; run += 1) {
    people.begin();
    const draw = hashOf(simulation.seed, run);
    const factors = factorsOf(simulation, draw);
    for (let month = 0; month < months; month += 1) {
      const base = ((run - from) * months + month) * KIND_COUNT;
      step(simulation, people, factors, draw, month);
      people.count(counts, base);
    }
  }
  return counts;
}

/** How this run's rates differ from the fitted ones. */
function factorsOf({ rates: { doubt }, doubt: on }: Simulation, draw: Draw): Factors {
  if (!on) return { entries: 1, trend: 0, exits: 1, moves: 1 };
  // The mean of such a factor is 1, so that doubt widens a forecast and does not move it.
  const factor = (about: number, spread: number) => Math.exp(spread * normalOf(draw, about, 0) - spread ** 2 / 2);
  return {
    entries: factor(FOR.entries, doubt.entries),
    trend: doubt.trend * normalOf(draw, FOR.trend, 0),
    exits: factor(FOR.exits, doubt.exits),
    moves: factor(FOR.moves, doubt.moves),
  };
}

/** One month: those in care leave, move or stay, all grow older, and others come in. */
function step(simulation: Simulation, people: People, factors: Factors, draw: Draw, month: number): void {
  const changes = simulation.changes[month] ?? [];
  const { exit, move } = chancesOf(simulation.rates, factors, changes, people);
  const drawn = hashOf(draw, FOR.event, month);
  let { size } = people;
  for (let at = 0; at < size; at += 1) {
    const kind = people.kind[at]!;
    const age = people.age[at]!;
    const cell = cellOf(kind, ageBand(age), careBand(people.care[at]!));
    people.age[at] = age + 1;
    people.care[at] = Math.min(1_000, people.care[at]! + 1);
    if (age + 1 >= GROWN_UP) {
      people.remove(at);
      at -= 1;
      size -= 1;
      continue;
    }
    const chance = unit(hashOf(drawn, people.id[at]!));
    let limit = exit[cell]!;
    if (chance < limit) {
      people.remove(at);
      at -= 1;
      size -= 1;
      continue;
    }
    for (let then = 0; then < KIND_COUNT; then += 1) {
      const share = move[cell * KIND_COUNT + then]!;
      if (share === 0) continue;
      limit += share;
      if (chance < limit) {
        people.kind[at] = then;
        break;
      }
    }
  }
  enter(simulation, people, factors, draw, month, changes);
}

function enter(
  { rates, doubt }: Simulation,
  people: People,
  factors: Factors,
  draw: Draw,
  month: number,
  changes: readonly MonthChange[],
): void {
  // What is not known of the trend grows with time, and fades as the trend itself does.
  const years = Math.min(month + 1, 36) / 12;
  const uneven = doubt ? rates.doubt.unevenness : 0;
  const together = Math.exp(uneven * normalOf(draw, FOR.month, month) - uneven ** 2 / 2);
  const coming = rates.entries(month) * factors.entries * Math.exp(factors.trend * years) * together;
  const expected = expectedEntries(coming, rates.began, changes);
  for (let cell = 0; cell < expected.length; cell += 1) {
    const kind = Math.floor(cell / AGE_COUNT);
    const { first, beyond } = monthsOfBand(cell % AGE_COUNT);
    const count = poisson(expected[cell]!, unit(hashOf(draw, FOR.cell, month, cell)));
    for (let one = 0; one < count; one += 1) {
      const id = hashOf(FOR.cell, month, cell, one);
      people.add(kind, first + Math.floor(unit(hashOf(draw, FOR.age, id)) * (beyond - first)), id);
    }
  }
}

/** First month of an age band, and the first after it. */
function monthsOfBand(age: number): { readonly first: number; readonly beyond: number } {
  return { first: AGE_BANDS[age]! * 12, beyond: age + 1 < AGE_COUNT ? AGE_BANDS[age + 1]! * 12 : GROWN_UP };
}

/** Children coming in, by kind and age band, after the changes of a scenario. */
function expectedEntries(coming: number, began: Float64Array, changes: readonly MonthChange[]): Float64Array {
  const expected = began.map((share) => coming * share);
  for (const change of changes) {
    if (change.what !== 'entries') continue;
    const touched = expected.map((_, cell) => {
      if (change.kind !== -1 && change.kind !== Math.floor(cell / AGE_COUNT)) return 0;
      const { first, beyond } = monthsOfBand(cell % AGE_COUNT);
      const overlap = Math.min(beyond, (change.ages[1] + 1) * 12) - Math.max(first, change.ages[0] * 12);
      return Math.max(0, overlap) / (beyond - first);
    });
    // More children come as the others do, where any do; else evenly.
    const weights = touched.map((share, cell) => share * (began[cell]! + 1e-9));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    for (let cell = 0; cell < expected.length; cell += 1) {
      const more = all === 0 ? 0 : (change.add * weights[cell]!) / all;
      expected[cell] = Math.max(0, expected[cell]! * (1 + (change.multiply - 1) * touched[cell]!) + more);
    }
  }
  return expected;
}
