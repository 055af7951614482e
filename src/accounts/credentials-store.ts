import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';

/** What signing in needs of an account that is open; read and written as the system only. */
export interface Credentials {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  /** Null: they sign in elsewhere only. */
  readonly hash: string | null;
  /** The shared secret of the one-time codes; null before it is first shown. */
  readonly secret: string | null;
  /** Whether a code of it has been typed once. */
  readonly confirmed: boolean;
}

interface Row {
  id: string;
  name: string;
  email: string;
  hash: string | null;
  secret: string | null;
  confirmed: boolean;
}

const OPEN_ACCOUNT = sql`select a.id, a.name, a.email, p.hash, t.secret, t.confirmed_at is not null as confirmed
  from account a left join account_password p on p.account_id = a.id left join account_totp t on t.account_id = a.id
  where a.email is not null and not exists (select from account_closed c where c.account_id = a.id)`;

export async function credentialsByEmail(tx: Tx, email: string): Promise<Credentials | null> {
  return fromRow(await first<Row>(tx, sql`${OPEN_ACCOUNT} and lower(a.email) = lower(${email})`));
}

export async function credentialsOf(tx: Tx, accountId: string): Promise<Credentials | null> {
  return fromRow(await first<Row>(tx, sql`${OPEN_ACCOUNT} and a.id = ${accountId}`));
}

function fromRow(row: Row | null): Credentials | null {
  if (!row) return null;
  const { id, ...rest } = row;
  return { accountId: id, ...rest };
}

/** @returns false where somebody signs in with that e-mail address already */
export async function insertAccount(
  tx: Tx,
  account: { readonly id: string; readonly name: string; readonly email: string; readonly by: string },
): Promise<boolean> {
  return (await insertAll(tx, 'account', [account], 'on conflict do nothing')) === 1;
}

export async function putPassword(tx: Tx, accountId: string, hash: string, now: Date): Promise<void> {
  await sql`insert into account_password (account_id, hash, at) values (${accountId}, ${hash}, ${now.toISOString()})
    on conflict (account_id) do update set hash = excluded.hash, at = excluded.at`.execute(tx);
}

/** Keeps a secret to be shown; where one is there already (two tabs) that one counts. @returns the one that counts */
export async function keepCodeSecret(tx: Tx, accountId: string, secret: string): Promise<string> {
  const kept = await first<{ secret: string }>(
    tx,
    sql`insert into account_totp (account_id, secret) values (${accountId}, ${secret})
      on conflict (account_id) do update set secret = account_totp.secret returning secret`,
  );
  return kept?.secret ?? secret;
}

/** The first code of a secret was typed. @returns false where the secret has been confirmed already */
export async function confirmCodeSecret(tx: Tx, accountId: string, step: number, now: Date): Promise<boolean> {
  const done = await first(
    tx,
    sql`update account_totp set confirmed_at = ${now.toISOString()}, last_step = ${step}
      where account_id = ${accountId} and confirmed_at is null returning 1`,
  );
  return done !== null;
}

/** Takes the second step away, so that it is set up anew at the next sign-in. */
export async function removeCodes(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from account_totp where account_id = ${accountId}`.execute(tx);
  await sql`delete from account_recovery_code where account_id = ${accountId}`.execute(tx);
}

/** @returns false where a code of this step, or a later one, has opened the door before */
export async function useStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const used = await first(
    tx,
    sql`update account_totp set last_step = ${step}
      where account_id = ${accountId} and confirmed_at is not null and last_step < ${step} returning 1`,
  );
  return used !== null;
}

/** @returns false where there is no such code, or it has been used */
export async function useRecoveryCode(tx: Tx, accountId: string, digest: string, now: Date): Promise<boolean> {
  const used = await first(
    tx,
    sql`update account_recovery_code set used_at = ${now.toISOString()}
      where account_id = ${accountId} and digest = ${digest} and used_at is null returning 1`,
  );
  return used !== null;
}

/** New recovery codes in place of all old ones. */
export async function putRecoveryCodes(tx: Tx, accountId: string, digests: readonly string[]): Promise<void> {
  await sql`delete from account_recovery_code where account_id = ${accountId}`.execute(tx);
  await insertAll(
    tx,
    'account_recovery_code',
    digests.map((digest) => ({ account_id: accountId, digest })),
  );
}

export async function recoveryCodesLeft(tx: Tx, accountId: string): Promise<number> {
  const found = await first<{ left: number }>(
    tx,
    sql`select count(*)::int as left from account_recovery_code where account_id = ${accountId} and used_at is null`,
  );
  return found?.left ?? 0;
}

/** A post of an account that is open. */
export interface OwnPost {
  readonly actorId: string;
  readonly role: import('../access/index.ts').Role;
  readonly organisationId: string;
  readonly organisation: string;
}

/** The open posts of an account, the one worked in last first. */
export function postsOf(tx: Tx, accountId: string): Promise<OwnPost[]> {
  return rows<OwnPost>(
    tx,
    sql`select a.id as "actorId", a.role, o.id as "organisationId", o.name as organisation
      from actor a join organisation o on o.id = a.organisation_id
      where a.account_id = ${accountId}
        and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)
      order by (select max(s.signed_in_at) from session s where s.organisation_id = a.organisation_id and s.actor_id = a.id)
        desc nulls last, o.name, a.role, a.id`,
  );
}
