import { dayOf, isAfter, isBefore } from '../day.ts';
import type { SwEpisodeRow } from '../rows.ts';
import { written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, years } from '../rule.ts';
import { isPartlyKnownDay, socialWorkersFrom } from '../social-workers.ts';

const isReason = isOneOf([
  'MANAGE',
  'FCONTA',
  'LEFTRL',
  'ORGRST',
  'TSPROC',
  'ABSENC',
  'CHCHAN',
  'PCCHAN',
  'SWDIED',
  'OTHERS',
]);

/** The return asks about social workers since this day; of who came before, it does not ask the reason. */
const REASONS_FROM = dayOf(2023, 4, 1) ?? 0;

const WHOLE_TODO = 'Enter the social worker’s number, the day the episode began and why the social worker changed.';

/** Who the child's social worker was and when, row by row. The first return to ask was that of 2023-24. */
export const SOCIAL_WORKER_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    'SW01aSTG1',
    'SWEpisodes',
    {
      years: years(2025, 2025),
      fields: ['SW_DECOM', 'SW_ID'],
      words:
        'The day the social worker’s episode began is blank, or it began before April 2023 and the number is blank.',
      todo: 'Enter the social worker’s number and the day the episode began.',
    },
    (row) => !written(row, 'SW_DECOM') || (row.SW_ID === null && isBefore(row.SW_DECOM, REASONS_FROM)),
  ),
  rowRule(
    'SW01bSTG1',
    'SWEpisodes',
    {
      years: years(2025, 2025),
      fields: ['SW_DECOM', 'SW_ID', 'SW_REASON'],
      words:
        'The episode began since April 2023, and the social worker’s number or the reason for the change is blank.',
      todo: WHOLE_TODO,
    },
    (row) => asksReason(row) && (row.SW_ID === null || row.SW_REASON === null),
  ),
  rowRule(
    'SW02STG1',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_ID'],
      words: 'The social worker’s number begins neither with SW nor with XX.',
      todo: 'Enter the number from Social Work England’s register, or one of your own that begins with XX.',
    },
    (row) => row.SW_ID !== null && !/^(SW|XX)/.test(row.SW_ID),
  ),
  rowRule(
    'SW03STG1',
    'SWEpisodes',
    {
      years: years(2024, 2024),
      fields: ['SW_ID', 'SW_DECOM', 'SW_REASON'],
      words: 'The social worker’s number, the day the episode began or the reason is blank.',
      todo: WHOLE_TODO,
    },
    (row) => row.SW_ID === null || row.SW_REASON === null || !written(row, 'SW_DECOM'),
  ),
  rowRule(
    'SW04STG1',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_DECOM'],
      words: 'The day the social worker’s episode began is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with ZZ or ZZZZ for a part that is not known.',
    },
    (row) => isNoDay(row, 'SW_DECOM'),
  ),
  rowRule(
    'SW05STG1',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_DEC'],
      words: 'The day the social worker’s episode ended is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank while they are the child’s social worker.',
    },
    (row) => isNoDay(row, 'SW_DEC'),
  ),
  rowRule(
    'SW06STG2',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_DECOM'],
      words: 'This social worker’s episode lies outside the time the return asks about.',
      todo: 'Correct the day the episode began, or take the row out.',
    },
    // Who began earlier and is still there, or was for part of the time, belongs into the return.
    (row, data) =>
      isAfter(row.SW_DECOM, data.end) ||
      (isBefore(row.SW_DECOM, socialWorkersFrom(data)) && isBefore(row.SW_DEC, socialWorkersFrom(data))),
  ),
  rowRule(
    'SW07STG2',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_DEC'],
      words: 'The social worker’s episode ended before the time the return asks about, or after the collection year.',
      todo: 'Correct the day; leave it blank if it is after 31 March, or take an earlier episode out.',
    },
    (row, data) => isBefore(row.SW_DEC, socialWorkersFrom(data)) || isAfter(row.SW_DEC, data.end),
  ),
  rowRule(
    'SW09STG2',
    'SWEpisodes',
    {
      years: years(2024),
      fields: ['SW_DECOM', 'SW_DEC'],
      words: 'The social worker’s episode began and ended on the same day.',
      todo: 'Correct one of the two days, or take the row out.',
    },
    (row) => row.SW_DECOM !== null && row.SW_DECOM === row.SW_DEC,
  ),
  rowRule(
    'SW13STG1',
    'SWEpisodes',
    {
      years: years(2024, 2024),
      fields: ['SW_REASON'],
      words: 'The reason the social worker changed is blank or not a code of the return.',
      todo: 'Choose a code of the list; OTHERS if none fits.',
    },
    (row) => !isReason(row.SW_REASON),
  ),
  rowRule(
    'SW13STG1',
    'SWEpisodes',
    {
      years: years(2025),
      fields: ['SW_REASON'],
      words: 'The reason the social worker changed is not a code of the return, or is blank since April 2023.',
      todo: 'Choose a code of the list; OTHERS if none fits.',
    },
    (row) => (row.SW_REASON === null ? asksReason(row) : !isReason(row.SW_REASON)),
  ),
  rowRule(
    'SW14STG2',
    'SWEpisodes',
    {
      years: years(2024, 2024),
      fields: ['SW_DEC'],
      words: 'The day the social worker’s episode ended is blank.',
      todo: 'Enter the day. Where they are still the child’s social worker, there is nothing to do.',
    },
    (row) => !written(row, 'SW_DEC'),
  ),
];

function asksReason(row: SwEpisodeRow): boolean {
  return row.SW_DECOM !== null && row.SW_DECOM >= REASONS_FROM;
}

function isNoDay(row: SwEpisodeRow, column: 'SW_DECOM' | 'SW_DEC'): boolean {
  const text = row.noDays?.[column];
  return text !== undefined && !isPartlyKnownDay(text);
}
