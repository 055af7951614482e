/**
 * How good a home is for one child by one criterion, from 0 to 1: a value and the range it may lie in, written into
 * `out`. Answers whether all that the criterion needs is known.
 */
export type Measure = (h: number, out: Estimate) => boolean;

/** Written again and again rather than made anew: one ranking measures hundreds of thousands of them. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export function settle(out: Estimate, value: number, low: number, high: number, known: boolean): boolean {
  out.value = value;
  out.low = low;
  out.high = high;
  return known;
}

/** What is unknown counts as the middle of what it may be: never as nothing. */
export function unknownBetween(out: Estimate, low: number, high: number): boolean {
  return settle(out, (low + high) / 2, low, high, false);
}
