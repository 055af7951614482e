import { ALL_ROLES, ROLES, type Role } from './roles.ts';

/** What kind of organisation somebody works for. */
type OrganisationKind = 'authority' | 'provider' | 'region';

const OF_A_PROVIDER: readonly Role[] = [
  'provider',
  'registered-manager',
  'foster-carer',
  'supervising-social-worker',
  'information-governance',
  'administrator',
];
const OF_A_REGION: readonly Role[] = [
  'regional-analyst',
  'commissioner',
  'reform-lead',
  'information-governance',
  'administrator',
];
const ELSEWHERE: readonly Role[] = ['provider', 'regional-analyst'];

/** The roles that an organisation has posts for. */
export function rolesOf(kind: OrganisationKind): readonly Role[] {
  if (kind === 'provider') return OF_A_PROVIDER;
  if (kind === 'region') return OF_A_REGION;
  return ALL_ROLES.filter((role) => !ELSEWHERE.includes(role));
}

/** The same as choices of a form, by the alphabet. */
export function roleChoices(kind: OrganisationKind): { value: Role; text: string }[] {
  const byName = new Intl.Collator('en-GB').compare;
  return rolesOf(kind)
    .map((value) => ({ value, text: sentence(ROLES[value]) }))
    .sort((a, b) => byName(a.text, b.text));
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
