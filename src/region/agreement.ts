import { addDays, type PlainDate } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';

/** What the organisations of a region may let each other see, as an agreement names it. */
export const SHARED_FIELDS = [
  {
    value: 'homes',
    words: 'Homes',
    says: 'Homes, their rooms, skills and fees, and how far away they are: never an address',
  },
  {
    value: 'households',
    words: 'Households',
    says: 'How many children live in a home and how old they are: never who. It has an effect only together with homes',
  },
  {
    value: 'counts',
    words: 'Figures for planning',
    says: 'How many children need which homes, how that changes, and what homes cost: numbers, never who',
  },
  {
    value: 'waiting',
    words: 'Searches that wait',
    says: 'What homes the children who wait need, by age and sex, so that homes can be proposed for all of them together: never who',
  },
] as const;
export type SharedField = (typeof SHARED_FIELDS)[number]['value'];

/** What an officer writes down. */
export interface NewAgreement {
  readonly regionId: string;
  readonly purpose: string;
  readonly fields: readonly SharedField[];
  readonly from: PlainDate;
  /** The last day; null: until somebody ends it. */
  readonly to: PlainDate | null;
  readonly signedWords: string;
  /** The other organisations that are to be parties. */
  readonly asked: readonly string[];
}

export interface Region {
  readonly id: string;
  readonly name: string;
  /** The other authorities that could be parties. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
}

const LONGEST = 2_000;

/** Reads the form; errors are in words, beside their field. */
export function readAgreement(
  fields: Typed,
  regions: readonly Region[],
  today: PlainDate,
): { readonly agreement: NewAgreement } | { readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  const region =
    regions.find((each) => each.id === fields.text('region')) ?? (regions.length === 1 ? regions[0] : null);
  if (!region) wrong('region', 'Choose the region');
  const purpose = fields.text('purpose');
  if (purpose === '') wrong('purpose', 'Say what the sharing is for');
  if (purpose.length > LONGEST) wrong('purpose', `Shorten the purpose to ${LONGEST} characters or fewer`);
  const signedWords = fields.text('signed');
  if (signedWords.length > LONGEST) wrong('signed', `Shorten what was signed to ${LONGEST} characters or fewer`);
  const chosen = SHARED_FIELDS.map((each) => each.value).filter((each) => fields.texts('fields').includes(each));
  if (chosen.length === 0) wrong('fields', 'Choose what is shared');
  const asked = (region?.others ?? []).map((each) => each.id).filter((each) => fields.texts('parties').includes(each));
  if (asked.length === 0) wrong('parties', 'Choose at least one other organisation');
  const from = typedDate(fields, 'from');
  if (from === null || from === 'wrong') wrong('from-day', 'Enter the first day, such as 27 3 2027');
  else if (from < today) wrong('from-day', 'The first day must be today or later: nothing is shared backwards');
  const to = typedDate(fields, 'to');
  if (to === 'wrong') wrong('to-day', 'Enter the last day, such as 27 3 2028, or leave it empty');
  else if (to !== null && from !== null && from !== 'wrong' && to < from)
    wrong('to-day', 'The last day cannot be before the first');
  else if (to !== null && to > addDays(today, 3_660)) wrong('to-day', 'The last day must be within ten years');
  if (errors.length > 0 || !region || from === null || from === 'wrong' || to === 'wrong') return { errors };
  return { agreement: { regionId: region.id, purpose, fields: chosen, from, to, signedWords, asked } };
}

/** How an agreement stands on a day; worked out from its facts. */
export type AgreementStands = 'to-begin' | 'in-force' | 'over' | 'ended';

export function standsOn(
  agreement: { readonly from: PlainDate; readonly to: PlainDate | null; readonly ended: object | null },
  day: PlainDate,
): AgreementStands {
  if (agreement.ended) return 'ended';
  if (agreement.to !== null && agreement.to < day) return 'over';
  return agreement.from > day ? 'to-begin' : 'in-force';
}

export const STANDS_WORDS: Readonly<Record<AgreementStands, { readonly words: string; readonly colour: string }>> = {
  'to-begin': { words: 'Not begun', colour: 'blue' },
  'in-force': { words: 'In force', colour: 'green' },
  over: { words: 'Over', colour: 'grey' },
  ended: { words: 'Ended', colour: 'grey' },
};
