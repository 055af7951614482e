import { seededRandom } from '../kernel/index.ts';
import { domainOf } from './criteria.ts';
import type { Evaluation } from './evaluation.ts';
import { SAMPLING } from './policy.ts';

/**
 * In what share of reasonable weightings a home is among the first three (stochastic multicriteria acceptability
 * analysis, after Lahdelma and Salminen: ranks counted over sampled weights). Every weight is multiplied by 2 to the
 * power of a number drawn evenly from -1 to 1, then each child's weights are scaled back to a whole. Seeded: a
 * criterion keeps its own stream of draws, whatever other criteria apply.
 *
 * The answer is exact for the sample. Homes are left out of the counting only when three others (fewer, where
 * kinship homes stand before them) are proven to beat them under every sampled weighting.
 */
export interface Weightings {
  readonly count: number;
  /** One weighting after another; within one, a weight for each dimension. Each weighting sums to 1. */
  readonly weights: Float64Array;
  /** The least and the greatest sampled weight of each dimension. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

export function sampleWeightings({ dimensions, children, options }: Evaluation): Weightings {
  const count = options.samples ?? SAMPLING.samples;
  const drawn = drawsFor(options.seed ?? SAMPLING.seed, count);
  const many = dimensions.length;
  const weights = new Float64Array(count * many);
  for (let d = 0; d < many; d++) {
    const { criterion, share } = dimensions[d]!;
    const isNeed = domainOf(criterion) !== null;
    const own = drawn(criterion, isNeed ? SAMPLING.needOctaves : SAMPLING.octaves);
    const all = isNeed ? drawn('needs', SAMPLING.octaves) : null;
    for (let s = 0; s < count; s++) weights[s * many + d] = share * own[s]! * (all ? all[s]! : 1);
  }
  for (const child of children) scaleBack(weights, count, dimensions, child.id, 1 / children.length);
  const least = new Float64Array(many).fill(1);
  const most = new Float64Array(many);
  for (let at = 0; at < weights.length; at++) {
    const d = at % many;
    least[d] = Math.min(least[d]!, weights[at]!);
    most[d] = Math.max(most[d]!, weights[at]!);
  }
  return { count, weights, least, most };
}

type Draws = (name: string, octaves: number) => Float64Array;

let lastDraws: { readonly seed: number; readonly count: number; readonly draws: Draws } | undefined;

/**
 * The multipliers of each named stream. They depend on the seed, the count and the name alone, and nearly every
 * ranking asks for the same, so the last asked for are kept: a few hundred numbers for each criterion.
 */
function drawsFor(seed: number, count: number): Draws {
  if (lastDraws?.seed === seed && lastDraws.count === count) return lastDraws.draws;
  const random = seededRandom(seed);
  const streams = new Map<string, Float64Array>();
  const draws: Draws = (name, octaves) => {
    let stream = streams.get(name);
    if (!stream) {
      const next = random.fork(name);
      stream = Float64Array.from({ length: count }, () => 2 ** (octaves * (2 * next.next() - 1)));
      streams.set(name, stream);
    }
    return stream;
  };
  if (count <= SAMPLING.samples) lastDraws = { seed, count, draws };
  return draws;
}

function scaleBack(
  weights: Float64Array,
  count: number,
  dimensions: Evaluation['dimensions'],
  child: string,
  whole: number,
): void {
  const mine = dimensions.flatMap((one, d) => (one.child.id === child ? [d] : []));
  for (let s = 0; s < count; s++) {
    const start = s * dimensions.length;
    let sum = 0;
    for (const d of mine) sum += weights[start + d]!;
    for (const d of mine) weights[start + d] = (weights[start + d]! * whole) / sum;
  }
}

/** How many homes stand first: the three of "the first three". */
const FIRST = 3;
/** Homes nearest the top, against which the others are tried. More of them prune more and cost more. */
const REFERENCES = 32;
/** Two scores nearer than this are not proven apart, so that rounding can never prune a home wrongly. */
const TOO_NEAR = 1e-9;

/**
 * The share of weightings in which each home of `tier` is among the first `places` of the tier. The tier is in the
 * order of fit, best first. A home counts as among them when fewer than `places` others score higher.
 */
export function sharesAmongFirst(
  evaluation: Evaluation,
  weightings: Weightings,
  tier: Int32Array,
  places: number,
): Float64Array {
  const shares = new Float64Array(tier.length);
  if (places <= 0) return shares;
  const many = evaluation.dimensions.length;
  const rows = rowsOf(evaluation, tier);
  const contenders = contendersAmong(rows, tier.length, many, weightings, places);
  const scores = new Float64Array(contenders.length);
  for (let s = 0; s < weightings.count; s++) {
    const start = s * many;
    for (let c = 0; c < contenders.length; c++) {
      const row = contenders[c]! * many;
      let score = 0;
      for (let d = 0; d < many; d++) score += weightings.weights[start + d]! * rows[row + d]!;
      scores[c] = score;
    }
    const bar = greatest(scores, places);
    for (let c = 0; c < contenders.length; c++) {
      if (scores[c]! >= bar) shares[contenders[c]!]! += 1;
    }
  }
  for (let t = 0; t < shares.length; t++) shares[t]! /= weightings.count;
  return shares;
}

/** The columns turned into rows, so that one home's values lie side by side. */
function rowsOf({ values, rowOf }: Evaluation, tier: Int32Array): Float64Array {
  const rows = new Float64Array(tier.length * values.length);
  for (let d = 0; d < values.length; d++) {
    const column = values[d]!;
    for (let t = 0; t < tier.length; t++) rows[t * values.length + d] = column[rowOf[tier[t]!]!]!;
  }
  return rows;
}

function contendersAmong(
  rows: Float64Array,
  size: number,
  many: number,
  { least, most }: Weightings,
  places: number,
): Int32Array {
  const kept = new Int32Array(size);
  let count = 0;
  const references = Math.min(size, REFERENCES);
  for (let t = 0; t < size; t++) {
    let beatenBy = 0;
    for (let r = 0; r < references && beatenBy < places; r++) {
      if (r === t) continue;
      // The least by which the reference can lead: its gains at their smallest weights, its losses at their greatest.
      let lead = 0;
      for (let d = 0; d < many; d++) {
        const gain = rows[r * many + d]! - rows[t * many + d]!;
        lead += gain * (gain > 0 ? least[d]! : most[d]!);
      }
      if (lead > TOO_NEAR) beatenBy++;
    }
    if (beatenBy < places) kept[count++] = t;
  }
  return kept.subarray(0, count);
}

/** The `places`-th greatest of the scores (repeats count); the least possible where there are fewer. */
function greatest(scores: Float64Array, places: number): number {
  const top = new Array<number>(places).fill(Number.NEGATIVE_INFINITY);
  for (const score of scores) {
    if (score <= top[places - 1]!) continue;
    let at = places - 1;
    for (; at > 0 && top[at - 1]! < score; at--) top[at] = top[at - 1]!;
    top[at] = score;
  }
  return top[places - 1]!;
}

export { FIRST };
