import { dayNumber } from '../kernel/index.ts';
import { type Backtest, backtest } from './backtest.ts';
import { KINDS, type Kind } from './kinds.ts';
import { monthText } from './months.ts';
import { type ForecastInput, type Prepared, prepare } from './prepare.ts';
import { needAgainstRooms, type RoomsMonth } from './rooms.ts';
import { type Runner, runBy, runHere, type Work } from './runner.ts';
import { roomsByMonth } from './scenario.ts';
import { type ForecastMonth, summarise } from './summary.ts';

export interface Forecast {
  readonly asOf: string;
  readonly months: readonly ForecastMonth[];
  readonly backtest: readonly Backtest[];
  /** Need beyond the rooms there are, by month and kind; empty where no rooms are known. */
  readonly rooms: readonly RoomsMonth[];
  readonly runs: number;
  readonly seconds: number;
  /** What was wrong with the rows and how they were read all the same. */
  readonly warnings: readonly string[];
  /** In care on the day of `asOf`, by kind. */
  readonly today: { readonly [K in Kind | 'all']: number };
  readonly method: { readonly version: string; readonly seed: number; readonly scenario: string | null };
}

/** Changes when the same input would give other figures. */
export const VERSION = '1.0.0';

/**
 * How many children will be in care, by kind of home, month by month, with how sure that is.
 *
 * Each child is carried on month by month: leaving, moving, growing older, at rates fitted to the past by kind of home,
 * age and time in care; others come in, with a trend that fades and the months of the year. What the rates may be off
 * by is part of every run. The same input and seed give the same figures. See docs/methods/sufficiency.md.
 *
 * @throws Refusal when nothing can be told from the input, in words
 */
export function forecast(input: ForecastInput): Forecast {
  return runHere(steps(input));
}

/** The same forecast, its simulations run by others: for large regions, and for a server that must not stand still. */
export function forecastBy(input: ForecastInput, run: Runner): Promise<Forecast> {
  return runBy(steps(input), run);
}

function* steps(input: ForecastInput): Work<Forecast> {
  const began = performance.now();
  const prepared = prepare(input);
  const { simulation, runs } = prepared;
  return yield* forecastOf(prepared, input.rooms, yield { simulation, runs }, began);
}

/**
 * The forecast of what has been prepared and simulated, with its back-test.
 *
 * @param counts children by run, month and kind
 * @param began when the work did, in milliseconds of `performance.now`
 */
export function* forecastOf(
  { asOf, histories, first, runs, scenario, simulation }: Prepared,
  rooms: ForecastInput['rooms'],
  counts: Uint32Array,
  began: number,
): Work<Forecast> {
  const { months, seed } = simulation;
  const stock = KINDS.map((_, kind) => simulation.stock.kind.filter((one) => one === kind).length);
  const today = rooms ? KINDS.map((kind, at) => rooms[kind] ?? stock[at]!) : stock;
  const told = rooms !== undefined || scenario?.changes.some(({ what }) => what === 'rooms');
  return {
    asOf,
    months: summarise(counts, runs, months, first),
    backtest: yield* backtest(histories, dayNumber(asOf), { runs: Math.min(runs, 400), seed }),
    rooms: told
      ? needAgainstRooms(counts, runs, roomsByMonth(scenario, first, months, today), (at) => monthText(first + at))
      : [],
    runs,
    seconds: (performance.now() - began) / 1000,
    warnings: histories.warnings,
    today: {
      ...(Object.fromEntries(KINDS.map((kind, at) => [kind, stock[at]!])) as Record<Kind, number>),
      all: simulation.stock.kind.length,
    },
    method: { version: VERSION, seed, scenario: scenario?.name ?? null },
  };
}
