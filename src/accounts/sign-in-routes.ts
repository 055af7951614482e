import type { FastifyInstance } from 'fastify';
import { policy } from '../access/index.ts';
import { type AccountServices, nextPath } from './account-services.ts';
import { leaveSession } from './begin-session.ts';
import { SIGNED_OUT_OF_HOMEWARD, signInElsewhere } from './oidc-signed-out.ts';
import { clearSessionCookie } from './session-cookie.ts';

/** Signing in and out. */
export function signInRoutes(app: FastifyInstance, services: AccountServices): void {
  const { database, address, clock } = services;
  const elsewhere = (next: unknown) => signInElsewhere(services, nextPath(next));

  app.get('/sign-in', policy('public', 'none'), async (request, reply) => {
    const { next } = request.query as { next?: unknown };
    return reply.page('accounts/views/sign-in.njk', { next: nextPath(next), errors: [], elsewhere: elsewhere(next) });
  });

  app.post('/sign-out', policy('public', 'none'), async (request, reply) => {
    await database.asSystem((tx) => leaveSession(tx, services, request, clock(), 'signed out'));
    clearSessionCookie(reply, address.secure);
    const elsewhere = services.oidc && request.session?.method === 'oidc';
    return reply.redirect(elsewhere ? SIGNED_OUT_OF_HOMEWARD : '/', 303);
  });
}
