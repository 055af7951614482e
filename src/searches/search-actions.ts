import { type Actor, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import { profileForSearch, startDraft } from '../needs/index.ts';
import { childIsHere } from '../people/index.ts';
import type { Asking } from './search.ts';
import { insertSearch } from './search-store.ts';

/**
 * Starts a search: keeps what was asked for, with the version of each child's profile it was asked with. A child
 * without a finished profile is searched for with the draft; one without any gets an empty draft, so that nothing
 * holds up an emergency and everything unknown is shown as unknown.
 * @returns the id of the search
 * @throws Refusal when a child is not one of the actor's authority
 */
export async function startSearch(tx: Tx, actor: Actor, now: Date, asking: Asking): Promise<string> {
  const known = await profileForSearch(tx, asking.children, { draftsToo: true });
  const children: { childId: string; profileId: string }[] = [];
  for (const childId of asking.children) {
    const here = await childIsHere(tx, childId);
    const profile = here
      ? (known.get(childId)?.profileId ?? (await startDraft(tx, { actor, now }, childId))?.id)
      : null;
    if (!profile) throw new Refusal('One of the children is not known to your authority. Go back and choose again.');
    children.push({ childId, profileId: profile });
  }
  const id = newId('search');
  await insertSearch(tx, {
    organisationId: actor.organisation.id,
    id,
    neededBy: asking.neededBy,
    emergency: asking.emergency,
    note: asking.note,
    askedBy: actor.id,
    children,
  });
  await recordEvent(tx, actor, 'search.started', id, { children: asking.children, neededBy: asking.neededBy });
  return id;
}
