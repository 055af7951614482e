import { first, rows, sql, type Tx } from '../db/index.ts';
import type { Domain, PlainDate } from '../kernel/index.ts';
import type { Alongside, Grade, HomeKind, Sector } from './home.ts';
import type { OutOfService } from './room-state.ts';
import type { EvidenceBy } from './skill.ts';

/** Somebody who lives in a home. Carries another authority's child: for the engine only, never for a page. */
export interface ResidentRow {
  /** The authority and the id of a child in care; absent for the carers' own children and young adults. */
  readonly authority?: string;
  readonly child?: string;
  readonly born: PlainDate | null;
  readonly sex: 'female' | 'male' | 'unknown';
  /** True: placed here by an authority. */
  readonly fostered: boolean;
  readonly from?: PlainDate;
  /** The day their time here ends or ended; null: no end is known. */
  readonly until?: PlainDate | null;
  readonly relation?: string;
  readonly profile: {
    readonly alongside: Alongside | null;
    readonly risksToOthers?: readonly string[];
    readonly needs?: Readonly<Record<string, number | null>> | null;
  } | null;
}

/** One row of the SQL function app.homes_for_search: what the engine and its pages need of a home of the region. */
export interface HomeForSearch {
  readonly organisation_id: string;
  readonly home_id: string;
  readonly name: string;
  readonly kind: HomeKind;
  readonly sector: Sector;
  readonly area: string;
  readonly urn: string | null;
  readonly grade: Grade | null;
  readonly graded_on: PlainDate | null;
  readonly about: string;
  readonly provider: string;
  readonly pets: boolean | null;
  readonly adapted: boolean | null;
  readonly languages: readonly string[];
  readonly interests: readonly string[];
  readonly lat: number | null;
  readonly long: number | null;
  /** Its address is confidential, so where it is is not told. */
  readonly hidden: boolean;
  readonly authority_code: string | null;
  readonly registration: readonly {
    readonly from: PlainDate;
    readonly to: PlainDate | null;
    readonly minAge: number | null;
    readonly maxAge: number | null;
    readonly sexes: readonly string[];
    readonly places: number | null;
  }[];
  readonly rooms: readonly {
    readonly id: string;
    readonly adapted: boolean | null;
    readonly mayShare: boolean;
    readonly freeFrom: PlainDate | null;
    readonly confirmed: PlainDate | null;
    readonly out: readonly OutOfService[];
  }[];
  readonly skills: Readonly<
    Partial<
      Record<
        Domain,
        { readonly level: number | null; readonly by: EvidenceBy; readonly on: PlainDate; readonly evidence: string }
      >
    >
  >;
  /** Empty where it is not told who lives there. */
  readonly residents: readonly ResidentRow[];
  /** False: no sharing agreement tells the actor who lives in this home, so it is not known. Absent: told. */
  readonly household_shared?: boolean;
  /** Kinship: ids of the children that these carers are approved for. */
  readonly connected: readonly string[];
  readonly weekly_pence: string | null;
}

/**
 * The homes of the actor's regions that changed since a transaction, and where to go on from next time. The bound is
 * read before the rows: whatever was under way then is read again, so that nothing is missed.
 * @param since `asOfTransaction` of the last call; '0' for all
 */
export async function homesForSearch(
  tx: Tx,
  since = '0',
): Promise<{ readonly rows: readonly HomeForSearch[]; readonly asOfTransaction: string }> {
  const bound = await first<{ xmin: string }>(tx, sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`);
  const found = await rows<HomeForSearch>(tx, sql`select * from app.homes_for_search(${since}::text::xid8)`);
  return { rows: found, asOfTransaction: bound?.xmin ?? since };
}
