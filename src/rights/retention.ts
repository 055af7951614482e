import { addYears, type PlainDate } from '../kernel/index.ts';

/** What a record is, as far as its keeping goes. */
export type RecordKind = 'looked-after' | 'not-looked-after' | 'adoption' | 'carer';

/** How many years each kind is kept. Settings of the installation, because law and guidance change. */
export type RetentionYears = Readonly<Record<RecordKind | 'died-before-18', number>>;

/**
 * Defaults. The bases are named in BASES; they are unverified here, so each is a setting and none a constant.
 */
export const DEFAULT_YEARS: RetentionYears = {
  'looked-after': 75,
  'died-before-18': 15,
  'not-looked-after': 25,
  adoption: 100,
  carer: 10,
};

/** What each is kept by, in words of the law. */
export const BASES: Readonly<Record<RecordKind | 'died-before-18', string>> = {
  'looked-after': 'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50',
  'died-before-18': 'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50',
  'not-looked-after': 'the authority’s own schedule',
  adoption: 'Disclosure of Adoption Information (Post-Commencement Adoptions) Regulations 2005, regulation 6',
  carer: 'Fostering Services (England) Regulations 2011, regulation 32',
};

/** What is known of a record. */
export type Kept =
  | { readonly kind: 'looked-after'; readonly born: PlainDate; readonly died?: PlainDate | null }
  | { readonly kind: 'not-looked-after'; readonly born: PlainDate }
  /** From the day of the adoption order. */
  | { readonly kind: 'adoption'; readonly ordered: PlainDate }
  /** From the day approval ended; null while it goes on. */
  | { readonly kind: 'carer'; readonly ended: PlainDate | null };

export interface Keeping {
  /** The record may be removed from this day on; null: not before something ends. */
  readonly until: PlainDate | null;
  readonly basis: string;
}

/** Until when a record has to be kept, and by what. A hold is asked apart from it: it stops removal whatever the day. */
export function keepUntil(record: Kept, years: RetentionYears = DEFAULT_YEARS): Keeping {
  switch (record.kind) {
    case 'looked-after':
      if (record.died && record.died < addYears(record.born, 18)) {
        return { until: addYears(record.died, years['died-before-18']), basis: BASES['died-before-18'] };
      }
      return { until: addYears(record.born, years['looked-after']), basis: BASES['looked-after'] };
    case 'not-looked-after':
      return { until: addYears(record.born, years['not-looked-after']), basis: BASES['not-looked-after'] };
    case 'adoption':
      return { until: addYears(record.ordered, years.adoption), basis: BASES.adoption };
    case 'carer':
      return { until: record.ended && addYears(record.ended, years.carer), basis: BASES.carer };
  }
}

/** A record with what its keeping hangs on. */
export interface KeptRecord {
  readonly id: string;
  readonly kept: Kept;
  /** Somebody needs it, whatever the day (a hold). */
  readonly held: boolean;
}

/** A record whose day has come, or comes within a year. */
export interface Due {
  readonly id: string;
  readonly until: PlainDate;
  readonly basis: string;
  readonly held: boolean;
  /** Whether it may be removed today. */
  readonly due: boolean;
}

/** Those of the records whose day has come or comes within a year, the earliest first; a hold takes none off the list. */
export function dueWithinAYear(records: readonly KeptRecord[], years: RetentionYears, today: PlainDate): Due[] {
  const last = addYears(today, 1);
  return records
    .flatMap(({ id, kept, held }) => {
      const keeping = keepUntil(kept, years);
      if (keeping.until === null || keeping.until > last) return [];
      return [{ id, until: keeping.until, basis: keeping.basis, held, due: mayBeRemoved(keeping, held, today) }];
    })
    .sort((a, b) => (a.until < b.until || (a.until === b.until && a.id < b.id) ? -1 : 1));
}

/** Whether the day has come and nothing holds the record. */
export function mayBeRemoved(keeping: Keeping, held: boolean, today: PlainDate): boolean {
  return !held && keeping.until !== null && keeping.until <= today;
}
