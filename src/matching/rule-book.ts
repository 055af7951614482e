import type { HomeKind } from './matching-file.ts';

/** The rules in the order in which they are told. */
export const RULE_CODES = [
  'no-room',
  'not-free-in-time',
  'too-few-rooms',
  'age',
  'sex',
  'kind-unsuitable',
  'not-connected',
  'supported-under-16',
  'secure-without-order',
  'avoid-area',
  'adaptation',
  'pets',
  'alongside-child',
  'alongside-resident',
  'usual-limit',
] as const;
export type RuleCode = (typeof RULE_CODES)[number];

const TERMS_BASIS: Readonly<Record<HomeKind, string>> = {
  fostering:
    'Terms of approval: Fostering Services (England) Regulations 2011, reg 27. Only a change of approval can alter them',
  kinship:
    'Terms of approval: Fostering Services (England) Regulations 2011, reg 27, or temporary approval under the Care ' +
    'Planning, Placement and Case Review (England) Regulations 2010, reg 24. Only a change of approval can alter them',
  residential: 'Registration under the Care Standards Act 2000, Part II, and the home’s statement of purpose',
  supported: 'Registration under the Supported Accommodation (England) Regulations 2023',
  secure: 'Approval under the Children (Secure Accommodation) Regulations 1991, reg 3, and registration',
};

const HOUSEHOLD_BASIS =
  'Duty to safeguard and promote welfare, Children Act 1989 s22(3); the recommendation in the child’s own description';

const BASIS: Readonly<Record<RuleCode, string>> = {
  'no-room': 'No room free within registration or approval',
  'not-free-in-time': 'The day the home is needed, as asked',
  'too-few-rooms':
    'A room for each child unless sharing is agreed: national minimum standards for fostering; Children’s Homes ' +
    '(England) Regulations 2015',
  age: '',
  sex: '',
  'kind-unsuitable': 'The most appropriate placement, Children Act 1989 s22C(5); the child’s own description',
  'not-connected':
    'Approved for named children only: Care Planning, Placement and Case Review (England) Regulations 2010, reg 24, ' +
    'and terms of approval',
  'supported-under-16':
    'Care Planning, Placement and Case Review (England) Regulations 2010, reg 27A; Supported Accommodation (England) ' +
    'Regulations 2023',
  'secure-without-order': 'Children Act 1989 s25',
  'avoid-area': 'Duty to safeguard and promote welfare, Children Act 1989 s22(3)',
  adaptation: 'Accommodation suitable to a disabled child’s needs, Children Act 1989 s22C(8)(d)',
  pets: 'The child’s own description (Placements Data Standard: can live with pets)',
  'alongside-child': HOUSEHOLD_BASIS,
  'alongside-resident': HOUSEHOLD_BASIS,
  'usual-limit': 'The usual fostering limit of three children, Children Act 1989 Schedule 7',
};

/** Where a rule comes from, in law, registration or what was asked. */
export function basisOf(rule: RuleCode, kind: HomeKind): string {
  return rule === 'age' || rule === 'sex' ? TERMS_BASIS[kind] : BASIS[rule];
}
