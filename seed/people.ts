import type { SeededRandom } from '../src/kernel/index.ts';
import type { Authority, Spot } from './geography.ts';
import type { Home } from './homes.ts';
import type { Community } from './people-names.ts';

/** What sort of home a spell is in; the return and the home records each have their own words for it. */
export type Living =
  | 'in-house fostering'
  | 'independent fostering'
  | 'kinship'
  | 'residential'
  | 'supported'
  | 'secure'
  | 'with parents'
  | 'placed for adoption'
  | 'other'
  | 'unregistered';

/** A time in one home, shared by the brothers and sisters who live there together. Days are day numbers. */
export interface Spell {
  readonly living: Living;
  /** The return's PLACE at the start of the spell. */
  place: string;
  start: number;
  /** Null while it lasts. */
  end: number | null;
  /** The return's reason why it ended; empty when care itself ended. */
  reason: string;
  /** From this day the same home counts as long term (a change of status only). */
  longTermFrom: number | null;
  /** Notice has been given: the home is to end on this coming day. */
  endsSoon: number | null;
  home: Home | null;
  /** Where the child lives when there is no home of ours. */
  spot: Spot | null;
}

/** Brothers and sisters who live together, or one child. */
export interface Group {
  readonly family: Family;
  readonly children: Child[];
  readonly spells: Spell[];
}

export interface Family {
  readonly authority: Authority;
  readonly home: Spot;
  readonly name: string;
  readonly community: Community;
  readonly ethnicity: string;
  readonly children: Child[];
  readonly groups: Group[];
  readonly hidden: boolean; // the family home's address is confidential
}

export interface Child {
  readonly id: string;
  readonly returnId: string;
  readonly random: SeededRandom;
  readonly family: Family;
  readonly sex: 'female' | 'male';
  readonly given: string;
  readonly born: number;
  readonly unaccompanied: boolean;
  readonly languages: readonly string[];
  /** 0 to 1: how much support the child needs now, beside every strength. */
  readonly need: number;
  readonly entry: number;
  exit: number | null;
  /** The return's reason for leaving care. */
  rec: string;
  group: Group;
  /** Set for the children of the written cases. */
  script: Script | null;
}

export type Script = 'four together' | 'liberty order' | 'arrived yesterday';

export const YEAR = 365.25;

export function ageAt(child: Child, day: number): number {
  return (day - child.born) / YEAR;
}

/** The spells a child had: the group's, up to the day the child left care. */
export function spellsOf(child: Child): { spell: Spell; start: number; end: number | null }[] {
  const out: { spell: Spell; start: number; end: number | null }[] = [];
  for (const spell of child.group.spells) {
    if (child.exit !== null && spell.start >= child.exit) break;
    const end = spell.end === null ? child.exit : child.exit === null ? spell.end : Math.min(spell.end, child.exit);
    out.push({ spell, start: spell.start, end });
  }
  return out;
}
