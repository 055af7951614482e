import { ok, type PlainDate, postcode, type Result, refused } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import type { HideForm } from './confidential-actions.ts';
import { WHY_HIDDEN, type WhyHidden } from './confidential-address.ts';
import type { AddressDetails } from './confidential-store.ts';

const LONG = 500;
const SHORT = 200;

/** The fields of the hiding form again as they were typed. */
export function typedHide(fields: Typed) {
  return {
    why: fields.text('why'),
    basis: fields.text('basis'),
    hiddenFrom: fields.text('hiddenFrom'),
    'until-day': fields.text('until-day'),
    'until-month': fields.text('until-month'),
    'until-year': fields.text('until-year'),
    named: fields.texts('named'),
    other: fields.text('other'),
    from: fields.text('from'),
    self: fields.text('self'),
  };
}
export type TypedHide = ReturnType<typeof typedHide>;

/** Why an address is hidden, from whom, and who may see it. */
export function readHideForm(fields: Typed): Result<HideForm, FormError[]> {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  const why = fields.text('why') as WhyHidden;
  if (!WHY_HIDDEN.includes(why)) wrong('why', 'Say why the address is hidden');
  const basis = fields.text('basis');
  if (why === 'court order' && !basis) wrong('basis', 'Say which court, which order and of which day');
  const until = typedDate(fields, 'until');
  if (until === 'wrong') wrong('until-day', 'The day must be a real date, such as 27 3 2027');
  for (const [field, words] of [
    ['basis', 'What it stands on'],
    ['hiddenFrom', 'Who it is hidden from'],
  ] as const) {
    if (fields.text(field).length > LONG) wrong(field, `${words} must be ${LONG} characters or fewer`);
  }
  if (errors.length) return refused(errors);
  return ok({
    why,
    basis,
    hiddenFrom: fields.text('hiddenFrom'),
    untilOn: until as PlainDate | null,
    from: fields.texts('from'),
    named: [...new Set([...fields.texts('named'), ...fields.texts('other')])],
    self: fields.text('self') === 'yes',
  });
}

/** The hidden address itself, as its people write it. */
export function readDetails(fields: Typed): Result<AddressDetails, FormError[]> {
  const errors: FormError[] = [];
  const code = fields.text('postcode');
  const place = code === '' ? null : postcode(code);
  if (code !== '' && place === null) errors.push({ text: 'The postcode must look like M1 1AE', href: '#postcode' });
  for (const [field, words] of [
    ['name', 'The name'],
    ['carers', 'The carers’ names'],
    ['line', 'The address'],
    ['area', 'The area'],
  ] as const) {
    if (fields.text(field).length > SHORT)
      errors.push({ text: `${words} must be ${SHORT} characters or fewer`, href: `#${field}` });
  }
  if (errors.length) return refused(errors);
  return ok({
    name: fields.text('name') || null,
    carers: fields.text('carers') || null,
    line: fields.text('line') || null,
    postcode: place,
    area: fields.text('area'),
  });
}

/** Why a reason ends, in words long enough to mean something. */
export function readEnding(fields: Typed): Result<{ hiding: string; reason: string }, FormError[]> {
  const reason = fields.text('reason');
  if (reason.length < 5) return refused([{ text: 'Say why the address need not be hidden any more', href: '#reason' }]);
  if (reason.length > LONG)
    return refused([{ text: `The reason must be ${LONG} characters or fewer`, href: '#reason' }]);
  return ok({ hiding: fields.text('hiding'), reason });
}
