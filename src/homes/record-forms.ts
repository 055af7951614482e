import { DOMAINS, type Domain, type PlainDate, type Result } from '../kernel/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import { money } from './cell-reading.ts';
import { ALONGSIDE, RELATIONS, type Relation } from './home.ts';
import { FormReader } from './home-forms.ts';
import type { TermsRow } from './home-store.ts';
import { OUT_OF_SERVICE_REASONS, type OutOfServiceReason } from './room-state.ts';
import { EVIDENCE_BY, type EvidenceBy } from './skill.ts';

export function readTermsForm(fields: Typed): Result<TermsRow, FormError[]> {
  const form = new FormReader(fields);
  const from = form.date('from', 'The first day');
  if (from === null && form.errors.length === 0) form.wrong('from-day', 'Enter the first day of the terms');
  const to = form.date('to', 'The last day');
  if (from && to && to < from) form.wrong('to-day', 'The last day is before the first');
  const minAge = form.whole('min-age', 0, 25, 'The youngest age');
  const maxAge = form.whole('max-age', 0, 25, 'The oldest age');
  if (minAge !== null && maxAge !== null && maxAge < minAge)
    form.wrong('max-age', 'The oldest age is below the youngest');
  const sexes = form.oneOf('sexes', ['both', 'female', 'male'] as const, 'Choose girls, boys or both') ?? 'both';
  return form.done({
    from: from as PlainDate,
    to,
    minAge,
    maxAge,
    sexes: sexes === 'both' ? ['female', 'male'] : [sexes],
    places: form.whole('places', 0, 200, 'The number of places'),
    terms: form.text('terms', 1_000, 'The conditions'),
  });
}

export function readFeeForm(fields: Typed): Result<{ from: PlainDate; weeklyPence: number }, FormError[]> {
  const form = new FormReader(fields);
  const read = money(fields.text('fee'));
  if ('expected' in read) form.wrong('fee', 'The fee must be pounds a week, such as 1250 or 1,250.50');
  const from = form.date('from', 'The first day');
  if (from === null && !form.errors.some((each) => each.href === '#from-day')) {
    form.wrong('from-day', 'Enter the day from which the fee applies');
  }
  return form.done({ from: from as PlainDate, weeklyPence: 'value' in read ? read.value : 0 });
}

export interface SkillForm {
  readonly domain: Domain;
  readonly level: number | null;
  readonly by: EvidenceBy;
  readonly evidence: string;
  readonly on: PlainDate;
}

export function readSkillForm(fields: Typed, today: PlainDate): Result<SkillForm, FormError[]> {
  const form = new FormReader(fields);
  const domain = form.oneOf('domain', DOMAINS, 'Choose what it is about') ?? 'health';
  const level = form.oneOf('level', ['0', '1', '2', '3', '4', 'unknown'] as const, 'Choose how much the home can do');
  const by = form.oneOf('by', EVIDENCE_BY, 'Choose who says so') ?? 'self';
  const evidence = form.text('evidence', 1_000, 'What it stands on');
  if (by !== 'self' && evidence === '' && fields.text('by') !== '')
    form.wrong('evidence', 'Say what it stands on: a report, a course, a review');
  const on = form.date('on', 'The day') ?? today;
  if (on > today) form.wrong('on-day', 'The day must not be in the future');
  return form.done({ domain, level: level === null || level === 'unknown' ? null : Number(level), by, evidence, on });
}

export interface MemberForm {
  readonly relation: Relation;
  readonly sex: 'female' | 'male' | 'unknown';
  readonly born: PlainDate | null;
  readonly alongside: string;
}

export function readMemberForm(fields: Typed, today: PlainDate): Result<MemberForm, FormError[]> {
  const form = new FormReader(fields);
  const relation = form.oneOf('relation', RELATIONS, 'Choose who it is') ?? 'adult';
  const sex = form.oneOf('sex', ['female', 'male', 'unknown'] as const, 'Choose female, male or not said') ?? 'unknown';
  const born = form.date('born', 'The date of birth');
  if (born !== null && born > today) form.wrong('born-day', 'The date of birth must not be in the future');
  const alongside = fields.text('alongside');
  const known = (ALONGSIDE as readonly string[]).includes(alongside);
  return form.done({ relation, sex, born, alongside: known ? alongside : 'no-preference' });
}

export interface OutOfServiceForm {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  readonly reason: OutOfServiceReason;
  readonly note: string;
}

export function readOutOfServiceForm(fields: Typed, today: PlainDate): Result<OutOfServiceForm, FormError[]> {
  const form = new FormReader(fields);
  const reason = form.oneOf('reason', OUT_OF_SERVICE_REASONS, 'Choose why the room cannot be used') ?? 'other';
  const from = form.date('from', 'The first day') ?? today;
  const to = form.date('to', 'The last day');
  if (to !== null && to < from) form.wrong('to-day', 'The last day is before the first');
  return form.done({ from, to, reason, note: form.text('note', 500, 'The note') });
}

export interface RoomForm {
  readonly name: string;
  readonly adapted: boolean | null;
  readonly mayShare: boolean;
}

export function readRoomForm(fields: Typed): Result<RoomForm, FormError[]> {
  const form = new FormReader(fields);
  const name = form.text('name', 80, 'The name');
  if (name === '') form.wrong('name', 'Enter what the room is called');
  return form.done({ name, adapted: form.yesNo('adapted'), mayShare: fields.text('may-share') === 'yes' });
}

/** What a person says of a room by one of its buttons; null freeFrom: taken. */
export function readSayForm(fields: Typed, today: PlainDate): Result<{ freeFrom: PlainDate | null }, FormError[]> {
  const form = new FormReader(fields);
  const say = form.oneOf('say', ['free', 'taken', 'from'] as const, 'Choose whether the room is free');
  if (say !== 'from') return form.done({ freeFrom: say === 'free' ? today : null });
  const from = form.date('from', 'The day');
  if (from === null && form.errors.length === 0) form.wrong('from-day', 'Enter the day from which the room is free');
  return form.done({ freeFrom: from });
}
