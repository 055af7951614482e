import type { FastifyReply, FastifyRequest } from 'fastify';
import { first, sql, type Tx } from '../db/index.ts';
import { type Credentials, credentialsOf } from './credentials-store.ts';
import { digestOf, newToken } from './tokens.ts';

/** How long the second step may take, in minutes; setting up an app on a phone included. */
const MINUTES = 20;

/** Somebody whose password was right, before the second step. */
export interface SignInStep {
  readonly digest: string;
  readonly credentials: Credentials;
  readonly next: string;
  /** The digest of an invitation that is accepted with the second step. */
  readonly link: string | null;
}

/** @returns the secret for the step's cookie */
export async function startStep(
  tx: Tx,
  step: { readonly accountId: string; readonly next: string; readonly link?: string | null; readonly now: Date },
): Promise<string> {
  const token = newToken();
  const at = step.now.toISOString();
  await sql`delete from sign_in_step where expires_at < ${at}`.execute(tx);
  await sql`insert into sign_in_step (digest, account_id, link_digest, next, at, expires_at) values (${digestOf(token)},
    ${step.accountId}, ${step.link ?? null}, ${step.next}, ${at}, ${at}::timestamptz + make_interval(mins => ${MINUTES}))`.execute(
    tx,
  );
  return token;
}

/** The step of a cookie; null where there is none, it took too long, or the account was closed. */
export async function stepOf(tx: Tx, token: string | null, now: Date): Promise<SignInStep | null> {
  if (token === null) return null;
  const digest = digestOf(token);
  const found = await first<{ account_id: string; next: string; link_digest: string | null }>(
    tx,
    sql`select account_id, next, link_digest from sign_in_step
      where digest = ${digest} and expires_at > ${now.toISOString()}`,
  );
  const credentials = found && (await credentialsOf(tx, found.account_id));
  return found && credentials && { digest, credentials, next: found.next, link: found.link_digest };
}

/** Takes the step away: it is done once. @returns false where it was done already */
export async function endStep(tx: Tx, digest: string): Promise<boolean> {
  return (await first(tx, sql`delete from sign_in_step where digest = ${digest} returning 1`)) !== null;
}

/** Steps that others have begun with an old password, or an old second step, lead nowhere. */
export async function endStepsOf(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from sign_in_step where account_id = ${accountId}`.execute(tx);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-homeward-step' : 'homeward-step';
}

export function stepToken(request: FastifyRequest, secure: boolean): string | null {
  const token = request.cookies[cookieName(secure)];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}

export function setStepCookie(reply: FastifyReply, token: string, secure: boolean): void {
  const maxAge = MINUTES * 60;
  reply.setCookie(cookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
}

export function clearStepCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
