import type { PlainDate } from '../kernel/index.ts';
import { daysBetween } from '../kernel/index.ts';
import { languagesSpoken, type ProfileContent } from './profile.ts';
import type { RiskToChild, RiskToOthers, Suitability } from './vocabulary.ts';

/** What the request adds to the profile; a field left out was not asked for yet. */
export interface RequestFacts {
  readonly childId: string;
  readonly asOf: PlainDate;
  readonly neededBy?: PlainDate;
  /** Brothers and sisters the child is to live with. */
  readonly together?: number;
  readonly preferredLocation?: string;
}

/** A value of the standard; null where the standard asks and nobody has said yet. */
export type StandardValue = string | number | readonly string[] | null;

export interface StandardField {
  readonly group: string;
  readonly field: string;
  /** The standard's own options, letter for letter; null for free values. */
  readonly options: readonly string[] | null;
  /** The standard allows it to be left out. */
  readonly optional: boolean;
  /** Where the value comes from in Homeward, in words, for the page of the map. */
  readonly from: string;
  readonly value: (profile: ProfileContent, request: RequestFacts) => StandardValue;
}

const YN = ['Y', 'N'] as const;
const RISK = ['No known risk', 'Risk present'] as const;
const SUITABILITY = ['Preferred', 'Suitable but not preferred', 'Unsuitable', 'Not specified'] as const;

const SUITABILITY_VALUE: Readonly<Record<Suitability, (typeof SUITABILITY)[number]>> = {
  preferred: 'Preferred',
  suitable: 'Suitable but not preferred',
  unsuitable: 'Unsuitable',
  unspecified: 'Not specified',
};
const ALONGSIDE_VALUE = {
  solo: 'Solo recommended',
  others: 'With other children recommended',
  'only-older': 'Only older children',
  'only-younger': 'Only younger children',
  'no-preference': 'No preference',
} as const;
const PETS_VALUE = { must: 'Yes – must', can: 'Yes – can', no: 'No', unknown: 'Not known' } as const;
const CULTURE_VALUE = {
  required: 'Required',
  'not-required': 'Not required',
  unknown: 'Not known',
  other: 'Other',
} as const;
const SUPPORT_VALUE = {
  'additional-supervision': 'Additional supervision',
  'therapeutic-support': 'Therapeutic support',
  'respite-worker': 'Respite worker',
  'taxis-to-school': 'Taxis to school',
  none: 'NA',
  other: 'Other',
  unsaid: null,
} as const;
const COMMUNICATION = ['ESOL', 'BSL', 'Makaton', 'Other', 'None'] as const;

/**
 * The Placements Data Standard v2 (in force 18 July 2025), field by field, with where each value comes from here.
 * Its "Actual placement" and "Quality assurance" groups describe the agreed home and belong to that room.
 */
export const PLACEMENT_DATA_STANDARD: readonly StandardField[] = [
  ...group('Determinants of availability', [
    free('Child ID', false, 'The child’s id', (_, request) => request.childId),
    oneOf(
      'When placement is needed by',
      ['Today', 'In less than 5 days', 'In more than 5 days'],
      true,
      'The request: needed by. Exactly five days counts as more',
      (_, request) => {
        if (!request.neededBy) return null;
        const days = daysBetween(request.asOf, request.neededBy);
        return days <= 0 ? 'Today' : days < 5 ? 'In less than 5 days' : 'In more than 5 days';
      },
    ),
    free(
      'Number of siblings to place with',
      true,
      'The request: children asked for together, less one',
      (_, request) => request.together ?? null,
    ),
    free(
      'Preferred location for home search',
      true,
      'The request: where to look first',
      (_, request) => request.preferredLocation ?? null,
    ),
  ]),
  ...group('Requirements', [
    oneOf(
      'Communication, language and learning needs',
      ['Y', 'N', 'Not specified'],
      false,
      'Levels of communication and of school and learning: Y when either is 1 or more, N when both are 0',
      ({ domains }) => {
        const levels = [domains.communication.level, domains.education.level];
        if (levels.some((level) => level !== null && level > 0)) return 'Y';
        return levels.every((level) => level === 0) ? 'N' : 'Not specified';
      },
    ),
    oneOf(
      'Specific communication and language requirements',
      COMMUNICATION,
      false,
      'What a home needs to be like: ways of communicating, and BSL or Makaton among the languages',
      ({ living }) => {
        const said = new Set<string>([...living.communication, ...languagesSpoken(living)]);
        const found = COMMUNICATION.filter((option) => said.has(option));
        const other = found.filter((option) => option !== 'None');
        return found.length ? (other.length ? other : ['None']) : null;
      },
    ),
    oneOf('Adaptation to the home', YN, false, 'What a home needs to be like: changes to the building', ({ living }) =>
      living.adaptations === null ? null : living.adaptations ? 'Y' : 'N',
    ),
    oneOf(
      'Cultural needs',
      Object.values(CULTURE_VALUE),
      false,
      'What a home needs to be like: culture and faith',
      ({ living }) => CULTURE_VALUE[living.culture],
    ),
    oneOf(
      'Who can the child be cared for alongside',
      Object.values(ALONGSIDE_VALUE),
      false,
      'What a home needs to be like: other children',
      ({ living }) => ALONGSIDE_VALUE[living.alongside],
    ),
    oneOf(
      'Can live with pets',
      Object.values(PETS_VALUE),
      false,
      'What a home needs to be like: animals',
      ({ living }) => PETS_VALUE[living.pets],
    ),
    oneOf(
      'Additional support',
      Object.values(SUPPORT_VALUE).filter((value) => value !== null),
      true,
      'What a home needs to be like: support beside the carers',
      ({ living }) => SUPPORT_VALUE[living.extraSupport],
    ),
    oneOf('Deprivation of Liberty Order', ['Yes', 'No'], true, 'Orders of a court', ({ living }) =>
      living.libertyOrder ? 'Yes' : 'No',
    ),
  ]),
  ...group('Recommendation', [
    suits('Foster care suitability', 'fostering'),
    suits('Residential care suitability', 'residential'),
    suits('Supported accommodation suitability', 'supported'),
  ]),
  ...group('Risks to child', [
    riskToChild('Self-harm', 'self-harm'),
    riskToChild('Sexual exploitation', 'sexual-exploitation'),
    riskToChild('Criminal exploitation', 'criminal-exploitation'),
    riskToChild('Drug and alcohol use', 'drug-and-alcohol-use'),
    riskToChild('Eating disorder', 'eating-disorder'),
    riskToChild('Going missing', 'going-missing'),
    free('Other', true, 'Keeping everyone safe: anything else', ({ safe }) => safe.otherRiskToChild.trim() || null),
  ]),
  ...group('Risks to others or property', [
    riskToOthers('Physical harm', 'physical-harm'),
    riskToOthers('Sexual harm', 'sexual-harm'),
    riskToOthers('Fire-setting', 'fire-setting'),
    riskToOthers('Harm to animals', 'harm-to-animals'),
    riskToOthers('Criminal exploitation', 'criminal-exploitation'),
    free('Other', true, 'Keeping everyone safe: anything else', ({ safe }) => safe.otherRiskToOthers.trim() || null),
  ]),
];

export interface StandardRecord {
  readonly fields: readonly { readonly group: string; readonly field: string; readonly value: StandardValue }[];
  /** Fields the standard requires and nobody has said yet: shown as missing, never filled with a guess. */
  readonly missing: readonly string[];
}

/** The record of the standard for one child's profile and what the request adds to it. */
export function placementDataStandard(profile: ProfileContent, request: RequestFacts): StandardRecord {
  const fields = PLACEMENT_DATA_STANDARD.map((each) => ({
    group: each.group,
    field: each.field,
    value: each.value(profile, request),
    optional: each.optional,
  }));
  return {
    fields: fields.map(({ group, field, value }) => ({ group, field, value })),
    missing: fields.filter((each) => each.value === null && !each.optional).map((each) => each.field),
  };
}

type Ungrouped = Omit<StandardField, 'group'>;

function group(name: string, fields: readonly Ungrouped[]): StandardField[] {
  return fields.map((field) => ({ group: name, ...field }));
}

function free(field: string, optional: boolean, from: string, value: StandardField['value']): Ungrouped {
  return { field, options: null, optional, from, value };
}

function oneOf<Option extends string>(
  field: string,
  options: readonly Option[],
  optional: boolean,
  from: string,
  value: (profile: ProfileContent, request: RequestFacts) => Option | readonly Option[] | null,
): Ungrouped {
  return { field, options, optional, from, value };
}

function suits(field: string, kind: keyof ProfileContent['living']['suits']): Ungrouped {
  return oneOf(
    field,
    SUITABILITY,
    false,
    'What a home needs to be like: the kind of home recommended',
    ({ living }) => SUITABILITY_VALUE[living.suits[kind]],
  );
}

function riskToChild(field: string, risk: RiskToChild): Ungrouped {
  return oneOf(field, RISK, false, 'Keeping everyone safe: the child', ({ safe }) =>
    safe.risksToChild.includes(risk) ? 'Risk present' : 'No known risk',
  );
}

function riskToOthers(field: string, risk: RiskToOthers): Ungrouped {
  return oneOf(field, RISK, false, 'Keeping everyone safe: other people', ({ safe }) =>
    safe.risksToOthers.includes(risk) ? 'Risk present' : 'No known risk',
  );
}
