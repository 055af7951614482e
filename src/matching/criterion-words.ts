import { DOMAIN_WORDS } from '../kernel/index.ts';
import { domainOf } from './criteria.ts';
import type { PlainCriterion } from './policy.ts';

const WORDS: Readonly<Record<PlainCriterion, string>> = {
  school: 'Near school',
  family: 'Near family',
  'brothers-and-sisters': 'With or near brothers and sisters',
  friends: 'Near friends',
  area: 'In the area they know',
  languages: 'Languages',
  interests: 'Interests',
  pets: 'Pets',
  'kind-of-home': 'Kind of home',
  household: 'Who lives there',
};

/** How a criterion is called on screens; a need is called by its domain. */
export function criterionWords(criterion: string): string {
  const domain = domainOf(criterion);
  if (domain) return DOMAIN_WORDS[domain];
  return WORDS[criterion as PlainCriterion] ?? criterion;
}
