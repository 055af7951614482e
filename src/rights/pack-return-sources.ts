// data
import { sql } from '../db/index.ts';
import type { PackSource } from './pack-sources.ts';

/** The child's rows as the latest return told them: two years may tell of the same thing. */
const latest =
  (table: string, ...key: readonly string[]) =>
  (childId: string) =>
    sql`t.child_id = ${childId} and not exists (select from ${sql.table(table)} l where l.organisation_id = t.organisation_id
      and l.child_id = t.child_id and l.return_year > t.return_year
      ${sql.join(
        key.map((column) => sql`and l.${sql.ref(column)} = t.${sql.ref(column)}`),
        sql` `,
      )})`;
const everyYear = (childId: string) => sql`t.child_id = ${childId}`;

const YEAR = { return_year: ['Return of the year that ended in'] } as const;
const LEAVES = ['organisation_id', 'child_id', 'import_id'] as const;

/** What the statutory returns say beside episodes. */
export const RETURN_SOURCES: readonly PackSource[] = [
  {
    table: 'uasc',
    heading: 'Returns that say you came to this country without family',
    about: everyYear,
    order: 'return_year',
    columns: { duc: ['Until'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'mother',
    heading: 'What the returns say of you as a mother',
    about: everyYear,
    order: 'return_year',
    columns: { mother: ['You are a mother'], mc_dob: ['Your child was born'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'review',
    heading: 'Reviews of your care',
    about: latest('review', 'review'),
    order: 'review',
    columns: { review: ['On'], review_code: ['How you took part (code)'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'oc2',
    heading: 'What the returns say about your health',
    about: everyYear,
    order: 'return_year',
    columns: {
      ...YEAR,
      sdq_score: ['Strengths and difficulties score (0 to 40)'],
      sdq_reason: ['Why there is no score (code)'],
      convicted: ['Convicted in the year'],
      health_check: ['Health checks up to date'],
      immunisations: ['Immunisations up to date'],
      teeth_check: ['Teeth checked'],
      health_assessment: ['Health assessment'],
      substance_misuse: ['A problem with drugs or alcohol'],
      intervention_received: ['Help with it was received'],
      intervention_offered: ['Help with it was offered'],
    },
    leaves: LEAVES,
  },
  {
    table: 'missing',
    heading: 'Times you were missing or away',
    about: latest('missing', 'mis_start'),
    order: 'mis_start',
    columns: { mis_start: ['From'], mis_end: ['Until'], missing: ['Missing or away (code)'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'sw_episode',
    heading: 'Your social workers, as the returns say',
    about: latest('sw_episode', 'sw_decom', 'sw_id'),
    order: 'sw_decom, sw_id',
    columns: {
      sw_decom: ['From'],
      sw_dec: ['Until'],
      sw_id: ['Their number'],
      sw_reason: ['Reason for a change (code)'],
      ...YEAR,
    },
    leaves: LEAVES,
  },
  {
    table: 'dolo',
    heading: 'Orders that deprived you of liberty',
    about: latest('dolo', 'dolo_start'),
    order: 'dolo_start',
    columns: { dolo_start: ['From'], dolo_end: ['Until'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'oc3',
    heading: 'After you left care, as the returns say',
    about: everyYear,
    order: 'return_year',
    columns: {
      ...YEAR,
      in_touch: ['In touch (code)'],
      activ: ['Education and work (code)'],
      accom: ['Where you lived (code)'],
    },
    leaves: LEAVES,
  },
  {
    table: 'prev_perm',
    heading: 'A permanent home before',
    about: everyYear,
    order: 'return_year',
    columns: { prev_perm: ['What (code)'], la_perm: ['Authority (code)'], date_perm: ['Day'], ...YEAR },
    leaves: LEAVES,
  },
  {
    table: 'placed_adoption',
    heading: 'Decisions that you should be placed for adoption',
    about: latest('placed_adoption', 'date_placed'),
    order: 'date_placed',
    columns: {
      date_placed: ['Decided'],
      date_placed_ceased: ['Taken back'],
      reason_placed_ceased: ['Why (code)'],
      ...YEAR,
    },
    leaves: LEAVES,
  },
  {
    table: 'ad1',
    heading: 'Your adoption, as the returns say',
    about: everyYear,
    order: 'return_year',
    columns: {
      date_int: ['Decided'],
      date_match: ['Matched'],
      foster_care: ['By your foster carers'],
      ...YEAR,
    },
    // Who the adopters are is theirs.
    leaves: [...LEAVES, 'nb_adoptr', 'sex_adoptr', 'ls_adoptr'],
  },
];
