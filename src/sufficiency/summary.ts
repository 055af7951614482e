import { KIND_COUNT, KINDS, type Kind } from './kinds.ts';
import { type Month, monthText } from './months.ts';

/** One month of a forecast, for one kind of home or all. */
export interface ForecastMonth {
  /** `2026-04`; the figures are of its last day. */
  readonly month: string;
  readonly kind: Kind | 'all';
  readonly mean: number;
  readonly p2_5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p97_5: number;
}

const SHARES = [0.025, 0.25, 0.5, 0.75, 0.975] as const;

/** Means and percentiles over runs, by month and kind. */
export function summarise(
  counts: Uint32Array | Float64Array,
  runs: number,
  months: number,
  first: Month,
): ForecastMonth[] {
  const result: ForecastMonth[] = [];
  const values = new Float64Array(runs);
  for (let month = 0; month < months; month += 1) {
    for (let kind = 0; kind <= KIND_COUNT; kind += 1) {
      for (let run = 0; run < runs; run += 1) {
        const base = (run * months + month) * KIND_COUNT;
        if (kind < KIND_COUNT) values[run] = counts[base + kind]!;
        else {
          let all = 0;
          for (let one = 0; one < KIND_COUNT; one += 1) all += counts[base + one]!;
          values[run] = all;
        }
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / runs;
      values.sort();
      const [p2_5, p25, p50, p75, p97_5] = SHARES.map((share) => rounded(percentile(values, share))) as [
        number,
        number,
        number,
        number,
        number,
      ];
      result.push({
        month: monthText(first + month),
        kind: KINDS[kind] ?? 'all',
        mean: rounded(mean),
        p2_5,
        p25,
        p50,
        p75,
        p97_5,
      });
    }
  }
  return result;
}

/** A percentile of sorted values, between the two nearest. */
export function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
