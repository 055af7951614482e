import { written } from '../rows.ts';
import { isOneOf, type Rule, rowRule } from '../rule.ts';

const isMissingType = isOneOf(['M', 'A']);

/** What stands in the table Missing, row by row. */
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
];
