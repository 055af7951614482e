import { HEALTH_ITEMS, leavesAny, saysAny, YEAR_ITEMS } from '../health.ts';
import type { Oc2Row, Oc3Row } from '../rows.ts';
import { isOneOf, type Rule, rowRule, rule } from '../rule.ts';

const isYesOrNo = isOneOf(['0', '1']);

/** Whether the entries on health, convictions and substances agree with each other, row by row. */
export const HEALTH_ENTRY_RULES: readonly Rule[] = [
  rowRule(
    '158',
    'OC2',
    {
      fields: ['INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'],
      words: 'Help with substances was received, so whether it was offered is not asked.',
      todo: 'Leave the offer blank, or correct whether help was received.',
    },
    (row) => row.INTERVENTION_RECEIVED === '1' && row.INTERVENTION_OFFERED !== null,
  ),
  rowRule(
    '159',
    'OC2',
    {
      fields: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'],
      words: 'A problem with substances was found and no help received; the return asks whether help was offered.',
      todo: 'Write 1 if help was offered and turned down, 0 if it was not offered.',
    },
    (row) => row.SUBSTANCE_MISUSE === '1' && row.INTERVENTION_RECEIVED === '0' && row.INTERVENTION_OFFERED === null,
  ),
  rowRule(
    '181',
    'OC2',
    {
      fields: YEAR_ITEMS,
      words: 'An entry on health, convictions or substances is neither yes nor no.',
      todo: 'Write 1 for yes and 0 for no.',
    },
    (row) => YEAR_ITEMS.some((item) => row[item] !== null && !isYesOrNo(row[item])),
  ),
  rowRule(
    '182',
    'OC2',
    {
      fields: [...HEALTH_ITEMS, 'CONVICTED', 'HEALTH_CHECK', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'],
      words: 'Immunisations, dental check, health assessment and substances are not all answered, yet something is.',
      todo: 'Answer all four, or leave every entry blank when the child was not looked after all year.',
    },
    (row) => leavesAny(row, HEALTH_ITEMS) && saysAny(row, YEAR_ITEMS),
  ),
  rowRule(
    '192',
    'OC2',
    {
      fields: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED'],
      words: 'A problem with substances was found, and whether help was received is blank.',
      todo: 'Write 1 if the child received help, 0 if not.',
    },
    (row) => row.SUBSTANCE_MISUSE === '1' && row.INTERVENTION_RECEIVED === null,
  ),
  rowRule(
    '193',
    'OC2',
    {
      fields: ['SUBSTANCE_MISUSE', 'INTERVENTION_RECEIVED', 'INTERVENTION_OFFERED'],
      words: 'No problem with substances is recorded, yet help with one is.',
      todo: 'Leave both entries on help blank, or record that a problem was found.',
    },
    (row) => row.SUBSTANCE_MISUSE !== '1' && (row.INTERVENTION_RECEIVED !== null || row.INTERVENTION_OFFERED !== null),
  ),
  rule(
    '215',
    {
      fields: ['IN_TOUCH', 'ACTIV', 'ACCOM', ...YEAR_ITEMS],
      words: 'The young person is in the return as a care leaver and as a child who was looked after all year.',
      todo: 'Keep the care leaver entries or those on health and convictions, whichever is right.',
      tables: ['OC2', 'OC3'],
    },
    ({ now }, found) => {
      for (const leaver of now.OC3) {
        if (!saysOfLeaver(leaver)) continue;
        for (const row of now.of('OC2', leaver.CHILD)) {
          if (!saysAny(row, YEAR_ITEMS)) continue;
          found(leaver);
          found(row);
        }
      }
    },
  ),
  rowRule(
    '544',
    'OC2',
    {
      fields: ['CONVICTED', ...HEALTH_ITEMS],
      words: 'A conviction is recorded, and immunisations, dental check, health assessment or substances are blank.',
      todo: 'Answer all four; a child for whom a conviction is recorded was looked after all year.',
    },
    (row) => blanksBeside(row, row.CONVICTED),
  ),
  rowRule(
    '547',
    'OC2',
    {
      fields: ['HEALTH_CHECK', ...HEALTH_ITEMS],
      words: 'Development checks are recorded as done, and one of the other entries on health is blank.',
      todo: 'Answer immunisations, dental check, health assessment and substances as well.',
    },
    (row) => blanksBeside(row, row.HEALTH_CHECK),
  ),
];

function saysOfLeaver(row: Oc3Row): boolean {
  return row.IN_TOUCH !== null || row.ACTIV !== null || row.ACCOM !== null;
}

/** Only a yes: where a no stands beside blanks, rule 182 says so already. */
function blanksBeside(row: Oc2Row, said: string | null): boolean {
  return said === '1' && leavesAny(row, HEALTH_ITEMS);
}
