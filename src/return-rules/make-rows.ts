import { type Day, parseDay } from './day.ts';
import type { Line } from './grid.ts';
import type { Rows, Table } from './rows.ts';

/*
 * How a row of each table is made from its cells, which stand in the order of the return's columns (`rawColumns`).
 * Written out, so that every row of a table has the same shape, which is what makes a million of them fast to read.
 */

type Made<T extends Table> = { -readonly [K in keyof Rows[T]]: Rows[T][K] };

/** A day, or null; a text that is none is kept beside the row. */
function day(
  row: { noDays: { readonly [column: string]: string } | null },
  column: string,
  text: string | null,
): Day | null {
  const read = parseDay(text);
  if (read === null && text !== null && text !== '') row.noDays = Object.freeze({ ...row.noDays, [column]: text });
  return read;
}

const MAKE: { readonly [T in Table]: (at: number, line: Line) => Rows[T] } = {
  Header: (at, line) => {
    const row: Made<'Header'> = {
      table: 'Header',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      SEX: line[1] ?? null,
      DOB: null,
      ETHNIC: line[3] ?? null,
      UPN: line[4] ?? null,
      MOTHER: line[5] ?? null,
      MC_DOB: null,
      UASC: line[7] ?? null,
    };
    row.DOB = day(row, 'DOB', line[2] ?? null);
    row.MC_DOB = day(row, 'MC_DOB', line[6] ?? null);
    return row;
  },
  UASC: (at, line) => {
    const row: Made<'UASC'> = {
      table: 'UASC',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      SEX: line[1] ?? null,
      DOB: null,
      DUC: null,
    };
    row.DOB = day(row, 'DOB', line[2] ?? null);
    row.DUC = day(row, 'DUC', line[3] ?? null);
    return row;
  },
  Episodes: (at, line) => {
    const row: Made<'Episodes'> = {
      table: 'Episodes',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DECOM: null,
      RNE: line[2] ?? null,
      LS: line[3] ?? null,
      CIN: line[4] ?? null,
      PLACE: line[5] ?? null,
      PLACE_PROVIDER: line[6] ?? null,
      DEC: null,
      REC: line[8] ?? null,
      REASON_PLACE_CHANGE: line[9] ?? null,
      HOME_POST: line[10] ?? null,
      PL_POST: line[11] ?? null,
      URN: line[12] ?? null,
      PL_DISTANCE: line[13] ?? null,
      PL_LA: line[14] ?? null,
      PL_LOCATION: line[15] ?? null,
    };
    row.DECOM = day(row, 'DECOM', line[1] ?? null);
    row.DEC = day(row, 'DEC', line[7] ?? null);
    return row;
  },
  Reviews: (at, line) => {
    const row: Made<'Reviews'> = {
      table: 'Reviews',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      REVIEW: null,
      REVIEW_CODE: line[3] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.REVIEW = day(row, 'REVIEW', line[2] ?? null);
    return row;
  },
  OC2: (at, line) => {
    const row: Made<'OC2'> = {
      table: 'OC2',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      SDQ_SCORE: line[2] ?? null,
      SDQ_REASON: line[3] ?? null,
      CONVICTED: line[4] ?? null,
      HEALTH_CHECK: line[5] ?? null,
      IMMUNISATIONS: line[6] ?? null,
      TEETH_CHECK: line[7] ?? null,
      HEALTH_ASSESSMENT: line[8] ?? null,
      SUBSTANCE_MISUSE: line[9] ?? null,
      INTERVENTION_RECEIVED: line[10] ?? null,
      INTERVENTION_OFFERED: line[11] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    return row;
  },
  OC3: (at, line) => {
    const row: Made<'OC3'> = {
      table: 'OC3',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      IN_TOUCH: line[2] ?? null,
      ACTIV: line[3] ?? null,
      ACCOM: line[4] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    return row;
  },
  AD1: (at, line) => {
    const row: Made<'AD1'> = {
      table: 'AD1',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      DATE_INT: null,
      DATE_MATCH: null,
      FOSTER_CARE: line[4] ?? null,
      NB_ADOPTR: line[5] ?? null,
      SEX_ADOPTR: line[6] ?? null,
      LS_ADOPTR: line[7] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.DATE_INT = day(row, 'DATE_INT', line[2] ?? null);
    row.DATE_MATCH = day(row, 'DATE_MATCH', line[3] ?? null);
    return row;
  },
  PlacedAdoption: (at, line) => {
    const row: Made<'PlacedAdoption'> = {
      table: 'PlacedAdoption',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      DATE_PLACED: null,
      DATE_PLACED_CEASED: null,
      REASON_PLACED_CEASED: line[4] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.DATE_PLACED = day(row, 'DATE_PLACED', line[2] ?? null);
    row.DATE_PLACED_CEASED = day(row, 'DATE_PLACED_CEASED', line[3] ?? null);
    return row;
  },
  PrevPerm: (at, line) => {
    const row: Made<'PrevPerm'> = {
      table: 'PrevPerm',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      PREV_PERM: line[2] ?? null,
      LA_PERM: line[3] ?? null,
      DATE_PERM: line[4] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    return row;
  },
  Missing: (at, line) => {
    const row: Made<'Missing'> = {
      table: 'Missing',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      MISSING: line[2] ?? null,
      MIS_START: null,
      MIS_END: null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.MIS_START = day(row, 'MIS_START', line[3] ?? null);
    row.MIS_END = day(row, 'MIS_END', line[4] ?? null);
    return row;
  },
  SWEpisodes: (at, line) => {
    const row: Made<'SWEpisodes'> = {
      table: 'SWEpisodes',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      SW_ID: line[2] ?? null,
      SW_DECOM: null,
      SW_DEC: null,
      SW_REASON: line[5] ?? null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.SW_DECOM = day(row, 'SW_DECOM', line[3] ?? null);
    row.SW_DEC = day(row, 'SW_DEC', line[4] ?? null);
    return row;
  },
  DoLo: (at, line) => {
    const row: Made<'DoLo'> = {
      table: 'DoLo',
      at,
      CHILD: line[0] ?? '',
      noDays: null,
      DOB: null,
      DOLO_START: null,
      DOLO_END: null,
    };
    row.DOB = day(row, 'DOB', line[1] ?? null);
    row.DOLO_START = day(row, 'DOLO_START', line[2] ?? null);
    row.DOLO_END = day(row, 'DOLO_END', line[3] ?? null);
    return row;
  },
};

export const TABLES = Object.keys(MAKE) as readonly Table[];

/** The rows of a table, frozen, so that no rule can change what another sees. */
export function makeRows<T extends Table>(table: T, lines: readonly Line[]): readonly Rows[T][] {
  const make = MAKE[table];
  return Object.freeze(lines.map((line, at) => Object.freeze(make(at, line)) as Rows[T]));
}
