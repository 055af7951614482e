import { first, insertAll, sql, type Tx } from '../db/index.ts';
import { digestOf, newToken } from './tokens.ts';

export type LinkPurpose = 'first administrator' | 'invitation' | 'reset';

/** A link that can still be used. */
export interface SignInLink {
  readonly digest: string;
  readonly purpose: LinkPurpose;
  /** Null: an empty system, or a reset. */
  readonly organisationId: string | null;
  readonly organisation: string | null;
  /** The post an invitation is for, and its role. */
  readonly actorId: string | null;
  /** Whom it is for, as far as that is known. */
  readonly name: string | null;
  readonly role: string | null;
  /** Whose password a reset is for. */
  readonly accountId: string | null;
  readonly email: string | null;
  readonly keepsCodes: boolean;
  /** Who made it: an actor, or 'system'. */
  readonly by: string;
}

export const HOURS = { 'first administrator': 24, invitation: 7 * 24, reset: 24 } as const;

export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly organisationId?: string;
  readonly actorId?: string;
  readonly accountId?: string;
  readonly email?: string;
  /** Set by the system only: a reset that takes the second step away too. */
  readonly keepsCodes?: boolean;
  readonly by: string;
  readonly now: Date;
}

/**
 * Makes a link that can be used once; one made before for the same no longer counts. As the system, or as an
 * administrator, whom the row-level policies hold to people of their own organisation.
 * @returns the secret, to be shown once and kept nowhere
 */
export async function makeLink(tx: Tx, link: NewLink): Promise<string> {
  const token = newToken();
  const expires = new Date(link.now.getTime() + HOURS[link.purpose] * 3_600_000);
  await insertAll(tx, 'sign_in_link', [
    {
      digest: digestOf(token),
      purpose: link.purpose,
      organisation_id: link.organisationId ?? null,
      actor_id: link.actorId ?? null,
      account_id: link.accountId ?? null,
      email: link.email ?? null,
      ...(link.keepsCodes === undefined ? {} : { keeps_codes: link.keepsCodes }),
      at: link.now.toISOString(),
      by: link.by,
      expires_at: expires.toISOString(),
    },
  ]);
  return token;
}

/**
 * The link of a secret, as long as it can be used: not used, not too old, the newest for its purpose, and its post
 * open and nobody's yet. As the system.
 */
export function usableLink(tx: Tx, digest: string, now: Date): Promise<SignInLink | null> {
  return first<SignInLink>(
    tx,
    sql`select l.digest, l.purpose, l.organisation_id as "organisationId", o.name as organisation, l.actor_id as "actorId",
        coalesce(a.name, c.name) as name, a.role, l.account_id as "accountId", coalesce(l.email, c.email) as email, l.keeps_codes as "keepsCodes", l.by
      from sign_in_link l left join organisation o on o.id = l.organisation_id
      left join account c on c.id = l.account_id
      left join actor a on a.organisation_id = l.organisation_id and a.id = l.actor_id
      where l.digest = ${digest} and l.used_at is null and l.expires_at > ${now.toISOString()}
        and not exists (select from sign_in_link n where n.number > l.number and n.purpose = l.purpose
          and n.organisation_id is not distinct from l.organisation_id and n.actor_id is not distinct from l.actor_id
          and n.account_id is not distinct from l.account_id)
        and (l.actor_id is null or (a.account_id is null and not exists (select from post_ended e
          where e.organisation_id = l.organisation_id and e.actor_id = l.actor_id)))
        and (l.account_id is null or not exists (select from account_closed x where x.account_id = l.account_id))
        and (l.purpose <> 'first administrator' or not exists (select from actor f
          where f.organisation_id is not distinct from coalesce(l.organisation_id, f.organisation_id)
            and f.role = 'administrator' and f.account_id is not null
            and not exists (select from post_ended e where e.organisation_id = f.organisation_id and e.actor_id = f.id)))`,
  );
}

/**
 * Takes a link for use: of many at the same moment one gets it. As the system, in the transaction that does what the
 * link is for. @returns null where it can no longer be used
 */
export async function takeLink(tx: Tx, digest: string, now: Date): Promise<SignInLink | null> {
  const held = await first<{ one: number }>(
    tx,
    sql`select 1 as one from sign_in_link where digest = ${digest} and used_at is null for update`,
  );
  const link = held === null ? null : await usableLink(tx, digest, now);
  if (!link) return null;
  await sql`update sign_in_link set used_at = ${now.toISOString()} where digest = ${digest}`.execute(tx);
  return link;
}
