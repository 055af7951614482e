import { jwtVerify } from 'jose';
import type { KnownProvider } from './oidc-provider.ts';

/** Whose sessions the provider says are over. At least one of sid and subject is there. */
export interface ToldLogout {
  readonly issuer: string;
  readonly jti: string;
  readonly sid: string | null;
  readonly subject: string | null;
  /** When the provider wrote it, in seconds since 1970. */
  readonly issuedAt: number;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** A logout is told at once; an older token is refused, and its id need not be remembered for longer. */
const MAX_AGE = 300; // seconds
const CLOCKS_APART = 30; // seconds

/** For how long the id of a token that was used must be known, so that it cannot be used again. */
export const REMEMBER_JTI_SECONDS = MAX_AGE + 2 * CLOCKS_APART;

/** The token is not what OpenID Connect Back-Channel Logout 1.0 asks for. */
export class BadLogoutToken extends Error {
  override name = 'BadLogoutToken';
}

/**
 * Checks a logout token by section 2.6 of OpenID Connect Back-Channel Logout 1.0, except that it was not used before
 * (the store knows that).
 * @throws BadLogoutToken, saying which check failed and nothing of the token; also when the keys cannot be fetched
 */
export async function readLogoutToken(provider: KnownProvider, token: string, now: Date): Promise<ToldLogout> {
  const { payload, protectedHeader } = await jwtVerify(token, provider.keys, {
    issuer: provider.issuer,
    audience: provider.clientId,
    algorithms: [...provider.algorithms] as never[],
    maxTokenAge: MAX_AGE,
    clockTolerance: CLOCKS_APART,
    currentDate: now,
  }).catch((error: { code?: string; claim?: string }) => {
    throw new BadLogoutToken([error.code ?? 'unreadable', error.claim].filter(Boolean).join(' '));
  });
  const { typ } = protectedHeader;
  // An explicit type keeps other tokens of the same provider from being passed off as a logout.
  if (typ !== undefined && !/^(application\/)?(logout\+jwt|jwt)$/i.test(typ)) throw new BadLogoutToken('typ');
  const { jti, sid, sub, nonce, events, iat } = payload as Readonly<Record<string, unknown>>;
  if (nonce !== undefined) throw new BadLogoutToken('nonce');
  if (!isObject(events) || !Object.hasOwn(events, EVENT) || !isObject(events[EVENT]))
    throw new BadLogoutToken('events');
  if (!isProviderName(jti)) throw new BadLogoutToken('jti');
  if ((sid !== undefined && !isProviderName(sid)) || (sub !== undefined && !isProviderName(sub)))
    throw new BadLogoutToken('sid or sub');
  if (sid === undefined && sub === undefined) throw new BadLogoutToken('neither sid nor sub');
  return { issuer: provider.issuer, jti, sid: sid ?? null, subject: sub ?? null, issuedAt: Number(iat) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A subject or a session as it can be kept: no longer than the specification lets a subject be, without a NUL. */
export function isProviderName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 255 && !value.includes('\0');
}
