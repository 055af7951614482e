import { bornOn } from '../care.ts';
import { ageOn } from '../day.ts';
import { birthdayThisYear, LEAVER_ITEMS } from '../leavers.ts';
import { isOneOf, type Rule, rowRule, rule, years } from '../rule.ts';

const isInTouch = isOneOf(['YES', 'NO', 'DIED', 'REFU', 'NREQ', 'RHOM']);
const isActivity = isOneOf(['F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5', 'G4', 'G5', 'G6', '0']);
/** A letter for where, and 1 or 2 for suitable or not. Nobody is homeless (S) or in custody (X) suitably. */
const isAccommodation = isOneOf([
  ...['B', 'C', 'D', 'E', 'G', 'H', 'K', 'R', 'T', 'U', 'V', 'W', 'Y', 'Z'].flatMap((where) => [
    `${where}1`,
    `${where}2`,
  ]),
  'S2',
  'X2',
  '0',
]);
const isFoyer = isOneOf(['T1', 'T2']);
const isFormerCarer = isOneOf(['Z1', 'Z2']);
const hasNoLifeToReport = isOneOf(['DIED', 'RHOM']);

const YOUNGEST = 17;
const OLDEST = 21;

/** What OC3 says of young people who have left care, row by row. */
export const CARE_LEAVER_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '131',
    'OC3',
    {
      fields: ['IN_TOUCH'],
      words: 'Whether the authority is in touch with the care leaver is blank, or not a code of the return.',
      todo: 'Write YES, NO, DIED, REFU (refuses contact), NREQ (needs no more support) or RHOM (returned home).',
    },
    (row) => !isInTouch(row.IN_TOUCH),
  ),
  rowRule(
    '132',
    'OC3',
    {
      fields: ['ACTIV'],
      words: 'The care leaver’s activity is blank, or not a code of the return.',
      todo: 'Write the code of their main activity around the birthday, or 0 if you are not in touch.',
    },
    (row) => !isActivity(row.ACTIV),
  ),
  rowRule(
    '133',
    'OC3',
    {
      fields: ['ACCOM'],
      words: 'Where the care leaver lives is blank, or not a code of the return.',
      todo: 'Write the letter for where they live with 1 (suitable) or 2 (not suitable), or 0 if you are not in touch.',
    },
    (row) => !isAccommodation(row.ACCOM),
  ),
  rowRule(
    '153',
    'OC3',
    {
      fields: ['IN_TOUCH', 'ACTIV', 'ACCOM'],
      words: 'Some of the three items about the care leaver are there, and some are blank.',
      todo: 'Complete being in touch, activity and accommodation, or leave all three blank.',
    },
    (row) => {
      const there = LEAVER_ITEMS.filter((item) => row[item] !== null).length;
      return there > 0 && there < LEAVER_ITEMS.length;
    },
  ),
  rowRule(
    '344',
    'OC3',
    {
      fields: ['IN_TOUCH', 'ACTIV', 'ACCOM'],
      words: 'The young person has died or went home for good, and yet an activity or accommodation is recorded.',
      todo: 'Leave activity and accommodation blank, or correct whether you are in touch.',
    },
    (row) => hasNoLifeToReport(row.IN_TOUCH) && (row.ACTIV !== null || row.ACCOM !== null),
  ),
  rowRule(
    '345',
    'OC3',
    {
      fields: ['IN_TOUCH', 'ACTIV', 'ACCOM'],
      words: 'You are in touch with the care leaver, but their activity or accommodation says that you are not (0).',
      todo: 'Write what they do and where they live, or correct whether you are in touch.',
    },
    (row) => row.IN_TOUCH === 'YES' && (row.ACTIV === '0' || row.ACCOM === '0'),
  ),
  rowRule(
    '347',
    'OC3',
    {
      years: years(2024),
      fields: ['ACCOM'],
      words: 'A care leaver who is not yet 18 is recorded as living in a foyer.',
      todo: 'Correct where they live, or their date of birth.',
    },
    (row, data) => isFoyer(row.ACCOM) && row.DOB !== null && ageOn(row.DOB, data.end) < 18,
  ),
  rule(
    '348',
    {
      years: years(2026),
      fields: ['IN_TOUCH'],
      words: 'Last year’s return says that this care leaver had died; this year’s says something else.',
      todo: 'Check the record. If last year’s entry was wrong, tell the Department.',
      tables: ['OC3'],
      last: ['OC3'],
    },
    ({ now, last }, found) => {
      for (const row of now.OC3) {
        if (row.IN_TOUCH === 'DIED') continue;
        if (last.of('OC3', row.CHILD).some((before) => before.IN_TOUCH === 'DIED')) found(row);
      }
    },
  ),
  rowRule(
    '391',
    'OC3',
    {
      fields: ['DOB', 'IN_TOUCH', 'ACTIV', 'ACCOM'],
      words: 'Care leaver information is there, but the young person was not 17 to 21 on any day of the year.',
      todo: 'Correct the date of birth, or leave the three items blank.',
    },
    (row, data) =>
      row.DOB !== null &&
      LEAVER_ITEMS.some((item) => row[item] !== null) &&
      (ageOn(row.DOB, data.end) < YOUNGEST || ageOn(row.DOB, data.start) > OLDEST),
  ),
  rule(
    '3001',
    {
      fields: ['ACCOM'],
      words: 'Staying on with a former foster carer begins at 18, but this entry is for the 17th birthday.',
      todo: 'Correct where the young person lived around their 17th birthday.',
      tables: ['OC3'],
    },
    (data, found) => {
      for (const row of data.now.OC3) {
        if (!isFormerCarer(row.ACCOM)) continue;
        if (birthdayThisYear(bornOn(data, row.CHILD) ?? row.DOB, YOUNGEST, data) !== null) found(row);
      }
    },
  ),
];
