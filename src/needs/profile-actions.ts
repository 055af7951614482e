import { createHash } from 'node:crypto';
import { type Actor, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { ageOn, englandDate, ok, type Result, refused } from '../kernel/index.ts';
import { findPostcode, oneChild } from '../people/index.ts';
import { type Finishing, mayFinish } from './finishing.ts';
import { EMPTY_CONTENT, type Profile, type ProfilePlace } from './profile.ts';
import { draftOf, profileById, profilesOf } from './profile-read.ts';
import { insertFinished, insertProfile, lockChild, lockProfile, writeSection } from './profile-store.ts';
import { canonical, partOf, type Section, type SectionContent, sayTheSame } from './sections.ts';

/** Who writes, and when. */
export interface Writing {
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * The draft to write in: the open one, or a new version copied from the last, or an empty first one (which is enough
 * to ask for a home in an emergency).
 * @returns null when there is no such child for the actor
 */
export async function startDraft(tx: Tx, writing: Writing, childId: string): Promise<Profile | null> {
  if (!(await lockChild(tx, childId))) return null;
  const open = await draftOf(tx, childId);
  if (open) return open;
  const last = (await profilesOf(tx, childId))[0] ?? null;
  const id = await insertProfile(tx, by(writing), childId, (last?.number ?? 0) + 1, last ?? EMPTY_CONTENT);
  await recordEvent(tx, writing.actor, 'profile.started', id, { child: childId, number: (last?.number ?? 0) + 1 });
  return profileById(tx, id);
}

/** A section as a form sends it back, with what it was when the form was opened. */
export interface SectionSave {
  readonly profileId: string;
  readonly section: Section;
  /** The edition and the digest of the section that the form was opened with. */
  readonly edition: number;
  readonly seen: string;
  readonly part: SectionContent;
}

export type SaveProblem =
  | { readonly is: 'not-here' }
  | { readonly is: 'finished'; readonly profile: Profile }
  /** Somebody else has saved this section since: both texts are there, and nothing was written. */
  | { readonly is: 'conflict'; readonly profile: Profile; readonly mine: SectionContent };

/**
 * Saves one section of a draft. Somebody else's saves of other sections never stand in the way; of the same section
 * they do, unless both say the same.
 */
export async function saveSection(tx: Tx, writing: Writing, save: SectionSave): Promise<Result<Profile, SaveProblem>> {
  if (!(await lockProfile(tx, save.profileId))) return refused({ is: 'not-here' });
  const current = await profileById(tx, save.profileId);
  if (!current) return refused({ is: 'not-here' });
  if (current.finished) return refused({ is: 'finished', profile: current });
  const stored = partOf(current, save.section);
  const part = save.part.places ? { places: await located(tx, save.part.places, current.places) } : save.part;
  if (sayTheSame(stored, part)) return ok(current);
  if (save.edition !== current.edition && save.seen !== digestOf(stored)) {
    return refused({ is: 'conflict', profile: current, mine: part });
  }
  await writeSection(tx, by(writing), save.profileId, part);
  await recordEvent(tx, writing.actor, 'profile.saved', save.profileId, { section: save.section });
  const saved = await profileById(tx, save.profileId);
  return saved ? ok(saved) : refused({ is: 'not-here' });
}

/** A short text that differs when a section says something else. */
export function digestOf(part: SectionContent): string {
  return createHash('sha256').update(canonical(part)).digest('base64url').slice(0, 22);
}

export type Finished =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly why: Extract<Finishing, { may: false }> | 'not-here' };

/** Finishes a draft, if the rules allow; finishing twice changes nothing. */
export async function finishProfile(tx: Tx, writing: Writing, profileId: string): Promise<Finished> {
  const here = await lockProfile(tx, profileId);
  const profile = here ? await profileById(tx, profileId) : null;
  const today = englandDate(writing.now);
  const child = profile && (await oneChild(tx, profile.childId, today));
  if (!profile || !child) return { ok: false, why: 'not-here' };
  if (profile.finished) return { ok: true, profile };
  const finishing = mayFinish(profile, ageOn(child.born, today));
  if (!finishing.may) return { ok: false, why: finishing };
  await insertFinished(tx, by(writing), profileId);
  await recordEvent(tx, writing.actor, 'profile.finished', profileId, { child: child.id, number: profile.number });
  const finished = await profileById(tx, profileId);
  return finished ? { ok: true, profile: finished } : { ok: false, why: 'not-here' };
}

function by({ actor, now }: Writing) {
  return { organisationId: actor.organisation.id, workerId: actor.id, at: now };
}

/** Gives each place its point; a place whose postcode did not change keeps the point it had. */
async function located(
  tx: Tx,
  places: readonly ProfilePlace[],
  before: readonly ProfilePlace[],
): Promise<ProfilePlace[]> {
  const found: ProfilePlace[] = [];
  for (const place of places) {
    const point = place.postcode ? await findPostcode(tx, place.postcode) : null;
    const old = before.find((each) => each.id === place.id && each.postcode === place.postcode);
    found.push({
      ...place,
      postcode: point?.postcode ?? place.postcode,
      lat: point?.lat ?? old?.lat ?? null,
      long: point?.long ?? old?.long ?? null,
    });
  }
  return found;
}
