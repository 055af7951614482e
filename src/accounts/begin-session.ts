import type { FastifyRequest } from 'fastify';
import { recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import type { AccountServices } from './account-services.ts';
import { deviceWords } from './device.ts';
import { forgetKept } from './kept-form-store.ts';
import { carryProviderSession, holdProviderSession } from './oidc-store.ts';
import { sessionToken } from './session-cookie.ts';
import {
  type EndOfSession,
  endSession,
  forgetOldSessions,
  type Session,
  type SignInMethod,
  sessionOf,
  startSession,
} from './session-store.ts';

/**
 * Begins a session for the browser of a request, ends the one it had, and puts it on record. The secret is a new one at
 * every sign-in, so that one planted in the browser beforehand opens nothing (session fixation). As the system.
 * @returns the secret for `setSessionCookie`, and the session
 * @throws Refusal where they only change to another post (`freshAt`) and their session is over
 */
export async function beginSession(
  tx: Tx,
  services: Pick<AccountServices, 'address'>,
  request: FastifyRequest,
  wanted: {
    readonly accountId: string | null;
    readonly actorId: string;
    readonly method: SignInMethod;
    readonly now: Date;
    readonly freshAt?: Date;
  },
): Promise<{ token: string; session: Session }> {
  const from = wanted.freshAt ? request.session : null;
  if (from) await holdProviderSession(tx, from.id);
  const left = await leaveSession(tx, services, request, wanted.now, from ? 'another post' : 'signed out');
  // It was open when the page was asked for; somebody has ended it since, and no other may come out of it.
  if (from && !left) throw new Refusal('You have been signed out. Sign in again.');
  const { token } = await startSession(tx, { ...wanted, device: deviceWords(request.headers['user-agent']) });
  const session = await sessionOf(tx, token, wanted.now);
  if (!session) throw new Error('a session that has just begun is not there');
  if (from) await carryProviderSession(tx, from.id, session.id);
  await forgetOldSessions(tx, wanted.now);
  await forgetKept(tx, wanted.now);
  await recordEvent(tx, session.actor, 'session.began', session.id, { method: wanted.method });
  return { token, session };
}

/** Ends the session of a request's browser, if it has one, and puts that on record. As the system. @returns whether there was one */
export async function leaveSession(
  tx: Tx,
  { address }: Pick<AccountServices, 'address'>,
  request: FastifyRequest,
  now: Date,
  why: EndOfSession,
): Promise<boolean> {
  const token = sessionToken(request, address.secure);
  const session = token === null ? null : await sessionOf(tx, token, now);
  if (token === null || !session) return false;
  const ended = await endSession(tx, token, session.actor.id, why, now);
  if (ended) await recordEvent(tx, session.actor, 'session.ended', ended, { why });
  return ended !== null;
}
