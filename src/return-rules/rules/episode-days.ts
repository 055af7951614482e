import { bornOn } from '../care.ts';
import { dayOf, isAfter, isBefore } from '../day.ts';
import { liesOutsideEngland } from '../place-codes.ts';
import { isOneOf, type Rule, rowRule, rule, years } from '../rule.ts';

// The day the Children Act 1989 came into force.
const CHILDREN_ACT = dayOf(1991, 10, 14);
// Placement orders took the place of freeing orders at the end of December 2005 (Adoption and Children Act 2002).
const DECEMBER_2005 = dayOf(2005, 12, 1);
const LAST_OF_2005 = dayOf(2005, 12, 31);
// From this day on, homes for young people of 16 and 17 are registered as supported accommodation.
const SUPPORTED_ACCOMMODATION = dayOf(2023, 10, 28);
// The codes T and U, for a change with the same carer, came in.
const SAME_CARER_CODES = dayOf(2015, 4, 1);

const mayBeginWithSameCarer = isOneOf(['S', 'T', 'U']);

/** Days of an episode that cannot be, by themselves or for what the episode says. */
export const EPISODE_DAY_RULES: readonly Rule[] = [
  rowRule(
    '217',
    'Episodes',
    {
      fields: ['PLACE', 'DECOM', 'RNE'],
      words:
        'The child is placed for adoption with the foster carers they already live with, but the episode does not begin as one with the same carer.',
      todo: 'Where the carers are the same, write T or U as why the episode began, or S if care began with it.',
    },
    (row) =>
      (row.PLACE === 'A3' || row.PLACE === 'A5') &&
      row.DECOM !== null &&
      !isBefore(row.DECOM, SAME_CARER_CODES) &&
      !mayBeginWithSameCarer(row.RNE),
  ),
  rowRule(
    '217t',
    'Episodes',
    {
      years: years(2024, 2024),
      fields: ['PLACE', 'DECOM'],
      words: 'Independent living (P2) has not been a kind of placement since 28 October 2023.',
      todo: 'Write the kind of placement that the child moved into.',
    },
    (row) => row.PLACE === 'P2' && row.DECOM !== null && !isBefore(row.DECOM, SUPPORTED_ACCOMMODATION),
  ),
  rowRule(
    '230',
    'Episodes',
    {
      years: years(2024, 2024),
      fields: ['PLACE', 'DEC', 'URN'],
      words: 'Semi-independent homes in England (H5) are registered since 28 October 2023, and this one has no URN.',
      todo: 'Give the URN of the provider; if the placement ended before that day, give its end.',
    },
    (row) =>
      row.PLACE === 'H5' && row.URN === null && !isBefore(row.DEC, SUPPORTED_ACCOMMODATION) && !liesOutsideEngland(row),
  ),
  rule(
    '302',
    {
      fields: ['DECOM', 'DOB'],
      words: 'The child’s first episode begins before the child was born.',
      todo: 'Check the day of birth and the day the episode began.',
      tables: ['Episodes', 'Header'],
    },
    (data, found) => {
      for (const [child, [first]] of data.now.chains()) {
        const born = bornOn(data, child);
        if (!first || !isBefore(first.DECOM, born)) continue;
        found(first);
        for (const header of data.now.of('Header', child)) found(header);
      }
    },
  ),
  rowRule(
    '353',
    'Episodes',
    {
      fields: ['DECOM'],
      words: 'The episode begins before 14 October 1991, the day from which the return counts.',
      todo: 'Check the day the episode began.',
    },
    (row) => isBefore(row.DECOM, CHILDREN_ACT),
  ),
  rowRule(
    '354',
    'Episodes',
    {
      fields: ['DECOM'],
      words: 'The episode begins after the last day of this return.',
      todo: 'Check the day it began; an episode that began later belongs in next year’s return.',
    },
    (row, data) => isAfter(row.DECOM, data.end),
  ),
  rowRule(
    '355',
    'Episodes',
    {
      fields: ['DECOM', 'DEC'],
      words: 'The episode begins and ends on the same day.',
      todo: 'Check both days; leave out an episode in which the child did not stay a night.',
    },
    (row) => row.DECOM !== null && row.DECOM === row.DEC,
  ),
  rowRule(
    '356',
    'Episodes',
    {
      fields: ['DECOM', 'DEC'],
      words: 'The episode ends before it begins.',
      todo: 'Check both days.',
    },
    (row) => isBefore(row.DEC, row.DECOM),
  ),
  rowRule(
    '385',
    'Episodes',
    {
      fields: ['DEC'],
      words: 'The episode ends after the last day of this return.',
      todo: 'Leave the end and its reason blank while the episode still went on at the end of the year.',
    },
    (row, data) => isAfter(row.DEC, data.end),
  ),
  rowRule(
    '445',
    'Episodes',
    {
      years: years(2023, 2024),
      fields: ['LS', 'DECOM'],
      words: 'A child cannot be freed for adoption (D1) in an episode that began after December 2005.',
      todo: 'Write the legal status the child had; E1 where it was a placement order.',
    },
    (row) => row.LS === 'D1' && isAfter(row.DECOM, LAST_OF_2005),
  ),
  rowRule(
    '446',
    'Episodes',
    {
      fields: ['LS', 'DECOM'],
      words: 'There were no placement orders (E1) when this episode began, before December 2005.',
      todo: 'Check the day it began and the legal status.',
    },
    (row) => row.LS === 'E1' && isBefore(row.DECOM, DECEMBER_2005),
  ),
  rowRule(
    '451',
    'Episodes',
    {
      years: years(2023, 2024),
      fields: ['DEC', 'REC', 'LS'],
      words: 'The child is still freed for adoption (D1), though nobody has been freed since 30 December 2005.',
      todo: 'End the episode, and begin one with the legal status the child has now.',
    },
    (row) => row.LS === 'D1' && row.DEC === null && row.REC === null,
  ),
];
