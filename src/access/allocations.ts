import type { Role } from './roles.ts';

/** A way of working with a child, as an allocation keeps it, and the role that it takes. */
export interface Work {
  readonly relation: Relation;
  readonly role: Role;
  /** As a line of a list. */
  readonly words: string;
}

/** What an allocation says of a person. `added`: they wrote the child down first, which only the database says. */
export type Relation =
  | 'social worker'
  | 'supervising social worker'
  | 'independent reviewing officer'
  | 'advocate'
  | 'virtual school'
  | 'family help lead'
  | 'partner'
  | 'adoption worker'
  | 'added'
  | 'parent'
  | 'self';

/** What a manager may allocate, in the order a child would ask for it; app.role_for (migrations/0086) holds the same. */
export const WORKS: readonly Work[] = [
  { relation: 'social worker', role: 'social-worker', words: 'Social worker' },
  { relation: 'independent reviewing officer', role: 'iro', words: 'Independent reviewing officer' },
  { relation: 'advocate', role: 'advocate', words: 'Advocate' },
  { relation: 'virtual school', role: 'virtual-school-head', words: 'Virtual school head' },
  { relation: 'supervising social worker', role: 'supervising-social-worker', words: 'Supervising social worker' },
  { relation: 'family help lead', role: 'family-help-lead', words: 'Family help lead practitioner' },
  { relation: 'partner', role: 'partner', words: 'Partner in health, school or police' },
  { relation: 'adoption worker', role: 'adoption-worker', words: 'Adoption worker' },
  { relation: 'self', role: 'child', words: 'The child’s or young person’s own account' },
  { relation: 'parent', role: 'parent', words: 'Parent' },
];

/** Where a relation stands in a list; who wrote the child down comes last. */
export function placeOf(relation: Relation): number {
  const at = WORKS.findIndex((work) => work.relation === relation);
  return at < 0 ? WORKS.length : at;
}

export function wordsOf(relation: Relation): string {
  return WORKS.find((work) => work.relation === relation)?.words ?? 'Wrote the child’s record first';
}
