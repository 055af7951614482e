/** Everyone Homeward is for. A role says what kind of work somebody does; what they see also depends on the child. */
export const ROLES = {
  child: 'child or young person',
  parent: 'parent',
  advocate: 'advocate',
  'social-worker': 'social worker',
  'out-of-hours-worker': 'out-of-hours worker',
  'home-finder': 'home finder',
  provider: 'provider',
  'registered-manager': 'registered manager',
  'foster-carer': 'foster carer',
  'supervising-social-worker': 'supervising social worker',
  manager: 'team manager',
  'nominated-officer': 'nominated officer',
  director: 'director',
  iro: 'independent reviewing officer',
  'virtual-school-head': 'virtual school head',
  commissioner: 'commissioner',
  'regional-analyst': 'regional analyst',
  'family-help-lead': 'family help lead practitioner',
  partner: 'partner in health, school or police',
  'reform-lead': 'reform lead',
  'data-officer': 'data officer',
  'information-governance': 'information governance officer',
  administrator: 'administrator',
  'adoption-worker': 'adoption worker',
} as const;

export type Role = keyof typeof ROLES;

export const ALL_ROLES = Object.keys(ROLES) as Role[];
