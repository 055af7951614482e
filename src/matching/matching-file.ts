import type { Domain, HomeKind, Place } from '../kernel/index.ts';

/**
 * The shapes of `homeward/matching`: what comes in. Absent or null means unknown everywhere,
 * but for a home's `freeFrom`, where null says that no room is free.
 */
export { HOME_KINDS, type HomeKind } from '../kernel/index.ts';

export const SUITABILITIES = ['preferred', 'suitable', 'unsuitable', 'unspecified'] as const;
export type Suitability = (typeof SUITABILITIES)[number];

export const ALONGSIDE = ['solo', 'others', 'only-older', 'only-younger', 'no-preference'] as const;
export type Alongside = (typeof ALONGSIDE)[number];

export const PET_WISHES = ['must', 'can', 'no', 'unknown'] as const;
export type PetWish = (typeof PET_WISHES)[number];

/** What a child may put in an order of their own. */
export const MATTERS = ['school', 'family', 'friends', 'brothers-and-sisters', 'pets', 'area', 'interests'] as const;
export type Matter = (typeof MATTERS)[number];

/** Who says that a home can meet a level of need. */
export const EVIDENCE_BY = ['self', 'agency', 'inspection', 'placement'] as const;
export type EvidenceBy = (typeof EVIDENCE_BY)[number];

export const SEXES = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

type Maybe<T> = T | null;

export interface Need {
  /** 0 (none) to 4 (highest). */
  readonly level: Maybe<number>;
  readonly strength?: Maybe<string>;
}

export interface AvoidPlace extends Place {
  readonly miles: Maybe<number>;
}

export interface Child {
  readonly id: string;
  /** Whole years on the day the home is needed. */
  readonly age?: Maybe<number>;
  readonly sex?: Maybe<Sex>;
  readonly needs?: Maybe<{ readonly [D in Domain]?: Maybe<Need> }>;
  readonly from?: Maybe<Place>;
  readonly school?: Maybe<Place & { readonly mustKeep?: Maybe<boolean> }>;
  readonly friends?: Maybe<readonly Place[]>;
  /** Brothers and sisters who live elsewhere. */
  readonly siblings?: Maybe<readonly Place[]>;
  readonly avoid?: Maybe<readonly AvoidPlace[]>;
  readonly suitability?: Maybe<{ readonly [K in 'fostering' | 'residential' | 'supported']?: Maybe<Suitability> }>;
  readonly alongside?: Maybe<Alongside>;
  readonly pets?: Maybe<PetWish>;
  readonly adaptations?: Maybe<boolean>;
  readonly languages?: Maybe<readonly string[]>;
  readonly interests?: Maybe<readonly string[]>;
  readonly risksToOthers?: Maybe<readonly string[]>;
  readonly secureOrder?: Maybe<boolean>;
  /** The child's own order, the first matters most. */
  readonly matters?: Maybe<readonly Matter[]>;
}

export interface Room {
  /** Null: this room is not free. */
  readonly freeFrom?: Maybe<string>;
  readonly adapted?: Maybe<boolean>;
  readonly mayShare?: Maybe<boolean>;
}

export interface Resident {
  readonly age?: Maybe<number>;
  readonly sex?: Maybe<Sex>;
  readonly alongside?: Maybe<Alongside>;
  /** Carried for the page; the engine does not read a resident's needs. */
  readonly needs?: unknown;
  readonly risksToOthers?: Maybe<readonly string[]>;
  readonly fostered?: Maybe<boolean>;
  readonly siblingOf?: Maybe<readonly string[]>;
}

export interface Home {
  readonly id: string;
  readonly kind: HomeKind;
  readonly connectedTo?: Maybe<readonly string[]>;
  readonly at?: Maybe<Place>;
  /** Rooms free and within registration. */
  readonly rooms?: Maybe<number>;
  /** The day from which there is a room; null: none. */
  readonly freeFrom?: Maybe<string>;
  /** The day somebody last confirmed the room. */
  readonly confirmed?: Maybe<string>;
  readonly roomsDetail?: Maybe<readonly Room[]>;
  readonly registered?: Maybe<{
    readonly minAge?: Maybe<number>;
    readonly maxAge?: Maybe<number>;
    readonly sexes?: Maybe<readonly Sex[]>;
  }>;
  readonly skills?: Maybe<{ readonly [D in Domain]?: Maybe<number> }>;
  readonly evidence?: Maybe<{
    readonly [D in Domain]?: Maybe<{ readonly by?: Maybe<EvidenceBy>; readonly on?: Maybe<string> }>;
  }>;
  readonly pets?: Maybe<boolean>;
  readonly adapted?: Maybe<boolean>;
  readonly languages?: Maybe<readonly string[]>;
  readonly interests?: Maybe<readonly string[]>;
  readonly residents?: Maybe<readonly Resident[]>;
  /** Carried for the page, which shows it after fit; never read here. */
  readonly weeklyFee?: Maybe<number>;
  readonly sector?: Maybe<string>;
}

export interface MatchingFile {
  readonly asOf: string;
  readonly neededBy: string;
  readonly children: readonly Child[];
  readonly homes: readonly Home[];
}
