import type { Code } from './code.ts';

/*
 * Code lists of the tables about the child, their health, adoption and leaving care. See code-lists.ts for the sources.
 */

export const YES_NO: readonly Code[] = [
  { code: '0', words: 'No' },
  { code: '1', words: 'Yes' },
];

export const ETHNIC: readonly Code[] = [
  { code: 'WBRI', words: 'White British' },
  { code: 'WIRI', words: 'White Irish' },
  { code: 'WOTH', words: 'Any other White background' },
  { code: 'WIRT', words: 'Traveller of Irish heritage' },
  { code: 'WROM', words: 'Gypsy or Roma' },
  { code: 'MWBC', words: 'White and Black Caribbean' },
  { code: 'MWBA', words: 'White and Black African' },
  { code: 'MWAS', words: 'White and Asian' },
  { code: 'MOTH', words: 'Any other Mixed background' },
  { code: 'AIND', words: 'Indian' },
  { code: 'APKN', words: 'Pakistani' },
  { code: 'ABAN', words: 'Bangladeshi' },
  { code: 'AOTH', words: 'Any other Asian background' },
  { code: 'BCRB', words: 'Black Caribbean' },
  { code: 'BAFR', words: 'Black African' },
  { code: 'BOTH', words: 'Any other Black background' },
  { code: 'CHNE', words: 'Chinese' },
  { code: 'OOTH', words: 'Any other ethnic group' },
  { code: 'REFU', words: 'Preferred not to say' },
  { code: 'NOBT', words: 'Not yet known' },
];

/** Written in place of a unique pupil number. */
export const UPN_UNKNOWN: readonly Code[] = [
  { code: 'UN1', words: 'Not of school age, so no number yet' },
  { code: 'UN2', words: 'Has never been at a state school in England' },
  { code: 'UN3', words: 'Goes to school outside England' },
  { code: 'UN4', words: 'New to care in the last week of the year; number not yet known' },
  { code: 'UN5', words: 'Sources disagree about the name or the date of birth' },
];

export const REVIEW_CODE: readonly Code[] = [
  { code: 'PN0', words: 'Under four at the time' },
  { code: 'PN1', words: 'Came and spoke for themselves' },
  { code: 'PN2', words: 'Came, and an advocate spoke for them' },
  { code: 'PN3', words: 'Came and gave their views without speech' },
  { code: 'PN4', words: 'Came but gave no views' },
  { code: 'PN5', words: 'Did not come, but briefed an advocate' },
  { code: 'PN6', words: 'Did not come, but sent their views another way' },
  { code: 'PN7', words: 'Did not come and gave no views' },
];

export const MISSING: readonly Code[] = [
  { code: 'M', words: 'Run away or missing: nobody knew where they were' },
  { code: 'A', words: 'Away without agreement: where they were was known' },
];

export const SDQ_REASON: readonly Code[] = [
  { code: 'SDQ1', words: 'Under 4 or over 16' },
  { code: 'SDQ2', words: 'The carer refused' },
  { code: 'SDQ3', words: "Not possible because of the child's disability" },
  { code: 'SDQ4', words: 'Another reason' },
  { code: 'SDQ5', words: 'The child or young person refused' },
];

export const PREV_PERM: readonly Code[] = [
  { code: 'P1', words: 'Adopted before' },
  { code: 'P2', words: 'Special guardianship before' },
  { code: 'P3', words: 'Residence or child arrangements order before' },
  { code: 'P4', words: 'Not known' },
  { code: 'Z1', words: 'None' },
];

export const REASON_PLACED_CEASED: readonly Code[] = [
  { code: 'RD1', words: "The child's needs changed" },
  { code: 'RD2', words: 'The court did not make a placement order' },
  { code: 'RD3', words: 'No adopters could be found' },
  { code: 'RD4', words: 'Another reason' },
];

export const NB_ADOPTR: readonly Code[] = [
  { code: '1', words: 'One' },
  { code: '2', words: 'Two' },
];

export const SEX_ADOPTR: readonly Code[] = [
  { code: 'M1', words: 'One man' },
  { code: 'F1', words: 'One woman' },
  { code: 'MM', words: 'Two men' },
  { code: 'FF', words: 'Two women' },
  { code: 'MF', words: 'A man and a woman' },
];

export const LS_ADOPTR: readonly Code[] = [
  { code: 'L0', words: 'Adopting alone', unsure: 'words' },
  { code: 'L11', words: 'Married couple', unsure: 'words' },
  { code: 'L12', words: 'Couple in a civil partnership', unsure: 'words' },
  { code: 'L2', words: 'Unmarried couple of different sexes', unsure: 'words' },
  { code: 'L3', words: 'Same-sex couple not in a civil partnership', unsure: 'words' },
  { code: 'L4', words: 'Not known', unsure: 'words' },
];

export const IN_TOUCH: readonly Code[] = [
  { code: 'YES', words: 'In touch' },
  { code: 'NO', words: 'Not in touch' },
  { code: 'DIED', words: 'Died after leaving care' },
  { code: 'REFU', words: 'Does not want to be in touch' },
  { code: 'NREQ', words: 'No longer needs the service' },
  { code: 'RHOM', words: 'Has been back home for six months or more' },
];

export const ACTIV: readonly Code[] = [
  { code: 'F1', words: 'Full time in higher education' },
  { code: 'P1', words: 'Part time in higher education' },
  { code: 'F2', words: 'Full time in other education' },
  { code: 'P2', words: 'Part time in other education' },
  { code: 'F3', words: 'Full time in training or work', to: 2021, unsure: 'words' },
  { code: 'P3', words: 'Part time in training or work', to: 2021, unsure: 'words' },
  { code: 'F4', words: 'Full time apprenticeship', from: 2022 },
  { code: 'P4', words: 'Part time apprenticeship', from: 2022 },
  { code: 'F5', words: 'Full time in training or work', from: 2022 },
  { code: 'P5', words: 'Part time in training or work', from: 2022 },
  { code: 'G4', words: 'Not in education or work because of illness or disability' },
  { code: 'G5', words: 'Not in education or work for another reason' },
  { code: 'G6', words: 'Not in education or work because of pregnancy or parenting' },
  { code: '0', words: 'Not in touch' },
];

/** Each kind of accommodation is returned with a digit: 1 suitable, 2 unsuitable. */
const ACCOM_LETTERS: readonly (readonly [letter: string, words: string])[] = [
  ['B', 'With parents or relatives'],
  ['C', 'Community home or residential care'],
  ['D', 'Semi-independent, moving on'],
  ['E', 'Supported lodgings'],
  ['G', 'Gone abroad'],
  ['H', 'Deported'],
  ['K', 'Ordinary lodgings'],
  ['R', 'Not known'],
  ['S', 'No fixed home'],
  ['T', 'Foyer'],
  ['U', 'Living independently'],
  ['V', 'Emergency accommodation'],
  ['W', 'Bed and breakfast'],
  ['X', 'In custody'],
  ['Y', 'Somewhere else'],
  ['Z', 'Staying put with a former foster carer'],
];

export const ACCOM: readonly Code[] = [
  ...ACCOM_LETTERS.flatMap(([letter, words]) => [
    { code: `${letter}1`, words: `${words} (suitable)` },
    { code: `${letter}2`, words: `${words} (unsuitable)` },
  ]),
  { code: '0', words: 'Not in touch' },
];

export const SW_REASON: readonly Code[] = [
  { code: 'MANAGE', words: 'Case management decision', unsure: 'words' },
  { code: 'FCONTA', words: 'First contact: the child’s first social worker', unsure: 'words' },
  { code: 'LEFTRL', words: 'Left the role', unsure: 'words' },
  { code: 'ORGRST', words: 'The organisation was restructured', unsure: 'words' },
  { code: 'TSPROC', words: 'Passed between teams', unsure: 'words' },
  { code: 'ABSENC', words: 'Long absence', unsure: 'words' },
  { code: 'CHCHAN', words: 'The child asked for a change', unsure: 'words' },
  { code: 'PCCHAN', words: 'A parent or carer asked for a change', unsure: 'words' },
  { code: 'SWDIED', words: 'The social worker died', unsure: 'words' },
  { code: 'OTHERS', words: 'Another reason', unsure: 'words' },
];
