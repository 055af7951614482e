import type { FastifyRequest } from 'fastify';
import { newId, Refusal } from '../kernel/index.ts';
import type { AccountServices } from './account-services.ts';
import { formToKeep, KEPT_FIELD, keyOfKeptForms, markOf, sealForm } from './kept-form.ts';
import { dropKept, leaveKept, putKept, takeKept, type Writer, writerOfExpired } from './kept-form-store.ts';
import { sessionToken } from './session-cookie.ts';
import type { Session } from './session-store.ts';
import { digestOf } from './tokens.ts';

type Services = Pick<AccountServices, 'database' | 'clock' | 'address' | 'cookieKey'>;

/** Where kept forms wait for whoever signs in next; everybody else goes on to the first page from there. */
export const KEPT_FORMS = '/kept-form';

declare module 'fastify' {
  interface FastifyRequest {
    /** The kept form that this request sends again; null for every other request. */
    keptForm: string | null;
  }
}

/**
 * Keeps the form of a request whose session has come to its end by its limits, for the same person in the same browser.
 * Asked only after the form token was found right, so that no other site can put a form there. Does nothing for a session
 * that was ended on purpose, or for forms with a password in them.
 */
export async function keepForm(services: Services, request: FastifyRequest): Promise<void> {
  const token = sessionToken(request, services.address.secure);
  const key = keyFor(services, request);
  const { permission } = request.routeOptions.config;
  if (request.method !== 'POST' || token === null || key === null || permission === undefined) return;
  const { childId = '' } = (request.params ?? {}) as { readonly childId?: string };
  const form = formToKeep({ path: request.url, permission, childId, body: request.body });
  if (form === null) return;
  await services.database.asSystem(async (tx) => {
    const now = services.clock();
    const writer = await writerOfExpired(tx, digestOf(token), now);
    if (!writer) return;
    const id = newId('kept');
    const sealed = sealForm(form, key, whose({ id, ...writer }));
    await putKept(tx, writer, { id, mark: markOf(form, key), sealed }, now);
  });
}

/**
 * A request that sends a kept form again takes it first, so that of two clicks one is carried out.
 * @throws Refusal where it has been sent, thrown away, or has waited too long
 */
export async function takeKeptForm({ database, clock }: Services, request: FastifyRequest): Promise<void> {
  const { [KEPT_FIELD]: id } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const { session } = request;
  if (request.method !== 'POST' || typeof id !== 'string' || !session) return;
  const taken = await database.asSystem((tx) => takeKept(tx, writerOf(session), id.slice(0, 60), clock()));
  if (!taken) {
    throw new Refusal(
      'This has been sent already, or was thrown away, or waited for more than an hour. Look whether it is saved.',
    );
  }
  request.keptForm = id;
}

/** Once the answer is known: what was accepted is erased; what was not waits on, and nothing is lost. */
export async function settleKeptForm({ database }: Services, request: FastifyRequest, status: number): Promise<void> {
  const { keptForm, session } = request;
  if (keptForm === null || !session) return;
  request.keptForm = null;
  await database.asSystem((tx) => (status < 400 ? dropKept(tx, writerOf(session), keptForm) : leaveKept(tx, keptForm)));
}

/** The key of this browser's kept forms; null where it has had no form of ours. */
export function keyFor({ cookieKey }: Pick<Services, 'cookieKey'>, request: FastifyRequest): Buffer | null {
  const cookie = request.cookies._csrf;
  const secret = cookie === undefined ? null : request.unsignCookie(cookie);
  return secret?.valid && secret.value ? keyOfKeptForms(cookieKey, secret.value) : null;
}

export function writerOf({ accountId, actor }: Session): Writer {
  return { organisationId: actor.organisation.id, actorId: actor.id, accountId };
}

/** What a sealed form is bound to: its row and its writer. */
export function whose(row: {
  readonly id: string;
  readonly actorId: string;
  readonly accountId: string | null;
}): string {
  return `${row.id} ${row.actorId} ${row.accountId ?? ''}`;
}
