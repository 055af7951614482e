import { first, sql, type Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { credentialsByEmail } from './credentials-store.ts';
import { recordForPosts } from './sign-in.ts';
import { makeLink } from './sign-in-link-store.ts';

/** An administrator who can sign in: the link of a first one is for organisations that have none. */
const ADMINISTRATOR = sql`a.role = 'administrator' and a.account_id is not null
  and not exists (select from post_ended e where e.organisation_id = a.organisation_id and e.actor_id = a.id)`;

/**
 * The way into a system that holds no organisation at all; the link of an earlier start counts no more. As the system.
 * @returns the path to open; null where somebody is here already
 */
export async function firstLink(tx: Tx, now: Date): Promise<string | null> {
  if (await first(tx, sql`select 1 from organisation limit 1`)) return null;
  return `/first/${await makeLink(tx, { purpose: 'first administrator', by: 'system', now })}`;
}

/** Whether an authority has nobody yet who can add its people. As the system. @param code its ONS code */
export async function lacksAdministrator(tx: Tx, code: string): Promise<boolean> {
  const found = await first(
    tx,
    sql`select 1 from organisation o where o.code = ${code} and o.kind = 'authority'
      and not exists (select from actor a where a.organisation_id = o.id and ${ADMINISTRATOR})`,
  );
  return found !== null;
}

/**
 * A link for the first administrator of an authority. As the system.
 * @throws Refusal where there is no such authority, or it has an administrator
 */
export async function authorityLink(tx: Tx, code: string, now: Date): Promise<string> {
  const authority = await first<{ id: string; name: string }>(
    tx,
    sql`select id, name from organisation where code = ${code} and kind = 'authority'`,
  );
  if (!authority)
    throw new Refusal(`There is no authority with the code ${code} here. Import its homes or a return of it first.`);
  if (!(await lacksAdministrator(tx, code))) {
    throw new Refusal(
      `${authority.name} has an administrator, who adds its other people. If they cannot sign in: homeward sign-in-link --email ADDRESS`,
    );
  }
  const link = { purpose: 'first administrator' as const, organisationId: authority.id, by: 'system', now };
  return `/sign-in/link/${await makeLink(tx, link)}`;
}

/**
 * A link to choose another password, made by whoever looks after the machine. As the system.
 * @param newPhone the second step is set up anew as well
 * @throws Refusal where nobody signs in with that address
 */
export async function helpLink(tx: Tx, email: string, newPhone: boolean, now: Date): Promise<string> {
  const account = await credentialsByEmail(tx, email);
  if (!account) throw new Refusal(`Nobody signs in with ${email} here.`);
  const { accountId } = account;
  await recordForPosts(tx, accountId, 'account.reset-link-made', {
    by: 'system',
    secondStep: newPhone ? 'anew' : 'kept',
  });
  const token = await makeLink(tx, { purpose: 'reset', accountId, keepsCodes: !newPhone, by: 'system', now });
  return `/sign-in/link/${token}`;
}
