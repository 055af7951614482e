import type { PlainDate } from '../kernel/index.ts';
import type { ChildrenTold } from './children-told.ts';
import type { Told } from './suppress.ts';

/** Changes when the same records would give other figures. */
export const FIGURES_VERSION = '2';

/**
 * What a strategy is written from, as it may be told: small numbers are kept back already, so that it may be kept, shown
 * and published. Plain data, which survives being written as JSON. A part is null where there is nothing to tell, and then
 * `missing` says why.
 */
export interface StrategyFigures {
  readonly version: string;
  /** Who writes it. */
  readonly organisation: string;
  readonly scope: { readonly key: string; readonly name: string; readonly authorities: readonly string[] };
  readonly countedOn: PlainDate;
  /** Numbers of children are rounded, because several authorities are counted together. */
  readonly rounded: boolean;
  readonly children: ChildrenTold | null;
  readonly homes: readonly HomesLine[] | null;
  readonly gaps: GapsTold | null;
  readonly forecast: ForecastTold | null;
  readonly scenarios: readonly ScenarioTold[];
  readonly prices: PricesTold | null;
  readonly coming: readonly ComingTold[] | null;
  readonly missing: readonly { readonly part: string; readonly why: string }[];
}

/** Homes and rooms; no number of children. */
export interface HomesLine {
  readonly kind: string;
  readonly sector: string;
  readonly homes: number;
  readonly rooms: number;
  readonly free: number;
  /** Homes with the grade good or outstanding, and homes that have a grade at all. */
  readonly good: number;
  readonly graded: number;
}

export interface GapsTold {
  readonly on: PlainDate;
  readonly percent: number;
  readonly miles: number;
  readonly days: number;
  readonly kinds: readonly GapKindTold[];
  /** Rooms missing by authority; empty where the scope is one, or it may not be told. */
  readonly authorities: readonly { readonly name: string; readonly short: number | null }[];
  /** How many searches, as the page of gaps tells it: `6 to 10`. */
  readonly reasons: readonly { readonly words: string; readonly times: string }[];
}

/**
 * Rooms of one kind of home; null where so few children are behind them that they may not be told. `lines`: by age, of
 * the groups that are told by themselves, then small groups together; they add up to `rooms`, but for whole numbers.
 */
export interface GapKindTold {
  readonly kind: string;
  readonly rooms: GapRooms | null;
  /** There are groups too small to tell, which no number has in it. */
  readonly leftOut: boolean;
  readonly lines: readonly { readonly ages: string; readonly rooms: GapRooms | null }[];
}

/** Whole rooms, and the share (0 to 1) of those who need one that find one in time. */
export interface GapRooms {
  readonly needed: number;
  readonly now: number;
  readonly coming: number;
  readonly short: number;
  readonly shortIfLikely: number;
  readonly served: number;
}

export interface ForecastTold {
  readonly name: string;
  readonly asOf: string;
  readonly months: number;
  readonly runs: number;
  readonly seed: number;
  readonly digest: string;
  readonly method: string;
  /** Of yearly returns that somebody gave, and not of the records that the other figures are of. */
  readonly fromReturns: boolean;
  /** Why it begins on its day, and what was wrong with the rows, in sentences. */
  readonly about: readonly string[];
  /** By kind and for all: only those of which today's number may be told. */
  readonly years: readonly ForecastPoint[];
  /** Children of all kinds, every three months. */
  readonly line: readonly ForecastPoint[];
  /** All, as it is told, on the day it is forecast from. */
  readonly today: Told;
  readonly backtest: readonly BacktestTold[];
  /** Of all months, in pence; null where no prices were given. */
  readonly cost: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** Kinds of which nothing is told. */
  readonly kept: readonly string[];
}

export interface ForecastPoint {
  /** 2027-03; the figure is of its last day. */
  readonly month: string;
  readonly kind: string;
  readonly mean: number;
  readonly p2_5: number;
  readonly p25: number;
  readonly p75: number;
  readonly p97_5: number;
}

/** How forecasts made in earlier years would have done; errors are shares of what came. */
export interface BacktestTold {
  readonly kind: string;
  readonly times: number;
  readonly within50: number;
  readonly within95: number;
  readonly error: number;
  readonly persistence: number;
  readonly stockFlow: number;
}

/** What a scenario changes by the last month: with it less without it. */
export interface ScenarioTold {
  readonly name: string;
  readonly month: string;
  readonly digest: string;
  readonly seed: number;
  readonly runs: number;
  readonly changes: readonly {
    readonly kind: string;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly fewer: number;
  }[];
  /** Pence over all months; null where one of the two has no prices. */
  readonly cost: { readonly mean: number; readonly low: number; readonly high: number } | null;
}

/** Weekly pence; null where fewer than six prices are behind it. Shares are of children on the day, 0 to 1, in steps of 5%. */
export interface PricesTold {
  readonly on: PlainDate;
  readonly kinds: readonly {
    readonly kind: string;
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly spot: number | null;
    readonly block: number | null;
    readonly framework: number | null;
    readonly own: number | null;
  }[];
}

export interface ComingTold {
  readonly name: string;
  readonly what: string;
  readonly kind: string;
  readonly rooms: number;
  readonly ages: string;
  readonly where: string;
  readonly opens: PlainDate;
  readonly until: PlainDate | null;
  readonly sure: boolean;
}
