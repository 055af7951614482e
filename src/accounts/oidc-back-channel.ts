import type { FastifyInstance } from 'fastify';
import { policy } from '../access/index.ts';
import { BadLogoutToken, readLogoutToken, type ToldLogout } from './oidc-logout-token.ts';
import { type OidcServices, ProviderAway } from './oidc-provider.ts';
import { signOutAsTold } from './oidc-store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is sent is signed by the provider of the organisation: no form of ours, no browser, no session. */
    signedByProvider?: true;
  }
}

/**
 * OpenID Connect Back-Channel Logout 1.0: the provider itself says that a person's sessions are over. It has no cookie
 * and no form token; what it says counts by its signature. Answered 200, or 400 where the token is not good.
 */
export function backChannelRoute(app: FastifyInstance, { database, clock, provider, log }: OidcServices): void {
  const route = policy('public', 'none');
  app.post(
    '/sign-in/oidc/back-channel-logout',
    { config: { ...route.config, signedByProvider: true } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { logout_token: token } = (request.body ?? {}) as { readonly logout_token?: unknown };
      const refuse = (reason: string) => {
        log({ signOut: 'refused', reason, request: request.id });
        return reply.code(400).send({ error: 'invalid_request' });
      };
      if (typeof token !== 'string') return refuse('no token');
      let told: ToldLogout;
      try {
        told = await readLogoutToken(await provider.known(), token, clock());
      } catch (error) {
        if (error instanceof BadLogoutToken) return refuse(error.message);
        if (error instanceof ProviderAway) return refuse(error.reason);
        throw error;
      }
      const ended = await database.asSystem((tx) => signOutAsTold(tx, told, clock()));
      if (ended === null) return refuse('used before');
      log({ signOut: 'told by the provider', sessions: ended, request: request.id });
      return reply.code(200).send();
    },
  );
}
