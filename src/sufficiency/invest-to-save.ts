import type { Range } from './cost.ts';
import {
  type EndingFigure,
  type PACKAGE_FIGURES,
  type PREPARATION_FIGURES,
  packageYear,
  preparationYear,
  type ROOM_FIGURES,
  roomsYear,
  type Values,
  type Year,
} from './invest-models.ts';
import { drawsOf, evenDraws } from './invest-ranges.ts';

export type Ranges<Name extends string> = Readonly<Record<Name, Range>>;

/** What may be paid for, with every figure that decides whether it pays for itself. Money in pence. */
export type Investment =
  | {
      readonly is: 'preparation';
      readonly figures: Ranges<EndingFigure | (typeof PREPARATION_FIGURES)[number]>;
      readonly effect: Effect;
    }
  | {
      readonly is: 'package';
      readonly figures: Ranges<EndingFigure | (typeof PACKAGE_FIGURES)[number]>;
      readonly effect: Effect;
    }
  | { readonly is: 'rooms'; readonly figures: Ranges<(typeof ROOM_FIGURES)[number]> };

/** The share (0 to 1) of the endings reached that is prevented: any value between is taken as equally likely. An assumption always. */
export interface Effect {
  readonly low: number;
  readonly high: number;
}

export interface InvestInput {
  readonly investment: Investment;
  /** 1 or more. */
  readonly years: number;
  /** How much faster the prices of homes rise than prices in general, a year (0.01: 1%). */
  readonly priceRise: Range;
  /** How much less a pound is worth a year later (0.035: 3.5%). */
  readonly discount: number;
  readonly runs: number;
  readonly seed: number;
}

/** A figure with everything at its likely value, and where it lies in 95 and in 50 of 100 runs. */
export interface Spread {
  readonly value: number;
  readonly p2_5: number;
  readonly p25: number;
  readonly p75: number;
  readonly p97_5: number;
}

export interface Invested {
  /** A year, in pence of today. */
  readonly cost: Spread;
  readonly saved: Spread;
  /** Saved less cost. */
  readonly net: Spread;
  /** What one unplanned ending costs; of rooms, what one costs that is bought spot for a year. */
  readonly each: Spread;
  /** Unplanned endings a year among those whom it reaches. */
  readonly reached: Spread;
  /** How many of them it must prevent to cost nothing; of rooms, the share of the time they must be lived in. May be infinite. */
  readonly needed: Spread;
  /** Share of the runs in which it saves more than it costs. */
  readonly pays: number;
  /** Saved less cost over all years, discounted. */
  readonly overYears: Spread;
  /** What it saves less what it costs a year if one figure is low or high and all others are likely; what matters most first. */
  readonly matters: readonly Matter[];
}

export interface Matter {
  readonly figure: string;
  readonly range: Range;
  readonly atLow: number;
  readonly atHigh: number;
}

/**
 * Whether an investment pays for itself. Every figure lies between its low and its high in 95 of 100 runs; the effect is
 * whatever is assumed of it. Says nothing about whether an effect is real.
 */
export function investToSave({ investment, years, priceRise, discount, runs, seed }: InvestInput): Invested {
  const figures = investment.figures as Ranges<string>;
  const yearOf = modelOf(investment);
  const effect = investment.is === 'rooms' ? NONE : investment.effect;
  const draws = drawsOf(figures, runs, seed);
  const effects = evenDraws('effect', effect.low, effect.high, runs, seed);
  const rises = drawsOf({ priceRise }, runs, seed).priceRise;
  const names = Object.keys(figures);
  const simulated = Array.from({ length: runs }, (_, run) => {
    const values = Object.fromEntries(names.map((name) => [name, draws[name]![run]!]));
    const year = yearOf(values, effects[run]!);
    return { year, total: totalOf(year, years, rises[run]!, discount) };
  });
  const likely = Object.fromEntries(names.map((name) => [name, figures[name]!.value]));
  const middle = (effect.low + effect.high) / 2;
  const central = yearOf(likely, middle);
  const spread = (of: (year: Year) => number) =>
    spreadOf(
      of(central),
      simulated.map(({ year }) => of(year)),
    );
  return {
    cost: spread(({ cost }) => cost),
    saved: spread(savedIn),
    net: spread(netOf),
    each: spread(({ each }) => each),
    reached: spread(({ reached }) => reached),
    needed: spread(({ needed }) => needed),
    pays: simulated.filter(({ year }) => netOf(year) > 0).length / runs,
    overYears: spreadOf(
      totalOf(central, years, priceRise.value, discount),
      simulated.map(({ total }) => total),
    ),
    matters: matters(figures, effect, (values, at) => netOf(yearOf({ ...likely, ...values }, at ?? middle))),
  };
}

const NONE: Effect = { low: 0, high: 0 };
const savedIn = (year: Year) => year.savedRising + year.savedSteady;
const netOf = (year: Year) => savedIn(year) - year.cost;

function modelOf(investment: Investment): (values: Values<string>, effect: number) => Year {
  if (investment.is === 'rooms') return (values) => roomsYear(values as Parameters<typeof roomsYear>[0]);
  return investment.is === 'preparation'
    ? (values, effect) => preparationYear(values as Parameters<typeof preparationYear>[0], effect)
    : (values, effect) => packageYear(values as Parameters<typeof packageYear>[0], effect);
}

/** The first year counts in full, each later one less; in money of today. */
function totalOf(year: Year, years: number, rise: number, discount: number): number {
  let total = 0;
  for (let at = 0; at < years; at += 1) {
    const risen = (1 + rise) ** at;
    const net = (year.savedRising - year.costRising) * risen + year.savedSteady - (year.cost - year.costRising);
    total += net / (1 + discount) ** at;
  }
  return total;
}

function matters(
  figures: Ranges<string>,
  effect: Effect,
  net: (values: Values<string>, effect?: number) => number,
): readonly Matter[] {
  const each = Object.entries(figures).map(
    ([figure, range]): Matter => ({
      figure,
      range,
      atLow: net({ [figure]: range.low }),
      atHigh: net({ [figure]: range.high }),
    }),
  );
  if (effect !== NONE) {
    const range = { value: (effect.low + effect.high) / 2, ...effect };
    each.push({ figure: 'effect', range, atLow: net({}, effect.low), atHigh: net({}, effect.high) });
  }
  const width = ({ atLow, atHigh }: Matter) => Math.abs(atHigh - atLow);
  // Equally wide ones keep an order of their own, so that a page looks the same each time.
  return each.sort((a, b) => width(b) - width(a) || (a.figure < b.figure ? -1 : 1));
}

function spreadOf(value: number, drawn: readonly number[]): Spread {
  const sorted = Float64Array.from(drawn).sort();
  // The nearest rank, because some may be infinite, between which nothing can be halved.
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { value, p2_5: at(0.025), p25: at(0.25), p75: at(0.75), p97_5: at(0.975) };
}
