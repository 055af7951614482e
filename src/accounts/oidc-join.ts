import { actorOf, recordEvent } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import { credentialsOf, insertAccount, postsOf } from './credentials-store.ts';
import type { ProvenIdentity } from './oidc-sign-in.ts';
import { takeLink } from './sign-in-link-store.ts';
import { givePost } from './take-invitation.ts';

type Identity = Pick<ProvenIdentity, 'issuer' | 'subject'>;

/** The account that the provider's person has joined, open or closed; null: they are new here. As the system. */
export async function joinedAccount(tx: Tx, { issuer, subject }: Identity): Promise<string | null> {
  const found = await first<{ account_id: string }>(
    tx,
    sql`select account_id from account_oidc where issuer = ${issuer} and subject = ${subject}`,
  );
  return found?.account_id ?? null;
}

/** The post to begin in: the one worked in last. Null where none is left, or the account is closed. As the system. */
export async function postToBeginIn(tx: Tx, accountId: string): Promise<string | null> {
  if (!(await credentialsOf(tx, accountId))) return null;
  const [post] = await postsOf(tx, accountId);
  return post?.actorId ?? null;
}

interface KnownByAddress {
  readonly id: string;
  readonly closed: boolean;
  readonly password: boolean;
  /** Another person of the same provider has this account: the address has changed hands. */
  readonly taken: boolean;
}

/**
 * A person whom the provider vouches for by e-mail, and whom an administrator has invited under that address, gets
 * their account. An account that has a password here is not joined by an address alone: its owner signs in with the
 * password first (`joinOwnAccount`). One that joined another provider before may, so that an organisation can change
 * its provider. As the system, after `takeTurn`.
 * @returns the account; 'has a password'; null where nobody has invited them, or the address was somebody else's
 */
export async function joinInvited(
  tx: Tx,
  identity: Identity,
  email: string,
  now: Date,
): Promise<{ readonly accountId: string } | 'has a password' | null> {
  const known = await first<KnownByAddress>(
    tx,
    sql`select a.id, exists (select from account_closed c where c.account_id = a.id) as closed,
        exists (select from account_password p where p.account_id = a.id) as password,
        exists (select from account_oidc o where o.account_id = a.id and o.issuer = ${identity.issuer}) as taken
      from account a where lower(a.email) = lower(${email})`,
  );
  if (known?.closed || known?.taken) return null;
  if (known?.password) return 'has a password';
  const accountId = known?.id ?? (await newAccount(tx, email, now));
  if (accountId === null) return null;
  await takeUpInvitations(tx, accountId, email, now);
  const post = await postToBeginIn(tx, accountId);
  if (post === null) {
    // The invitation was withdrawn by a newer one, or somebody else took it up just now: then there is no account.
    if (!known) await sql`delete from account where id = ${accountId}`.execute(tx);
    return null;
  }
  await writeJoined(tx, identity, { accountId, actorId: post }, now);
  return { accountId };
}

/** A signed-in person says that the provider's person is they. As the system, after `takeTurn`. @returns false where either has another already */
export async function joinOwnAccount(
  tx: Tx,
  identity: Identity,
  own: { readonly accountId: string; readonly actorId: string },
  now: Date,
): Promise<boolean> {
  const there = await rows<{ same: boolean }>(
    tx,
    sql`select account_id = ${own.accountId} and subject = ${identity.subject} as same from account_oidc
      where issuer = ${identity.issuer} and (subject = ${identity.subject} or account_id = ${own.accountId})`,
  );
  if (there.length > 0) return there.every(({ same }) => same);
  await writeJoined(tx, identity, own, now);
  return true;
}

/** Whether an account's address has been invited to a post that nobody has come for. As the system. */
export async function isInvited(tx: Tx, accountId: string, now: Date): Promise<boolean> {
  const account = await credentialsOf(tx, accountId);
  return account !== null && (await invitationsTo(tx, account.email, now)).length > 0;
}

/**
 * Takes up the posts that the owner of an account has been invited to, and not yet come for. As the system.
 * @param vouched the address the provider vouches for at this sign-in: an account that somebody made under another
 *   person's address must not get that person's posts
 */
export async function takeUpInvitations(tx: Tx, accountId: string, vouched: string, now: Date): Promise<void> {
  const account = await credentialsOf(tx, accountId);
  if (!account || account.email?.toLowerCase() !== vouched.toLowerCase()) return;
  for (const { digest } of await invitationsTo(tx, account.email, now)) {
    const link = await takeLink(tx, digest, now);
    if (link) await givePost(tx, link, accountId);
  }
}

interface Invitation {
  readonly digest: string;
  readonly name: string;
  readonly by: string;
}

/** Invitations that may still be good, oldest first; `takeLink` says whether they are. */
function invitationsTo(tx: Tx, email: string, now: Date): Promise<Invitation[]> {
  return rows<Invitation>(
    tx,
    sql`select l.digest, a.name, l.by from sign_in_link l
      join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
      where l.purpose = 'invitation' and lower(l.email) = lower(${email}) and l.used_at is null
        and l.expires_at > ${now.toISOString()} and a.account_id is null
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by l.number`,
  );
}

/** An account for somebody who is invited, in the name that their administrator wrote. @returns null where nobody has invited them */
async function newAccount(tx: Tx, email: string, now: Date): Promise<string | null> {
  const [one] = await invitationsTo(tx, email, now);
  const id = newId('account');
  return one && (await insertAccount(tx, { id, name: one.name, email, by: one.by })) ? id : null;
}

async function writeJoined(
  tx: Tx,
  { issuer, subject }: Identity,
  { accountId, actorId }: { readonly accountId: string; readonly actorId: string },
  now: Date,
): Promise<void> {
  await sql`insert into account_oidc (issuer, subject, account_id, at, by)
    values (${issuer}, ${subject}, ${accountId}, ${now.toISOString()}, ${actorId})`.execute(tx);
  const actor = await actorOf(tx, actorId);
  if (actor) await recordEvent(tx, actor, 'account.provider-joined', accountId);
}
