import type { Place } from '../kernel/index.ts';
import type { Home } from './matching-file.ts';
import { STALE_DOUBT } from './policy.ts';
import type { Household } from './read-household.ts';
import type { KnownRoom } from './rooms.ts';
import type { WordColumn, Words } from './word-column.ts';

/**
 * Homes read once into flat columns, so that ranking a child reads numbers that lie side by side. A page that ranks
 * against the same homes again and again keeps one of these and hands it to `rank`.
 * Yes-or-no facts are 1, 0 and -1 for unknown; numbers are NaN where unknown; dates are `yyyymmdd`.
 */
export interface PreparedHomes {
  readonly size: number;
  readonly homes: readonly Home[];
  readonly facts: readonly HomeFacts[];
  /** A point on the unit sphere for each home; NaN where the place is unknown. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /**
   * The level for every home in the first of DOMAINS, then in the second, …: at `skillAt`. NaN unknown.
   * One domain lies side by side over the homes because that is how it is read.
   */
  readonly skills: Float64Array;
  /** As `skills`: how far the range around a known skill is widened, before age of evidence. */
  readonly doubt: Float64Array;
  /** As `skills`: the date of the evidence; 0 undated, so always stale; `NO_EVIDENCE` where none is given. */
  readonly evidenceOn: Int32Array;
  readonly words: Words;
  readonly languages: WordColumn;
  readonly interests: WordColumn;
  /** For the id of a child, in which homes brothers and sisters of theirs live, and how many. */
  readonly siblingsOf: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** The homes in the order of their ids; worked out once, when first asked. */
  readonly inIdOrder: () => Int32Array;
}

export const NO_EVIDENCE = 99_999_999;

/** What the rules read about one home. Always the same fields in the same order, which keeps reading them quick. */
export interface HomeFacts {
  readonly kind: number;
  readonly rooms: number;
  /** NaN unknown, Infinity: no room is free. */
  readonly freeFrom: number;
  readonly confirmed: number;
  readonly knownRooms: readonly KnownRoom[] | null;
  readonly minAge: number;
  readonly maxAge: number;
  /** 1 girls, 2 boys, 3 both, 0 unknown. */
  readonly sexes: number;
  readonly pets: number;
  readonly adapted: number;
  readonly household: Household;
}

export const KIND = { fostering: 0, kinship: 1, residential: 2, supported: 3, secure: 4 } as const;

const RADIANS = Math.PI / 180;

export function onSphere(at: Place): readonly [number, number, number] {
  const flat = Math.cos(at.lat * RADIANS);
  return [flat * Math.cos(at.long * RADIANS), flat * Math.sin(at.long * RADIANS), Math.sin(at.lat * RADIANS)];
}

/** Where home `h` has domain `d` (its position in DOMAINS) in the columns of skills. */
export function skillAt(size: number, h: number, d: number): number {
  return d * size + h;
}

/** How much of the way to "unknown" the range around a known skill goes, given the last day on which it was fresh. */
export function widening(homes: PreparedHomes, at: number, freshFrom: number): number {
  return homes.doubt[at]! + (homes.evidenceOn[at]! < freshFrom ? STALE_DOUBT : 0);
}

export function threeWays(flag: boolean | null | undefined): number {
  return flag === true ? 1 : flag === false ? 0 : -1;
}
