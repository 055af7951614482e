/** The codes of a profile, each with its words on screens. Codes shared with the matching engine are the same there. */

export const MATTER_WORDS = {
  school: 'Staying at my school',
  family: 'Being near my family',
  friends: 'Being near my friends',
  'brothers-and-sisters': 'Living with my brothers and sisters',
  pets: 'Animals at home',
  area: 'The kind of place I live in',
  interests: 'Doing the things I love',
} as const;
export type Matter = keyof typeof MATTER_WORDS;

export const ALONGSIDE_WORDS = {
  'no-preference': 'No preference',
  others: 'Living with other children is recommended',
  'only-older': 'Only with older children',
  'only-younger': 'Only with younger children',
  solo: 'As the only child in the home',
} as const;
export type Alongside = keyof typeof ALONGSIDE_WORDS;

export const PETS_WORDS = {
  must: 'Wants or needs animals at home',
  can: 'Can live with animals',
  no: 'Cannot live with animals (allergy, fear, or animals would not be safe)',
  unknown: 'Not known yet',
} as const;
export type Pets = keyof typeof PETS_WORDS;

export const SUITABILITY_WORDS = {
  preferred: 'Recommended',
  suitable: 'Could suit, not the first choice',
  unsuitable: 'Would not suit',
  unspecified: 'Not decided yet',
} as const;
export type Suitability = keyof typeof SUITABILITY_WORDS;

export const HOME_KIND_WORDS = {
  fostering: 'A foster home',
  residential: 'A children’s home',
  supported: 'Supported accommodation (from 16)',
} as const;
export type SuitedKind = keyof typeof HOME_KIND_WORDS;

export const RISK_TO_CHILD_WORDS = {
  'self-harm': 'Hurting themselves',
  'sexual-exploitation': 'Being used sexually by others',
  'criminal-exploitation': 'Being used by others for crime',
  'drug-and-alcohol-use': 'Drugs or alcohol',
  'eating-disorder': 'An eating disorder',
  'going-missing': 'Going missing',
} as const;
export type RiskToChild = keyof typeof RISK_TO_CHILD_WORDS;

export const RISK_TO_OTHERS_WORDS = {
  'physical-harm': 'Somebody being physically hurt',
  'sexual-harm': 'Somebody being sexually harmed',
  'fire-setting': 'Fires',
  'harm-to-animals': 'Animals being hurt',
  'criminal-exploitation': 'Others being drawn into crime',
} as const;
export type RiskToOthers = keyof typeof RISK_TO_OTHERS_WORDS;

/** Ways of communicating that the Placements Data Standard asks for by name; `None` is an answer, an empty list is not. */
export const COMMUNICATION_WORDS = {
  ESOL: 'Is learning English (ESOL)',
  BSL: 'British Sign Language',
  Makaton: 'Makaton signs',
  Other: 'Another way (say which under languages)',
  None: 'None of these',
} as const;
export type Communication = keyof typeof COMMUNICATION_WORDS;

export const CULTURE_WORDS = {
  required: 'Yes, there is something a home must understand or provide',
  'not-required': 'No, nothing a home must do',
  unknown: 'Not known yet',
  other: 'Something else',
} as const;
export type Culture = keyof typeof CULTURE_WORDS;

export const EXTRA_SUPPORT_WORDS = {
  'additional-supervision': 'More supervision',
  'therapeutic-support': 'Therapeutic support',
  'respite-worker': 'Somebody who gives carers a break',
  'taxis-to-school': 'Taxis to school',
  other: 'Something else',
  none: 'None',
  unsaid: 'Not decided yet',
} as const;
export type ExtraSupport = keyof typeof EXTRA_SUPPORT_WORDS;

/** The codes of a word list, in the order they are shown. */
export function codesOf<Code extends string>(words: Readonly<Record<Code, string>>): [Code, ...Code[]] {
  return Object.keys(words) as [Code, ...Code[]];
}
