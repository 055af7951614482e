// data
// Written by hand from what each person comes for (the product's description and the law), not from the policy in the
// code: role, relationship, what they may read, what they may also change. What is not here must be refused.
const STORY = 'basics identity about-me picture profile care';

const TABLE: readonly (readonly [roles: string, relationships: string, reads: string, writes: string])[] = [
  ['child', 'self', 'basics identity about-me picture care people looks rights', 'picture'],
  ['parent', 'family', 'identity people', ''],
  ['advocate', 'allocated named', 'basics identity about-me picture people looks', ''],
  ['partner', 'allocated named', 'basics identity about-me picture people', ''],
  [
    'social-worker family-help-lead',
    'allocated team named',
    `${STORY} address search people looks`,
    'basics identity address about-me picture profile search',
  ],
  ['social-worker family-help-lead', 'sibling', 'basics identity care', ''],
  ['social-worker family-help-lead', 'break-glass', `${STORY} address people`, ''],
  [
    'manager',
    'allocated team named unallocated',
    `${STORY} address search people looks`,
    'basics identity address about-me picture profile search people',
  ],
  ['manager', 'sibling', 'basics identity care', ''],
  ['manager', 'break-glass', `${STORY} address people`, ''],
  [
    'out-of-hours-worker',
    'authority allocated named',
    `${STORY} address search people`,
    'basics identity address about-me picture profile search',
  ],
  [
    'adoption-worker',
    'allocated named',
    `${STORY} address search people looks`,
    'basics identity address about-me picture profile search',
  ],
  ['adoption-worker', 'sibling', 'basics identity care', ''],
  ['home-finder', 'search named', `${STORY} address search people`, 'search'],
  [
    'home-finder',
    'allocated',
    `${STORY} address search people`,
    'basics identity address about-me picture profile search',
  ],
  ['home-finder', 'sibling', 'basics identity care', ''],
  ['home-finder', 'break-glass', `${STORY} address people`, ''],
  ['supervising-social-worker', 'allocated named', `${STORY} people`, ''],
  ['supervising-social-worker iro', 'break-glass', `${STORY} address people`, ''],
  ['nominated-officer', 'authority named', `${STORY} search people`, ''],
  ['director', 'authority named', `${STORY} search people looks`, ''],
  ['iro', 'allocated named', `${STORY} search people looks`, ''],
  ['virtual-school-head', 'authority', 'basics identity people', ''],
  ['virtual-school-head', 'allocated named', `${STORY} people`, ''],
  ['data-officer', 'authority', 'basics identity address care people', 'basics identity'],
  ['information-governance', 'authority', 'identity looks rights', 'rights'],
  ['information-governance', 'pack', `${STORY} address search people looks rights`, 'rights'],
];

/** What somebody of a role may read, or change, of a child with whom they have these relationships. */
export function expected(role: string, relationships: readonly string[], way: 'read' | 'write'): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [roles, through, reads, writes] of TABLE) {
    if (!roles.split(' ').includes(role) || !through.split(' ').some((each) => relationships.includes(each))) continue;
    for (const each of (way === 'read' ? reads : writes).split(' ')) if (each) found.add(each);
  }
  return found;
}
