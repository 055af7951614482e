import { Refusal } from '../kernel/index.ts';

/** How Homeward knows the sign-in service of the organisation (an OpenID provider). */
export interface OidcSettings {
  /** The provider's own name for itself, exactly as its discovery document says it. */
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Plain http, which only a provider on this same machine may speak. */
  readonly insecure: boolean;
}

const NAMES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.
 * @returns null when none of the three is set: people then sign in with local accounts only
 * @throws Refusal in words, without the values, when they are half given or cannot be right
 */
export function oidcSettings(env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
  const [issuer = '', clientId = '', clientSecret = ''] = NAMES.map((name) => env[name]?.trim() ?? '');
  const missing = NAMES.filter((name) => !env[name]?.trim());
  if (missing.length === NAMES.length) return null;
  if (missing.length > 0) {
    throw new Refusal(
      `Signing in with your organisation’s accounts needs ${NAMES.join(', ')}. ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set: set ${missing.length === 1 ? 'it' : 'them'}, or none of the three.`,
    );
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new Refusal('OIDC_ISSUER should be the address of the provider, such as https://sign-in.example.gov.uk.');
  }
  // "common" and "organizations" let any organisation in the world vouch for its own e-mail addresses.
  if (/\{.*\}|%7B/i.test(issuer) || /^\/(common|organizations|consumers)(\/|$)/.test(url.pathname)) {
    throw new Refusal(
      'OIDC_ISSUER should name the one organisation whose people sign in, not an address that is shared by many.',
    );
  }
  const insecure = url.protocol === 'http:';
  if (insecure && !LOOPBACK.has(url.hostname)) {
    throw new Refusal('OIDC_ISSUER should begin with https://. Plain http is only for a provider on this machine.');
  }
  return { issuer: url, clientId, clientSecret, insecure };
}
