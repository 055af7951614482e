import { actorOf, ensureAuthority, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { insertAll } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { AccountServices } from './account-services.ts';
import { credentialsByEmail, credentialsOf, insertAccount, putPassword, removeCodes } from './credentials-store.ts';
import { hashPassword } from './password.ts';
import { endSessionsOfAccount } from './session-store.ts';
import { recordForPosts } from './sign-in.ts';
import { type SignInLink, takeLink, usableLink } from './sign-in-link-store.ts';
import { endStepsOf, startStep } from './sign-in-step-store.ts';
import { givePost } from './take-invitation.ts';
import { triedWell } from './throttle.ts';
import { digestOf } from './tokens.ts';

/** A link that can be used, with what its page must know. */
export interface OpenLink extends SignInLink {
  /** An invitation for somebody who signs in here already: they sign in to take it up. */
  readonly accountThere: boolean;
  /** The system holds no authority yet: its name and code are asked for as well. */
  readonly empty: boolean;
}

export async function openLink({ database, clock }: AccountServices, token: string): Promise<OpenLink | null> {
  return database.asSystem(async (tx) => {
    const link = await usableLink(tx, digestOf(token), clock());
    if (!link) return null;
    const invited = link.purpose === 'invitation' && link.email ? await credentialsByEmail(tx, link.email) : null;
    return {
      ...link,
      accountThere: invited !== null,
      empty: link.purpose === 'first administrator' && link.organisationId === null,
    };
  });
}

/** What the person of a link gives: all but the password only where nobody has said it before. */
export interface LinkAnswer {
  readonly password: string;
  readonly name: string;
  readonly email: string;
  readonly authority: string;
  readonly code: string;
}

export type UsedLink = { readonly step: string } | 'over' | 'e-mail taken';

/** Thrown to undo the use of a link whose account could not be made. */
class EmailTaken extends Error {}

/**
 * Does what a link is for, once: makes the account or changes its password, and begins the second step. What was given
 * has been checked.
 */
export async function takeUpLink(services: AccountServices, token: string, answer: LinkAnswer): Promise<UsedLink> {
  const { database, clock } = services;
  const hash = await hashPassword(answer.password);
  try {
    return await database.asSystem(async (tx) => {
      const now = clock();
      const link = await takeLink(tx, digestOf(token), now);
      if (!link) return 'over';
      const accountId =
        link.purpose === 'reset'
          ? await resetPassword(tx, link, now)
          : await newAccount(tx, link, {
              ...answer,
              email: link.email ?? answer.email,
              name: link.name ?? answer.name,
            });
      if (accountId === null) return 'over';
      await putPassword(tx, accountId, hash, now);
      await endStepsOf(tx, accountId);
      return { step: await startStep(tx, { accountId, next: '/', now }) };
    });
  } catch (error) {
    if (error instanceof EmailTaken) return 'e-mail taken';
    throw error;
  }
}

async function resetPassword(tx: Tx, { accountId, keepsCodes, by }: SignInLink, now: Date): Promise<string | null> {
  const account = accountId === null ? null : await credentialsOf(tx, accountId);
  if (!account) return null;
  if (!keepsCodes) await removeCodes(tx, account.accountId);
  await endSessionsOfAccount(tx, account.accountId, { by: account.accountId, why: 'password changed', now });
  await triedWell(tx, { email: account.email });
  await recordForPosts(tx, account.accountId, 'account.password-reset', {
    by,
    secondStep: keepsCodes ? 'kept' : 'anew',
  });
  return account.accountId;
}

async function newAccount(tx: Tx, link: SignInLink, answer: LinkAnswer): Promise<string | null> {
  const id = newId('account');
  const by = link.by;
  if (!(await insertAccount(tx, { id, name: answer.name, email: answer.email, by }))) throw new EmailTaken();
  if (link.purpose === 'invitation') return (await givePost(tx, link, id)) ? id : null;
  const organisation = link.organisationId ?? (await ensureAuthority(tx, answer.code, answer.authority)).id;
  const actorId = newId('w');
  await insertAll(tx, 'actor', [
    { organisation_id: organisation, id: actorId, name: answer.name, role: 'administrator', account_id: id },
  ]);
  const actor = await actorOf(tx, actorId);
  if (actor) await recordEvent(tx, actor, 'post.first-administrator', actorId, { by });
  return id;
}
