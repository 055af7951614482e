import { isShortBreak } from '../care.ts';
import { ageOn } from '../day.ts';
import { written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const UNDER_FOUR = 'PN0';
const isFourOrOver = isOneOf(['PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7']);
const SPEAKS_FROM = 4;

/** Reviews of looked after children, and how the child took part in them. */
export const REVIEW_RULES: readonly Rule[] = [
  rowRule(
    '166',
    'Reviews',
    {
      fields: ['REVIEW'],
      words: 'The day of the review is blank, or not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.REVIEW === null,
  ),
  rowRule(
    '167',
    'Reviews',
    {
      fields: ['REVIEW_CODE'],
      words: 'How the child took part in the review is blank, or not a code of the return.',
      todo: 'Write PN0 for a child under 4, or PN1 to PN7 for how they took part.',
    },
    (row) => row.REVIEW_CODE !== UNDER_FOUR && !isFourOrOver(row.REVIEW_CODE),
  ),
  rowRule(
    '440',
    'Reviews',
    {
      fields: ['DOB', 'REVIEW', 'REVIEW_CODE'],
      words: 'The child was 4 or older at this review, but it is coded as that of a child under 4.',
      todo: 'Write how the child took part (PN1 to PN7), or correct the date of birth or the day.',
    },
    (row) =>
      row.REVIEW_CODE === UNDER_FOUR &&
      row.DOB !== null &&
      row.REVIEW !== null &&
      ageOn(row.DOB, row.REVIEW) >= SPEAKS_FROM,
  ),
  rowRule(
    '441',
    'Reviews',
    {
      fields: ['DOB', 'REVIEW', 'REVIEW_CODE'],
      words: 'The child was under 4 at this review, but it is coded as that of an older child.',
      todo: 'Write PN0, or correct the date of birth or the day.',
    },
    (row) =>
      isFourOrOver(row.REVIEW_CODE) &&
      row.DOB !== null &&
      row.REVIEW !== null &&
      ageOn(row.DOB, row.REVIEW) < SPEAKS_FROM,
  ),
  rule(
    '399',
    {
      fields: ['MOTHER', 'LS', 'REVIEW', 'REVIEW_CODE'],
      words: 'The child has short breaks only (V3 or V4), for which no reviews and no mother status are returned.',
      todo: 'Remove the review and leave the mother status blank, or correct the legal status.',
      tables: ['Episodes'],
    },
    ({ now }, found) => {
      for (const [child, episodes] of now.chains()) {
        if (!episodes.every(isShortBreak)) continue;
        const headers = now.of('Header', child);
        const reviews = now.of('Reviews', child);
        const says =
          headers.some((row) => written(row, 'MOTHER')) ||
          reviews.some((row) => written(row, 'REVIEW') || written(row, 'REVIEW_CODE'));
        if (says) for (const row of [...episodes, ...headers, ...reviews]) found(row);
      }
    },
  ),
];
