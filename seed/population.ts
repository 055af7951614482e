import type { SeededRandom } from '../src/kernel/index.ts';
import type { Authority, Spot } from './geography.ts';
import type { Community } from './people-names.ts';

/* The people and homes of the region. They stand in one file because each speaks of the others: a spell has its home, and a home its stays. */

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

export type HomeKind = 'fostering' | 'kinship' | 'residential' | 'supported' | 'secure';

export type Sector = 'authority' | 'voluntary' | 'private';

/** Who runs homes: an authority, an agency or a company. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly sector: Sector;
  readonly urn: string;
  readonly work: 'all' | 'fostering' | 'any' | 'residential' | 'supported';
  readonly authority: Authority | null;
}

export interface Home {
  readonly id: string;
  readonly random: SeededRandom;
  readonly provider: Provider;
  readonly kind: HomeKind;
  readonly authority: Authority; // where it stands
  readonly spot: Spot;
  readonly urn: string | null; // its own; foster homes stand under their agency's
  places: number;
  minAge: number;
  maxAge: number;
  readonly sexes: readonly ('female' | 'male')[];
  /** Everybody who has lived there in the simulation. */
  readonly stays: { readonly group: Group; readonly spell: Spell }[];
  /** The last of the stays: those that may still be running on the latest day looked at. */
  present: { readonly group: Group; readonly spell: Spell }[];
  readonly connected: Child[];
  /** For which written case this home is known to be ready; null for nearly all. */
  ready: Script | null;
}
