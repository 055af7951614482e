import * as client from 'openid-client';
import { isProviderName } from './oidc-logout-token.ts';
import { causesOf, type KnownProvider, ProviderAway, reasonOf } from './oidc-provider.ts';

/** What is kept of a sign-in while the person is at the provider. */
export interface StartedSignIn {
  readonly nonce: string;
  readonly verifier: string;
  /** They must prove who they are anew, whatever session the provider still has. */
  readonly fresh: boolean;
}

/** Who the provider says has signed in, every check of OpenID Connect done. */
export interface ProvenIdentity {
  readonly issuer: string;
  /** The provider's own unchanging id of the person. */
  readonly subject: string;
  /** The provider's id of this session, where it has one; back-channel logout names it. */
  readonly sid: string | null;
  /** When the provider wrote its token, in seconds since 1970. */
  readonly issuedAt: number;
  /** The e-mail address that the provider vouches for; null where it vouches for none. May ask the provider again. */
  readonly vouchedEmail: () => Promise<string | null>;
}

export type RefusedBecause = 'cancelled' | 'not proven' | 'not fresh';

/** The provider's answer does not prove who signed in. */
export class SignInRefused extends Error {
  override name = 'SignInRefused';
  readonly because: RefusedBecause;
  /** A word for the log, nothing of the person in it. */
  readonly reason: string;
  constructor(because: RefusedBecause, reason: string) {
    super(`Sign-in refused: ${because}`);
    this.because = because;
    this.reason = reason;
  }
}

/**
 * Begins a sign-in by authorization code with PKCE (RFC 7636, S256), state and nonce.
 * @returns the provider's page to send the browser to, the state that will come back, and what to keep meanwhile
 */
export async function startSignIn(
  { configuration }: KnownProvider,
  redirectUri: string,
  fresh: boolean,
): Promise<{ readonly page: URL; readonly state: string; readonly started: StartedSignIn }> {
  const started = { nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), fresh };
  const state = client.randomState();
  const page = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state,
    nonce: started.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(started.verifier),
    code_challenge_method: 'S256',
    ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
  });
  return { page, state, started };
}

/**
 * Redeems the code that came back and checks the identity token: signature, issuer, audience, times, nonce.
 * @param answer the address the provider sent the browser to, with its query
 * @param state the state under which `started` was found
 * @param secondsAgo how long ago the sign-in began: a fresh one must have been proven since then
 * @throws SignInRefused, ProviderAway
 */
export async function finishSignIn(
  { configuration }: KnownProvider,
  answer: URL,
  state: string,
  started: StartedSignIn,
  secondsAgo: number,
): Promise<ProvenIdentity> {
  const tokens = await client
    .authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: started.nonce,
      pkceCodeVerifier: started.verifier,
      idTokenExpected: true,
      ...(started.fresh ? { maxAge: Math.ceil(Math.max(0, secondsAgo)) } : {}),
    })
    .catch((error: unknown) => {
      throw inWords(error, started.fresh);
    });
  const claims = tokens.claims();
  if (!claims || !isProviderName(claims.sub)) throw new SignInRefused('not proven', 'subject');
  if (claims.sid !== undefined && !isProviderName(claims.sid)) throw new SignInRefused('not proven', 'sid');
  return {
    issuer: claims.iss,
    subject: claims.sub,
    sid: claims.sid ?? null,
    issuedAt: claims.iat,
    vouchedEmail: async () => {
      if (claims.email !== undefined) return vouched(claims);
      if (!configuration.serverMetadata().userinfo_endpoint) return null;
      const told = await client
        .fetchUserInfo(configuration, tokens.access_token, claims.sub)
        .catch((error: unknown) => {
          throw inWords(error, false);
        });
      return vouched(told);
    },
  };
}

/**
 * The e-mail address, if the provider says it is the person's own. Microsoft Entra never sends `email_verified` for
 * people of an organisation; it says `xms_edov` where the organisation has proven that the domain is its own.
 */
export function vouched(claims: Readonly<Record<string, unknown>>): string | null {
  const { email, email_verified: verified, xms_edov: domainProven } = claims;
  if (typeof email !== 'string' || !email.includes('@')) return null;
  if (verified === true) return email;
  if (verified === undefined && [true, 1, '1', 'true'].includes(domainProven as string)) return email;
  return null;
}

function inWords(error: unknown, fresh: boolean): Error {
  const reason = reasonOf(error);
  if (error instanceof client.AuthorizationResponseError) {
    const word = /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'error';
    return new SignInRefused(word === 'access_denied' ? 'cancelled' : 'not proven', word);
  }
  const failing = causesOf(error).some((cause) => cause instanceof Response && cause.status >= 500);
  // What fetch throws when nobody answers has no code of its own.
  const silent = error instanceof TypeError && !('code' in error);
  if (failing || silent || /TIMEOUT|ABORT/.test(reason)) return new ProviderAway(reason);
  const missing = (cause: object) => cause instanceof Error && /"auth_time"/.test(cause.message);
  if (fresh && causesOf(error).some((cause) => cause.claim === 'auth_time' || missing(cause))) {
    return new SignInRefused('not fresh', reason);
  }
  const said = error instanceof client.ResponseBodyError && /^[a-z_]{1,40}$/.test(error.error) ? error.error : '';
  return new SignInRefused('not proven', `${reason} ${said}`.trim());
}
