import type { Place } from '../kernel/index.ts';

/** Kinds of home in which rooms are counted. Homes of family and friends and secure homes are on neither side. */
export const GAP_KINDS = ['fostering', 'residential', 'supported'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Ages that are planned for together, in whole years, bounds included. */
export const GAP_AGES = [
  { key: '0-4', from: 0, to: 4 },
  { key: '5-9', from: 5, to: 9 },
  { key: '10-15', from: 10, to: 15 },
  { key: '16-17', from: 16, to: 17 },
] as const;
export type GapAges = (typeof GAP_AGES)[number]['key'];

/** How much support, by the highest level that a profile tells; unknown is a group of its own and never low. */
export const GAP_NEEDS = ['low', 'some', 'high', 'unknown'] as const;
export type GapNeed = (typeof GAP_NEEDS)[number];

/** Whose figures, as an area on its own: an authority, with its middle where that is known. */
export interface GapArea {
  readonly key: string;
  readonly at: Place | null;
}

/** A time in which one child lived in a home or waited for one, and what kind of home they needed then. */
export interface NeedRow {
  /** A number that tells children apart within one answer, and nothing else. */
  readonly child: number;
  readonly area: string;
  /** The family home, rounded to about a mile; null: not known or hidden, so the area's middle stands for it. */
  readonly at: Place | null;
  readonly kind: GapKind;
  readonly ages: GapAges;
  readonly need: GapNeed;
  /** How many times a home was asked for: a child came, moved, or waits. */
  readonly requests: number;
  /** Days of the window in which the child lived in a home or had none. */
  readonly days: number;
}

/** Rooms of homes that are alike and in one place. */
export interface SupplyRow {
  /** The area in which it stands; null: in none of them. */
  readonly area: string | null;
  readonly at: Place | null;
  readonly kind: GapKind;
  /** Whole years, bounds included; null: no bound is known, which closes it to nobody. */
  readonly minAge: number | null;
  readonly maxAge: number | null;
  /** The level the home can meet, 0 to 4; null: nobody has said enough. */
  readonly skill: number | null;
  readonly rooms: number;
}

/** Rooms that will open. */
export interface ComingRow extends SupplyRow {
  /** YYYY-MM-DD. */
  readonly opens: string;
  /** Whether it is sure; else only likely. */
  readonly sure: boolean;
}

/** How need changes until the day: what a forecast expects against today, by kind; 1 is as today. */
export type Growth = Readonly<Record<GapKind, { readonly mean: number; readonly low: number; readonly high: number }>>;

export interface GapInput {
  readonly areas: readonly GapArea[];
  readonly needs: readonly NeedRow[];
  readonly supply: readonly SupplyRow[];
  readonly coming: readonly ComingRow[];
  /** Days of the window that the needs are of; more than 0. */
  readonly windowDays: number;
  /** The day for which it is worked out (YYYY-MM-DD): what opens by then counts. */
  readonly on: string;
  readonly percent: number;
  readonly miles: number;
  readonly days: number;
  /** From a forecast; absent: as many requests as in the window. */
  readonly growth?: Growth;
}

/** Rooms of one group of children: what they need, what they can count on, what is missing. */
export interface GapLine {
  readonly area: string;
  readonly kind: GapKind;
  readonly ages: GapAges;
  readonly need: GapNeed;
  /** Children who lived in such a home, or asked for one, in the window. */
  readonly children: number;
  readonly requests: number;
  /** How many of them need a room at a time, on average. */
  readonly atATime: number;
  readonly roomsNeeded: number;
  /** The 95% interval of the rooms needed. */
  readonly low: number;
  readonly high: number;
  /** Rooms within reach that suit them, when all who need one get an equal share. */
  readonly roomsNow: number;
  /** Rooms more by what opens, by day; sure ones, then likely ones. */
  readonly roomsComing: readonly { readonly opens: string; readonly rooms: number; readonly sure: boolean }[];
  /** Rooms missing on the day, with the sure ones that are open by then. */
  readonly short: number;
  /** The same if what is only likely opens too. */
  readonly shortIfLikely: number;
  /** The same if homes whose skills nobody has stated can meet every need. */
  readonly shortIfConfirmed: number;
  /** The share (0 to 1) of requests that find a room within the days, with the rooms of `short`. */
  readonly served: number;
}

export interface Gaps {
  readonly lines: readonly GapLine[];
  readonly stock: readonly GapStock[];
}

/** What rooms there are in an area, whoever they suit. */
export interface GapStock {
  /** Null: they stand in none of the areas, and are within reach of them or have no place on the map. */
  readonly area: string | null;
  readonly kind: GapKind;
  readonly rooms: number;
  /** Of these, rooms in homes that have not said enough of what they can do. */
  readonly notConfirmed: number;
}

/** Whether the law and the registration let a home of this kind take most of the ages. */
export function suitsAges(kind: GapKind, ages: GapAges, minAge: number | null, maxAge: number | null): boolean {
  const { from, to } = GAP_AGES.find(({ key }) => key === ages)!;
  // Supported accommodation is for young people of 16 and 17 (the Supported Accommodation (England) Regulations 2023).
  if (kind === 'supported' && from < 16) return false;
  const taken = Math.min(to, maxAge ?? to) - Math.max(from, minAge ?? from) + 1;
  return taken * 2 >= to - from + 1;
}

/** The level that a home must reach for a need: unknown and low need ask for none. */
const SKILL_FOR: Readonly<Record<GapNeed, number>> = { low: 0, some: 2, high: 3, unknown: 0 };

/** @param counted what a home whose skill is not known is taken for */
export function suitsNeed(need: GapNeed, skill: number | null, counted: number): boolean {
  return (skill ?? counted) >= SKILL_FOR[need];
}
