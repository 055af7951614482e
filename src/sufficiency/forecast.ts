import { dayNumber, fromDayNumber, type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import { type Backtest, backtest } from './backtest.ts';
import { type Histories, readHistories } from './care-history.ts';
import type { EpisodeRow, HeaderRow } from './care-rows.ts';
import { fitted, stockOf } from './fitted.ts';
import { KINDS, type Kind } from './kinds.ts';
import { firstMonthAfter, monthText, shareAhead } from './months.ts';
import { needAgainstRooms, type RoomsMonth } from './rooms.ts';
import { type Runner, runHere } from './runner.ts';
import { changesByMonth, readScenario, roomsByMonth, type Scenario } from './scenario.ts';
import { type ForecastMonth, summarise } from './summary.ts';
import { latestYearEnd } from './yearly-rows.ts';

export interface ForecastInput {
  /** Rows of one or several yearly returns; dates dd/mm/yyyy or yyyy-mm-dd. */
  readonly header: readonly HeaderRow[];
  readonly episodes: readonly EpisodeRow[];
  /** Not needed: the rows of UASC say nothing that Header does not, but may stand here as in the return. */
  readonly uasc?: readonly unknown[] | undefined;
  /** yyyy-mm-dd. The last day that is known; the latest 31 March of the rows where it is left out. */
  readonly asOf?: string | undefined;
  readonly months?: number | undefined;
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
  readonly scenario?: Scenario | undefined;
  /** Rooms there are today, by kind; where they are known, need beyond them is told. */
  readonly rooms?: { readonly [K in Kind]?: number } | undefined;
}

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
const MOST_MONTHS = 360;
const MOST_RUNS = 10_000;
/** Days that must be known before the first day of a forecast. */
const LEAST_DAYS = 180;

/**
 * How many children will be in care, by kind of home, month by month, with how sure that is.
 *
 * Each child is carried on month by month: leaving, moving, growing older, at rates fitted to the past by kind of home,
 * age and time in care; others come in, with a trend that fades and the months of the year. What the rates may be off
 * by is part of every run. The same input and seed give the same figures. See docs/methods/sufficiency.md.
 *
 * @throws Refusal when nothing can be told from the input, in words
 */
export async function forecast(input: ForecastInput, run: Runner = runHere): Promise<Forecast> {
  const began = performance.now();
  const months = whole('months', input.months ?? 60, 1, MOST_MONTHS);
  const runs = whole('runs', input.runs ?? 500, 1, MOST_RUNS);
  const seed = whole('seed', input.seed ?? 1, 0, 2 ** 31 - 1);
  const scenario = input.scenario === undefined ? undefined : readScenario(input.scenario);
  const asOf = asOfDay(input);
  const histories = readHistories(input.header, input.episodes, dayNumber(asOf));
  if (histories.children.length === 0) throw new Refusal('No child of these returns was in care by that day.');
  const day = dayNumber(asOf);
  checkKnown(histories, day);
  const first = firstMonthAfter(day);
  const simulation = {
    stock: stockOf(histories.children, day),
    rates: fitted(histories, day, months),
    months,
    seed,
    changes: changesByMonth(scenario, first, months),
    doubt: true,
    firstShare: shareAhead(first, day),
  };
  const counts = await run(simulation, runs);
  const stock = KINDS.map((_, kind) => simulation.stock.kind.filter((one) => one === kind).length);
  const today = input.rooms ? KINDS.map((kind, at) => input.rooms?.[kind] ?? stock[at]!) : stock;
  const told = input.rooms !== undefined || scenario?.changes.some(({ what }) => what === 'rooms');
  return {
    asOf,
    months: summarise(counts, runs, months, first),
    backtest: await backtest(histories, day, { runs: Math.min(runs, 400), seed }, run),
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

function whole(what: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Refusal(`${what}: expected a whole number from ${least} to ${most}, found ${String(value)}`);
}

/** @throws Refusal when the returns say nothing of the time before a day */
function checkKnown({ known, until }: Histories, day: number): void {
  if (day > until) {
    throw new Refusal(
      `The returns end on ${fromDayNumber(until)}. A forecast from ${fromDayNumber(day)} would take what they do not say for nothing happening.`,
    );
  }
  if (day - known < LEAST_DAYS) {
    throw new Refusal(
      `The returns tell everything from ${fromDayNumber(known)} on only. A forecast needs half a year before its first day, and asks for ${fromDayNumber(day)}.`,
    );
  }
}

function asOfDay({ asOf, episodes }: ForecastInput): PlainDate {
  if (asOf !== undefined) {
    const day = plainDate(asOf);
    if (!day)
      throw new Refusal(`The day to forecast from must be a day of the calendar such as 2021-03-31, not ${asOf}.`);
    return day;
  }
  const end = latestYearEnd(episodes);
  if (end === null) throw new Refusal('No episode of these returns has a readable day.');
  return fromDayNumber(end);
}
