import type { PlainDate } from '../kernel/index.ts';
import type { CodeList } from './code-lists.ts';
import type { ReturnYear } from './return-year.ts';

/*
 * The tables and columns of the return, in the order of its CSV files, 2017 to 2026-27.
 *
 * Columns and their order: data-to-insight/csc-validator-be-903 @10ad07c, lac_validator/config.py (MIT). Types, blanks
 * and the year a table began: SocialFinanceDigitalLabs/liia-tools-pipeline @4aff918, ssda903_pipeline/spec (MIT).
 * What stops an import when blank (`key`) is ours: the least without which a row is about nobody or about no day.
 */

/** `expected`: the return wants it, a blank is a notice. `optional`: blank where there is nothing to say. */
type Need = 'key' | 'expected' | 'optional';

export type Column =
  | {
      readonly kind: 'id' | 'date' | 'partial-date' | 'sex' | 'yes-no' | 'text' | 'upn' | 'postcode' | 'urn';
      readonly need: Need;
    }
  | { readonly kind: 'code'; readonly need: Need; readonly list: CodeList }
  | { readonly kind: 'whole-number'; readonly need: Need; readonly least: number; readonly most: number };

interface Table {
  /** First year of the return that has the table. */
  readonly from: ReturnYear;
  /** The usual name of its file. */
  readonly file: string;
  readonly columns: { readonly [name: string]: Column };
}

const CHILD = { kind: 'id', need: 'key' } as const;
const DOB = { kind: 'date', need: 'expected' } as const;
const FLAG = { kind: 'yes-no', need: 'optional' } as const;
const DATE = { kind: 'date', need: 'optional' } as const;
const KEY_DATE = { kind: 'date', need: 'key' } as const;
const POSTCODE = { kind: 'postcode', need: 'optional' } as const;

function code<const L extends CodeList, const N extends Need>(list: L, need: N) {
  return { kind: 'code', need, list } as const;
}

export const TABLES = {
  Header: {
    from: 2017,
    file: 'header.csv',
    columns: {
      CHILD,
      SEX: { kind: 'sex', need: 'expected' },
      DOB: KEY_DATE,
      ETHNIC: code('ETHNIC', 'expected'),
      UPN: { kind: 'upn', need: 'expected' },
      MOTHER: FLAG,
      MC_DOB: DATE,
    },
  },
  UASC: {
    from: 2017,
    file: 'uasc.csv',
    columns: { CHILD, SEX: { kind: 'sex', need: 'expected' }, DOB, DUC: DATE },
  },
  Episodes: {
    from: 2017,
    file: 'episodes.csv',
    columns: {
      CHILD,
      DECOM: KEY_DATE,
      RNE: code('RNE', 'expected'),
      LS: code('LS', 'expected'),
      CIN: code('CIN', 'expected'),
      PLACE: code('PLACE', 'expected'),
      PLACE_PROVIDER: code('PLACE_PROVIDER', 'optional'),
      DEC: DATE,
      REC: code('REC', 'optional'),
      REASON_PLACE_CHANGE: code('REASON_PLACE_CHANGE', 'optional'),
      HOME_POST: POSTCODE,
      PL_POST: POSTCODE,
      URN: { kind: 'urn', need: 'optional' },
    },
  },
  Reviews: {
    from: 2017,
    file: 'reviews.csv',
    columns: { CHILD, DOB, REVIEW: KEY_DATE, REVIEW_CODE: code('REVIEW_CODE', 'expected') },
  },
  OC2: {
    from: 2017,
    file: 'oc2.csv',
    columns: {
      CHILD,
      DOB,
      SDQ_SCORE: { kind: 'whole-number', need: 'optional', least: 0, most: 40 },
      SDQ_REASON: code('SDQ_REASON', 'optional'),
      CONVICTED: FLAG,
      HEALTH_CHECK: FLAG,
      IMMUNISATIONS: FLAG,
      TEETH_CHECK: FLAG,
      HEALTH_ASSESSMENT: FLAG,
      SUBSTANCE_MISUSE: FLAG,
      INTERVENTION_RECEIVED: FLAG,
      INTERVENTION_OFFERED: FLAG,
    },
  },
  OC3: {
    from: 2017,
    file: 'oc3.csv',
    columns: {
      CHILD,
      DOB,
      IN_TOUCH: code('IN_TOUCH', 'expected'),
      ACTIV: code('ACTIV', 'expected'),
      ACCOM: code('ACCOM', 'expected'),
    },
  },
  AD1: {
    from: 2017,
    file: 'ad1.csv',
    columns: {
      CHILD,
      DOB,
      DATE_INT: { kind: 'date', need: 'expected' },
      DATE_MATCH: { kind: 'date', need: 'expected' },
      FOSTER_CARE: { kind: 'yes-no', need: 'expected' },
      NB_ADOPTR: code('NB_ADOPTR', 'expected'),
      SEX_ADOPTR: code('SEX_ADOPTR', 'expected'),
      LS_ADOPTR: code('LS_ADOPTR', 'expected'),
    },
  },
  PlacedAdoption: {
    from: 2017,
    file: 'placed_for_adoption.csv',
    columns: {
      CHILD,
      DOB,
      DATE_PLACED: KEY_DATE,
      DATE_PLACED_CEASED: DATE,
      REASON_PLACED_CEASED: code('REASON_PLACED_CEASED', 'optional'),
    },
  },
  PrevPerm: {
    from: 2017,
    file: 'previous_permanence.csv',
    columns: {
      CHILD,
      DOB,
      PREV_PERM: code('PREV_PERM', 'expected'),
      LA_PERM: { kind: 'text', need: 'optional' },
      DATE_PERM: { kind: 'partial-date', need: 'optional' },
    },
  },
  Missing: {
    from: 2017,
    file: 'missing.csv',
    columns: { CHILD, DOB, MISSING: code('MISSING', 'expected'), MIS_START: KEY_DATE, MIS_END: DATE },
  },
  SWEpisodes: {
    from: 2024,
    file: 'sw_episodes.csv',
    columns: {
      CHILD,
      DOB,
      SW_ID: { kind: 'text', need: 'expected' },
      SW_DECOM: KEY_DATE,
      SW_DEC: DATE,
      SW_REASON: code('SW_REASON', 'optional'),
    },
  },
  DoLo: {
    from: 2027,
    file: 'dolo.csv',
    columns: { CHILD, DOB, DOLO_START: KEY_DATE, DOLO_END: DATE },
  },
} as const satisfies { readonly [table: string]: Table };

export type TableName = keyof typeof TABLES;

/** Every table, in the order in which a reader hands them out: who the children are before what happened to them. */
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

export function columnsOf(table: TableName): { readonly [name: string]: Column } {
  return TABLES[table].columns;
}

export type Sex = 'female' | 'male' | 'unknown';

/** A date of which parts may be unknown (`zz/05/2012` in the return). */
export interface PartialDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

type Value<K> = K extends 'date'
  ? PlainDate
  : K extends 'partial-date'
    ? PartialDate
    : K extends 'sex'
      ? Sex
      : K extends 'yes-no'
        ? boolean
        : K extends 'whole-number'
          ? number
          : string;

type Cell<C> = C extends { readonly kind: infer K; readonly need: infer N }
  ? N extends 'key'
    ? Value<K>
    : K extends 'sex'
      ? Sex
      : Value<K> | null
  : never;

/** What one row of a table says, under the return's own column names; null where it says nothing. */
export type RowOf<T extends TableName> = {
  readonly [C in keyof (typeof TABLES)[T]['columns']]: Cell<(typeof TABLES)[T]['columns'][C]>;
};

/** A row as read, with the line of its file that it begins on. */
export type ReadRow<T extends TableName> = RowOf<T> & { readonly line: number };
