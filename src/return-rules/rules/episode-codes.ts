import { hasNoProvider } from '../place-codes.ts';
import { written } from '../rows.ts';
import { isOneOf, type Rule, rowRule, years } from '../rule.ts';

const isReasonForNew = isOneOf(['S', 'L', 'P', 'T', 'B', 'U']);
const isLegalStatus = isOneOf(['C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4', 'J1', 'J2', 'J3', 'L1', 'L2', 'L3']);
const isNeed = isOneOf(['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8']);
const isProviderCode = isOneOf(['PR0', 'PR1', 'PR2', 'PR3', 'PR4', 'PR5']);
const isReasonForEnd = isOneOf(
  'X1 E11 E12 E13 E14 E15 E16 E17 E2 E3 E4A E4B E41 E45 E46 E47 E48 E5 E6 E7 E8 E9'.split(' '),
);

const EVERY_YEARS_PLACES = 'A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6'.split(' ');
const isPlaceTo2024 = isOneOf([...EVERY_YEARS_PLACES, 'H5', 'P2', 'Z1']);
const isPlaceIn2025 = isOneOf([...EVERY_YEARS_PLACES, 'H5', 'P2', 'Z1', 'K3']);
const isPlaceFrom2026 = isOneOf([...EVERY_YEARS_PLACES, 'K3', 'Z11', 'Z12', 'Z13', 'Z14']);

const PLACE_SAID = {
  fields: ['PLACE'],
  words: 'The kind of placement is not a code of this year’s return.',
  todo: 'Write this year’s code for where the child lived.',
};

function placeRule(holds: { from: number; to: number }, isPlace: (code: string | null) => boolean): Rule {
  return rowRule(
    '146',
    'Episodes',
    { ...PLACE_SAID, years: holds },
    (row) => row.PLACE !== null && !isPlace(row.PLACE),
  );
}

/** Codes and days in an episode that are none, cell by cell. */
export const EPISODE_CODE_RULES: readonly Rule[] = [
  rowRule(
    '141',
    'Episodes',
    {
      fields: ['DECOM'],
      words: 'The day the episode began is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, with four figures for the year.',
    },
    (row) => row.DECOM === null && written(row, 'DECOM'),
  ),
  rowRule(
    '143',
    'Episodes',
    {
      fields: ['RNE'],
      words: 'Why the episode began is not a code of the return.',
      todo: 'Write S, L, P, T, B or U, as a capital letter.',
    },
    (row) => row.RNE !== null && !isReasonForNew(row.RNE),
  ),
  rowRule(
    '144',
    'Episodes',
    {
      fields: ['LS'],
      words: 'The legal status is not a code of the return.',
      todo: 'Write the code of the legal status the child was looked after under, such as C2 or V2.',
    },
    (row) => row.LS !== null && !isLegalStatus(row.LS),
  ),
  rowRule(
    '145',
    'Episodes',
    {
      fields: ['CIN'],
      words: 'The main need for which the child came into care is not a code of the return.',
      todo: 'Write one of N1 to N8.',
    },
    (row) => row.CIN !== null && !isNeed(row.CIN),
  ),
  placeRule(years(2023, 2024), isPlaceTo2024),
  placeRule(years(2025, 2025), isPlaceIn2025),
  placeRule(years(2026), isPlaceFrom2026),
  rowRule(
    '147',
    'Episodes',
    {
      fields: ['DEC'],
      words: 'The day the episode ended is not a day of the calendar.',
      todo: 'Write the day as dd/mm/yyyy, or leave it blank while the episode goes on.',
    },
    (row) => row.DEC === null && written(row, 'DEC'),
  ),
  rowRule(
    '148',
    'Episodes',
    {
      fields: ['DEC', 'REC'],
      words: 'The episode has a day on which it ended but no reason why, or a reason but no day.',
      todo: 'Give both the day and the reason, or leave both blank while the episode goes on.',
    },
    (row) => written(row, 'DEC') !== (row.REC !== null),
  ),
  rowRule(
    '149',
    'Episodes',
    {
      fields: ['REC'],
      words: 'Why the episode ended is not a code of the return.',
      todo: 'Write X1 where another episode goes on from it, or the code E… with which care ended.',
    },
    (row) => row.REC !== null && !isReasonForEnd(row.REC),
  ),
  // A provider that this kind of placement cannot have is no valid code for it, whichever it is.
  rowRule(
    '178',
    'Episodes',
    {
      fields: ['PLACE_PROVIDER'],
      words: 'The kind of provider is not a code of the return, or not one for this kind of placement.',
      todo: 'Write one of PR0 to PR5; leave it blank for temporary and other placements.',
    },
    (row) => row.PLACE_PROVIDER !== null && (!isProviderCode(row.PLACE_PROVIDER) || hasNoProvider(row.PLACE)),
  ),
];
