import { type Actor, recordEvent, saw } from '../access/index.ts';
import { insertAll, type Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import { type Stage, stagesAfter } from './disclosure-stages.ts';
import { lockSharing, mayDisclose, type Share, sharesOf } from './disclosure-store.ts';
import type { Search } from './search-store.ts';

/** With whom a search is to be shared, and how far. */
export interface Sharing {
  readonly providerId: string;
  /** Null: with the provider as a whole, so that no carers are shown it. */
  readonly homeId: string | null;
  readonly stage: Stage;
}

/** The open share with a provider for a home (or, with null, for none); at most one. */
export function openShare(
  shares: readonly Share[],
  { providerId, homeId }: Pick<Sharing, 'providerId' | 'homeId'>,
): Share | null {
  return shares.find((each) => each.ended === null && each.providerId === providerId && each.homeId === homeId) ?? null;
}

/**
 * Shares a search with a provider, or goes further with one it is shared with. The stage only goes forward; a stage that
 * is reached already, by whomever, changes nothing.
 * @throws Refusal when the search is closed or sealed, or the home is not one that the actor may see
 */
export async function share(tx: Tx, actor: Actor, search: Search, sharing: Sharing): Promise<void> {
  await lockSharing(tx, search.id);
  if (search.closed) throw new Refusal('This search is closed, so nothing of it is shared any more.');
  const known = openShare(await sharesOf(tx, search.id), sharing);
  if (known && !stagesAfter(known.stage).includes(sharing.stage)) return;
  if (!known && !(await mayDisclose(tx, search.id, sharing.providerId, sharing.homeId)))
    throw new Refusal(NOT_TO_BE_SHARED);
  const id = known?.id ?? newId('share');
  const by = { organisation_id: actor.organisation.id, by: actor.id };
  if (!known) {
    await insertAll(tx, 'disclosure', [
      { ...by, id, search_id: search.id, provider_id: sharing.providerId, home_id: sharing.homeId },
    ]);
  }
  await insertAll(tx, 'disclosure_stage', [{ ...by, disclosure_id: id, stage: sharing.stage }]);
  sawChildren(tx, search);
  await recordEvent(tx, actor, known ? 'search.shared-further' : 'search.shared', search.id, {
    disclosure: id,
    provider: sharing.providerId,
    stage: sharing.stage,
  });
}

const NOT_TO_BE_SHARED =
  'This cannot be shared here: the search was closed, a record in it is sealed, or the home is not one that you can see.';

/** Ends a share: the provider sees nothing of the search from now on. Ended already: nothing happens. */
export async function endShare(tx: Tx, actor: Actor, search: Search, shareId: string): Promise<boolean> {
  await lockSharing(tx, search.id);
  const known = (await sharesOf(tx, search.id)).find((each) => each.id === shareId);
  if (!known) return false;
  sawChildren(tx, search);
  const row = { organisation_id: actor.organisation.id, disclosure_id: shareId, by: actor.id };
  if (!known.ended && (await insertAll(tx, 'disclosure_ended', [row], 'on conflict do nothing')) > 0)
    await recordEvent(tx, actor, 'search.share-ended', search.id, { disclosure: shareId, provider: known.providerId });
  return true;
}

function sawChildren(tx: Tx, search: Search): void {
  saw(
    tx,
    search.children.map((each) => each.childId),
    'search',
  );
}
