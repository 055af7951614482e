import { expectedEntries } from './entries.ts';
import { GROWN_UP, KIND_COUNT, LONGEST_CARE, YEARS } from './kinds.ts';
import { type Factors, kindAfter, MonthChances, type MonthChange, placeOf, WAYS } from './month-chances.ts';
import { People, type Stock } from './people.ts';
import { type Draw, hashOf, mixed, normalOf, poisson, unit } from './random.ts';
import type { Rates } from './rates.ts';

/** What is simulated. Numbers and arrays alone, so that it can be handed to a worker. */
export interface Simulation {
  readonly stock: Stock;
  readonly rates: Rates;
  readonly months: number;
  readonly seed: number;
  /** By month ahead. */
  readonly changes: readonly (readonly MonthChange[])[];
  /** Whether rates themselves are uncertain; off where they are known. */
  readonly doubt: boolean;
  /** The part of the first month that lies ahead: less than 1 where a forecast begins within a month. */
  readonly firstShare: number;
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
  const { months, rates } = simulation;
  const counts = new Uint32Array((to - from) * months * KIND_COUNT);
  const people = new People(simulation.stock);
  const chances = new MonthChances(rates);
  const spread = (by: Float64Array) => ({ by: simulation.doubt ? by : by.map(() => 0), values: by.map(() => 1) });
  const times = {
    entries: spread(rates.doubt.uneven.entries),
    exits: spread(rates.doubt.uneven.exits),
    moves: spread(rates.doubt.uneven.moves),
  };
  const expected = new Float64Array(KIND_COUNT * YEARS);
  for (let run = from; run < to; run += 1) {
    people.begin();
    const draw = hashOf(simulation.seed, run);
    const factors = factorsOf(simulation, draw);
    chances.begin(factors);
    for (let month = 0; month < months; month += 1) {
      const changes = simulation.changes[month] ?? [];
      const share = month === 0 ? simulation.firstShare : 1;
      unevenly(times.exits, FOR.exits, draw, month);
      unevenly(times.moves, FOR.moves, draw, month);
      unevenly(times.entries, FOR.entries, draw, month);
      const turn = { changes, share, exits: times.exits.values, moves: times.moves.values };
      carryOn(people, chances.limits(turn, people), hashOf(draw, FOR.event, month));
      const coming = comingIn(simulation, factors, month);
      expectedEntries(coming, rates.began, { changes, share, times: times.entries.values }, expected);
      enter(people, expected, draw, month);
      people.count(counts, ((run - from) * months + month) * KIND_COUNT);
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

/** One month of those in care: they leave, move or stay, and grow older. */
function carryOn(people: People, limits: Uint32Array, drawn: Draw): void {
  const { kind, age, care, id } = people;
  let { size } = people;
  for (let at = 0; at < size; ) {
    const months = age[at]!;
    const since = care[at]!;
    const here = kind[at]!;
    const ways = placeOf(here, months, since) * WAYS;
    const chance = mixed(drawn, id[at]!);
    if (months + 1 >= GROWN_UP || chance < limits[ways]!) {
      // The last takes the place of one who left, and is next.
      size -= 1;
      kind[at] = kind[size]!;
      age[at] = age[size]!;
      care[at] = care[size]!;
      id[at] = id[size]!;
      continue;
    }
    if (chance < limits[ways + WAYS - 1]!) {
      let way = 1;
      while (chance >= limits[ways + way]!) way += 1;
      kind[at] = kindAfter(here, way);
    }
    age[at] = months + 1;
    if (since < LONGEST_CARE) care[at] = since + 1;
    at += 1;
  }
  people.size = size;
}

/** How many come in this month, without a scenario. */
function comingIn({ rates }: Simulation, { entries, trend }: Factors, month: number): number {
  // What is not known of the trend grows with time, and fades as the trend itself does.
  const years = Math.min(month + 1, 36) / 12;
  const meanOf = trend === 0 ? 0 : (rates.doubt.trend * years) ** 2 / 2;
  return rates.entries[month]! * entries * Math.exp(trend * years - meanOf);
}

/** Draws this month's factors of each kind, of mean 1. */
function unevenly({ by, values }: { by: Float64Array; values: Float64Array }, what: number, draw: Draw, month: number) {
  for (let kind = 0; kind < KIND_COUNT; kind += 1) {
    const size = by[kind]!;
    if (size > 0)
      values[kind] = Math.exp(size * normalOf(draw, FOR.month + what * 16, month * 4 + kind) - size ** 2 / 2);
  }
}

function enter(people: People, expected: Float64Array, draw: Draw, month: number): void {
  const drawn = hashOf(draw, FOR.cell, month);
  for (let cell = 0; cell < expected.length; cell += 1) {
    const count = poisson(expected[cell]!, mixed(drawn, cell));
    for (let one = 0; one < count; one += 1) {
      const id = hashOf(FOR.cell, month, cell, one);
      const months = Math.floor(unit(hashOf(draw, FOR.age, id)) * 12);
      people.add(Math.floor(cell / YEARS), (cell % YEARS) * 12 + months, id);
    }
  }
}
