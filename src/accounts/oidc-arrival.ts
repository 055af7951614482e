import type { FastifyRequest } from 'fastify';
import { recordEvent } from '../access/index.ts';
import { type AccountServices, nextPath } from './account-services.ts';
import { beginSession } from './begin-session.ts';
import {
  isInvited,
  joinedAccount,
  joinInvited,
  joinOwnAccount,
  postToBeginIn,
  takeUpInvitations,
} from './oidc-join.ts';
import type { ProvenIdentity } from './oidc-sign-in.ts';
import { noteProviderSession, signedOutMeanwhile, takeTurn, type Underway } from './oidc-store.ts';
import { renewSession } from './session-store.ts';

/** Why somebody who proved who they are does not come in; each has its page. */
export type NotIn = 'no post' | 'has a password' | 'signed out meanwhile' | 'another person' | 'joined already';

/** What became of somebody who came back from the provider: where they go on, with the secret of a new session. */
export type Arrival = { readonly next: string; readonly token?: string } | { readonly notIn: NotIn };

/** Lets in whom the provider has proven, for what they went there. */
export function arrive(
  services: AccountServices,
  request: FastifyRequest,
  underway: Underway,
  identity: ProvenIdentity,
): Promise<Arrival> {
  if (underway.purpose === 'sign in') return signIn(services, request, underway, identity);
  return underway.purpose === 'join'
    ? join(services, request, underway, identity)
    : proveAgain(services, request, underway, identity);
}

async function signIn(
  services: AccountServices,
  request: FastifyRequest,
  underway: Underway,
  identity: ProvenIdentity,
): Promise<Arrival> {
  const { known, invited } = await services.database.asSystem(async (tx) => {
    const account = await joinedAccount(tx, identity);
    return { known: account, invited: account !== null && (await isInvited(tx, account, services.clock())) };
  });
  // Asked between two transactions: no transaction waits for another machine.
  const email = known === null || invited ? await identity.vouchedEmail() : null;
  return services.database.asSystem(async (tx): Promise<Arrival> => {
    const now = services.clock();
    await takeTurn(tx, identity.issuer);
    if (await signedOutMeanwhile(tx, identity)) return { notIn: 'signed out meanwhile' };
    let accountId = await joinedAccount(tx, identity);
    if (accountId === null && email !== null) {
      const joined = await joinInvited(tx, identity, email, now);
      if (joined === 'has a password') return { notIn: joined };
      accountId = joined?.accountId ?? null;
    } else if (accountId !== null && email !== null) {
      await takeUpInvitations(tx, accountId, email, now);
    }
    // Those with several posts begin where they worked last, and change to another on their account page.
    const actorId = accountId === null ? null : await postToBeginIn(tx, accountId);
    if (actorId === null) return { notIn: 'no post' };
    const began = await beginSession(tx, services, request, { accountId, actorId, method: 'oidc', now });
    await noteProviderSession(tx, began.session.id, identity);
    return { next: nextPath(underway.next), token: began.token };
  });
}

/** The same person once more, in the session in which they were asked. */
function proveAgain(
  { database, clock }: AccountServices,
  { session }: FastifyRequest,
  underway: Underway,
  identity: ProvenIdentity,
): Promise<Arrival> {
  return database.asSystem(async (tx): Promise<Arrival> => {
    await takeTurn(tx, identity.issuer);
    if (await signedOutMeanwhile(tx, identity)) return { notIn: 'signed out meanwhile' };
    const account = await joinedAccount(tx, identity);
    if (session === null || session.id !== underway.sessionId || account === null || account !== session.accountId) {
      return { notIn: 'another person' };
    }
    if (session.method === 'oidc') await noteProviderSession(tx, session.id, identity);
    await recordEvent(tx, session.actor, 'session.proven-again', session.id);
    return { next: nextPath(underway.next), token: await renewSession(tx, session.id, clock()) };
  });
}

/** Somebody who signed in with a password says that this is what the provider knows them by. */
function join(
  { database, clock }: AccountServices,
  { session }: FastifyRequest,
  underway: Underway,
  identity: ProvenIdentity,
): Promise<Arrival> {
  return database.asSystem(async (tx): Promise<Arrival> => {
    await takeTurn(tx, identity.issuer);
    if (session === null || session.id !== underway.sessionId || session.accountId === null) {
      return { notIn: 'another person' };
    }
    const own = { accountId: session.accountId, actorId: session.actor.id };
    if (!(await joinOwnAccount(tx, identity, own, clock()))) return { notIn: 'joined already' };
    return { next: nextPath(underway.next) };
  });
}
