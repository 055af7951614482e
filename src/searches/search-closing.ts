import { type Actor, recordEvent, saw } from '../access/index.ts';
import { insertAll, type Tx } from '../db/index.ts';
import type { Search } from './search-store.ts';

/** Why a search is closed: as the database keeps it, with what the form says. */
export const WHY_CLOSED = [
  { value: 'home found', words: 'A home was found' },
  { value: 'not needed any more', words: 'It is not needed any more' },
  { value: 'started by mistake', words: 'It was started by mistake' },
] as const;
export type WhyClosed = (typeof WHY_CLOSED)[number]['value'];

/** Reads why from a form; null where nothing, or something else, was chosen. */
export function readWhyClosed(typed: string): WhyClosed | null {
  return WHY_CLOSED.find((each) => each.value === typed)?.value ?? null;
}

/**
 * Closes a search: home finders see its children no more through it, and providers see nothing of what was shared. The
 * first to close it says why; to close it again changes nothing.
 */
export async function closeSearch(tx: Tx, actor: Actor, search: Search, why: WhyClosed): Promise<void> {
  saw(
    tx,
    search.children.map((each) => each.childId),
    'search',
  );
  const row = { organisation_id: search.organisationId, search_id: search.id, by: actor.id, why };
  if ((await insertAll(tx, 'search_closed', [row], 'on conflict do nothing')) > 0)
    await recordEvent(tx, actor, 'search.closed', search.id, { why });
}
