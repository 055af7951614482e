import { type Actor, recordEvent } from '../access/index.ts';
import { first, insertAll, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Search } from './search-store.ts';
import type { UnmetCode } from './unmet-reasons.ts';

/** The latest statement of why no suitable home was found for a search so far. */
export interface Unmet {
  readonly id: string;
  readonly codes: readonly string[];
  readonly at: Date;
  readonly by: string;
}

/** What was said last; null where nobody has said anything yet. */
export async function latestUnmet(tx: Tx, searchId: string): Promise<Unmet | null> {
  return first<Unmet>(
    tx,
    sql`select u.id, u.codes, u.at, coalesce(a.name, u.by) as by from search_unmet u
      left join actor a on a.organisation_id = u.organisation_id and a.id = u.by
      where u.search_id = ${searchId}
        and not exists (select from search_unmet n where n.organisation_id = u.organisation_id and n.search_id = u.search_id
          and n.after_id = u.id)`,
  );
}

/**
 * Keeps a statement of why no suitable home was found so far. It holds instead of the one before, which is kept.
 * @param after the id of the statement that was seen; null: none was there
 * @returns false where somebody else has said something since: nothing is written then
 */
export async function sayUnmet(
  tx: Tx,
  actor: Actor,
  search: Search,
  codes: readonly UnmetCode[],
  after: string | null,
): Promise<boolean> {
  const latest = await latestUnmet(tx, search.id);
  // Sent twice, or nothing new: what is to be said already stands.
  if (latest ? isSame(latest.codes, codes) : codes.length === 0) return true;
  if ((latest?.id ?? null) !== after) return false;
  const { organisationId: organisation_id, id: search_id } = search;
  const row = { organisation_id, id: newId('unmet'), search_id, codes, after_id: after, by: actor.id };
  if ((await insertAll(tx, 'search_unmet', [row], 'on conflict do nothing')) === 0) {
    // Another of the same moment was quicker: where it says the same, it is this form sent twice.
    return isSame((await latestUnmet(tx, search.id))?.codes ?? [], codes);
  }
  await recordEvent(tx, actor, 'search.unmet-said', search.id, { codes });
  return true;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((code) => a.includes(code));
}
