import { lookedAfterAllYear } from '../care.ts';
import { agesOf } from '../health.ts';
import type { Oc2Row } from '../rows.ts';
import { isOneOf, type Rule, rowRule } from '../rule.ts';

const isReason = isOneOf(['SDQ1', 'SDQ2', 'SDQ3', 'SDQ4', 'SDQ5']);
const MOST_POINTS = 40;

/** The score of the strengths and difficulties questionnaire (SDQ), and why there is none. */
export const STRENGTHS_AND_DIFFICULTIES_RULES: readonly Rule[] = [
  rowRule(
    '157',
    'OC2',
    {
      fields: ['SDQ_REASON', 'DOB'],
      words: 'The reason for no SDQ score is the child’s age, but the child was of the age for it.',
      todo: 'Enter the score, or the reason there is none (SDQ2 to SDQ5), or correct the date of birth.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return (
        row.SDQ_REASON === 'SDQ1' &&
        ages !== null &&
        ages.atStart >= 4 &&
        ages.atEnd <= 16 &&
        lookedAfterAllYear(data, row.CHILD)
      );
    },
  ),
  rowRule(
    '180',
    'OC2',
    {
      fields: ['SDQ_SCORE'],
      words: 'The SDQ score is no whole number from 0 to 40.',
      todo: 'Enter the total difficulties score, 0 to 40, or leave it blank and give the reason.',
    },
    (row) => row.SDQ_SCORE !== null && !isScore(row.SDQ_SCORE),
  ),
  rowRule(
    '185',
    'OC2',
    {
      fields: ['SDQ_SCORE'],
      words: 'An SDQ score is recorded for a child who was not looked after all year.',
      todo: 'Leave the score blank, or correct the episodes.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => row.SDQ_SCORE !== null && !lookedAfterAllYear(data, row.CHILD),
  ),
  rowRule(
    '186',
    'OC2',
    {
      fields: ['SDQ_SCORE'],
      words: 'The child was of the age for an SDQ and looked after all year, and the score is blank.',
      todo: 'Enter the score. If there is none, keep the reason and explain it to the Department.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return (
        row.SDQ_SCORE === null &&
        ages !== null &&
        ages.atStart >= 4 &&
        ages.atEnd < 17 &&
        lookedAfterAllYear(data, row.CHILD)
      );
    },
  ),
  rowRule(
    '188',
    'OC2',
    {
      fields: ['SDQ_SCORE', 'SDQ_REASON'],
      words: 'The child was under 4 on 31 March; neither an SDQ score nor a reason for none is asked.',
      todo: 'Leave both blank, or correct the date of birth.',
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atEnd < 4 && saysSomething(row);
    },
  ),
  rowRule(
    '189',
    'OC2',
    {
      fields: ['DOB', 'SDQ_SCORE', 'SDQ_REASON'],
      words: 'The young person was 17 or older when the year began; neither an SDQ score nor a reason is asked.',
      todo: 'Leave both blank, or correct the date of birth.',
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atStart >= 17 && saysSomething(row);
    },
  ),
  rowRule(
    '196',
    'OC2',
    {
      fields: ['SDQ_REASON'],
      words: 'The reason for no SDQ score is not a code of the return.',
      todo: 'Choose one of SDQ1 to SDQ5, in capitals.',
    },
    (row) => row.SDQ_REASON !== null && !isReason(row.SDQ_REASON),
  ),
  rowRule(
    '197a',
    'OC2',
    {
      fields: ['SDQ_SCORE', 'SDQ_REASON'],
      words: 'There is an SDQ score and a reason why there is none.',
      todo: 'Leave the reason blank when there is a score.',
    },
    (row) => row.SDQ_SCORE !== null && row.SDQ_REASON !== null,
  ),
  rowRule(
    '197B',
    'OC2',
    {
      fields: ['SDQ_REASON', 'DOB'],
      words: 'The child turned 4 or 17 in the year: an SDQ score or the reason for none is asked, and both are blank.',
      todo: 'Enter the score, or the reason there is none.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => {
      const ages = agesOf(row, data);
      if (ages === null || saysSomething(row)) return false;
      const turned = (age: number) => ages.atStart < age && ages.atEnd >= age;
      return (turned(4) || turned(17)) && lookedAfterAllYear(data, row.CHILD);
    },
  ),
  rowRule(
    '198',
    'OC2',
    {
      fields: ['SDQ_REASON'],
      words: 'A reason for no SDQ score is recorded for a child who was not looked after all year.',
      todo: 'Leave the reason blank, or correct the episodes.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => row.SDQ_REASON !== null && !lookedAfterAllYear(data, row.CHILD),
  ),
];

function isScore(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= MOST_POINTS;
}

function saysSomething(row: Oc2Row): boolean {
  return row.SDQ_SCORE !== null || row.SDQ_REASON !== null;
}
