/**
 * The parts of what is held about a child, as far as access tells them apart.
 * Confidential addresses and the two sides of an adoption are not among them: those go by named people only.
 */
export const RECORD_CLASSES = {
  basics: 'sex, ethnicity, faith, brothers and sisters',
  identity: 'name, date of birth, numbers',
  address: 'where the family lives (never a confidential address)',
  'about-me': 'All about me: the child’s own words',
  picture: 'the child’s own picture in All about me',
  profile: 'the whole profile of strengths and needs',
  care: 'homes and episodes of care',
  search: 'asking for a home, its results, sharing with providers',
  people: 'who works with the child',
  looks: 'who has seen the record',
  rights: 'corrections, retention, packs of everything held',
} as const;

export type RecordClass = keyof typeof RECORD_CLASSES;

export const ALL_CLASSES = Object.keys(RECORD_CLASSES) as RecordClass[];

/** What ties an actor to a child, strongest first. Nobody sees a child's record by their role alone. */
export const RELATIONSHIPS = {
  self: 'it is their own record',
  named: 'they are named on a sealed record',
  allocated: 'the child is allocated to them',
  team: 'the child is their team’s, or a team’s they cover',
  search: 'they work on an open search for the child',
  family: 'they are the child’s parent',
  unallocated: 'no social worker is allocated yet',
  sibling: 'brother or sister of a child they work with',
  'break-glass': 'they opened the record with a reason, for at most four hours',
  pack: 'a request for everything held is open',
  authority: 'the child is in the care of their authority',
} as const;

export type Relationship = keyof typeof RELATIONSHIPS;

export const ALL_RELATIONSHIPS = Object.keys(RELATIONSHIPS) as Relationship[];
