import type { Tx } from '../db/index.ts';
import { englandDate, newId, ok, type PlainDate, Refusal, type Result, refused } from '../kernel/index.ts';
import type { FormError } from '../ui/index.ts';
import { ACCESS_RULES } from './access-rules.ts';
import type { Actor } from './actor.ts';
import { recordEvent } from './event.ts';
import { NotHere } from './request.ts';
import type { Role } from './roles.ts';
import {
  coverOfMyTeams,
  insertCover,
  insertCoverEnded,
  insertTeam,
  lockTeam,
  myTeams,
  peopleToCover,
  teamsHere,
} from './teams-store.ts';

/** Cover always ends; for longer than this it is arranged again (the database holds three months as well). */
export const LONGEST_COVER_DAYS = 92;

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

/** Makes a team. @throws Refusal where there is one of that name */
export async function addTeam(tx: Tx, admin: Actor, name: string): Promise<void> {
  const there = (await teamsHere(tx)).some((team) => team.name.toLowerCase() === name.toLowerCase());
  if (there) throw new Refusal(`There is a team called ${name} already.`);
  const id = newId('team');
  await insertTeam(tx, { id, name, organisationId: admin.organisation.id });
  await recordEvent(tx, admin, 'team.added', id);
}
