import { actorOf, recordEvent } from '../access/index.ts';
import { first, sql, type Tx } from '../db/index.ts';
import { credentialsOf } from './credentials-store.ts';
import { type SignInLink, takeLink } from './sign-in-link-store.ts';

/**
 * Gives an invited post to the account that its owner has just signed in with. As the system.
 * @returns the post; null where the invitation can no longer be used, or is not for this account
 */
export async function takeInvitation(tx: Tx, digest: string, accountId: string, now: Date): Promise<string | null> {
  const account = await credentialsOf(tx, accountId);
  const link = await takeLink(tx, digest, now);
  if (!link?.actorId || !account || link.email?.toLowerCase() !== account.email.toLowerCase()) return null;
  return (await givePost(tx, link, accountId)) ? link.actorId : null;
}

/**
 * Writes who signs in to the post of an invitation. Whoever made the invitation can never take it up: an administrator
 * gives nobody a role by inviting themselves. As the system. @returns false where the post is not theirs to have
 */
export async function givePost(tx: Tx, link: SignInLink, accountId: string): Promise<boolean> {
  const given = await first(
    tx,
    sql`update actor a set account_id = ${accountId}
      where a.organisation_id = ${link.organisationId} and a.id = ${link.actorId} and a.account_id is null
        and not exists (select from actor maker where maker.id = ${link.by} and maker.account_id = ${accountId})
      returning 1`,
  );
  const actor = given && link.actorId ? await actorOf(tx, link.actorId) : null;
  if (!actor) return false;
  await recordEvent(tx, actor, 'account.invitation-accepted', accountId);
  return true;
}
