import { ACCESS_RULES, type Actor, NotHere, type Role, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { addDays, englandDate, ok, type PlainDate, type Result, refused } from '../kernel/index.ts';
import { type FormError, type Typed, typedDate } from '../ui/index.ts';
import { coverOfMyTeams, insertCover, insertCoverEnded, lockTeam, myTeams, peopleToCover } from './team-store.ts';

/** Cover always ends; for longer than this it is arranged again (the database holds three months as well). */
const LONGEST_DAYS = 92;

/** Whom a team's children can be open to: only they can stand in for it. */
export const MAY_COVER: readonly Role[] = [
  ...new Set(ACCESS_RULES.filter((rule) => rule.through === 'team').map((rule) => rule.role)),
];

export interface CoverForm {
  readonly teamId: string;
  readonly actorId: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Reads the form for cover: the first day may be left empty for today, the last day never. */
export function readCoverForm(fields: Typed, today: PlainDate): Result<CoverForm, FormError[]> {
  const errors: FormError[] = [];
  const wrong = (field: string, text: string) => void errors.push({ text, href: `#${field}` });
  const actorId = fields.text('person');
  if (!actorId) wrong('person', 'Choose who stands in');
  const teamId = fields.text('team');
  if (!teamId) wrong('team', 'Choose the team');
  const from = typedDate(fields, 'from') ?? today;
  const until = typedDate(fields, 'until');
  if (from === 'wrong') wrong('from-day', 'The first day must be a real date, such as 27 3 2027');
  else if (from < today) wrong('from-day', 'The first day must be today or later');
  if (until === 'wrong') wrong('until-day', 'The last day must be a real date, such as 27 3 2027');
  else if (until === null) wrong('until-day', 'Say when it ends: cover always ends');
  else if (from !== 'wrong' && until < from) wrong('until-day', 'The last day must not be before the first');
  else if (from !== 'wrong' && until > addDays(from, LONGEST_DAYS - 1))
    wrong('until-day', 'Cover is for three months at most; arrange it again then if it is still needed');
  if (errors.length || from === 'wrong' || until === 'wrong' || until === null) return refused(errors);
  return ok({ teamId, actorId, from, until });
}

/**
 * Lets somebody stand in for a team of the actor: from the first day to the end of the last they see its children.
 * Nobody arranges it for themselves; the database refuses that too. The same again changes nothing.
 */
export async function arrangeCover(tx: Tx, actor: Actor, form: CoverForm): Promise<Result<null, FormError[]>> {
  const team = (await myTeams(tx)).find((each) => each.id === form.teamId);
  if (!team) return refused([{ text: 'Choose one of your teams', href: '#team' }]);
  const person = (await peopleToCover(tx, MAY_COVER, actor.id)).find((each) => each.id === form.actorId);
  if (!person)
    return refused([{ text: 'Choose somebody from the list; they may have left meanwhile', href: '#person' }]);
  await lockTeam(tx, form.teamId);
  const known = (await coverOfMyTeams(tx)).some(
    (each) =>
      each.teamId === form.teamId &&
      each.actorId === form.actorId &&
      englandDate(each.from) === form.from &&
      englandDate(new Date(each.until.getTime() - 1)) === form.until,
  );
  if (known) return ok(null);
  const id = await insertCover(tx, actor.organisation.id, { ...form, by: actor.id });
  await recordEvent(tx, actor, 'cover.arranged', id, { team: form.teamId, person: form.actorId });
  return ok(null);
}

/** Ends cover early: from this moment the person sees the team's children no more. */
export async function endCover(tx: Tx, actor: Actor, coverId: string): Promise<void> {
  const cover = (await coverOfMyTeams(tx)).find((each) => each.id === coverId);
  if (!cover) throw new NotHere('This cover is over already, or it is not of one of your teams.');
  if (await insertCoverEnded(tx, actor.organisation.id, coverId, actor.id))
    await recordEvent(tx, actor, 'cover.ended', coverId, { team: cover.teamId, person: cover.actorId });
}
