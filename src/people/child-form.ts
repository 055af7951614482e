import { z } from 'zod';
import { ageOn, ok, type PlainDate, type Result, refused } from '../kernel/index.ts';
import { CODE_LISTS } from '../ssda903/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { bornFromAge } from './child.ts';
import type { ChildFacts, Sex } from './child-store.ts';

/** A form about a child, read: the facts, and where the family lives as it was typed. */
export interface ChildForm {
  readonly facts: ChildFacts;
  readonly from: string;
}

const SEXES = z.enum(['female', 'male', 'unknown']);
const ETHNICITIES: ReadonlySet<string> = new Set(CODE_LISTS.ETHNIC.map((each) => each.code));
const LONGEST = 100;

/**
 * Reads the form for a new child, or for the facts of a known one.
 * @param today ages are told for today; a date of birth after it is refused
 */
export function readChildForm(fields: Typed, today: PlainDate): Result<ChildForm, FormError[]> {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  for (const [field, words] of [
    ['givenName', 'The first name'],
    ['familyName', 'The family name'],
    ['from', 'Where they are from'],
    ['faith', 'Faith'],
  ] as const) {
    if (fields.text(field).length > LONGEST) wrong(field, `${words} must be ${LONGEST} characters or fewer`);
  }
  const birth = readBirth(fields, today, wrong);
  const sex = SEXES.safeParse(fields.text('sex'));
  if (!sex.success) wrong('sex', 'Say whether they are a girl or a boy, or that it is not known yet');
  const ethnicity = fields.text('ethnicity');
  if (ethnicity && !ETHNICITIES.has(ethnicity)) wrong('ethnicity', 'Choose from the list');
  if (errors.length || !birth || !sex.success) return refused(errors);
  return ok({
    facts: {
      givenName: fields.text('givenName') || null,
      familyName: fields.text('familyName') || null,
      ...birth,
      sex: sex.data as Sex,
      ethnicity: ethnicity || null,
      faith: fields.text('faith') || null,
      unaccompanied: fields.text('unaccompanied') === 'yes',
    },
    from: fields.text('from'),
  });
}

function readBirth(
  fields: Typed,
  today: PlainDate,
  wrong: (field: string, text: string) => void,
): Pick<ChildFacts, 'born' | 'bornEstimated'> | null {
  const born = typedDate(fields, 'born');
  if (born === 'wrong') {
    wrong('born-day', 'The date of birth must be a real date, such as 27 3 2014');
    return null;
  }
  if (born) {
    if (born > today) wrong('born-day', 'The date of birth must not be in the future');
    else if (ageOn(born, today) > 25) wrong('born-day', 'The date of birth must be within the last 25 years');
    return { born, bornEstimated: false };
  }
  const age = fields.text('age');
  if (!age) {
    wrong('age', 'Enter their age, or their date of birth if you know it');
    return null;
  }
  if (!/^\d{1,2}$/.test(age) || Number(age) > 17) {
    wrong('age', 'Their age must be a whole number from 0 to 17');
    return null;
  }
  return { born: bornFromAge(Number(age), today), bornEstimated: true };
}

/** What the form shows when it is opened for a child who is known already. */
export function typedFrom(facts: ChildFacts, from: string, today: PlainDate) {
  const [year = '', month = '', day = ''] = facts.bornEstimated ? [] : facts.born.split('-');
  return {
    givenName: facts.givenName ?? '',
    familyName: facts.familyName ?? '',
    age: facts.bornEstimated ? String(ageOn(facts.born, today)) : '',
    'born-day': day.replace(/^0/, ''),
    'born-month': month.replace(/^0/, ''),
    'born-year': year,
    sex: facts.sex as string,
    ethnicity: facts.ethnicity ?? '',
    faith: facts.faith ?? '',
    unaccompanied: facts.unaccompanied ? 'yes' : '',
    from,
  };
}
export type TypedChild = ReturnType<typeof typedFrom>;

/** The same fields as they were just typed, to show them again beside what is wrong. */
export function typedAgain(fields: Typed): TypedChild {
  const names = [
    ...['givenName', 'familyName', 'age', 'born-day', 'born-month', 'born-year', 'sex', 'ethnicity', 'faith'],
    ...['unaccompanied', 'from'],
  ];
  return Object.fromEntries(names.map((name) => [name, fields.text(name)])) as TypedChild;
}

export const NOTHING_TYPED = typedAgain({ text: () => '', texts: () => [] });
