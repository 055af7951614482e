import { DOMAINS, type Domain, type PlainDate } from '../kernel/index.ts';
import type { Level } from './instrument.ts';
import type {
  Alongside,
  Communication,
  Culture,
  ExtraSupport,
  Matter,
  Pets,
  RiskToChild,
  RiskToOthers,
  Suitability,
  SuitedKind,
} from './vocabulary.ts';

/** What is said about one domain. An empty text is something nobody has said. */
export interface DomainNotes {
  /** Null: not known. Never read null as 0. */
  readonly level: Level | null;
  readonly goingWell: string;
  readonly whatHelps: string;
  readonly notKnown: string;
  readonly ownWords: string;
  readonly saidBy: string;
  readonly saidOn: PlainDate | null;
}

/** A school, a friend's home, or a place to keep away from. */
export interface ProfilePlace {
  readonly id: string;
  readonly kind: 'school' | 'friend' | 'avoid';
  readonly name: string;
  readonly postcode: string | null;
  /** Null when the postcode is not known to us: distances are then unknown, never zero. */
  readonly lat: number | null;
  readonly long: number | null;
  /** Only for a place to avoid. */
  readonly miles: number | null;
  /** Only for a school. */
  readonly mustKeep: boolean;
}

export interface InTheirWords {
  /** What the child says about themselves; for a child under four, what those who know them see. */
  readonly aboutMe: string;
  readonly wordsBy: string;
  readonly wordsOn: PlainDate | null;
  readonly whyNoWords: string;
  readonly liveWith: string;
  readonly matters: readonly Matter[];
  readonly interests: readonly string[];
}

export interface LivingTogether {
  readonly alongside: Alongside;
  readonly pets: Pets;
  readonly adaptations: boolean | null;
  readonly languages: readonly string[];
  readonly communication: readonly Communication[];
  readonly culture: Culture;
  readonly cultureWords: string;
  readonly extraSupport: ExtraSupport;
  readonly suits: Readonly<Record<SuitedKind, Suitability>>;
  readonly secureOrder: boolean;
  readonly libertyOrder: boolean;
}

export interface KeepingSafe {
  readonly risksToChild: readonly RiskToChild[];
  readonly otherRiskToChild: string;
  readonly risksToOthers: readonly RiskToOthers[];
  readonly otherRiskToOthers: string;
}

/** Everything that is said in one version of the shared description of a child. */
export interface ProfileContent {
  readonly words: InTheirWords;
  readonly domains: Readonly<Record<Domain, DomainNotes>>;
  readonly living: LivingTogether;
  readonly safe: KeepingSafe;
  readonly places: readonly ProfilePlace[];
}

export interface Profile extends ProfileContent {
  readonly id: string;
  readonly childId: string;
  /** 1, 2, 3 … for one child. */
  readonly number: number;
  /** Grows with each save of a draft. */
  readonly edition: number;
  readonly instrument: number;
  readonly startedAt: Date;
  /** The name of the person, or their id where they are not known here any more. */
  readonly startedBy: string;
  readonly savedAt: Date | null;
  readonly savedBy: string | null;
  /** Null: a draft. */
  readonly finished: { readonly at: Date; readonly by: string } | null;
}

export const NOTHING_SAID: DomainNotes = {
  level: null,
  goingWell: '',
  whatHelps: '',
  notKnown: '',
  ownWords: '',
  saidBy: '',
  saidOn: null,
};

export const EMPTY_CONTENT: ProfileContent = {
  words: { aboutMe: '', wordsBy: '', wordsOn: null, whyNoWords: '', liveWith: '', matters: [], interests: [] },
  domains: Object.fromEntries(DOMAINS.map((domain) => [domain, NOTHING_SAID])) as Record<Domain, DomainNotes>,
  living: {
    alongside: 'no-preference',
    pets: 'unknown',
    adaptations: null,
    languages: [],
    communication: [],
    culture: 'unknown',
    cultureWords: '',
    extraSupport: 'unsaid',
    suits: { fostering: 'unspecified', residential: 'unspecified', supported: 'unspecified' },
    secureOrder: false,
    libertyOrder: false,
  },
  safe: { risksToChild: [], otherRiskToChild: '', risksToOthers: [], otherRiskToOthers: '' },
  places: [],
};

/** True when anybody has said anything about the domain. */
export function isSaid(notes: DomainNotes): boolean {
  return (
    notes.level !== null ||
    [notes.goingWell, notes.whatHelps, notes.notKnown, notes.ownWords].some((text) => text.trim())
  );
}

export function unknownDomains(content: ProfileContent): Domain[] {
  return DOMAINS.filter((domain) => content.domains[domain].level === null);
}

/** Languages and signed languages a home should share, each once: the list, and BSL or Makaton where ticked. */
export function languagesSpoken(living: LivingTogether): string[] {
  const signed = living.communication.filter((each) => each === 'BSL' || each === 'Makaton');
  return [...new Set([...living.languages, ...signed])];
}
