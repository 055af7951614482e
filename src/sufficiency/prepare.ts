import { dayNumber, fromDayNumber, type PlainDate, plainDate, Refusal } from '../kernel/index.ts';
import { type Histories, readHistories } from './care-history.ts';
import type { EpisodeRow, HeaderRow } from './care-rows.ts';
import { fitted, stockOf } from './fitted.ts';
import type { Kind } from './kinds.ts';
import { firstMonthAfter, type Month, shareAhead } from './months.ts';
import { changesByMonth, readScenario, type Scenario } from './scenario.ts';
import type { Simulation } from './simulate.ts';
import { latestYearEnd } from './yearly-rows.ts';

export interface ForecastInput {
  /** Rows of one or several yearly returns; dates dd/mm/yyyy or yyyy-mm-dd. */
  readonly header: readonly HeaderRow[];
  readonly episodes: readonly EpisodeRow[];
  /** Not needed: the rows of UASC say nothing that Header does not, but may stand here as in the return. */
  readonly uasc?: readonly unknown[] | undefined;
  /** yyyy-mm-dd. The last day that is known; the latest 31 March of the rows where it is left out. */
  readonly asOf?: string | undefined;
  /**
   * The first and the last day (yyyy-mm-dd) between which the rows tell everybody's care, where the caller knows them;
   * otherwise they are those of the years of the return that the rows tell of.
   */
  readonly whole?: { readonly from: string; readonly until: string } | undefined;
  readonly months?: number | undefined;
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
  readonly scenario?: Scenario | undefined;
  /** Rooms there are today, by kind; where they are known, need beyond them is told. */
  readonly rooms?: { readonly [K in Kind]?: number } | undefined;
}

/** A forecast's input, read and fitted. */
export interface Prepared {
  readonly asOf: PlainDate;
  readonly histories: Histories;
  /** The first month that is forecast. */
  readonly first: Month;
  readonly runs: number;
  readonly scenario: Scenario | undefined;
  readonly simulation: Simulation;
}

const MOST_MONTHS = 360;
const MOST_RUNS = 10_000;
/** Days that must be known before the first day of a forecast. */
const LEAST_DAYS = 180;

/** @throws Refusal when nothing can be told from the input, in words */
export function prepare(input: ForecastInput): Prepared {
  const months = whole('months', input.months ?? 60, 1, MOST_MONTHS);
  const runs = whole('runs', input.runs ?? 500, 1, MOST_RUNS);
  const seed = whole('seed', input.seed ?? 1, 0, 2 ** 31 - 1);
  const scenario = input.scenario === undefined ? undefined : readScenario(input.scenario);
  const asOf = asOfDay(input);
  const day = dayNumber(asOf);
  const histories = known(readHistories(input.header, input.episodes, day), input.whole);
  if (histories.children.length === 0) throw new Refusal('No child of these returns was in care by that day.');
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
  return { asOf, histories, first, runs, scenario, simulation };
}

/** Histories with the days for which the caller says they are whole. */
function known(histories: Histories, whole: ForecastInput['whole']): Histories {
  if (whole === undefined) return histories;
  return { ...histories, known: dayNumber(aDay(whole.from)), until: dayNumber(aDay(whole.until)) };
}

function aDay(text: string): PlainDate {
  const day = plainDate(text);
  if (!day) throw new Refusal(`A day of the calendar is written such as 2021-03-31, not ${text}.`);
  return day;
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

function asOfDay({ asOf, episodes, whole }: ForecastInput): PlainDate {
  if (asOf !== undefined) {
    const day = plainDate(asOf);
    if (!day)
      throw new Refusal(`The day to forecast from must be a day of the calendar such as 2021-03-31, not ${asOf}.`);
    return day;
  }
  if (whole !== undefined) return aDay(whole.until);
  const end = latestYearEnd(episodes);
  if (end === null) throw new Refusal('No episode of these returns has a readable day.');
  return fromDayNumber(end);
}
