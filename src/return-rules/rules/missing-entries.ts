import { isAfter, isBefore } from '../day.ts';
import { type MissingRow, written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const isMissingType = isOneOf(['M', 'A']);

/** What stands in the table Missing, row by row and against each other. */
export const MISSING_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '1004',
    'Missing',
    {
      fields: ['MIS_START'],
      words: 'The day the child went missing is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.MIS_START === null && written(row, 'MIS_START'),
  ),
  rowRule(
    '1005',
    'Missing',
    {
      fields: ['MIS_END'],
      words: 'The day the child came back is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank while the child is missing.',
    },
    (row) => row.MIS_END === null && written(row, 'MIS_END'),
  ),
  rowRule(
    '1006',
    'Missing',
    {
      fields: ['MISSING'],
      words: 'Whether the child was missing, or away without permission, is not a code of the return.',
      todo: 'Write M for missing, or A for away without permission.',
    },
    (row) => row.MISSING !== null && !isMissingType(row.MISSING),
  ),
  rowRule(
    '564',
    'Missing',
    {
      fields: ['MISSING', 'MIS_START'],
      words: 'The child was missing or away, and the day it began is blank.',
      todo: 'Enter the day the child went missing or away.',
    },
    (row) => isMissingType(row.MISSING) && !written(row, 'MIS_START'),
  ),
  rowRule(
    '565',
    'Missing',
    {
      fields: ['MISSING', 'MIS_START'],
      words: 'The day it began is there, but not whether the child was missing, or away without permission.',
      todo: 'Write M for missing, or A for away without permission.',
    },
    (row) => written(row, 'MIS_START') && row.MISSING === null,
  ),
  rowRule(
    '566',
    'Missing',
    {
      fields: ['MISSING', 'MIS_END'],
      words: 'The day the child came back is there, but not whether they were missing, or away without permission.',
      todo: 'Write M for missing, or A for away without permission.',
    },
    (row) => written(row, 'MIS_END') && row.MISSING === null,
  ),
  rowRule(
    '567',
    'Missing',
    {
      fields: ['MIS_START', 'MIS_END'],
      words: 'The child came back before they went missing.',
      todo: 'Correct one of the two days.',
    },
    (row) => isBefore(row.MIS_END, row.MIS_START),
  ),
  rowRule(
    '570',
    'Missing',
    {
      fields: ['MIS_START'],
      words: 'The child went missing after the end of the year.',
      todo: 'Correct the day, or leave the row for next year’s return.',
    },
    (row, data) => isAfter(row.MIS_START, data.end),
  ),
  rowRule(
    '571',
    'Missing',
    {
      fields: ['MIS_END'],
      words: 'The child came back before this year began, or after it ended.',
      todo: 'Correct the day; leave it blank while the child was still missing on 31 March.',
    },
    (row, data) => isBefore(row.MIS_END, data.start) || isAfter(row.MIS_END, data.end),
  ),
  rule(
    '574',
    {
      fields: ['MIS_START', 'MIS_END'],
      words: 'The child went missing while an earlier time of being missing or away had not ended.',
      todo: 'Enter when the earlier one ended, or correct the days.',
      tables: ['Missing'],
    },
    ({ now }, found) => {
      for (const [, rows] of now.childrenIn('Missing')) if (rows.length > 1) findOverlaps(rows, found);
    },
  ),
  rowRule(
    '586',
    'Missing',
    {
      fields: ['MIS_START', 'MIS_END', 'DOB'],
      words: 'The child was missing before they were born.',
      todo: 'Correct the days, or the date of birth.',
    },
    (row) => isBefore(row.MIS_START, row.DOB) || isBefore(row.MIS_END, row.DOB),
  ),
];

/** Finds each of one child's rows that began while an earlier one went on; the same day is no overlap. */
function findOverlaps(rows: readonly MissingRow[], found: (row: MissingRow) => void): void {
  let ends = Number.NEGATIVE_INFINITY;
  const begun = rows.flatMap((row) => (row.MIS_START === null ? [] : [{ row, start: row.MIS_START }]));
  for (const { row, start } of begun.toSorted((a, b) => a.start - b.start || a.row.at - b.row.at)) {
    if (start < ends) found(row);
    // An end that is no day tells that it ended, though not when.
    const end = row.MIS_END ?? (written(row, 'MIS_END') ? start : Number.POSITIVE_INFINITY);
    ends = Math.max(ends, end);
  }
}
