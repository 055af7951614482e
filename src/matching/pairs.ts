import { Refusal } from '../kernel/index.ts';
import { milesFrom } from './closeness.ts';
import { type Dates, type Evaluation, evaluate } from './evaluation.ts';
import { fitOfChildren, oneDecimal } from './fit.ts';
import type { Child, MatchingFile } from './matching-file.ts';
import { refusal } from './plain-checks.ts';
import { countOf, listed, milesInWords } from './plain-words.ts';
import { type Options, PAIRS, VERSION } from './policy.ts';
import type { PreparedHomes } from './prepared-homes.ts';
import { inOrder } from './rank.ts';
import { readMatchingFile } from './read-matching-file.ts';

/** Two homes near each other for brothers and sisters who cannot all live in one. */
export interface Pair {
  readonly homes: readonly [PairHome, PairHome];
  /** Whole miles between the homes; null: unknown. */
  readonly miles: number | null;
  /** Every two children who would live apart. */
  readonly apart: readonly (readonly [string, string])[];
  /** Mean fit less what the distance and being apart cost, by the published points. */
  readonly value: number;
  readonly meanFit: number;
  readonly worstOff: { readonly child: string; readonly fit: number };
  /** What it costs the children, in words. */
  readonly words: readonly string[];
}

export interface PairHome {
  readonly home: string;
  readonly children: readonly string[];
  readonly fit: number;
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** The best home that can take all of them; to be looked at first. Null: there is none. */
  readonly together: { readonly home: string; readonly fit: number } | null;
  /** How many ways of splitting the group were looked at: all of them. */
  readonly splits: number;
  readonly method: { readonly version: string };
}

export interface PairOptions extends Options {
  /** At most so many pairs; 10 unless told. */
  readonly limit?: number;
}

const MOST_CHILDREN = 8;

/** The best pairs of homes for the children of a file; throws a Refusal when the file cannot be used. */
export function rankPairs(file: MatchingFile, options: PairOptions = {}): Pairs {
  const read = readMatchingFile(file);
  if (!read.ok) throw refusal(read.problem);
  return pairsOf(file.children, read.value.homes, file, options);
}

/**
 * As `rankPairs`, against homes that were prepared once. Every way to split the children over two homes is looked
 * at, every child passes every rule in its home, and the answer is exact: two homes are left out only when their
 * fits alone, with no miles between them, cannot reach the pairs already found.
 */
export function pairsOf(
  children: readonly Child[],
  homes: PreparedHomes,
  dates: Dates,
  options: PairOptions = {},
): Pairs {
  if (children.length < 2 || children.length > MOST_CHILDREN) {
    throw new Refusal(`Pairs of homes are for 2 to ${MOST_CHILDREN} children, and ${children.length} were given.`);
  }
  const whole = evaluate(children, homes, dates, options);
  const best = inOrder(whole).all[0];
  const inIdOrder = whole.children.map(({ child }) => child);
  const found = new BestPairs(Math.max(1, Math.floor(options.limit ?? 10)));
  let splits = 0;
  // The first child is always in the first home, so that no split is looked at twice.
  for (let bits = 1; bits < 2 ** children.length - 1; bits += 2) {
    const isHere = (_: unknown, at: number) => ((bits >> at) & 1) === 1;
    const here = evaluate(inIdOrder.filter(isHere), homes, dates, options);
    const there = evaluate(
      inIdOrder.filter((one, at) => !isHere(one, at)),
      homes,
      dates,
      options,
    );
    search(here, there, found);
    splits++;
  }
  return {
    pairs: found.list.map((one) => asPair(one, children.length)),
    together: best === undefined ? null : { home: homes.homes[best]!.id, fit: oneDecimal(whole.fit[best]!) },
    splits,
    method: { version: VERSION },
  };
}

interface Found {
  readonly here: Evaluation;
  readonly there: Evaluation;
  readonly a: number;
  readonly b: number;
  readonly miles: number;
  readonly value: number;
  readonly key: string;
}

/** The best so far, best first; equal ones in the order of their homes. */
class BestPairs {
  readonly list: Found[] = [];
  readonly #limit: number;
  constructor(limit: number) {
    this.#limit = limit;
  }
  /** What a pair must reach to be of use. */
  get bar(): number {
    return this.list.length < this.#limit ? Number.NEGATIVE_INFINITY : this.list.at(-1)!.value;
  }
  offer(found: Found): void {
    const at = this.list.findIndex(
      (one) => found.value > one.value || (found.value === one.value && found.key < one.key),
    );
    this.list.splice(at < 0 ? this.list.length : at, 0, found);
    if (this.list.length > this.#limit) this.list.pop();
  }
}

const ROUNDING = 1e-9;

function search(here: Evaluation, there: Evaluation, found: BestPairs): void {
  const [first, second] = [here.children.length, there.children.length];
  const count = first + second;
  const apart = (PAIRS.apart * first * second) / ((count * (count - 1)) / 2);
  const left = passing(here, first / count);
  const right = passing(there, second / count);
  const homes = here.homes;
  for (const a of left) {
    const upTo = a.points - apart;
    if (right.length === 0 || upTo + right[0]!.points < found.bar - ROUNDING) break;
    const point: [number, number, number] = [homes.x[a.h]!, homes.y[a.h]!, homes.z[a.h]!];
    for (const b of right) {
      if (upTo + b.points < found.bar - ROUNDING) break;
      if (a.h === b.h) continue;
      const miles = milesFrom(homes, b.h, point);
      const counted = Number.isNaN(miles) ? PAIRS.milesCounted / 2 : Math.min(miles, PAIRS.milesCounted);
      const value = upTo + b.points - PAIRS.pointsAMile * counted;
      if (value < found.bar) continue;
      const key = [homes.homes[a.h]!.id, homes.homes[b.h]!.id, ...here.children.map(({ id }) => id)].join('\n');
      found.offer({ here, there, a: a.h, b: b.h, miles, value, key });
    }
  }
}

/** Homes that pass every rule for this part of the group, by what they add to the mean fit. */
function passing({ passing: homes, fit }: Evaluation, part: number): { h: number; points: number }[] {
  return Array.from(homes, (h) => ({ h, points: fit[h]! * part })).sort((a, b) => b.points - a.points);
}

function asPair({ here, there, a, b, miles, value }: Found, count: number): Pair {
  const fits = [...fitOfChildren(here, a), ...fitOfChildren(there, b)];
  const worstOff = fits.reduce((least, one) => (one.fit < least.fit ? one : least));
  const homes = [pairHome(here, a), pairHome(there, b)] as const;
  const apart = homes[0].children.flatMap((one) => homes[1].children.map((other) => [one, other] as const));
  return {
    homes,
    miles: Number.isNaN(miles) ? null : Math.round(miles),
    apart,
    value: oneDecimal(value),
    meanFit: oneDecimal((here.fit[a]! * here.children.length + there.fit[b]! * there.children.length) / count),
    worstOff,
    words: [
      `In one home ${together(here)}, in the other ${together(there)}.`,
      Number.isNaN(miles)
        ? 'How far apart the two homes are is not known.'
        : `The two homes are ${milesInWords(miles)} apart, in a straight line.`,
      `${countOf(apart.length, 'pair of brothers and sisters would', 'pairs of brothers and sisters would')} live apart, out of ${(count * (count - 1)) / 2}: plan how they see each other every week.`,
      `It fits least for ${who(here, there, worstOff.child)}: ${worstOff.fit} of 100.`,
    ],
  };
}

function pairHome(evaluation: Evaluation, h: number): PairHome {
  return {
    home: evaluation.homes.homes[h]!.id,
    children: evaluation.children.map(({ id }) => id),
    fit: oneDecimal(evaluation.fit[h]!),
  };
}

function together({ children }: Evaluation): string {
  const ages = children.map(({ age }) => (Number.isNaN(age) ? 'age not known' : String(age)));
  if (children.length === 1) return `one child (${ages[0]}) without the others`;
  return `${children.length} children together (${listed(ages)})`;
}

function who(here: Evaluation, there: Evaluation, id: string): string {
  const age = [...here.children, ...there.children].find((child) => child.id === id)?.age ?? Number.NaN;
  return Number.isNaN(age) ? 'a child whose age is not known' : `the child of ${age}`;
}
