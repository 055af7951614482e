import { postcode } from '../../kernel/index.ts';
import { isShortBreak, wasUnaccompanied } from '../care.ts';
import { isOneOf, type Rule, rowRule, years } from '../rule.ts';

const isInOrOut = isOneOf(['IN', 'OUT']);

const isNoPostcode = (text: string | null) => text !== null && postcode(text) === null;

/** A postcode however it was typed, or what stands there where it is none. */
const spelled = (text: string) => postcode(text) ?? text;

/** Postcodes, and what the Department works out from them: distance, authority, in or out of the authority. */
export const DISTANCE_AND_PLACE_RULES: readonly Rule[] = [
  rowRule(
    '164',
    'Episodes',
    {
      fields: ['PL_DISTANCE'],
      words: 'The distance from home is no number of miles from 0 to 999.9.',
      todo: 'Check both postcodes.',
      needs: ['PL_DISTANCE'],
    },
    (row, data) => {
      if (row.PL_DISTANCE === null || isShortBreak(row) || wasUnaccompanied(data, row.CHILD)) return false;
      const miles = Number(row.PL_DISTANCE);
      return !(miles >= 0 && miles <= 999.9);
    },
  ),
  rowRule(
    '169',
    'Episodes',
    {
      fields: ['PL_LA'],
      words: 'The authority that the placement lies in is not known.',
      todo: 'Check the placement’s postcode.',
      needs: ['PL_LA'],
    },
    (row) => !isShortBreak(row) && row.PL_LA === null,
  ),
  rowRule(
    '179',
    'Episodes',
    {
      fields: ['PL_LOCATION'],
      words: 'Whether the placement lies in the authority or outside it is not known.',
      todo: 'Check the placement’s postcode.',
      needs: ['PL_LOCATION'],
    },
    (row) => !isShortBreak(row) && !isInOrOut(row.PL_LOCATION),
  ),
  rowRule(
    '392a',
    'Episodes',
    {
      fields: ['PL_DISTANCE'],
      words: 'The distance between the family home and the placement is not known.',
      todo: 'Give both postcodes; for a child who came unaccompanied, say so in this year’s return or last year’s.',
      needs: ['PL_DISTANCE'],
    },
    (row, data) => !isShortBreak(row) && row.PL_DISTANCE === null && !wasUnaccompanied(data, row.CHILD),
  ),
  rowRule(
    '392b',
    'Episodes',
    {
      fields: ['HOME_POST', 'PL_POST'],
      words: 'The postcode of the family home, of the placement or of both is missing.',
      todo: 'Give both postcodes; for a child who came unaccompanied, say so in this year’s return or last year’s.',
    },
    (row, data) =>
      !isShortBreak(row) && (row.HOME_POST === null || row.PL_POST === null) && !wasUnaccompanied(data, row.CHILD),
  ),
  rowRule(
    '392c',
    'Episodes',
    {
      fields: ['HOME_POST', 'PL_POST'],
      words: 'A postcode cannot be one.',
      todo: 'Write the whole postcode, such as SW1A 2AA.',
    },
    (row) => isNoPostcode(row.HOME_POST) || isNoPostcode(row.PL_POST),
  ),
  rowRule(
    '392d',
    'Episodes',
    {
      fields: ['HOME_POST', 'PL_POST', 'PLACE'],
      words: 'The family home and the placement have the same postcode, but the child is not placed with parents (P1).',
      todo: 'Check both postcodes and the kind of placement.',
    },
    (row) =>
      row.HOME_POST !== null &&
      row.PL_POST !== null &&
      row.PLACE !== 'P1' &&
      spelled(row.HOME_POST) === spelled(row.PL_POST),
  ),
  rowRule(
    '406',
    'Episodes',
    {
      fields: ['PL_DISTANCE'],
      words: 'A child who came unaccompanied has a distance from home, which the return does not ask for.',
      todo: 'Leave the postcode of the family home blank.',
      needs: ['PL_DISTANCE'],
    },
    (row, data) => row.PL_DISTANCE !== null && wasUnaccompanied(data, row.CHILD),
  ),
  rowRule(
    '411',
    'Episodes',
    {
      fields: ['PL_LOCATION'],
      words: 'The placement is said to lie in the authority, but its own authority is another.',
      todo: 'Check the placement’s postcode.',
      needs: ['authority', 'PL_LA', 'PL_LOCATION'],
    },
    (row, data) => row.PL_LOCATION === 'IN' && row.PL_LA !== null && row.PL_LA !== data.authority,
  ),
  rowRule(
    '454',
    'Episodes',
    {
      years: years(2026),
      fields: ['PL_DISTANCE'],
      words: 'The placement is more than 350 miles from home.',
      todo: 'Check both postcodes.',
      needs: ['PL_DISTANCE'],
    },
    (row, data) => {
      if (row.PL_DISTANCE === null || isShortBreak(row) || wasUnaccompanied(data, row.CHILD)) return false;
      return Number(row.PL_DISTANCE) > 350;
    },
  ),
];
