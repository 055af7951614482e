import { lookedAfterAllYear } from '../care.ts';
import { agesOf, HEALTH_ITEMS, leavesAny, saysAny, YEAR_ITEMS } from '../health.ts';
import { type Rule, rowRule, rule } from '../rule.ts';

/** Health and convictions of children who were looked after all year, and of those who were not. */
export const HEALTH_YEAR_RULES: readonly Rule[] = [
  rowRule(
    '190',
    'OC2',
    {
      fields: YEAR_ITEMS,
      words: 'Health or convictions are recorded for a child who was not looked after all year.',
      todo: 'Leave the entries blank, or correct the episodes.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => saysAny(row, YEAR_ITEMS) && !lookedAfterAllYear(data, row.CHILD),
  ),
  rule(
    '191',
    {
      fields: [...HEALTH_ITEMS, 'CHILD'],
      words: 'The child was looked after all year, and entries on their health are missing.',
      todo: 'Answer immunisations, dental check, health assessment and substances with 1 or 0.',
      tables: ['OC2', 'Episodes'],
    },
    (data, found) => {
      for (const [child, episodes] of data.now.chains()) {
        if (!lookedAfterAllYear(data, child)) continue;
        const rows = data.now.of('OC2', child);
        for (const row of rows) if (leavesAny(row, HEALTH_ITEMS)) found(row);
        // A child whom the table does not name at all is marked where they are named: at their latest episode.
        const latest = episodes.findLast((episode) => episode.DECOM !== null);
        if (rows.length === 0 && latest) found(latest);
      }
    },
  ),
  rowRule(
    '542',
    'OC2',
    {
      fields: ['CONVICTED'],
      words: 'The child was under 10 on 31 March, too young for a conviction.',
      todo: 'Leave convictions blank, or correct the date of birth.',
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atEnd < 10 && row.CONVICTED !== null;
    },
  ),
  rowRule(
    '543',
    'OC2',
    {
      fields: ['DOB', 'CONVICTED'],
      words: 'The child was 10 or older on 31 March and looked after all year, and convictions are blank.',
      todo: 'Write 1 if the child was convicted or cautioned in the year, 0 if not.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atEnd >= 10 && row.CONVICTED === null && lookedAfterAllYear(data, row.CHILD);
    },
  ),
  rowRule(
    '545',
    'OC2',
    {
      fields: ['DOB', 'HEALTH_CHECK'],
      words: 'The child was under 5 on 31 March and looked after all year, and development checks are blank.',
      todo: 'Write 1 if the checks were up to date, 0 if not.',
      tables: ['OC2', 'Episodes'],
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atEnd < 5 && row.HEALTH_CHECK === null && lookedAfterAllYear(data, row.CHILD);
    },
  ),
  rowRule(
    '546',
    'OC2',
    {
      fields: ['DOB', 'HEALTH_CHECK'],
      words: 'The child was 5 or older on 31 March; development checks are asked of younger children only.',
      todo: 'Leave development checks blank, or correct the date of birth.',
    },
    (row, data) => {
      const ages = agesOf(row, data);
      return ages !== null && ages.atEnd >= 5 && row.HEALTH_CHECK !== null;
    },
  ),
];
