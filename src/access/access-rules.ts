import type { RecordClass, Relationship } from './record-classes.ts';
import type { Role } from './roles.ts';

/**
 * The policy: who may see and change what of a child's record, through which relationship. Written here once, as data.
 * From it come the check of each action (decide.ts), the filter of lists (readable.ts), the rows of access_rule that the
 * database's row-level policies read, and the matrix of docs/security.md. Whatever is not here is refused.
 */
export interface AccessRule {
  readonly role: Role;
  readonly through: Relationship;
  readonly class: RecordClass;
  /** To change includes to see. */
  readonly may: 'read' | 'write';
}

interface Grant {
  readonly roles: readonly Role[];
  readonly through: readonly Relationship[];
  readonly read?: readonly RecordClass[];
  readonly write?: readonly RecordClass[];
}

const STORY: readonly RecordClass[] = ['basics', 'identity', 'about-me', 'picture', 'profile', 'care'];

const GRANTS: readonly Grant[] = [
  // Those who tell and keep the child's story.
  {
    roles: ['social-worker', 'family-help-lead'],
    through: ['allocated', 'team', 'named'],
    write: ['basics', 'identity', 'address', 'about-me', 'picture', 'profile', 'search'],
    read: ['care', 'people', 'looks'],
  },
  {
    roles: ['manager'],
    through: ['allocated', 'team', 'named', 'unallocated'],
    write: ['basics', 'identity', 'address', 'about-me', 'picture', 'profile', 'search', 'people'],
    read: ['care', 'looks'],
  },
  {
    roles: ['out-of-hours-worker'],
    through: ['authority', 'allocated', 'named'],
    write: ['basics', 'identity', 'address', 'about-me', 'picture', 'profile', 'search'],
    read: ['care', 'people'],
  },
  {
    roles: ['adoption-worker'],
    through: ['allocated', 'named'],
    write: ['basics', 'identity', 'address', 'about-me', 'picture', 'profile', 'search'],
    read: ['care', 'people', 'looks'],
  },
  // Those who find the home. A child somebody of them wrote down (in an emergency) is theirs to complete.
  { roles: ['home-finder'], through: ['search', 'named'], write: ['search'], read: [...STORY, 'address', 'people'] },
  {
    roles: ['home-finder'],
    through: ['allocated'],
    write: ['basics', 'identity', 'address', 'about-me', 'picture', 'profile', 'search'],
    read: ['care', 'people'],
  },
  { roles: ['supervising-social-worker'], through: ['allocated', 'named'], read: [...STORY, 'people'] },
  // Those who approve, review and stand up for the child.
  { roles: ['nominated-officer'], through: ['authority', 'named'], read: [...STORY, 'search', 'people'] },
  { roles: ['director'], through: ['authority', 'named'], read: [...STORY, 'search', 'people', 'looks'] },
  { roles: ['iro'], through: ['allocated', 'named'], read: [...STORY, 'search', 'people', 'looks'] },
  { roles: ['virtual-school-head'], through: ['authority'], read: ['basics', 'identity', 'people'] },
  { roles: ['virtual-school-head'], through: ['allocated', 'named'], read: [...STORY, 'people'] },
  {
    roles: ['advocate'],
    through: ['allocated', 'named'],
    read: ['basics', 'identity', 'about-me', 'picture', 'people', 'looks'],
  },
  {
    roles: ['partner'],
    through: ['allocated', 'named'],
    read: ['basics', 'identity', 'about-me', 'picture', 'people'],
  },
  // The child and the family.
  {
    roles: ['child'],
    through: ['self'],
    write: ['picture'],
    read: ['basics', 'identity', 'about-me', 'care', 'people', 'looks', 'rights'],
  },
  { roles: ['parent'], through: ['family'], read: ['identity', 'people'] },
  // Brothers and sisters of a child somebody works with: who they are and where they live, not their story.
  {
    roles: ['social-worker', 'family-help-lead', 'manager', 'home-finder', 'adoption-worker'],
    through: ['sibling'],
    read: ['basics', 'identity', 'care'],
  },
  {
    roles: ['social-worker', 'home-finder', 'manager', 'supervising-social-worker', 'iro', 'family-help-lead'],
    through: ['break-glass'],
    read: [...STORY, 'address', 'people'],
  },
  // Those who keep the records in order.
  {
    roles: ['data-officer'],
    through: ['authority'],
    write: ['basics', 'identity'],
    read: ['address', 'care', 'people'],
  },
  { roles: ['information-governance'], through: ['authority'], read: ['identity', 'looks'], write: ['rights'] },
  {
    roles: ['information-governance'],
    through: ['pack'],
    read: [...STORY, 'address', 'search', 'people', 'looks'],
    write: ['rights'],
  },
];

/** Every single permission there is, one for each role, relationship and class. */
export const ACCESS_RULES: readonly AccessRule[] = GRANTS.flatMap(({ roles, through, read = [], write = [] }) =>
  roles.flatMap((role) =>
    through.flatMap((by) => [
      ...write.map((each) => ({ role, through: by, class: each, may: 'write' as const })),
      ...read.map((each) => ({ role, through: by, class: each, may: 'read' as const })),
    ]),
  ),
);

/** Roles that may write down a child nobody has known so far; they are then the child's first worker. */
export const MAY_ADD_CHILDREN: readonly Role[] = [
  'social-worker',
  'family-help-lead',
  'home-finder',
  'manager',
  'out-of-hours-worker',
  'adoption-worker',
];
