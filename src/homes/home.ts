import type { PlainDate } from '../kernel/index.ts';

export { HOME_KIND_WORDS as KIND_WORDS, HOME_KINDS, type HomeKind } from '../kernel/index.ts';

export const SECTORS = ['authority', 'voluntary', 'private'] as const;
export type Sector = (typeof SECTORS)[number];

export const SECTOR_WORDS: Readonly<Record<Sector, string>> = {
  authority: 'Local authority’s own',
  voluntary: 'Voluntary organisation',
  private: 'Private company',
};

/** Ofsted's judgements of overall experiences and progress. */
export const GRADES = ['outstanding', 'good', 'requires improvement', 'inadequate', 'not yet inspected'] as const;
export type Grade = (typeof GRADES)[number];

export const SEXES = ['female', 'male'] as const;

/** Whom children living there would rather have around them; the same words as a child's own profile uses. */
export const ALONGSIDE = ['no-preference', 'others', 'solo', 'only-older', 'only-younger'] as const;
export type Alongside = (typeof ALONGSIDE)[number];

export const RELATIONS = ['own child', 'staying put', 'adult'] as const;
export type Relation = (typeof RELATIONS)[number];

export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  'own child': 'The carers’ own child',
  'staying put': 'A young adult staying put',
  adult: 'Another adult',
};

/**
 * A registration of a children's home, or the terms of approval of a foster carer, with the days it is in force.
 * Null: not known. Ages are whole years, bounds included.
 */
export interface Terms {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly minAge: number | null;
  readonly maxAge: number | null;
  readonly sexes: readonly string[];
  readonly places: number | null;
  readonly terms: string;
}

/** The terms in force on a day: the latest that have begun and not ended; null where none are. */
export function termsOn<T extends { readonly from: string; readonly to: string | null }>(
  all: readonly T[],
  on: PlainDate,
): T | null {
  let found: T | null = null;
  for (const each of all) {
    if (each.from > on || (each.to !== null && each.to < on)) continue;
    if (!found || each.from > found.from) found = each;
  }
  return found;
}

/** `girls aged 8 to 17`, `children aged 0 to 18`; what is not known is said. */
export function whoMayLiveHere(terms: Pick<Terms, 'minAge' | 'maxAge' | 'sexes'>): string {
  const girls = terms.sexes.includes('female');
  const boys = terms.sexes.includes('male');
  const who = girls === boys ? 'children' : girls ? 'girls' : 'boys';
  const { minAge, maxAge } = terms;
  if (minAge === null && maxAge === null) return `${who}; ages not known`;
  if (minAge === null) return `${who} up to ${maxAge}`;
  if (maxAge === null) return `${who} aged ${minAge} and over`;
  return minAge === maxAge ? `${who} aged ${minAge}` : `${who} aged ${minAge} to ${maxAge}`;
}

/** The settings of this room; kept in the table `setting`, in days. */
export interface HomeSettings {
  /** A room that nobody has confirmed for longer is shown as unconfirmed. */
  readonly confirmWithinDays: number;
  /** What a home says of its skills is out of date after this. */
  readonly skillStaleAfterDays: number;
}

export const DEFAULT_SETTINGS: HomeSettings = { confirmWithinDays: 14, skillStaleAfterDays: 365 };
