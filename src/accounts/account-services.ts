import type { FastifyRequest } from 'fastify';
import type { RoomServices } from '../access/index.ts';
import type { Database, Tx } from '../db/index.ts';
import type { OidcSettings } from './oidc-settings.ts';
import type { PublicAddress } from './public-address.ts';
import { FRESH_MINUTES } from './session-limits.ts';
import type { Session } from './session-store.ts';

/**
 * What signing in is given: the other rooms' services and the whole database, because whoever signs in is nobody yet.
 */
export interface AccountServices extends RoomServices {
  readonly database: Database;
  readonly address: PublicAddress;
  /** The sign-in service of the organisation; null: local accounts only. */
  readonly oidc: OidcSettings | null;
  /** What cookies are signed with; the key of kept forms is made of it. */
  readonly cookieKey: string;
  /**
   * Whether a form that was kept can still be sent, as far as that hangs on more than one child's record: `closed`, what it
   * was for is not open to the person any more; `over`, it has come to its end, with words that say so.
   */
  readonly standsOf: (
    tx: Tx,
    path: string,
  ) => Promise<{ readonly is: 'ready' | 'closed' } | { readonly is: 'over'; readonly words: string }>;
  readonly log: (line: object) => void;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The open session of this browser; null where nobody is signed in. Set before every handler. */
    session: Session | null;
  }
}

/** Whether the person has proved who they are within the last minutes: asked for what must not be done from an unlocked screen. */
export function isFresh(request: FastifyRequest, now: Date): boolean {
  const { session } = request;
  return session !== null && now.getTime() - session.freshAt.getTime() < FRESH_MINUTES * 60_000;
}

/** Where a page sends somebody who must sign in once more, to come back to it afterwards. */
export function signInAgainAt(path: string): string {
  return `/sign-in/again?next=${encodeURIComponent(path)}`;
}

/**
 * A path of this site to go on to, as far as what was asked for is one; anything else would let a link of ours send a
 * newly signed-in person to somebody else's page (open redirect).
 */
export function nextPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value)) return '/';
  const url = new URL(value, 'http://homeward.invalid');
  // Dots in a path are folded away, and what is left could begin with two slashes: another site's address.
  const here = url.host === 'homeward.invalid' && !url.pathname.startsWith('//');
  return here && !/^\/(sign-in|sign-out|first)(\/|$)/.test(url.pathname) ? `${url.pathname}${url.search}` : '/';
}
