import { addYears, type PlainDate } from '../kernel/index.ts';
import type { PlanningAuthority } from '../planning/index.ts';
import { GAP_KINDS, type GapKind } from '../sufficiency/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { type Project, STATUSES } from './project.ts';
import type { ProjectWritten } from './project-store.ts';

/** What the form shows: as it was typed. */
export type ProjectFields = Readonly<Record<string, string>>;

const NAMES = [
  ...['what', 'name', 'forAuthority', 'kind', 'rooms', 'carers', 'minAge', 'maxAge', 'need', 'sure', 'status', 'why'],
  ...['opens-day', 'opens-month', 'opens-year', 'until-day', 'until-month', 'until-year'],
] as const;

export function fieldsTyped(fields: Typed): ProjectFields {
  return Object.fromEntries(NAMES.map((name) => [name, fields.text(name).slice(0, 400)]));
}

export function fieldsOf(project: Project | null, what: Project['what']): ProjectFields {
  const day = (name: string, on: PlainDate | null) => {
    const [year = '', month = '', number = ''] = on?.split('-') ?? [];
    return {
      [`${name}-day`]: number && String(Number(number)),
      [`${name}-month`]: month && String(Number(month)),
      [`${name}-year`]: year,
    };
  };
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  return {
    ...{ what: project?.what ?? what, name: text(project?.name), forAuthority: text(project?.forAuthority) },
    ...{
      kind: project?.kind ?? (what === 'recruitment' ? 'fostering' : ''),
      rooms: text(project?.rooms),
      carers: text(project?.carers),
    },
    ...{ minAge: text(project?.minAge), maxAge: text(project?.maxAge), need: text(project?.need) },
    ...{
      sure: project ? (project.sure ? 'sure' : 'likely') : '',
      status: project?.status ?? 'planned',
      why: text(project?.why),
    },
    ...day('opens', project?.opensOn ?? null),
    ...day('until', project?.untilOn ?? null),
  };
}

const NEEDS = ['low', 'some', 'high'] as const;

/** Reads the form: what it says, or every error by its field, in words; nothing is guessed. */
export function readProject(
  fields: Typed,
  id: string,
  authorities: readonly PlanningAuthority[],
  today: PlainDate,
): { readonly project: ProjectWritten } | { readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const wrong = (name: string, text: string) => {
    errors.push({ text, href: `#${name}` });
    return null;
  };
  const whole = (name: string, what: string, least: number, most: number) => {
    const text = fields.text(name);
    const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most
      ? number
      : wrong(name, `${what} must be a whole number from ${least} to ${most}`);
  };
  const oneOf = <T extends string>(name: string, choices: readonly T[], text: string) =>
    choices.find((choice) => choice === fields.text(name)) ?? wrong(name, text);
  const onDay = (name: string, what: string) => {
    const found = typedDate(fields, name);
    if (found === null || found === 'wrong') return wrong(`${name}-day`, `Enter ${what}, such as 1 9 2027`);
    if (found < addYears(today, -10) || found > addYears(today, 20))
      return wrong(`${name}-day`, `Check the year of ${what}: it is far from today`);
    return found;
  };

  const recruits = fields.text('what') === 'recruitment';
  const name = fields.text('name').replaceAll('\n', ' ');
  if (name === '') wrong('name', 'Enter a name, such as New home in the north');
  else if (name.length > 100) wrong('name', 'The name must be 100 letters or fewer');
  const whose = fields.text('forAuthority');
  if (whose !== '' && !authorities.some((each) => each.id === whose))
    wrong('forAuthority', 'Choose where the rooms will be');
  const kind: GapKind | null = recruits ? 'fostering' : oneOf('kind', GAP_KINDS, 'Choose the kind of home');
  const rooms = whole('rooms', 'Rooms', 1, 1000);
  const carers = recruits ? whole('carers', 'Households', 1, 1000) : null;
  const minAge = whole('minAge', 'The youngest age', 0, 17);
  const maxAge = whole('maxAge', 'The oldest age', 0, 17);
  if (minAge !== null && maxAge !== null && minAge > maxAge)
    wrong('maxAge', 'The oldest age must not be below the youngest');
  if (kind === 'supported' && minAge !== null && minAge < 16)
    wrong('minAge', 'Supported accommodation is for 16 and 17 year olds');
  const need = oneOf('need', NEEDS, 'Choose the highest level of need it is meant for');
  const opensOn = onDay('opens', recruits ? 'the first day' : 'the day it opens');
  const untilOn = recruits ? onDay('until', 'the last day') : null;
  if (opensOn && untilOn && untilOn < opensOn) wrong('until-day', 'The last day must not be before the first');
  const sure = oneOf('sure', ['sure', 'likely'] as const, 'Choose how sure it is');
  const status = oneOf('status', STATUSES, 'Choose how far it is');
  const why = status === 'dropped' ? fields.text('why') : '';
  if (status === 'dropped' && why.length < 5) wrong('why', 'Say in a few words why it was dropped');
  if (why.length > 300) wrong('why', 'The reason must be 300 letters or fewer');
  if (
    errors.length > 0 ||
    !kind ||
    !rooms ||
    minAge === null ||
    maxAge === null ||
    !need ||
    !opensOn ||
    !sure ||
    !status
  )
    return { errors };
  return {
    project: {
      ...{ id, what: recruits ? 'recruitment' : 'homes', name, forAuthority: whose || null, kind, rooms, carers },
      ...{ minAge, maxAge, need, opensOn, untilOn, sure: sure === 'sure', status, why },
    },
  };
}
