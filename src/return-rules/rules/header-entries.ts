import { UNKNOWN_UPN } from '../codes.ts';
import { ageOn, birthday, isAfter } from '../day.ts';
import { written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule, years } from '../rule.ts';

const isSexFigure = isOneOf(['1', '2']);
const isSexLetter = isOneOf(['M', 'F', 'U']);
const isEthnicity = isOneOf([
  'WBRI',
  'WIRI',
  'WOTH',
  'WIRT',
  'WROM',
  'MWBC',
  'MWBA',
  'MWAS',
  'MOTH',
  'AIND',
  'APKN',
  'ABAN',
  'AOTH',
  'BCRB',
  'BAFR',
  'BOTH',
  'CHNE',
  'OOTH',
  'REFU',
  'NOBT',
]);
const isYesOrNo = isOneOf(['0', '1']);
const isUnknownUpn = isOneOf(UNKNOWN_UPN);

// A letter that is not I, O or S, eleven figures, and a figure or, in a temporary number, such a letter.
const UPN = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/;
const SCHOOL_AGE = 5;
const OLDEST = 25;

/** What Header says of a child, row by row. */
export const HEADER_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '101',
    'Header',
    {
      years: years(2023, 2024),
      fields: ['SEX'],
      words: 'The child’s sex is not a code of the return.',
      todo: 'Write 1 for male or 2 for female.',
    },
    (row) => row.SEX !== null && !isSexFigure(row.SEX),
  ),
  rowRule(
    '101',
    'Header',
    {
      years: years(2025),
      fields: ['SEX'],
      words: 'The child’s sex is not a code of the return.',
      todo: 'Write M for male, F for female or U for not known.',
    },
    (row) => row.SEX !== null && !isSexLetter(row.SEX),
  ),
  rowRule(
    '102',
    'Header',
    {
      fields: ['DOB'],
      words: 'The date of birth is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DOB === null && written(row, 'DOB'),
  ),
  rowRule(
    '103',
    'Header',
    {
      fields: ['ETHNIC'],
      words: 'The ethnicity is blank or not a code of the return.',
      todo: 'Choose a code of the list; REFU if the child or family would not say, NOBT if it is not yet known.',
    },
    (row) => !isEthnicity(row.ETHNIC),
  ),
  rowRule(
    '105',
    'Header',
    {
      fields: ['UASC'],
      words: 'Whether the child is unaccompanied and seeking asylum is blank or not a code of the return.',
      todo: 'Write 1 if the child was so at any time in the year, 0 if not.',
    },
    // In the CSV files this is no entry of its own: the table UASC tells it.
    (row, data) => data.format === 'xml' && !isYesOrNo(row.UASC),
  ),
  rowRule(
    '168',
    'Header',
    {
      fields: ['UPN'],
      words: 'The unique pupil number does not have the form of one.',
      todo: 'Copy the 13 characters from the school record, or write UN1 to UN5 for why it is not known.',
    },
    (row) => row.UPN !== null && !isUnknownUpn(row.UPN) && !UPN.test(row.UPN),
  ),
  rowRule(
    '171',
    'Header',
    {
      fields: ['MC_DOB'],
      words: 'The date of birth of the mother’s child is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank for a child who is no mother.',
    },
    (row) => row.MC_DOB === null && written(row, 'MC_DOB'),
  ),
  rowRule(
    '209',
    'Header',
    {
      fields: ['UPN', 'DOB'],
      words: 'The pupil number is UN1, too young for school, but the child was 5 or older when the year began.',
      todo: 'Find the pupil number, or write UN2 to UN5 for why it is not known.',
    },
    (row, data) => row.UPN === 'UN1' && row.DOB !== null && ageOn(row.DOB, data.start) >= SCHOOL_AGE,
  ),
  rowRule(
    '232',
    'Header',
    {
      years: years(2025),
      fields: ['SEX'],
      words: 'The child’s sex is recorded as not known.',
      todo: 'Record it where it is known; otherwise tell the Department why it is not.',
    },
    (row) => row.SEX === 'U',
  ),
  rowRule(
    '301',
    'Header',
    {
      fields: ['DOB'],
      words: 'The child was born after the end of the collection year.',
      todo: 'Correct the date of birth, or leave the child out of this year’s return.',
    },
    (row, data) => isAfter(row.DOB, data.end),
  ),
  rowRule(
    '351',
    'Header',
    {
      fields: ['DOB'],
      words: 'The young person was over 25 when the collection year began.',
      todo: 'Correct the date of birth, or leave them out of this year’s return.',
    },
    (row, data) => row.DOB !== null && birthday(row.DOB, OLDEST) < data.start,
  ),
  rule(
    '444',
    {
      years: years(2026),
      fields: ['UPN'],
      words: 'Several rows have the same unique pupil number.',
      todo: 'Find out whose number it is and correct the others.',
      tables: ['Header'],
    },
    ({ now }, found) => {
      const seen = new Map<string, (typeof now.Header)[number]>();
      for (const row of now.Header) {
        if (row.UPN === null || isUnknownUpn(row.UPN)) continue;
        const first = seen.get(row.UPN);
        if (first) {
          found(first);
          found(row);
        } else {
          seen.set(row.UPN, row);
        }
      }
    },
  ),
];
