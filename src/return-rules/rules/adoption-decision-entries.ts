import { decisionsOf, isReversed } from '../adoption.ts';
import { isAfter, isBefore } from '../day.ts';
import { type PlacedAdoptionRow, written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const isReason = isOneOf(['RD1', 'RD2', 'RD3', 'RD4']);

/** Decisions that a child should be placed for adoption, row by row and against each other. */
export const ADOPTION_DECISION_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '115',
    'PlacedAdoption',
    {
      fields: ['DATE_PLACED'],
      words: 'The day it was decided that the child should be placed for adoption is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DATE_PLACED === null && written(row, 'DATE_PLACED'),
  ),
  rowRule(
    '116',
    'PlacedAdoption',
    {
      fields: ['DATE_PLACED_CEASED'],
      words:
        'The day it was decided that the child should no longer be placed for adoption is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank while the decision stands.',
    },
    (row) => row.DATE_PLACED_CEASED === null && written(row, 'DATE_PLACED_CEASED'),
  ),
  rowRule(
    '119',
    'PlacedAdoption',
    {
      fields: ['REASON_PLACED_CEASED', 'DATE_PLACED_CEASED'],
      words:
        'Of the decision that the child should no longer be placed for adoption, the day or the reason is missing.',
      todo: 'Enter both the day and the reason, or leave both blank while the first decision stands.',
    },
    (row) => written(row, 'DATE_PLACED_CEASED') !== written(row, 'REASON_PLACED_CEASED'),
  ),
  rowRule(
    '120',
    'PlacedAdoption',
    {
      fields: ['REASON_PLACED_CEASED'],
      words: 'The reason why the child should no longer be placed for adoption is not a code of the return.',
      todo: 'Write RD1, RD2, RD3 or RD4.',
    },
    (row) => row.REASON_PLACED_CEASED !== null && !isReason(row.REASON_PLACED_CEASED),
  ),
  rule(
    '184',
    {
      fields: ['DATE_PLACED', 'DOB'],
      words: 'It was decided that the child should be placed for adoption before the child was born.',
      todo: 'Correct the day of the decision, or the date of birth.',
      tables: ['Header', 'PlacedAdoption'],
    },
    ({ now }, found) => {
      for (const row of now.PlacedAdoption) {
        for (const header of now.of('Header', row.CHILD)) {
          if (!isBefore(row.DATE_PLACED, header.DOB)) continue;
          found(row);
          found(header);
        }
      }
    },
  ),
  rowRule(
    '522',
    'PlacedAdoption',
    {
      fields: ['DATE_PLACED', 'DATE_PLACED_CEASED'],
      words: 'The decision was reversed before it was made.',
      todo: 'Correct one of the two days.',
    },
    (row) => isAfter(row.DATE_PLACED, row.DATE_PLACED_CEASED),
  ),
  rowRule(
    '563',
    'PlacedAdoption',
    {
      fields: ['DATE_PLACED', 'REASON_PLACED_CEASED', 'DATE_PLACED_CEASED'],
      words:
        'The child should no longer be placed for adoption, but the day of the decision that they should is blank.',
      todo: 'Enter the day of the first decision.',
    },
    (row) => isReversed(row) && !written(row, 'DATE_PLACED'),
  ),
  rule(
    '579',
    {
      fields: ['DATE_PLACED', 'DATE_PLACED_CEASED'],
      words: 'This decision was made while an earlier one, that the child should be placed for adoption, still stood.',
      todo: 'Enter when the earlier decision was reversed, or correct the days.',
      tables: ['PlacedAdoption'],
    },
    ({ now }, found) => {
      for (const [child, rows] of now.childrenIn('PlacedAdoption')) {
        if (rows.length < 2) continue;
        let before: PlacedAdoptionRow[] = [];
        for (const row of decisionsOf(now, child)) {
          const made = row.DATE_PLACED;
          if (made === null) continue;
          if (before.some((one) => !written(one, 'DATE_PLACED_CEASED') || isAfter(one.DATE_PLACED_CEASED, made)))
            found(row);
          before = [...before, row];
        }
      }
    },
  ),
  rule(
    '583',
    {
      fields: ['DATE_PLACED', 'DATE_PLACED_CEASED'],
      words:
        'Another decision that the child should be placed for adoption followed, but this one was not reversed first.',
      todo: 'Check that both days are needed, and enter when the earlier decision was reversed.',
      tables: ['PlacedAdoption'],
    },
    ({ now }, found) => {
      for (const [child, rows] of now.childrenIn('PlacedAdoption')) {
        if (rows.length < 2) continue;
        const latest = decisionsOf(now, child).findLast((row) => row.DATE_PLACED !== null);
        for (const row of rows) {
          if (latest && isBefore(row.DATE_PLACED, latest.DATE_PLACED) && !written(row, 'DATE_PLACED_CEASED'))
            found(row);
        }
      }
    },
  ),
];
