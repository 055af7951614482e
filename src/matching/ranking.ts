import type { Domain } from '../kernel/index.ts';
import type { RuleCode } from './rule-book.ts';

/** The shapes of `homeward/matching`: what comes out. */
export type Band = 'strong' | 'possible' | 'stretch';

export interface Reason {
  readonly criterion: string;
  readonly child: string;
  /** Points of fit, two decimals; all effects of a home sum to its fit. */
  readonly effect: number;
  readonly words: string;
}

/** Something unknown to ask before relying on this home. */
export interface Check {
  readonly rule: RuleCode;
  /** The child it is about; null: about the home or the whole group. */
  readonly child: string | null;
  readonly words: string;
}

/** Where the home falls short of what is needed, and what would close it. */
export interface Gap {
  readonly child: string;
  readonly domain: Domain;
  /** Levels 0–4; for `about` school or company, which have no levels, 1 asked for and 0 there. */
  readonly need: number;
  readonly skill: number;
  readonly wouldTake: string;
  readonly about: 'need' | 'school' | 'company';
}

export interface Impact {
  /** The position of the person in the home's `residents`. */
  readonly on: number;
  readonly words: string;
}

export interface RankedHome {
  readonly home: string;
  /** Equal printed fits share a rank; kinship homes come first (Children Act 1989 s22C). */
  readonly rank: number;
  /** 0–100, one decimal; for a group the mean over its children. */
  readonly fit: number;
  readonly fitLow: number;
  readonly fitHigh: number;
  readonly band: Band;
  /** Share (0–1) of the sampled weightings in which this home is among the first three. */
  readonly topThree: number;
  readonly reasons: readonly Reason[];
  readonly unknown: readonly string[];
  readonly checks: readonly Check[];
  readonly gaps: readonly Gap[];
  readonly impact: readonly Impact[];
  /** The fit of each child, by child id; the child for whom it fits least. */
  readonly children: readonly { readonly child: string; readonly fit: number }[];
  readonly worstOff: { readonly child: string; readonly fit: number };
}

export interface Because {
  readonly rule: RuleCode;
  /** Null for a rule about the home as a whole when several children come together. */
  readonly child: string | null;
  readonly words: string;
  readonly basis: string;
  /** Whether a person may lift it with a reason. */
  readonly liftable: boolean;
}

export interface RuledOutHome {
  readonly home: string;
  readonly fitIfLifted: number;
  readonly because: readonly Because[];
}

export interface Ranking {
  readonly ranked: readonly RankedHome[];
  readonly ruledOut: readonly RuledOutHome[];
  /** What is needed to get the same answer again. The digest covers every fact that was read, and no other. */
  readonly method: {
    readonly version: string;
    readonly seed: number;
    readonly samples: number;
    readonly asOf: string;
    readonly neededBy: string;
    readonly digest: string;
  };
}

/** A near miss fails exactly one rule, and a person may lift it. */
export function isNearMiss(home: RuledOutHome): boolean {
  const first = home.because[0];
  return first !== undefined && home.because.every((one) => one.rule === first.rule && one.liftable);
}
