import type { Rule } from './rule.ts';
import { ADOPTION_DECISION_ENTRY_RULES } from './rules/adoption-decision-entries.ts';
import { ADOPTION_DECISION_RULES } from './rules/adoption-decisions.ts';
import { ADOPTION_DECISION_LAST_YEAR_RULES } from './rules/adoption-decisions-last-year.ts';
import { ADOPTION_ENTRY_RULES } from './rules/adoption-entries.ts';
import { ADOPTION_RULES } from './rules/adoptions.ts';
import { AGE_RULES } from './rules/ages.ts';
import { CARE_LEAVER_ENTRY_RULES } from './rules/care-leaver-entries.ts';
import { CARE_LEAVER_RULES } from './rules/care-leavers.ts';
import { DISTANCE_AND_PLACE_RULES } from './rules/distance-and-place.ts';
import { EPISODE_CODE_RULES } from './rules/episode-codes.ts';
import { EPISODE_DAY_RULES } from './rules/episode-days.ts';
import { EPISODE_PAIR_RULES } from './rules/episode-pairs.ts';
import { HEADER_ENTRY_RULES } from './rules/header-entries.ts';
import { HEADER_IN_CARE_RULES } from './rules/header-in-care.ts';
import { HEADER_LAST_YEAR_RULES } from './rules/header-last-year.ts';
import { HEALTH_ENTRY_RULES } from './rules/health-entries.ts';
import { HEALTH_YEAR_RULES } from './rules/health-year.ts';
import { HOME_AND_PROVIDER_RULES } from './rules/homes-and-providers.ts';
import { LAST_YEAR_RULES } from './rules/last-year.ts';
import { LIBERTY_ORDER_RULES } from './rules/liberty-orders.ts';
import { LIMIT_OF_TIME_RULES } from './rules/limits-of-time.ts';
import { MISSING_AND_CARE_RULES } from './rules/missing-and-care.ts';
import { MISSING_ENTRY_RULES } from './rules/missing-entries.ts';
import { MOTHER_RULES } from './rules/mothers.ts';
import { MOTHER_IN_CARE_RULES } from './rules/mothers-in-care.ts';
import { PERMANENCE_RULES } from './rules/permanence.ts';
import { PLACEMENT_AND_PROVIDER_RULES } from './rules/placements-and-providers.ts';
import { PREVIOUS_PERMANENCE_RULES } from './rules/previous-permanence.ts';
import { REVIEW_RULES } from './rules/reviews.ts';
import { SAME_CHILD_RULES } from './rules/same-child.ts';
import { SHORT_BREAK_RULES } from './rules/short-breaks.ts';
import { SOCIAL_WORKER_CHAIN_RULES } from './rules/social-worker-chains.ts';
import { SOCIAL_WORKER_ENTRY_RULES } from './rules/social-worker-entries.ts';
import { STRENGTHS_AND_DIFFICULTIES_RULES } from './rules/strengths-and-difficulties.ts';
import { TEMPORARY_PLACEMENT_RULES } from './rules/temporary-placements.ts';
import { UNACCOMPANIED_RULES } from './rules/unaccompanied.ts';

/** Every rule of every year, in the order in which they are listed. */
export const RULES: readonly Rule[] = [
  ...LIBERTY_ORDER_RULES,
  ...SOCIAL_WORKER_CHAIN_RULES,
  ...SOCIAL_WORKER_ENTRY_RULES,
  ...SAME_CHILD_RULES,
  ...UNACCOMPANIED_RULES,
  ...HEADER_LAST_YEAR_RULES,
  ...MOTHER_RULES,
  ...HEADER_ENTRY_RULES,
  ...HEALTH_ENTRY_RULES,
  ...HEALTH_YEAR_RULES,
  ...STRENGTHS_AND_DIFFICULTIES_RULES,
  ...MISSING_ENTRY_RULES,
  ...EPISODE_CODE_RULES,
  ...EPISODE_DAY_RULES,
  ...AGE_RULES,
  ...EPISODE_PAIR_RULES,
  ...LIMIT_OF_TIME_RULES,
  ...SHORT_BREAK_RULES,
  ...PERMANENCE_RULES,
  ...TEMPORARY_PLACEMENT_RULES,
  ...DISTANCE_AND_PLACE_RULES,
  ...HOME_AND_PROVIDER_RULES,
  ...CARE_LEAVER_ENTRY_RULES,
  ...HEADER_IN_CARE_RULES,
  ...LAST_YEAR_RULES,
  ...CARE_LEAVER_RULES,
  ...ADOPTION_ENTRY_RULES,
  ...ADOPTION_RULES,
  ...ADOPTION_DECISION_ENTRY_RULES,
  ...ADOPTION_DECISION_LAST_YEAR_RULES,
  ...ADOPTION_DECISION_RULES,
  ...MISSING_AND_CARE_RULES,
  ...PREVIOUS_PERMANENCE_RULES,
  ...REVIEW_RULES,
  ...MOTHER_IN_CARE_RULES,
  ...PLACEMENT_AND_PROVIDER_RULES,
];

/** The rules of one year's return (2026 is 2025-26). */
export function rulesOf(year: number): readonly Rule[] {
  return RULES.filter((rule) => rule.years.from <= year && year <= rule.years.to);
}
