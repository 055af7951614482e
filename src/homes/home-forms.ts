import { type PlainDate, postcode, type Result } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { urn as readUrn } from './cell-reading.ts';
import { GRADES, HOME_KINDS, SECTORS } from './home.ts';
import type { HomeInput } from './home-actions.ts';
import type { AddressRow, HomeRow } from './home-store.ts';

/** What stands in the fields of a form: as it was typed, or as it is known. */
export type Values = Readonly<Record<string, string>>;

export const HOME_FIELDS = [
  'name',
  'kind',
  'sector',
  'area',
  'about',
  'urn',
  'grade',
  'graded-day',
  'graded-month',
  'graded-year',
  'pets',
  'adapted',
  'languages',
  'interests',
  'carers',
  'line',
  'postcode',
  'confidential',
] as const;

/** The fields again as they were sent, to show the form once more. */
export function typedAgain(fields: Typed, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, fields.text(name)]));
}

export function dateFields(name: string, value: PlainDate | null): Values {
  return {
    [`${name}-day`]: value ? String(Number(value.slice(8))) : '',
    [`${name}-month`]: value ? String(Number(value.slice(5, 7))) : '',
    [`${name}-year`]: value ? value.slice(0, 4) : '',
  };
}

/** Collects what has to be put right, field by field. */
export class FormReader {
  readonly errors: FormError[] = [];
  readonly fields: Typed;

  constructor(fields: Typed) {
    this.fields = fields;
  }

  wrong(field: string, text: string): null {
    this.errors.push({ text, href: `#${field}` });
    return null;
  }

  text(name: string, most: number, words: string): string {
    const text = this.fields.text(name);
    if (text.length > most) this.wrong(name, `${words} can have at most ${most} characters`);
    return text;
  }

  oneOf<T extends string>(name: string, values: readonly T[], missing: string): T | null {
    const text = this.fields.text(name);
    return (values as readonly string[]).includes(text) ? (text as T) : this.wrong(name, missing);
  }

  whole(name: string, least: number, most: number, words: string): number | null {
    const text = this.fields.text(name);
    if (text === '') return null;
    const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? value
      : this.wrong(name, `${words} must be a whole number from ${least} to ${most}`);
  }

  date(name: string, words: string): PlainDate | null {
    const found = typedDate(this.fields, name);
    return found === 'wrong' ? this.wrong(`${name}-day`, `${words} must be a real date, such as 27 3 2026`) : found;
  }

  /** `yes`, `no`, or null for not known. */
  yesNo(name: string): boolean | null {
    const text = this.fields.text(name);
    return text === 'yes' ? true : text === 'no' ? false : null;
  }

  done<T>(value: T): Result<T, FormError[]> {
    return this.errors.length > 0 ? { ok: false, problem: this.errors } : { ok: true, value };
  }
}

/** The form of a home, added or edited. */
export function readHomeForm(fields: Typed, today: PlainDate): Result<HomeInput, FormError[]> {
  const form = new FormReader(fields);
  const name = form.text('name', 120, 'The name');
  if (name === '') form.wrong('name', 'Enter what the home is called');
  const kind = form.oneOf('kind', HOME_KINDS, 'Choose what kind of home it is') ?? 'fostering';
  const sector = form.oneOf('sector', SECTORS, 'Choose who runs it') ?? 'authority';
  const number = fields.text('urn');
  const urn = number === '' ? { value: null } : readUrn(number);
  if ('expected' in urn) form.wrong('urn', 'The Ofsted number must look like 1234567 or SC123456');
  const isFamily = kind === 'fostering' || kind === 'kinship';
  if ('value' in urn && urn.value !== null && isFamily) {
    form.wrong('urn', 'Leave the Ofsted number empty for a foster or family home: it belongs to the agency');
  }
  const grade = fields.text('grade') === '' ? null : form.oneOf('grade', GRADES, 'Choose a grade from the list');
  const gradedOn = form.date('graded', 'The day of the inspection');
  if (gradedOn !== null && gradedOn > today)
    form.wrong('graded-day', 'The day of the inspection must not be in the future');
  const code = fields.text('postcode');
  const place = code === '' ? null : postcode(code);
  if (code !== '' && place === null) form.wrong('postcode', 'The postcode must look like M1 1AE');
  return form.done({
    name,
    kind,
    sector,
    urn: 'value' in urn ? urn.value : null,
    grade,
    gradedOn,
    area: form.text('area', 120, 'The area'),
    about: form.text('about', 4_000, 'What is said about the home'),
    pets: form.yesNo('pets'),
    adapted: form.yesNo('adapted'),
    languages: listed(form, 'languages', 'Languages'),
    interests: listed(form, 'interests', 'Interests'),
    address: {
      carers: form.text('carers', 200, 'The carers’ names') || null,
      line: form.text('line', 300, 'The address') || null,
      postcode: place,
      confidential: fields.text('confidential') === 'yes',
    },
  });
}

/** Several values with commas or line ends between them. */
function listed(form: FormReader, name: string, words: string): string[] {
  const items = form.fields
    .text(name)
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (items.length > 30 || items.some((each) => each.length > 80)) {
    form.wrong(name, `${words}: at most 30, each of at most 80 characters`);
  }
  return [...new Set(items)];
}

/** What is known of a home, for its form. */
export function homeValues(home: HomeRow, address: AddressRow | null): Values {
  const yesNo = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no');
  return {
    name: home.name,
    kind: home.kind,
    sector: home.sector,
    area: home.area,
    about: home.about,
    urn: home.urn ?? '',
    grade: home.grade ?? '',
    ...dateFields('graded', home.gradedOn),
    pets: yesNo(home.pets),
    adapted: yesNo(home.adapted),
    languages: home.languages.join(', '),
    interests: home.interests.join(', '),
    carers: address?.carers ?? '',
    line: address?.line ?? '',
    postcode: address?.postcode ?? '',
    confidential: address?.confidential ? 'yes' : '',
  };
}
