import { z } from 'zod';
import { Refusal } from '../kernel/index.ts';
import { KIND_COUNT, KINDS, type Kind } from './kinds.ts';
import { firstDay, type Month, monthText } from './months.ts';
import { hashOf, normalOf } from './random.ts';
import type { Simulation } from './simulate.ts';
import { percentile } from './summary.ts';

/** A figure and how sure it is: 95 of 100 times it lies between low and high. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What homes cost. Cost is for planning alone: it never enters which home is right for a child. */
export interface Prices {
  /** Whole pence a week for one child, in the money of the day that is forecast from. */
  readonly weekly: { readonly [K in Kind]: Range };
  /** How much prices rise in a year, as a share: 0.03 is 3%. */
  readonly inflation: Range;
}

/** Pence, over the runs of a forecast. */
export interface CostFigures {
  readonly mean: number;
  readonly p2_5: number;
  readonly p50: number;
  readonly p97_5: number;
}

export interface CostMonth extends CostFigures {
  /** `2026-04`. */
  readonly month: string;
}

const isOrdered = ({ value, low, high }: Range) => low <= value && value <= high;
const WEEKLY = z
  .object({ value: z.int().min(0), low: z.int().min(0), high: z.int().max(100_000_000) })
  .refine(isOrdered, 'low, value and high in that order');
const SHAPE = z.object({
  weekly: z.object({ fostering: WEEKLY, residential: WEEKLY, supported: WEEKLY, other: WEEKLY }),
  inflation: z
    .object({ value: z.number(), low: z.number().min(-0.2), high: z.number().max(0.5) })
    .refine(isOrdered, 'low, value and high in that order'),
});

/** @throws Refusal that says where the prices cannot be used */
export function readPrices(data: unknown): Prices {
  const read = SHAPE.safeParse(data);
  if (read.success) return read.data;
  const words = read.error.issues
    .slice(0, 10)
    .map((issue) => `  ${issue.path.join('.') || 'the prices'}: expected ${issue.message}`);
  throw new Refusal(`The prices cannot be used:\n${words.join('\n')}`);
}

// What random numbers are for; apart from those of the simulation.
const FOR = { price: 101, inflation: 102 } as const;

/**
 * What children’s homes cost in each run and month, in pence: the mean of the children at the month’s beginning and
 * end, times the days of the month in weeks, times the weekly price. Prices and inflation are drawn once for each run,
 * by seed and run alone, so that two scenarios with one seed have the same prices in the same run.
 *
 * @param counts children by run, month and kind, as simulated
 * @returns by run and month
 */
export function costsByRun(
  counts: Uint32Array,
  { months, stock, firstShare, seed }: Pick<Simulation, 'months' | 'stock' | 'firstShare' | 'seed'>,
  first: Month,
  { weekly, inflation }: Prices,
): Float64Array {
  const runs = counts.length / (months * KIND_COUNT);
  const costs = new Float64Array(runs * months);
  const today = KINDS.map((_, kind) => stock.kind.filter((one) => one === kind).length);
  const weeks = Float64Array.from({ length: months }, (_, month) => {
    const days = firstDay(first + month + 1) - firstDay(first + month);
    return (days * (month === 0 ? firstShare : 1)) / 7;
  });
  for (let run = 0; run < runs; run += 1) {
    const draw = hashOf(seed, run);
    const price = KINDS.map((kind, at) => Math.max(0, drawn(weekly[kind], normalOf(draw, FOR.price, at))));
    const rise = drawn(inflation, normalOf(draw, FOR.inflation, 0));
    for (let month = 0; month < months; month += 1) {
      const base = (run * months + month) * KIND_COUNT;
      let week = 0;
      for (let kind = 0; kind < KIND_COUNT; kind += 1) {
        const before = month === 0 ? today[kind]! : counts[base - KIND_COUNT + kind]!;
        week += ((before + counts[base + kind]!) / 2) * price[kind]!;
      }
      // Prices rise evenly; a month is paid at those of its middle.
      costs[run * months + month] = week * weeks[month]! * (1 + rise) ** ((month + 0.5) / 12);
    }
  }
  return costs;
}

/** A normal number whose two sides may be of different width. */
function drawn({ value, low, high }: Range, normal: number): number {
  return value + (normal * (normal < 0 ? value - low : high - value)) / 1.96;
}

/** Figures by month, and of all months together. */
export function costFigures(costs: Float64Array, months: number, first: Month) {
  const runs = costs.length / months;
  const ofMonth = (month: number) => Float64Array.from({ length: runs }, (_, run) => costs[run * months + month]!);
  return {
    months: Array.from(
      { length: months },
      (_, month): CostMonth => ({ month: monthText(first + month), ...figures(ofMonth(month)) }),
    ),
    total: figures(totals(costs, months)),
  };
}

/** By run, the sum over months. */
export function totals(costs: Float64Array, months: number): Float64Array {
  return Float64Array.from({ length: costs.length / months }, (_, run) =>
    costs.subarray(run * months, (run + 1) * months).reduce((sum, one) => sum + one, 0),
  );
}

function figures(values: Float64Array): CostFigures {
  const mean = Math.round(values.reduce((sum, one) => sum + one, 0) / values.length);
  values.sort();
  const at = (share: number) => Math.round(percentile(values, share));
  return { mean, p2_5: at(0.025), p50: at(0.5), p97_5: at(0.975) };
}
