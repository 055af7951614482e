import type { FastifyInstance } from 'fastify';
import * as client from 'openid-client';
import { policy } from '../access/index.ts';
import type { AccountServices } from './account-services.ts';
import type { KnownProvider, OidcServices } from './oidc-provider.ts';

/** Where signing out leads whoever came in through the provider. */
export const SIGNED_OUT_OF_HOMEWARD = '/sign-in/oidc/signed-out';

/**
 * Says that the provider's own session goes on, and offers to end it (RP-Initiated Logout 1.0). It is a choice: ending
 * it may close the person's e-mail and other work as well. The provider is told only which client asks, and asks the
 * person itself; their token is not kept for it.
 */
export function signedOutPage(app: FastifyInstance, { provider, address }: OidcServices): void {
  app.get(SIGNED_OUT_OF_HOMEWARD, policy('public', 'none'), async (_request, reply) => {
    const known = await provider.known().catch(() => null);
    return reply.page('accounts/views/oidc-onward.njk', {
      heading: 'You are signed out of Homeward',
      lines: [
        'You may still be signed in to your organisation’s account in this browser. If others use this computer, sign out there too.',
      ],
      onward: known?.signsOut ? endSessionPage(known, address.origin) : null,
      onwardWords: 'Sign out of your organisation’s account too',
      back: '/sign-in',
      backWords: 'Go to the sign-in page',
    });
  });
}

/** What the sign-in page offers beside the password; null where no provider is set. */
export function signInElsewhere({ oidc }: AccountServices, next: string): { href: string; text: string } | null {
  if (!oidc) return null;
  const href = next === '/' ? '/sign-in/oidc' : `/sign-in/oidc?next=${encodeURIComponent(next)}`;
  return { href, text: 'Sign in with your organisation’s account' };
}

function endSessionPage({ configuration }: KnownProvider, origin: string): string {
  return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${origin}/sign-in` }).href;
}
