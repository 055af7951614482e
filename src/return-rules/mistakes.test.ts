import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanInput, type MadeUp } from '../../test/clean-return.ts';
import { type CheckInput, checkSsda903 } from './check.ts';
import type { Table } from './rows.ts';

/*
 * One mistake at a time in the made-up family of test/clean-return.ts, in which every rule runs and none finds anything.
 * What must be found follows from the rule's text; a mistake may break other rules as well.
 */

type Cells = { readonly [column: string]: string | null };
/** `rule Table row`, the row from 0. */
type Mistake = readonly [table: Table, row: number | 'new', cells: Cells | null, found: readonly string[]];

const REVIEW = { CHILD: '101', DOB: '05/09/2012', REVIEW: '08/10/2025', REVIEW_CODE: 'PN1' };
const MISSING = { CHILD: '102', DOB: '14/02/2010', MISSING: 'M' };

// 0 and 1: child 101. 2: child 102. 3 and 4: child 103. 5: child 104.
const EPISODES: { readonly [what: string]: Mistake } = {
  'no day of the calendar': ['Episodes', 1, { DECOM: '31/06/2025' }, ['141 Episodes 1']],
  'a reason for beginning that is none': ['Episodes', 1, { RNE: 'X' }, ['143 Episodes 1']],
  'a legal status that is none': ['Episodes', 1, { LS: 'C9' }, ['144 Episodes 1']],
  'a need that is none': ['Episodes', 1, { CIN: 'N0' }, ['145 Episodes 1']],
  'a placement that is none': ['Episodes', 1, { PLACE: 'U7' }, ['146 Episodes 1']],
  'an end that is no day': ['Episodes', 0, { DEC: '12/13/2025' }, ['147 Episodes 0']],
  'an end without a reason': ['Episodes', 0, { REC: null }, ['148 Episodes 0']],
  'a reason without an end': ['Episodes', 1, { REC: 'E4A' }, ['148 Episodes 1']],
  'a reason for ending that is none': ['Episodes', 0, { REC: 'E99' }, ['149 Episodes 0']],
  'a provider that is none': ['Episodes', 1, { PLACE_PROVIDER: 'PR9' }, ['178 Episodes 1']],
  'a first episode before birth': ['Episodes', 0, { DECOM: '04/09/2012' }, ['302 Episodes 0']],
  'a beginning after the year': ['Episodes', 1, { DECOM: '01/04/2026' }, ['354 Episodes 1']],
  'an episode of no day': ['Episodes', 0, { DEC: '10/06/2023' }, ['355 Episodes 0']],
  'an end before the beginning': ['Episodes', 0, { DEC: '09/06/2023' }, ['356 Episodes 0']],
  'an end after the year': ['Episodes', 5, { DEC: '01/04/2026' }, ['385 Episodes 5']],
  'an earlier episode left open': [
    'Episodes',
    0,
    { DEC: null, REC: null, REASON_PLACE_CHANGE: null },
    ['142 Episodes 0'],
  ],
  'an overlap': ['Episodes', 1, { DECOM: '11/08/2025' }, ['501 Episodes 1']],
  'a new start the day another ended': ['Episodes', 1, { RNE: 'S' }, ['431 Episodes 1']],
  'a change of status without one': ['Episodes', 1, { RNE: 'L' }, ['434 Episodes 1']],
  'a change of placement without one': [
    'Episodes',
    1,
    { PLACE: 'U6', PLACE_PROVIDER: 'PR4', URN: '1234567', RNE: 'B' },
    ['436 Episodes 1'],
  ],
  'another need within one time in care': ['Episodes', 1, { CIN: 'N4' }, ['504 Episodes 1']],
  'a first episode that does not start care': ['Episodes', 2, { RNE: 'P' }, ['357 Episodes 2']],
  'custody of a small child': ['Episodes', 4, { LS: 'J1' }, ['358 Episodes 4', '408 Episodes 4']],
  'supported accommodation of a child of 12': ['Episodes', 1, { PLACE: 'K3' }, ['371 Episodes 1']],
  'prison for a child of 2': ['Episodes', 4, { PLACE: 'R5' }, ['372 Episodes 4']],
  'independence at 3': ['Episodes', 4, { REC: 'E5' }, ['387 Episodes 4']],
  'adult social care at 3': ['Episodes', 4, { REC: 'E7' }, ['389 Episodes 4']],
  'still in care past 18': ['Episodes', 5, { DEC: null, REC: null }, ['359 Episodes 5']],
  'a move without its reason': ['Episodes', 0, { REASON_PLACE_CHANGE: null }, ['225 Episodes 0']],
  'a reason for a move that has not come': ['Episodes', 1, { REASON_PLACE_CHANGE: 'CARPL' }, ['233 Episodes 1']],
  'a reason for a move that is none': ['Episodes', 0, { REASON_PLACE_CHANGE: 'WHIM' }, ['1009 Episodes 0']],
  'no postcode': ['Episodes', 1, { PL_POST: null }, ['392b Episodes 1']],
  'a postcode that is none': ['Episodes', 1, { PL_POST: 'M22 BB2' }, ['392c Episodes 1']],
  'home and placement in one place': ['Episodes', 1, { PL_POST: 'M1 1AA' }, ['392d Episodes 1']],
  'a home for a child without one': ['Episodes', 2, { HOME_POST: 'M1 1AA' }, ['406 Episodes 2']],
  'no URN': ['Episodes', 1, { URN: null }, ['218 Episodes 1']],
  'a URN that Ofsted does not list': ['Episodes', 1, { URN: '7654321' }, ['1008 Episodes 1']],
  'a URN listed for another kind': ['Episodes', 1, { URN: '3234567' }, ['219 Episodes 1', '224 Episodes 1']],
  'a URN where nobody is registered': ['Episodes', 1, { PLACE: 'P1', PLACE_PROVIDER: 'PR0' }, ['222 Episodes 1']],
  'no provider': ['Episodes', 1, { PLACE_PROVIDER: null }, ['526 Episodes 1']],
  'parents who provide foster care': ['Episodes', 1, { PLACE_PROVIDER: 'PR0' }, ['550 Episodes 1']],
  'adopted without being placed': ['Episodes', 4, { PLACE: 'U6' }, ['390 Episodes 4']],
  'care begun another day than last year said': ['Episodes', 0, { DECOM: '11/06/2023' }, ['502 Episodes 0']],
  'another placement than last year': ['Episodes', 0, { PLACE: 'U5' }, ['503D Episodes 0']],
};

const OTHERS: { readonly [what: string]: Mistake } = {
  'a sex that is none': ['Header', 0, { SEX: '2' }, ['101 Header 0']],
  'a birthday that is none': ['Header', 0, { DOB: '29/02/2013' }, ['102 Header 0']],
  'no ethnicity': ['Header', 0, { ETHNIC: null }, ['103 Header 0']],
  'a pupil number that is none': ['Header', 0, { UPN: 'A12' }, ['168 Header 0']],
  'no pupil number': ['Header', 0, { UPN: null }, ['442 Header 0']],
  'one pupil number for two': ['Header', 3, { UPN: 'A123456789012' }, ['444 Header 0', '444 Header 3']],
  'another birthday than last year': [
    'Header',
    0,
    { DOB: '06/09/2012' },
    ['203 Header 0', 'INT14 OC2 0', 'INT17 Reviews 0'],
  ],
  'another ethnicity than last year': ['Header', 0, { ETHNIC: 'WIRI' }, ['204 Header 0']],
  'a mother without a child': ['Header', 3, { MC_DOB: null }, ['611 Header 3']],
  'a mother as old as her child': ['Header', 3, { MC_DOB: '09/10/2007' }, ['621 Header 3']],
  'nothing said about being a mother': ['Header', 0, { MOTHER: null }, ['393 Header 0']],
  'a child nobody else names': [
    'Header',
    'new',
    { CHILD: '9', SEX: 'M', DOB: '01/01/2015', ETHNIC: 'WBRI', UPN: 'UN3' },
    ['EPI Header 5'],
  ],
  'a child whom Header does not have': ['Reviews', 'new', { ...REVIEW, CHILD: '9' }, ['INT08 Reviews 8']],
  'two rows for a child': ['OC2', 'new', { CHILD: '101', DOB: '05/09/2012' }, ['INT33 OC2 0', 'INT33 OC2 1']],
  'an unaccompanied child nobody knew': ['UASC', 0, { DUC: '15/02/2028' }, ['304 UASC 0']],
  'a review on no day': ['Reviews', 0, { REVIEW: '31/06/2025' }, ['166 Reviews 0']],
  'a review coded as of a small child': ['Reviews', 0, { REVIEW_CODE: 'PN0' }, ['440 Reviews 0']],
  'a review coded as of an older child': ['Reviews', 5, { REVIEW_CODE: 'PN1' }, ['441 Reviews 5']],
  'a score beyond 40': ['OC2', 0, { SDQ_SCORE: '41' }, ['180 OC2 0']],
  'no score and no reason': ['OC2', 0, { SDQ_SCORE: null }, ['186 OC2 0']],
  'a score and a reason for none': ['OC2', 0, { SDQ_REASON: 'SDQ1' }, ['197a OC2 0']],
  'no dental check': ['OC2', 0, { TEETH_CHECK: null }, ['182 OC2 0', '191 OC2 0']],
  'health of a child in care for a part of the year': [
    'OC2',
    'new',
    { CHILD: '102', DOB: '14/02/2010', CONVICTED: '1' },
    ['190 OC2 1'],
  ],
  'in touch, and not': ['OC3', 0, { ACTIV: '0' }, ['345 OC3 0']],
  'nothing on where a care leaver lives': ['OC3', 0, { ACCOM: null }, ['133 OC3 0', '153 OC3 0']],
  'two adopters of one sex code': ['AD1', 0, { SEX_ADOPTR: 'M1' }, ['511 AD1 0']],
  'a match after moving in': ['AD1', 0, { DATE_MATCH: '16/06/2025' }, ['331 AD1 0']],
  'an adoption without its details': ['AD1', 0, { NB_ADOPTR: null }, ['151 AD1 0', '601 AD1 0']],
  'a decision of two days': ['AD1', 0, { DATE_INT: '21/02/2025' }, ['523 AD1 0', '523 PlacedAdoption 0']],
  'no decision': ['PlacedAdoption', 0, null, ['551 Episodes 4', '553 Episodes 3']],
  'a decision reversed without a reason': [
    'PlacedAdoption',
    0,
    { DATE_PLACED_CEASED: '01/05/2025' },
    ['119 PlacedAdoption 0'],
  ],
  'permanence nobody asked about': ['PrevPerm', 0, { DATE_PERM: '01/01/2020' }, ['635 PrevPerm 0']],
  'no word of permanence': ['PrevPerm', 0, null, ['630 Episodes 2']],
  'back before going missing': ['Missing', 0, { MIS_END: '31/08/2025' }, ['567 Missing 0']],
  'missing before care': ['Missing', 0, { MIS_START: '05/05/2025' }, ['581 Missing 0']],
  'missing twice at once': [
    'Missing',
    'new',
    { ...MISSING, MIS_START: '02/09/2025', MIS_END: '04/09/2025' },
    ['574 Missing 1'],
  ],
  'a social worker without an end': ['SWEpisodes', 1, { SW_DEC: null }, ['SW08STG2 SWEpisodes 1']],
  'a number that is no social worker’s': ['SWEpisodes', 0, { SW_ID: '12' }, ['SW02STG1 SWEpisodes 0']],
  'nobody on 31 March': ['SWEpisodes', 0, { SW_DEC: '01/02/2026' }, ['SW17STG2 SWEpisodes 0']],
};

function withMistake([table, row, cells]: Mistake): CheckInput {
  const input = cleanInput();
  const rows = (input.tables as MadeUp)[table];
  assert.ok(rows);
  if (row === 'new') rows.push({ ...cells });
  else if (cells === null) rows.splice(row, 1);
  else Object.assign(rows[row] ?? assert.fail(`${table} has no row ${row}`), cells);
  return input;
}

describe('one mistake in a return that has none is found', () => {
  test('without a mistake every rule runs, and none finds anything', () => {
    const { findings, notRun, rules } = checkSsda903(cleanInput());
    assert.deepEqual([findings, notRun, rules], [[], [], 312]);
  });
  for (const [what, mistake] of [...Object.entries(EPISODES), ...Object.entries(OTHERS)]) {
    test(`${mistake[0]}: ${what}`, () => {
      const { findings } = checkSsda903(withMistake(mistake));
      const found = findings.map((one) => `${one.rule} ${one.table} ${one.row}`);
      const missed = mistake[3].filter((one) => !found.includes(one));
      assert.deepEqual(missed, [], `found ${found.join(', ')}`);
    });
  }
});
