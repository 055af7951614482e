import type { Role } from '../access/index.ts';
import type { PlainDate } from '../kernel/index.ts';

/** Whose address is hidden: where a child's family lives, or where a home is. */
export type HiddenSubject =
  | { readonly kind: 'child'; readonly organisationId: string; readonly id: string }
  | { readonly kind: 'home'; readonly organisationId: string; readonly id: string };

export const WHY_HIDDEN = ['refuge', 'court order', 'police', 'risk of harm'] as const;
export type WhyHidden = (typeof WHY_HIDDEN)[number];

export const WHY_WORDS: Readonly<Record<WhyHidden, string>> = {
  refuge: 'It is a refuge',
  'court order': 'A court has ordered it',
  police: 'The police have asked for it',
  'risk of harm': 'Somebody who might do harm must not find it',
};

export interface HidingReason {
  readonly id: string;
  readonly why: WhyHidden;
  /** The order, its date and court, in words. */
  readonly basis: string;
  readonly hiddenFrom: string;
  readonly hiddenFromPeople: readonly string[];
  readonly untilOn: PlainDate | null;
  readonly at: Date;
  readonly by: string;
}

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
}

/** What the people named on a hidden address read, and nobody else. */
export interface HiddenAddress {
  readonly id: string;
  readonly organisationId: string;
  /** Of a home whose name tells where it is, or that is a refuge; null: its name is shown to everybody. */
  readonly name: string | null;
  readonly carers: string | null;
  readonly line: string | null;
  readonly postcode: string | null;
  readonly area: string;
  readonly reasons: readonly HidingReason[];
  readonly named: readonly NamedPerson[];
  /** Where the address stood in words when it was hidden; nobody else reads it there now. */
  readonly found: readonly { readonly place: string; readonly words: string }[];
}

/** The columns of address_found.place in words. */
const PLACES: Readonly<Record<string, string>> = {
  'profile.about_me': 'the child’s own words',
  'profile.live_with': 'whom the child wants to live with',
  'profile.why_no_words': 'why the child’s words are not here yet',
  'profile.culture_words': 'culture and faith',
  'profile.other_risk_to_child': 'keeping everyone safe',
  'profile.other_risk_to_others': 'keeping everyone safe',
  'profile.words_by': 'who listened to the child',
  'profile.interests': 'what the child enjoys',
  'profile_domain.going_well': 'what is going well',
  'profile_domain.what_helps': 'what helps',
  'profile_domain.not_known': 'what is not known',
  'profile_domain.own_words': 'the child’s own words',
  'profile_domain.said_by': 'who said it',
  'search.note': 'the note of a search',
  'home.about': 'about the home',
  'home.interests': 'what people in the home enjoy',
  'registration.terms': 'the conditions of the registration',
  'home_skill.evidence': 'what a skill of the home stands on',
  'room.name': 'the name of a room',
  'room_out_of_service.note': 'why a room is out of service',
};

/** `profile.about_me` as people call it. */
export function placeWords(place: string): string {
  const words = PLACES[place] ?? 'a text';
  return place.startsWith('profile') ? `In the profile: ${words}` : `In ${words}`;
}
