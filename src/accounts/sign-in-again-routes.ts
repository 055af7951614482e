import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policy, recordEvent } from '../access/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { type AccountServices, nextPath } from './account-services.ts';
import { setSessionCookie } from './session-cookie.ts';
import { renewSession, type Session } from './session-store.ts';
import { provesAgain } from './sign-in.ts';
import { secretField } from './typed-secret.ts';

/** Proving once more who one is, before what must not be done from a screen that somebody left open. */
export function signInAgainRoutes(app: FastifyInstance, services: AccountServices): void {
  const { database, address, clock } = services;

  const page = (request: FastifyRequest, reply: FastifyReply, next: unknown, errors: FormError[]) => {
    const session = request.session as Session;
    const how =
      session.method === 'oidc' && services.oidc ? 'elsewhere' : session.method === 'password' ? 'password' : 'click';
    return reply
      .code(errors.length > 0 ? 400 : 200)
      .page('accounts/views/sign-in-again.njk', { next: nextPath(next), how, errors });
  };

  app.get<{ Querystring: { next?: unknown } }>(
    '/sign-in/again',
    policy('signed-in', 'session.prove-again'),
    async (request, reply) => page(request, reply, request.query.next, []),
  );

  app.post('/sign-in/again', policy('signed-in', 'session.prove-again'), async (request, reply) => {
    const session = request.session as Session;
    const next = typed(request.body).text('next');
    if (session.method === 'oidc') return page(request, reply, next, [ELSEWHERE]);
    const right =
      session.method !== 'password' ||
      (session.accountId !== null &&
        (await provesAgain(services, session.accountId, secretField(request.body, 'password'))));
    if (!right) {
      await pause(250);
      return page(request, reply, next, [WRONG]);
    }
    const token = await database.asSystem(async (tx) => {
      await recordEvent(tx, session.actor, 'session.proven-again', session.id);
      return renewSession(tx, session.id, clock());
    });
    setSessionCookie(reply, token, address.secure);
    return reply.redirect(nextPath(next), 303);
  });
}

const WRONG: FormError = {
  text: 'That password is not right, or there were too many tries. Wait a few minutes before you try again.',
  href: '#password',
};
const ELSEWHERE: FormError = { text: 'Sign in again with your organisation’s account', href: '#elsewhere' };
