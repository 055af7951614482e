import type { Domain } from '../kernel/index.ts';
import type { EvidenceBy, Matter } from './matching-file.ts';

/**
 * Every number of the score, in one place, as docs/methods/matching.md publishes them. They are a policy that
 * people agree, not something learnt from data; changing one changes `VERSION`.
 */
export const VERSION = '1.1.0';

/** The criteria other than the twelve needs, in the order in which they are told. */
export const CRITERIA = [
  'school',
  'family',
  'brothers-and-sisters',
  'friends',
  'area',
  'languages',
  'interests',
  'pets',
  'kind-of-home',
  'household',
] as const;
export type PlainCriterion = (typeof CRITERIA)[number];
export type Criterion = PlainCriterion | `needs:${Domain}`;

/** Points out of 100 before the child's own order and before criteria that do not apply are left out. */
export const WEIGHTS: Readonly<Record<PlainCriterion | 'needs', number>> = {
  needs: 44,
  family: 12,
  school: 10,
  'brothers-and-sisters': 10,
  languages: 6,
  friends: 5,
  area: 3,
  interests: 3,
  'kind-of-home': 3,
  household: 2,
  pets: 2,
};

/** Shares of the points for needs: a need at level 4 counts seven times one at level 1. */
export const NEED_SHARES: readonly number[] = [0, 1, 2, 4, 7];
/** A domain nobody has described yet counts as little as the lowest need, and widens the range. */
export const UNKNOWN_NEED_SHARE = 1;
export const UNKNOWN_NEED_LEVEL = 2;

/** Points added to what the child put first, second, … Their sum (25) keeps needs above a third of the whole. */
export const ORDER_POINTS: readonly number[] = [8, 6, 4, 3, 2, 1, 1];
/** Points added to school where the plan says that it must be kept. */
export const KEEP_SCHOOL_POINTS = 4;

/** A closeness is worth its full points within `full` miles, and half as much again for every `half` miles more. */
export interface Curve {
  readonly full: number;
  readonly half: number;
}
export const CURVES: Readonly<Record<'school' | 'family' | 'friends' | 'brothers-and-sisters', Curve>> = {
  school: { full: 1, half: 5 },
  family: { full: 1, half: 10 },
  friends: { full: 1, half: 5 },
  'brothers-and-sisters': { full: 1, half: 10 },
};
/** The area a child knows: full within 5 miles of where they come from, falling in a straight line to none at 20. */
export const AREA = { full: 5, none: 20 };
/** Living next door to a brother or sister is worth this much of living with them. */
export const NEAR_IS_NOT_TOGETHER = 0.9;

/** How much of the way to "unknown" a known skill's range is widened, by who says so. */
export const DOUBT: Readonly<Record<EvidenceBy, number>> = { placement: 0.05, inspection: 0.1, agency: 0.2, self: 0.4 };
/** Added where the evidence is older than `STALE_AFTER_YEARS`, or undated. */
export const STALE_DOUBT = 0.2;
export const STALE_AFTER_YEARS = 1;

export const KIND_VALUES = { preferred: 1, suitable: 0.6, unspecified: 0.5 } as const;

export const BANDS = { strong: 70, possible: 50 } as const;
/** However high the fit, a home is not strong while a need at this level or above is short by this many levels. */
export const NOT_STRONG_WHILE = { need: 3, short: 2 } as const;

/** Weights are sampled between half and twice the policy; the twelve needs also among themselves by √½ to √2. */
export const SAMPLING = { samples: 500, seed: 1, octaves: 1, needOctaves: 0.5 } as const;

/**
 * Two homes for brothers and sisters: points taken for each mile between the homes, up to so many miles (unknown
 * counts as half of them), and for being apart (in full when every two of them are apart).
 */
export const PAIRS = { pointsAMile: 0.5, milesCounted: 40, apart: 8 } as const;

/** A room not confirmed for longer is a check before asking. */
export const CONFIRMED_WITHIN_DAYS = 7;
/** Beyond this many miles a school that must be kept is a gap; the authority may set its own. */
export const SCHOOL_LIMIT_MILES = 10;

/** The criterion that each thing a child may put in order moves. */
export const MOVED_BY: Readonly<Record<Matter, PlainCriterion>> = {
  school: 'school',
  family: 'family',
  friends: 'friends',
  'brothers-and-sisters': 'brothers-and-sisters',
  pets: 'pets',
  area: 'area',
  interests: 'interests',
};

export interface Options {
  readonly seed?: number;
  readonly samples?: number;
  readonly schoolLimitMiles?: number;
  readonly confirmedWithinDays?: number;
}
