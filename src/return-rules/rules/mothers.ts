import { isFemale, isMale } from '../codes.ts';
import { ageOn, isBefore } from '../day.ts';
import { written } from '../rows.ts';
import { type Rule, rowRule, rule } from '../rule.ts';

const YOUNGEST_MOTHER = 11;

/** Young people who are mothers: what Header says of them and of their first child, this year and last. */
export const MOTHER_RULES: readonly Rule[] = [
  rowRule(
    '174',
    'Header',
    {
      fields: ['SEX', 'MC_DOB'],
      words: 'A child of their own is recorded for somebody whose sex is male; the return asks this of mothers only.',
      todo: 'Leave the date of birth of the mother’s child blank, or correct the sex.',
    },
    (row, data) => isMale(row, data) && written(row, 'MC_DOB'),
  ),
  rowRule(
    '611',
    'Header',
    {
      fields: ['MOTHER', 'MC_DOB'],
      words: 'The young person is a mother, and the date of birth of her child is blank.',
      todo: 'Enter the date of birth of her first child.',
    },
    (row) => row.MOTHER === '1' && !written(row, 'MC_DOB'),
  ),
  rowRule(
    '612',
    'Header',
    {
      fields: ['SEX', 'MOTHER', 'MC_DOB'],
      words: 'The date of birth of her child is there, but the young person is not recorded as a mother.',
      todo: 'Write 1 for mother, or leave the date of birth of the child blank.',
    },
    (row, data) => isFemale(row, data) && (row.MOTHER === null || row.MOTHER === '0') && written(row, 'MC_DOB'),
  ),
  rowRule(
    '620',
    'Header',
    {
      fields: ['DOB', 'MOTHER'],
      words: 'A child who was under 11 at the end of the year is recorded as a mother.',
      todo: 'Correct the date of birth, or whether she is a mother.',
    },
    (row, data) => row.MOTHER === '1' && row.DOB !== null && ageOn(row.DOB, data.end) < YOUNGEST_MOTHER,
  ),
  rowRule(
    '621',
    'Header',
    {
      fields: ['DOB', 'MC_DOB'],
      words: 'The mother was born on the same day as her child, or later.',
      todo: 'Correct one of the two dates of birth.',
    },
    (row) => row.DOB !== null && row.MC_DOB !== null && row.MC_DOB <= row.DOB,
  ),
  rule(
    '624',
    {
      fields: ['MC_DOB'],
      words: 'The date of birth of the mother’s first child is not the one of last year’s return.',
      todo: 'Enter the date of her first child, as last year; if that was wrong, tell the Department.',
      tables: ['Header'],
      last: ['Header'],
    },
    ({ now, last }, found) => {
      for (const row of now.Header) {
        const before = last.of('Header', row.CHILD);
        if (before.some((other) => other.MC_DOB !== null && other.MC_DOB !== row.MC_DOB)) found(row);
      }
    },
  ),
  rule(
    '626',
    {
      fields: ['MOTHER', 'MC_DOB'],
      words: 'Her child was born before this year, but last year’s return says that she was not a mother.',
      todo: 'Correct the date of birth of her child; if last year’s return was wrong, tell the Department.',
      tables: ['Header'],
      last: ['Header'],
    },
    ({ now, last, start }, found) => {
      for (const row of now.Header) {
        if (row.MOTHER !== '1' || !isBefore(row.MC_DOB, start)) continue;
        if (last.of('Header', row.CHILD).some((other) => other.MOTHER === '0')) found(row);
      }
    },
  ),
];
