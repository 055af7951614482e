import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import type { AccountServices } from './account-services.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** The provider as its discovery document described it. */
export interface KnownProvider {
  readonly configuration: client.Configuration;
  readonly issuer: string;
  readonly clientId: string;
  /** Its published keys, fetched when first needed and again when it changes them. */
  readonly keys: JWTVerifyGetKey;
  /** How it signs what it tells us; never a shared secret, never unsigned. */
  readonly algorithms: readonly string[];
  /** True where people can be signed out there as well. */
  readonly signsOut: boolean;
}

/** The provider does not answer, or not as OpenID Connect asks. Local sign-in goes on. */
export class ProviderAway extends Error {
  override name = 'ProviderAway';
  /** A word for the log, without an address. */
  readonly reason: string;
  constructor(reason: string) {
    super('The sign-in service of the organisation does not answer.');
    this.reason = reason;
  }
}

export interface OidcProvider {
  /** Answers from memory for an hour. @throws ProviderAway */
  known(): Promise<KnownProvider>;
}

/** What the pages of signing in elsewhere are given. */
export interface OidcServices extends AccountServices {
  readonly provider: OidcProvider;
}

/** Seconds that a page waits for the provider. */
export const ANSWERS_WITHIN = 5;
/** How long a discovery document counts, in milliseconds. */
const FRESH_FOR = 3_600_000;
/** After a failure nobody asks again for so long: a provider that is down is not helped by a crowd. */
const REST = 3_000;

const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * A provider that is asked for its discovery document when it is first needed, so that Homeward starts without it.
 * Pages that ask at the same moment share one request; an old document serves on while a newer one cannot be had.
 */
export function oidcProvider(settings: OidcSettings, clock: () => Date): OidcProvider {
  let found: { provider: KnownProvider; at: number } | null = null;
  let asking: Promise<KnownProvider> | null = null;
  let failed: { error: ProviderAway; at: number } | null = null;

  const ask = async (): Promise<KnownProvider> => {
    try {
      const provider = await discover(settings);
      found = { provider, at: clock().getTime() };
      failed = null;
      return provider;
    } catch (error) {
      const away = new ProviderAway(reasonOf(error));
      failed = { error: away, at: clock().getTime() };
      if (found) return found.provider;
      throw away;
    } finally {
      asking = null;
    }
  };

  return {
    known: async () => {
      const now = clock().getTime();
      if (found && Math.abs(now - found.at) < FRESH_FOR) return found.provider;
      if (failed && Math.abs(now - failed.at) < REST) {
        if (found) return found.provider;
        throw failed.error;
      }
      asking ??= ask();
      return asking;
    },
  };
}

async function discover(settings: OidcSettings): Promise<KnownProvider> {
  const { issuer, clientId, clientSecret, insecure } = settings;
  const configuration = await client.discovery(
    issuer,
    clientId,
    clientSecret,
    // The way every provider must know; posting the secret is for those that say they only take that.
    (server, ...rest) => {
      const methods = server.token_endpoint_auth_methods_supported;
      const basic = !methods || methods.includes('client_secret_basic') || !methods.includes('client_secret_post');
      return (basic ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret))(server, ...rest);
    },
    { timeout: ANSWERS_WITHIN, execute: insecure ? [client.allowInsecureRequests] : [] },
  );
  // The library trusts the connection for the identity token; here its signature is checked as well.
  client.enableNonRepudiationChecks(configuration);
  const server = configuration.serverMetadata();
  // The library lets two vendors describe themselves under another name than was asked for.
  if (new URL(server.issuer).href !== issuer.href) throw new ProviderAway('another issuer');
  const { authorization_endpoint, token_endpoint, jwks_uri, end_session_endpoint } = server;
  for (const endpoint of [authorization_endpoint, token_endpoint, jwks_uri]) {
    if (!mayBeUsed(endpoint, insecure)) throw new ProviderAway('incomplete description');
  }
  const offered = server.id_token_signing_alg_values_supported ?? ['RS256'];
  return {
    configuration,
    issuer: server.issuer,
    clientId,
    keys: createRemoteJWKSet(new URL(jwks_uri as string), { timeoutDuration: ANSWERS_WITHIN * 1000 }),
    algorithms: ALGORITHMS.filter((each) => offered.includes(each)),
    signsOut: mayBeUsed(end_session_endpoint, insecure),
  };
}

function mayBeUsed(endpoint: string | undefined, insecure: boolean): boolean {
  if (!endpoint || !URL.canParse(endpoint)) return false;
  const { protocol } = new URL(endpoint);
  return protocol === 'https:' || (insecure && protocol === 'http:');
}

/** What went wrong, by the library's own code or the system's; never the text, which may hold what was sent. */
export function reasonOf(error: unknown): string {
  if (error instanceof ProviderAway) return error.reason;
  const codes = causesOf(error).map(({ code }) => (typeof code === 'string' ? code : ''));
  const known = codes.filter((code) => /^[A-Za-z_]{3,60}$/.test(code));
  return [...new Set(known)].join(' ') || (error instanceof Error ? error.name : 'unknown');
}

/** An error and what it was caused by: the library says in the last of them which claim it was. */
export function causesOf(error: unknown): readonly { readonly code?: unknown; readonly claim?: unknown }[] {
  if (typeof error !== 'object' || error === null) return [];
  return [error, ...('cause' in error ? causesOf(error.cause) : [])];
}
