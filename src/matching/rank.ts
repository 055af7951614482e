import { digestOf } from './digest.ts';
import { type Dates, type Evaluation, evaluate, fitOf } from './evaluation.ts';
import { oneDecimal } from './fit.ts';
import type { Child, MatchingFile } from './matching-file.ts';
import { refusal, refuseIfAny } from './plain-checks.ts';
import { type Options, SAMPLING, VERSION } from './policy.ts';
import { KIND, type PreparedHomes } from './prepared-homes.ts';
import { rankedHome } from './ranked-home.ts';
import type { RankedHome, Ranking, RuledOutHome } from './ranking.ts';
import { readMatchingFile } from './read-matching-file.ts';
import { FIRST, sampleWeightings, sharesAmongFirst } from './robustness.ts';
import { becauseOf } from './rule-words.ts';

/**
 * Ranks the homes of a file for its child, or for its children together. Throws a Refusal that lists what is wrong
 * when the file cannot be used. Numbers are worked out at once; words only when they are read, from the file as it
 * is then, so a caller must not change the file in between.
 */
export function rankHomes(file: MatchingFile, options: Options = {}): Ranking {
  const read = readMatchingFile(file);
  if (!read.ok) throw refusal(read.problem);
  return rank(file.children, read.value.homes, file, options);
}

/** As `rankHomes`, against homes that were prepared once. */
export function rank(children: readonly Child[], homes: PreparedHomes, dates: Dates, options: Options = {}): Ranking {
  const samples = options.samples ?? SAMPLING.samples;
  refuseIfAny(Number.isSafeInteger(samples) && samples > 0 ? [] : ['samples: expected a whole number from 1']);
  const evaluation = evaluate(children, homes, dates, options);
  const order = inOrder(evaluation);
  const shares = topThreeShares(evaluation, order);
  const ranked: RankedHome[] = new Array(order.all.length);
  for (let place = 0, rankNow = 1; place < order.all.length; place++) {
    if (place > 0 && !isTie(evaluation, order, place)) rankNow = place + 1;
    ranked[place] = rankedHome(evaluation, order.all[place]!, rankNow, shares[place]!);
  }
  let ruledOut: Ranking['ruledOut'] | undefined;
  const ranking: Ranking = {
    ranked,
    // Most homes are ruled out, and a page of the ranked ones never looks at them.
    get ruledOut() {
      ruledOut ??= ruledOutHomes(evaluation);
      return ruledOut;
    },
    method: methodOf(evaluation, samples),
  };
  workings.set(ranking, { evaluation, order });
  return ranking;
}

/** What a ranking was worked out from, for questions asked of it later. */
export interface Working {
  readonly evaluation: Evaluation;
  readonly order: Order;
}

const workings = new WeakMap<Ranking, Working>();

/** Throws when the ranking is not one that this process made (a copy, or read from a file). */
export function workingOf(ranking: Ranking): Working {
  const working = workings.get(ranking);
  if (!working) throw new Error('this ranking is a copy: ask the one that rank() returned');
  return working;
}

export interface Order {
  /** Homes that pass every rule, kinship homes first, each part by fit, then by id. */
  readonly all: Int32Array;
  readonly kinship: number;
}

/** Homes that pass every rule, in the order of the list. */
export function inOrder({ passing, homes, fit }: Evaluation, fits: Float64Array = fit): Order {
  const isKinship = (h: number) => homes.facts.kind[h] === KIND.kinship;
  const kinship = byFit(passing.filter(isKinship), fits);
  const others = byFit(
    passing.filter((h) => !isKinship(h)),
    fits,
  );
  const all = new Int32Array(passing.length);
  all.set(kinship);
  all.set(others, kinship.length);
  return { all, kinship: kinship.length };
}

/**
 * The list, which comes in the order of ids, by fit. Fits are compared as printed, so that a tie on the page is a tie
 * in the order, and ties stay in the order of ids. One number to sort by, fit first and then the position, because a
 * plain numeric sort is many times quicker than one that asks a function.
 */
function byFit(list: Int32Array, fits: Float64Array): Int32Array {
  const keys = new Float64Array(list.length);
  for (let at = 0; at < list.length; at++) keys[at] = (1000 - Math.round(fits[list[at]!]! * 10)) * KEY_ROOM + at;
  keys.sort();
  const sorted = new Int32Array(list.length);
  for (let at = 0; at < list.length; at++) sorted[at] = list[keys[at]! % KEY_ROOM]!;
  return sorted;
}

const KEY_ROOM = 2 ** 32;

function isTie({ fit }: Evaluation, { all, kinship }: Order, place: number): boolean {
  return place !== kinship && oneDecimal(fit[all[place]!]!) === oneDecimal(fit[all[place - 1]!]!);
}

function topThreeShares(evaluation: Evaluation, { all, kinship }: Order): Float64Array {
  const weightings = sampleWeightings(evaluation);
  const shares = new Float64Array(all.length);
  shares.set(sharesAmongFirst(evaluation, weightings, all.subarray(0, kinship), FIRST));
  shares.set(sharesAmongFirst(evaluation, weightings, all.subarray(kinship), FIRST - kinship), kinship);
  return shares;
}

/** Near misses first, by the fit that there would be; then the others in the order of their ids. */
function ruledOutHomes(evaluation: Evaluation): RuledOutHome[] {
  const list: RuledOutHome[] = [];
  const fits = new Float64Array(evaluation.homes.size);
  for (const h of evaluation.nearMisses) fits[h] = fitOf(evaluation, h);
  for (const h of byFit(evaluation.nearMisses, fits)) list.push(ruledOutHome(evaluation, h));
  for (const h of evaluation.others) list.push(ruledOutHome(evaluation, h));
  return list;
}

function ruledOutHome(evaluation: Evaluation, h: number): RuledOutHome {
  let because: RuledOutHome['because'] | undefined;
  let fit: number | undefined;
  return {
    home: evaluation.homes.homes[h]!.id,
    get fitIfLifted() {
      fit ??= oneDecimal(fitOf(evaluation, h));
      return fit;
    },
    get because() {
      because ??= becauseOf(evaluation, h);
      return because;
    },
  };
}

function methodOf(evaluation: Evaluation, samples: number): Ranking['method'] {
  let digest: string | undefined;
  return {
    version: VERSION,
    seed: evaluation.options.seed ?? SAMPLING.seed,
    samples,
    asOf: evaluation.dates.asOf,
    neededBy: evaluation.dates.neededBy,
    get digest() {
      digest ??= digestOf(evaluation);
      return digest;
    },
  };
}
