import type { Day } from './day.ts';

/*
 * The rows of a return as the rules see them: frozen, days as numbers, all else as the text that stands there.
 * A column that is blank, or that the file does not have, is null. Values are compared as text ('1', not 1).
 */

interface Row<T extends string> {
  readonly table: T;
  /** Position in the table, from 0. */
  readonly at: number;
  /** Empty where the file gives none. */
  readonly CHILD: string;
  /** What stands where a day should and is none (30/02/2025), by column; null in nearly every row. */
  readonly noDays: { readonly [column: string]: string } | null;
}

type Text = string | null;

export interface HeaderRow extends Row<'Header'> {
  readonly SEX: Text;
  readonly DOB: Day | null;
  readonly ETHNIC: Text;
  readonly UPN: Text;
  readonly MOTHER: Text;
  readonly MC_DOB: Day | null;
  /** '1' or '0'. In the XML file a field of its own; otherwise told by the UASC table (see derive.ts). */
  readonly UASC: Text;
}

export interface EpisodeRow extends Row<'Episodes'> {
  readonly DECOM: Day | null;
  readonly RNE: Text;
  readonly LS: Text;
  readonly CIN: Text;
  readonly PLACE: Text;
  readonly PLACE_PROVIDER: Text;
  readonly DEC: Day | null;
  readonly REC: Text;
  readonly REASON_PLACE_CHANGE: Text;
  readonly HOME_POST: Text;
  readonly PL_POST: Text;
  readonly URN: Text;
  /** Miles from the family home, as text; derived from postcodes where the return does not carry it. */
  readonly PL_DISTANCE: Text;
  readonly PL_LA: Text;
  /** IN or OUT of the authority that looks after the child. */
  readonly PL_LOCATION: Text;
}

export interface ReviewRow extends Row<'Reviews'> {
  readonly DOB: Day | null;
  readonly REVIEW: Day | null;
  readonly REVIEW_CODE: Text;
}

export interface UascRow extends Row<'UASC'> {
  readonly SEX: Text;
  readonly DOB: Day | null;
  readonly DUC: Day | null;
}

export interface Oc2Row extends Row<'OC2'> {
  readonly DOB: Day | null;
  readonly SDQ_SCORE: Text;
  readonly SDQ_REASON: Text;
  readonly CONVICTED: Text;
  readonly HEALTH_CHECK: Text;
  readonly IMMUNISATIONS: Text;
  readonly TEETH_CHECK: Text;
  readonly HEALTH_ASSESSMENT: Text;
  readonly SUBSTANCE_MISUSE: Text;
  readonly INTERVENTION_RECEIVED: Text;
  readonly INTERVENTION_OFFERED: Text;
}

export interface Oc3Row extends Row<'OC3'> {
  readonly DOB: Day | null;
  readonly IN_TOUCH: Text;
  readonly ACTIV: Text;
  readonly ACCOM: Text;
}

export interface Ad1Row extends Row<'AD1'> {
  readonly DOB: Day | null;
  readonly DATE_INT: Day | null;
  readonly DATE_MATCH: Day | null;
  readonly FOSTER_CARE: Text;
  readonly NB_ADOPTR: Text;
  readonly SEX_ADOPTR: Text;
  readonly LS_ADOPTR: Text;
}

export interface PlacedAdoptionRow extends Row<'PlacedAdoption'> {
  readonly DOB: Day | null;
  readonly DATE_PLACED: Day | null;
  readonly DATE_PLACED_CEASED: Day | null;
  readonly REASON_PLACED_CEASED: Text;
}

export interface PrevPermRow extends Row<'PrevPerm'> {
  readonly DOB: Day | null;
  readonly PREV_PERM: Text;
  readonly LA_PERM: Text;
  /** Text, because parts of the day may be unknown (`zz/05/2012`). */
  readonly DATE_PERM: Text;
}

export interface MissingRow extends Row<'Missing'> {
  readonly DOB: Day | null;
  readonly MISSING: Text;
  readonly MIS_START: Day | null;
  readonly MIS_END: Day | null;
}

export interface SwEpisodeRow extends Row<'SWEpisodes'> {
  readonly DOB: Day | null;
  readonly SW_ID: Text;
  readonly SW_DECOM: Day | null;
  readonly SW_DEC: Day | null;
  readonly SW_REASON: Text;
}

export interface DoLoRow extends Row<'DoLo'> {
  readonly DOB: Day | null;
  readonly DOLO_START: Day | null;
  readonly DOLO_END: Day | null;
}

export interface Rows {
  readonly Header: HeaderRow;
  readonly Episodes: EpisodeRow;
  readonly Reviews: ReviewRow;
  readonly UASC: UascRow;
  readonly OC2: Oc2Row;
  readonly OC3: Oc3Row;
  readonly AD1: Ad1Row;
  readonly PlacedAdoption: PlacedAdoptionRow;
  readonly PrevPerm: PrevPermRow;
  readonly Missing: MissingRow;
  readonly SWEpisodes: SwEpisodeRow;
  readonly DoLo: DoLoRow;
}

export type Table = keyof Rows;
export type AnyRow = Rows[Table];

/** Whether something stands in a day's cell, be it a day of the calendar or not. */
export function written(row: AnyRow, column: string): boolean {
  return (row as unknown as Readonly<Record<string, unknown>>)[column] !== null || row.noDays?.[column] !== undefined;
}
