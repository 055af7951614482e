import { isReversed } from '../adoption.ts';
import { isBefore } from '../day.ts';
import { written } from '../rows.ts';
import { type Rule, rule } from '../rule.ts';

/** Decisions that a child should be placed for adoption beside last year's return. */
export const ADOPTION_DECISION_LAST_YEAR_RULES: readonly Rule[] = [
  rule(
    '559',
    {
      fields: ['DATE_PLACED'],
      words: 'The decision was made before this year, but last year’s return does not have it.',
      todo: 'Correct the day; if last year’s return left it out, tell the Department.',
      tables: ['PlacedAdoption'],
      last: ['PlacedAdoption'],
    },
    ({ now, last, start }, found) => {
      for (const row of now.PlacedAdoption) {
        if (!isBefore(row.DATE_PLACED, start)) continue;
        if (!last.of('PlacedAdoption', row.CHILD).some((before) => written(before, 'DATE_PLACED'))) found(row);
      }
    },
  ),
  rule(
    '560',
    {
      fields: ['DATE_PLACED', 'DATE_PLACED_CEASED'],
      words: 'Last year’s return gives another day for this decision, and nothing says that it was reversed since.',
      todo: 'Enter the day as last year; if that was wrong, tell the Department.',
      tables: ['PlacedAdoption'],
      last: ['PlacedAdoption'],
    },
    ({ now, last }, found) => {
      for (const row of now.PlacedAdoption) {
        if (row.DATE_PLACED === null) continue;
        // A decision that stood at the end of last year must be there again; a new one may stand beside it.
        const here = now.of('PlacedAdoption', row.CHILD);
        const lost = last
          .of('PlacedAdoption', row.CHILD)
          .some(
            (before) =>
              before.DATE_PLACED !== null &&
              !written(before, 'DATE_PLACED_CEASED') &&
              !here.some((other) => other.DATE_PLACED === before.DATE_PLACED),
          );
        if (lost) found(row);
      }
    },
  ),
  rule(
    '561',
    {
      fields: ['DATE_PLACED'],
      words: 'This decision is last year’s, which was reversed: the child should no longer be placed for adoption.',
      todo: 'Enter the day of the new decision, or remove the row.',
      tables: ['PlacedAdoption'],
      last: ['PlacedAdoption'],
    },
    ({ now, last }, found) => {
      for (const row of now.PlacedAdoption) {
        const again = last
          .of('PlacedAdoption', row.CHILD)
          .some((before) => row.DATE_PLACED !== null && before.DATE_PLACED === row.DATE_PLACED && isReversed(before));
        if (again) found(row);
      }
    },
  ),
  rule(
    '584',
    {
      fields: ['DATE_PLACED'],
      words: 'The decision that was reversed this year has another day than the one that stood last year.',
      todo: 'Enter the day of the decision as last year; if that was wrong, tell the Department.',
      tables: ['PlacedAdoption'],
      last: ['PlacedAdoption'],
    },
    ({ now, last }, found) => {
      for (const row of now.PlacedAdoption) {
        if (row.DATE_PLACED === null || !isReversed(row)) continue;
        const stood = last
          .of('PlacedAdoption', row.CHILD)
          .filter((before) => before.DATE_PLACED !== null && !written(before, 'DATE_PLACED_CEASED'));
        if (stood.length > 0 && !stood.some((before) => before.DATE_PLACED === row.DATE_PLACED)) found(row);
      }
    },
  ),
];
