import { seededRandom } from '../kernel/index.ts';
import type { Range } from './cost.ts';

/** The normal number below which 97.5 of 100 lie. */
const SURE = 1.959964;

/**
 * How many of something come in a year, from a count of `years`: the count by year, and the bounds of Jeffreys’ interval
 * for a Poisson rate, which are those of Gamma(count + ½). Its bounds by Wilson and Hilferty (1931): within 1% from a
 * count of 6 on.
 */
export function yearlyRange(count: number, years: number): Range {
  const shape = count + 0.5;
  const bound = (normal: number) => {
    const root = Math.max(0, 1 - 1 / (9 * shape) + normal / (3 * Math.sqrt(shape)));
    return (shape * root ** 3) / years;
  };
  return { value: count / years, low: Math.min(count / years, bound(-SURE)), high: bound(SURE) };
}

/** A mean of `n` with the 95% interval that its own spread allows; from `n` of 6 on (Student’s t by its first terms). */
export function meanRange({ n, mean, sd }: { readonly n: number; readonly mean: number; readonly sd: number }): Range {
  const free = n - 1;
  // Cornish and Fisher’s expansion of Student’s t.
  const t = SURE + (SURE ** 3 + SURE) / (4 * free) + (5 * SURE ** 5 + 16 * SURE ** 3 + 3 * SURE) / (96 * free * free);
  const off = (t * sd) / Math.sqrt(n);
  return { value: mean, low: mean - off, high: mean + off };
}

/**
 * Draws of figures that each lie between low and high in 95 of 100 runs: normal numbers whose two sides may be of
 * different width, as in forecastCost. Each figure has one draw in each of `runs` equal slices of its chances (Latin
 * hypercube), so that a few thousand runs say what many more would. A figure keeps its draws whatever the others are.
 */
export function drawsOf<Name extends string>(
  figures: Readonly<Record<Name, Range>>,
  runs: number,
  seed: number,
): Readonly<Record<Name, Float64Array>> {
  const names = Object.keys(figures) as Name[];
  return Object.fromEntries(
    names.map((name) => {
      const { value, low, high } = figures[name];
      const slices = slicesOf(name, runs, seed);
      return [
        name,
        Float64Array.from(slices, (slice) => {
          const normal = normalBelow((slice + 0.5) / runs);
          return value + (normal * (normal < 0 ? value - low : high - value)) / SURE;
        }),
      ];
    }),
  ) as unknown as Readonly<Record<Name, Float64Array>>;
}

/** Draws of which any value between low and high is as likely as any other. */
export function evenDraws(name: string, low: number, high: number, runs: number, seed: number): Float64Array {
  return Float64Array.from(slicesOf(name, runs, seed), (slice) => low + ((slice + 0.5) / runs) * (high - low));
}

function slicesOf(name: string, runs: number, seed: number): Float64Array {
  const random = seededRandom(`${seed}/${name}`);
  const slices = Float64Array.from({ length: runs }, (_, at) => at);
  for (let at = runs - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    const kept = slices[at]!;
    slices[at] = slices[other]!;
    slices[other] = kept;
  }
  return slices;
}

/** The normal number below which a share of all lie (P. J. Acklam’s rational approximation, off by 1 in 10⁹ at most). */
export function normalBelow(share: number): number {
  if (share < EDGE) return edge(Math.sqrt(-2 * Math.log(share)));
  if (share > 1 - EDGE) return -edge(Math.sqrt(-2 * Math.log(1 - share)));
  const q = share - 0.5;
  const r = q * q;
  return (polynomial(A, r) * q) / (polynomial(B, r) * r + 1);
}

const EDGE = 0.02425;
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

function edge(q: number): number {
  return polynomial(C, q) / (polynomial(D, q) * q + 1);
}

function polynomial(factors: readonly number[], at: number): number {
  return factors.reduce((sum, factor) => sum * at + factor, 0);
}
