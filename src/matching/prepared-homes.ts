import type { Place } from '../kernel/index.ts';
import { EVIDENCE_BY, type Home } from './matching-file.ts';
import { DOUBT, STALE_DOUBT } from './policy.ts';
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
  readonly facts: HomeFacts;
  /** A point on the unit sphere for each home; NaN where the place is unknown. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /**
   * The level for every home in the first of DOMAINS, then in the second, …: at `skillAt`. NaN unknown.
   * One domain lies side by side over the homes because that is how it is read.
   */
  readonly skills: Float64Array;
  /** As `skills`: who says so, as the position in EVIDENCE_BY; a level that nobody stands behind is the home's own. */
  readonly saidBy: Uint8Array;
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

/**
 * What the rules read about homes: a column for each fact, at `h` that of home `h`. Columns and not an object for each
 * home, because objects for ten thousand homes cost more to make, and to clear away, than ranking them.
 */
export interface HomeFacts {
  /** The position in HOME_KINDS. */
  readonly kind: Uint8Array;
  readonly rooms: Float64Array;
  /** NaN unknown, Infinity: no room is free. */
  readonly freeFrom: Float64Array;
  readonly confirmed: Float64Array;
  readonly knownRooms: (readonly KnownRoom[] | null)[];
  readonly minAge: Float64Array;
  readonly maxAge: Float64Array;
  /** 1 girls, 2 boys, 3 both, 0 unknown. */
  readonly sexes: Uint8Array;
  readonly pets: Int8Array;
  readonly adapted: Int8Array;
  /** How many people live there; -1 unknown. */
  readonly residents: Int32Array;
  /** Infinite where nobody's age is known. */
  readonly youngest: Float64Array;
  readonly oldest: Float64Array;
  /** The oldest resident who can live with older children only; the youngest who can live with younger ones only. */
  readonly oldestWantingOlder: Float64Array;
  readonly youngestWantingYounger: Float64Array;
  /** 1 where it is so. */
  readonly someAgeUnknown: Uint8Array;
  readonly someoneSolo: Uint8Array;
  /** Some resident's wish, or the age of one who has a wish about ages, is unknown. */
  readonly someWishUnknown: Uint8Array;
  readonly fostered: Int32Array;
  readonly perhapsFostered: Int32Array;
}

/** Nothing known of any home, but that nobody is known to live there. */
export function emptyFacts(size: number): HomeFacts {
  const numbers = (all: number) => new Float64Array(size).fill(all);
  return {
    kind: new Uint8Array(size),
    rooms: numbers(Number.NaN),
    freeFrom: numbers(Number.NaN),
    confirmed: numbers(Number.NaN),
    knownRooms: new Array<readonly KnownRoom[] | null>(size).fill(null),
    minAge: numbers(Number.NaN),
    maxAge: numbers(Number.NaN),
    sexes: new Uint8Array(size),
    pets: new Int8Array(size).fill(-1),
    adapted: new Int8Array(size).fill(-1),
    residents: new Int32Array(size).fill(-1),
    youngest: numbers(Number.POSITIVE_INFINITY),
    oldest: numbers(Number.NEGATIVE_INFINITY),
    oldestWantingOlder: numbers(Number.NEGATIVE_INFINITY),
    youngestWantingYounger: numbers(Number.POSITIVE_INFINITY),
    someAgeUnknown: new Uint8Array(size),
    someoneSolo: new Uint8Array(size),
    someWishUnknown: new Uint8Array(size),
    fostered: new Int32Array(size),
    perhapsFostered: new Int32Array(size),
  };
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

/** How far the range around a known skill is widened, before age of evidence. */
export function doubtAt(homes: PreparedHomes, at: number): number {
  return DOUBTS[homes.saidBy[at]!]!;
}

const DOUBTS: readonly number[] = EVIDENCE_BY.map((by) => DOUBT[by]);

/** How much of the way to "unknown" the range around a known skill goes, given the last day on which it was fresh. */
export function widening(homes: PreparedHomes, at: number, freshFrom: number): number {
  return doubtAt(homes, at) + (homes.evidenceOn[at]! < freshFrom ? STALE_DOUBT : 0);
}

export function threeWays(flag: boolean | null | undefined): number {
  return flag === true ? 1 : flag === false ? 0 : -1;
}
