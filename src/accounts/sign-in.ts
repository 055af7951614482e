import type { FastifyRequest } from 'fastify';
import { type Actor, actorOf, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { AccountServices } from './account-services.ts';
import { beginSession } from './begin-session.ts';
import {
  type Credentials,
  confirmCodeSecret,
  credentialsByEmail,
  credentialsOf,
  postsOf,
  putRecoveryCodes,
  useRecoveryCode,
  useStep,
} from './credentials-store.ts';
import { newRecoveryCodes, recoveryDigest, stepOfCode, typedRecoveryCode } from './one-time-codes.ts';
import { isPassword } from './password.ts';
import { endStep, type SignInStep, startStep, stepOf } from './sign-in-step-store.ts';
import { takeInvitation } from './take-invitation.ts';
import { forgetOldTries, mayTry, triedWell } from './throttle.ts';

/**
 * The first step. Somebody unknown, a wrong password and too many tries answer the same, in about the same time.
 * @returns the secret of the second step; null where it is not to be
 */
export async function tryPassword(
  { database, clock }: AccountServices,
  request: FastifyRequest,
  given: { readonly email: string; readonly password: string; readonly next: string; readonly link: string | null },
): Promise<string | null> {
  const now = clock();
  const email = { email: given.email };
  const from = { from: request.ip };
  const { allowed, found } = await database.asSystem(async (tx) => ({
    allowed: (await mayTry(tx, from, now)) && (await mayTry(tx, email, now)),
    found: await credentialsByEmail(tx, given.email),
  }));
  // Outside of any transaction: it takes long on purpose, for somebody unknown as well, so that the time says nothing.
  // Whoever has to wait has to wait whether they are known or not, and costs no more than that.
  const right = allowed && (await isPassword(given.password, found?.hash ?? null));
  return database.asSystem(async (tx) => {
    const known = found && (await credentialsOf(tx, found.accountId));
    if (!right || !known || known.hash !== found.hash) {
      if (known) await recordForPosts(tx, known.accountId, 'sign-in.refused', { step: 'password', allowed });
      return null;
    }
    await triedWell(tx, email);
    await triedWell(tx, from);
    return startStep(tx, { accountId: known.accountId, next: given.next, link: given.link, now });
  });
}

/** How the second step ended: in a session, in no post to work in, in a wrong code, or it was over before. */
export type SecondStep = { readonly token: string; readonly next: string } | 'no post' | 'wrong' | 'over';

/** The second step: a code of the app, or one of the recovery codes. Each opens the door once. */
export async function tryCode(
  services: AccountServices,
  request: FastifyRequest,
  stepSecret: string | null,
  typed: string,
): Promise<SecondStep> {
  const { database, clock } = services;
  const now = clock();
  const begun = await database.asSystem(async (tx) => {
    const step = await stepOf(tx, stepSecret, now);
    return step?.credentials.confirmed
      ? { step, allowed: await mayTry(tx, { code: step.credentials.accountId }, now) }
      : null;
  });
  if (!begun) return 'over';
  const { accountId, secret } = begun.step.credentials;
  const digest = await recoveryDigestOf(typed, accountId);
  return database.asSystem(async (tx) => {
    const step = begun.allowed ? stepOfCode(secret ?? '', typed, now) : null;
    const right =
      (step !== null && (await useStep(tx, accountId, step))) ||
      (begun.allowed && digest !== null && (await useRecoveryCode(tx, accountId, digest, now)));
    if (!right) {
      await recordForPosts(tx, accountId, 'sign-in.refused', { step: 'code', allowed: begun.allowed });
      return 'wrong';
    }
    if (digest !== null && step === null) await recordForPosts(tx, accountId, 'account.recovery-code-used');
    await triedWell(tx, { code: accountId });
    return enter(tx, services, request, begun.step);
  });
}

/**
 * The second step of somebody who sets up the app: the first code proves that the phone has the secret.
 * @returns the ten recovery codes besides, to be shown this once
 */
export async function trySetUp(
  services: AccountServices,
  request: FastifyRequest,
  stepSecret: string | null,
  typed: string,
): Promise<SecondStep | { readonly token: string; readonly next: string; readonly codes: readonly string[] }> {
  const { database, clock } = services;
  const now = clock();
  const begun = await database.asSystem(async (tx) => {
    const step = await stepOf(tx, stepSecret, now);
    const waiting = step?.credentials.secret && !step.credentials.confirmed;
    return waiting ? { step, allowed: await mayTry(tx, { code: step.credentials.accountId }, now) } : null;
  });
  if (!begun) return 'over';
  const { accountId, secret } = begun.step.credentials;
  const matched = begun.allowed ? stepOfCode(secret ?? '', typed, now) : null;
  if (matched === null) return 'wrong';
  const codes = newRecoveryCodes();
  const digests = await Promise.all(codes.map((code) => recoveryDigest(code, accountId)));
  return database.asSystem(async (tx) => {
    if (!(await confirmCodeSecret(tx, accountId, matched, now))) return 'over';
    await putRecoveryCodes(tx, accountId, digests);
    await triedWell(tx, { code: accountId });
    const entered = await enter(tx, services, request, begun.step);
    return typeof entered === 'string' ? entered : { ...entered, codes };
  });
}

/** Both steps were right: the invitation is taken up, if they came with one, and the session begins. */
async function enter(
  tx: Tx,
  services: AccountServices,
  request: FastifyRequest,
  { digest, credentials: { accountId }, next, link }: SignInStep,
): Promise<SecondStep> {
  const now = services.clock();
  if (!(await endStep(tx, digest))) return 'over';
  const invited = link === null ? null : await takeInvitation(tx, link, accountId, now);
  const [last] = await postsOf(tx, accountId);
  const actorId = invited ?? last?.actorId;
  if (actorId === undefined) return 'no post';
  const { token } = await beginSession(tx, services, request, { accountId, actorId, method: 'password', now });
  await forgetOldTries(tx, now);
  return { token, next };
}

async function recoveryDigestOf(typed: string, accountId: string): Promise<string | null> {
  const code = typedRecoveryCode(typed);
  return code === null ? null : recoveryDigest(code, accountId);
}

/** The person's own password or code once more, in an open session. @returns false where it is wrong, or they tried too often */
export async function provesAgain(
  { database, clock }: AccountServices,
  accountId: string,
  password: string,
): Promise<boolean> {
  const now = clock();
  const { allowed, known } = await database.asSystem(async (tx) => {
    const credentials = await credentialsOf(tx, accountId);
    return { known: credentials, allowed: credentials !== null && (await mayTry(tx, keyOf(credentials), now)) };
  });
  const right = allowed && (await isPassword(password, known?.hash ?? null));
  await database.asSystem(async (tx) => {
    if (right && known) await triedWell(tx, keyOf(known));
    else if (known) await recordForPosts(tx, accountId, 'sign-in.refused', { step: 'again', allowed });
  });
  return right;
}

/** The same count as at the sign-in page, so that an open session is no way around it. */
function keyOf({ email }: Credentials): { email: string } {
  return { email };
}

/** Puts something that happened to an account on record in each organisation it works for. As the system. */
export async function recordForPosts(tx: Tx, accountId: string, kind: string, detail: object = {}): Promise<void> {
  const posts = await postsOf(tx, accountId);
  const first = new Map(posts.map((post) => [post.organisationId, post.actorId]));
  for (const actorId of first.values()) {
    const actor: Actor | null = await actorOf(tx, actorId);
    if (actor) await recordEvent(tx, actor, kind, accountId, detail);
  }
}
