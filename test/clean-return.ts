import type { CheckInput, GivenTables } from '../src/return-rules/index.ts';
import { columnsOf, type TableName } from '../src/ssda903/index.ts';

/** Rows by column names; what a row does not name is blank. */
export type MadeUp = { [T in keyof GivenTables]?: { [column: string]: string | null }[] };

/*
 * A small made-up family of 2025-26, with nothing wrong in it:
 *   101, 12, in care all year with a foster carer, moved once for a better match
 *   102, 15, unaccompanied, came in May and lives in a children's home, was missing once
 *   103, 2, placed for adoption in June and adopted in January
 *   104, turned 18 in October, left care, in touch on her 18th birthday; has a baby
 *   105, 19 on his birthday this year, left care in 2024: only as a care leaver
 */
export function cleanReturn(): MadeUp {
  return {
    Header: [
      { ...header('101', 'F', '05/09/2012', 'A123456789012'), MOTHER: '0' },
      header('102', 'M', '14/02/2010', 'UN3', 'BAFR'),
      { ...header('103', 'F', '20/11/2022', 'UN1'), MOTHER: '0' },
      { ...header('104', 'F', '09/10/2007', 'B123456789012'), MOTHER: '1', MC_DOB: '03/03/2025' },
      header('105', 'M', '11/12/2006', 'C123456789012'),
    ],
    UASC: [{ CHILD: '102', SEX: 'M', DOB: '14/02/2010', DUC: null }],
    Episodes: [
      episode('101', '10/06/2023', { PLACE: 'U6', PLACE_PROVIDER: 'PR4', URN: '1234567' }, '12/08/2025', 'X1', 'CARPL'),
      episode('101', '12/08/2025', { RNE: 'P', PLACE: 'U4', PLACE_PROVIDER: 'PR1', URN: '2234567' }),
      episode('102', '06/05/2025', {
        LS: 'V2',
        CIN: 'N8',
        PLACE: 'K2',
        PLACE_PROVIDER: 'PR4',
        URN: '3234567',
        HOME_POST: null,
      }),
      episode(
        '103',
        '01/03/2025',
        { RNE: 'L', LS: 'E1', PLACE: 'U6', PLACE_PROVIDER: 'PR1', URN: '2234567' },
        '15/06/2025',
        'X1',
        'PLACE',
      ),
      episode(
        '103',
        '15/06/2025',
        { RNE: 'P', LS: 'E1', PLACE: 'A6', PLACE_PROVIDER: 'PR1', URN: '2234567' },
        '20/01/2026',
        'E12',
        null,
      ),
      episode('104', '01/02/2022', { PLACE: 'U6', PLACE_PROVIDER: 'PR1', URN: '2234567' }, '09/10/2025', 'E4A', null),
    ],
    Reviews: [
      ...['08/07/2025', '06/01/2026'].map((on) => review('101', '05/09/2012', on)),
      ...['02/06/2025', '28/08/2025', '12/02/2026'].map((on) => review('102', '14/02/2010', on)),
      ...['10/05/2025', '01/11/2025'].map((on) => review('103', '20/11/2022', on, 'PN0')),
      ...['01/06/2025'].map((on) => review('104', '09/10/2007', on)),
    ],
    OC2: [{ CHILD: '101', DOB: '05/09/2012', SDQ_SCORE: '12', SDQ_REASON: null, ...HEALTH }],
    OC3: [{ CHILD: '105', DOB: '11/12/2006', IN_TOUCH: 'YES', ACTIV: 'F2', ACCOM: 'U1' }],
    AD1: [
      {
        CHILD: '103',
        DOB: '20/11/2022',
        DATE_INT: '20/02/2025',
        DATE_MATCH: '15/06/2025',
        FOSTER_CARE: '0',
        NB_ADOPTR: '2',
        SEX_ADOPTR: 'MF',
        LS_ADOPTR: 'L11',
      },
    ],
    PlacedAdoption: [
      {
        CHILD: '103',
        DOB: '20/11/2022',
        DATE_PLACED: '20/02/2025',
        DATE_PLACED_CEASED: null,
        REASON_PLACED_CEASED: null,
      },
    ],
    PrevPerm: [prevPerm('102', '14/02/2010')],
    Missing: [{ CHILD: '102', DOB: '14/02/2010', MISSING: 'M', MIS_START: '01/09/2025', MIS_END: '03/09/2025' }],
    SWEpisodes: [
      worker('101', '05/09/2012', 'SW1', '10/06/2023', null, 'FCONTA'),
      worker('102', '14/02/2010', 'SW2', '06/05/2025', '01/10/2025', 'FCONTA'),
      worker('102', '14/02/2010', 'SW1', '01/10/2025', null, 'LEFTRL'),
      worker('103', '20/11/2022', 'SW3', '02/02/2024', null, 'FCONTA'),
      worker('104', '09/10/2007', 'SW1', '01/02/2022', null, 'FCONTA'),
    ],
  };
}

/** Last year's return of the same children: those who were in care by 31 March 2025. */
export function cleanReturnBefore(): MadeUp {
  const { Header, Episodes } = cleanReturn();
  const open = (row: { readonly [column: string]: string | null }): { [column: string]: string | null } => ({
    ...row,
    DEC: null,
    REC: null,
    REASON_PLACE_CHANGE: null,
  });
  return {
    Header: (Header ?? []).filter((row) => row.CHILD !== '102'),
    UASC: [],
    Episodes: (Episodes ?? [])
      .filter((row) => ['10/06/2023', '01/03/2025', '01/02/2022'].includes(row.DECOM ?? ''))
      .map(open)
      .concat(endedBefore()),
    Reviews: [],
    OC2: [],
    OC3: [],
    AD1: [],
    PlacedAdoption: [
      {
        CHILD: '103',
        DOB: '20/11/2022',
        DATE_PLACED: '20/02/2025',
        DATE_PLACED_CEASED: null,
        REASON_PLACED_CEASED: null,
      },
    ],
    PrevPerm: [],
    Missing: [],
    SWEpisodes: [],
  };
}

const HOME = { lat: 53.48, long: -2.24, authority: 'E08000003' };
const PLACEMENT = { lat: 53.49, long: -2.2, authority: 'E08000003' };

/** All that a check of this family is given: no rule lacks anything. */
export function cleanInput(): CheckInput {
  return {
    year: '2025-26',
    tables: cleanReturn(),
    previous: cleanReturnBefore(),
    collection: { localAuthority: 'E08000003' },
    providers: {
      rows: [
        provider('1234567', 'PR4', 'U4,U5,U6'),
        provider('2234567', 'PR1', 'U4,U5,U6,A3,A4,A5,A6'),
        provider('3234567', 'PR4', 'K2'),
      ],
    },
    postcodes: (text) => (text === 'M1 1AA' ? HOME : text === 'M2 2BB' ? PLACEMENT : null),
  };
}

function provider(URN: string, PROVIDER_CODES: string, PLACE_CODES: string) {
  return { URN, PROVIDER_CODES, PLACE_CODES, POSTCODE: 'M2 2BB', REG_END: null, LA_CODE_INFERRED: 'E08000003' };
}

/** Episodes that ended last year. */
function endedBefore() {
  const place = { PLACE: 'U6', PLACE_PROVIDER: 'PR1', URN: '2234567' };
  return [
    episode('103', '02/02/2024', place, '01/03/2025', 'X1', null),
    episode('105', '01/02/2022', place, '11/12/2024', 'E4A', null),
  ];
}

const HEALTH = {
  CONVICTED: '0',
  HEALTH_CHECK: null,
  IMMUNISATIONS: '1',
  TEETH_CHECK: '1',
  HEALTH_ASSESSMENT: '1',
  SUBSTANCE_MISUSE: '0',
  INTERVENTION_RECEIVED: null,
  INTERVENTION_OFFERED: null,
};

function header(CHILD: string, SEX: string, DOB: string, UPN: string, ETHNIC = 'WBRI') {
  return { CHILD, SEX, DOB, ETHNIC, UPN, MOTHER: null, MC_DOB: null };
}

function episode(
  CHILD: string,
  DECOM: string,
  more: { readonly [column: string]: string | null },
  DEC: string | null = null,
  REC: string | null = null,
  REASON_PLACE_CHANGE: string | null = null,
) {
  const usual = { RNE: 'S', LS: 'C2', CIN: 'N1', HOME_POST: 'M1 1AA', PL_POST: 'M2 2BB' };
  return { CHILD, DECOM, ...usual, DEC, REC, REASON_PLACE_CHANGE, ...more };
}

function review(CHILD: string, DOB: string, REVIEW: string, REVIEW_CODE = 'PN1') {
  return { CHILD, DOB, REVIEW, REVIEW_CODE };
}

function prevPerm(CHILD: string, DOB: string) {
  return { CHILD, DOB, PREV_PERM: 'Z1', LA_PERM: null, DATE_PERM: null };
}

function worker(CHILD: string, DOB: string, SW_ID: string, SW_DECOM: string, SW_DEC: string | null, SW_REASON: string) {
  return { CHILD, DOB, SW_ID, SW_DECOM, SW_DEC, SW_REASON };
}

/** A table as the text of its CSV file. */
export function csvOf(table: TableName, rows: readonly { readonly [column: string]: string | null }[]): string {
  const columns = Object.keys(columnsOf(table));
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
