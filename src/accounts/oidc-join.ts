import { actorOf, recordEvent } from '../access/index.ts';
import { first, rows, sql, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { ProvenIdentity } from './oidc-sign-in.ts';

type Identity = Pick<ProvenIdentity, 'issuer' | 'subject'>;

/** The account that the provider's person has joined, open or closed; null: they are new here. As the system. */
export async function joinedAccount(tx: Tx, { issuer, subject }: Identity): Promise<string | null> {
  const found = await first<{ account_id: string }>(
    tx,
    sql`select account_id from account_oidc where issuer = ${issuer} and subject = ${subject}`,
  );
  return found?.account_id ?? null;
}

/** The posts of an account that are still theirs, by the name of the organisation; none where it is closed. */
export async function openPosts(tx: Tx, accountId: string): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select a.id from actor a join organisation o on o.id = a.organisation_id
      where a.account_id = ${accountId}
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
        and not exists (select from account_closed c where c.account_id = a.account_id)
      order by o.name, a.role, a.id`,
  );
  return found.map(({ id }) => id);
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
 * password first (`joinOwnAccount`). As the system, after `takeTurn`.
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
  const invitations = await openInvitations(tx, email, now);
  const [one] = invitations;
  if (!known && !one) return null;
  const accountId = known?.id ?? newId('account');
  if (!known && one) {
    await sql`insert into account (id, name, email, at, by)
      values (${accountId}, ${one.name}, ${email}, ${now.toISOString()}, ${one.actor_id})`.execute(tx);
  }
  await accept(tx, accountId, invitations, now);
  const [post] = await openPosts(tx, accountId);
  await writeJoined(tx, identity, accountId, post ?? accountId, now);
  return { accountId };
}

/** A signed-in person says that the provider's person is they. As the system, after `takeTurn`. @returns false where either has another already */
export async function joinOwnAccount(
  tx: Tx,
  identity: Identity,
  own: { readonly accountId: string; readonly actorId: string },
  now: Date,
): Promise<boolean> {
  const there = await first<{ same: boolean }>(
    tx,
    sql`select account_id = ${own.accountId} and subject = ${identity.subject} as same from account_oidc
      where issuer = ${identity.issuer} and (subject = ${identity.subject} or account_id = ${own.accountId})`,
  );
  if (there) return there.same;
  await writeJoined(tx, identity, own.accountId, own.actorId, now);
  return true;
}

/** Takes up the posts that the owner of an account has been invited to since. As the system. */
export async function takeUpInvitations(tx: Tx, accountId: string, now: Date): Promise<void> {
  const account = await first<{ email: string | null }>(
    tx,
    sql`select email from account a where id = ${accountId}
      and not exists (select from account_closed c where c.account_id = a.id)`,
  );
  if (account?.email) await accept(tx, accountId, await openInvitations(tx, account.email, now), now);
}

interface Invitation {
  readonly digest: string;
  readonly organisation_id: string;
  readonly actor_id: string;
  readonly name: string;
}

/** Of two invitations to one post the newer counts; the rows are held, because the link itself may be opened just now. */
function openInvitations(tx: Tx, email: string, now: Date): Promise<Invitation[]> {
  return rows<Invitation>(
    tx,
    sql`select l.digest, l.organisation_id, l.actor_id, a.name from sign_in_link l
      join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
      where l.purpose = 'invitation' and lower(l.email) = lower(${email}) and l.used_at is null
        and l.expires_at > ${now.toISOString()} and a.account_id is null
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
        and not exists (select from sign_in_link n where n.purpose = 'invitation' and n.organisation_id = l.organisation_id
          and n.actor_id = l.actor_id and n.number > l.number)
      order by l.number for update of l, a`,
  );
}

async function accept(tx: Tx, accountId: string, invitations: readonly Invitation[], now: Date): Promise<void> {
  for (const { digest, organisation_id, actor_id } of invitations) {
    await sql`update sign_in_link set used_at = ${now.toISOString()} where digest = ${digest}`.execute(tx);
    await sql`update actor set account_id = ${accountId}
      where organisation_id = ${organisation_id} and id = ${actor_id} and account_id is null`.execute(tx);
    const actor = await actorOf(tx, actor_id);
    if (actor) await recordEvent(tx, actor, 'account.invitation-accepted', accountId);
  }
}

async function writeJoined(tx: Tx, identity: Identity, accountId: string, by: string, now: Date): Promise<void> {
  await sql`insert into account_oidc (issuer, subject, account_id, at, by)
    values (${identity.issuer}, ${identity.subject}, ${accountId}, ${now.toISOString()}, ${by})`.execute(tx);
  const actor = await actorOf(tx, by);
  if (actor) await recordEvent(tx, actor, 'account.provider-joined', accountId);
}
