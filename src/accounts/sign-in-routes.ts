import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { policy } from '../access/index.ts';
import { type FormError, typed } from '../ui/index.ts';
import { type AccountServices, nextPath } from './account-services.ts';
import { leaveSession } from './begin-session.ts';
import { keepCodeSecret } from './credentials-store.ts';
import { SIGNED_OUT_OF_HOMEWARD, signInElsewhere } from './oidc-signed-out.ts';
import { codePicture, newCodeSecret, spaced } from './one-time-codes.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { type SecondStep, tryCode, tryPassword, trySetUp } from './sign-in.ts';
import { clearStepCookie, setStepCookie, stepOf, stepToken } from './sign-in-step-store.ts';
import { digestOf } from './tokens.ts';
import { secretField } from './typed-secret.ts';

/** The same for a wrong password, somebody unknown and too many tries, so that nobody learns who has an account. */
const NOT_RIGHT =
  'The e-mail address or the password is not right, or there were too many tries. Check both, and wait a few minutes before you try again.';
const WRONG_CODE =
  'That code is not right, has been used, or there were too many tries. Wait for the next code in your app and try again.';

/** A refusal takes at least so long, in milliseconds, so that its time does not say whether there is such an account. */
const REFUSAL_TAKES = 250;

/** Signing in, in two steps, and out. */
export function signInRoutes(app: FastifyInstance, services: AccountServices): void {
  const { database, address, clock, log } = services;

  const signInPage = (
    reply: FastifyReply,
    asked: { next: unknown; link?: unknown; email?: string },
    errors: FormError[],
  ) => {
    const next = nextPath(asked.next);
    const link = linkToken(asked.link);
    const elsewhere = signInElsewhere(services, next);
    const model = { next, link, email: asked.email ?? '', errors, elsewhere };
    return reply.code(errors.length > 0 ? 400 : 200).page('accounts/views/sign-in.njk', model);
  };

  app.get<{ Querystring: { next?: unknown } }>('/sign-in', policy('public', 'none'), async (request, reply) =>
    signInPage(reply, { next: request.query.next }, []),
  );

  app.post('/sign-in', policy('public', 'none'), async (request, reply) => {
    const began = performance.now();
    const form = typed(request.body);
    const email = form.text('email').slice(0, 200);
    const password = secretField(request.body, 'password');
    const asked = { next: form.text('next'), link: form.text('link'), email };
    const missing = [
      ...(email ? [] : [{ text: 'Enter your e-mail address', href: '#email' }]),
      ...(password ? [] : [{ text: 'Enter your password', href: '#password' }]),
    ];
    if (missing.length > 0) return signInPage(reply, asked, missing);
    const token = linkToken(asked.link);
    const given = { email, password, next: nextPath(asked.next), link: token === '' ? null : digestOf(token) };
    const step = await tryPassword(services, request, given);
    if (step === null) {
      log({ signIn: 'refused', request: request.id });
      await pause(Math.max(0, REFUSAL_TAKES - (performance.now() - began)));
      return signInPage(reply, asked, [{ text: NOT_RIGHT, href: '#email' }]);
    }
    setStepCookie(reply, step, address.secure);
    return reply.redirect('/sign-in/code', 303);
  });

  app.get('/sign-in/code', policy('public', 'none'), async (request, reply) => {
    const step = await database.asSystem((tx) => stepOf(tx, stepToken(request, address.secure), clock()));
    if (!step) return reply.redirect('/sign-in', 302);
    if (!step.credentials.confirmed) return reply.redirect('/sign-in/set-up', 302);
    return reply.page('accounts/views/sign-in-code.njk', { errors: [] });
  });

  app.post('/sign-in/code', policy('public', 'none'), async (request, reply) => {
    const code = typed(request.body).text('code').slice(0, 40);
    const done = await tryCode(services, request, stepToken(request, address.secure), code);
    if (done === 'wrong') {
      log({ signIn: 'refused', request: request.id });
      const errors = [{ text: code === '' ? 'Enter the code' : WRONG_CODE, href: '#code' }];
      return reply.code(400).page('accounts/views/sign-in-code.njk', { errors });
    }
    return entered(reply, done) ?? reply.redirect(typeof done === 'object' ? done.next : '/', 303);
  });

  const setUpPage = async (reply: FastifyReply, token: string | null, errors: FormError[]) => {
    const step = await database.asSystem(async (tx) => {
      const found = await stepOf(tx, token, clock());
      if (!found || found.credentials.confirmed) return found && { ...found, secret: null };
      return { ...found, secret: await keepCodeSecret(tx, found.credentials.accountId, newCodeSecret()) };
    });
    if (!step) return reply.redirect('/sign-in', 302);
    if (step.secret === null) return reply.redirect('/sign-in/code', 302);
    const picture = codePicture(step.secret, step.credentials.email);
    const model = { picture, secret: spaced(step.secret), name: step.credentials.email, errors };
    return reply.code(errors.length > 0 ? 400 : 200).page('accounts/views/sign-in-set-up.njk', model);
  };

  app.get('/sign-in/set-up', policy('public', 'none'), async (request, reply) =>
    setUpPage(reply, stepToken(request, address.secure), []),
  );

  app.post('/sign-in/set-up', policy('public', 'none'), async (request, reply) => {
    const token = stepToken(request, address.secure);
    const done = await trySetUp(services, request, token, typed(request.body).text('code').slice(0, 40));
    if (done === 'wrong') return setUpPage(reply, token, [{ text: WRONG_CODE, href: '#code' }]);
    const elsewhere = entered(reply, done);
    if (elsewhere || typeof done === 'string' || !('codes' in done)) return elsewhere ?? reply.redirect('/', 303);
    return reply.page('accounts/views/recovery-codes.njk', { codes: done.codes, next: done.next, first: true });
  });

  /** Gives the browser its session, or says why there is none; null where the caller goes on. */
  function entered(reply: FastifyReply, done: SecondStep): FastifyReply | null {
    if (done === 'over') return reply.redirect('/sign-in', 303);
    clearStepCookie(reply, address.secure);
    if (done === 'no post') return reply.code(403).page('ui/views/message.njk', NO_POST);
    if (typeof done === 'object') setSessionCookie(reply, done.token, address.secure);
    return null;
  }

  app.post('/sign-out', policy('public', 'none'), async (request, reply) => {
    await database.asSystem((tx) => leaveSession(tx, services, request, clock(), 'signed out'));
    clearSessionCookie(reply, address.secure);
    const elsewhere = services.oidc && request.session?.method === 'oidc';
    return reply.redirect(elsewhere ? SIGNED_OUT_OF_HOMEWARD : '/', 303);
  });
}

const NO_POST = {
  heading: 'You have no post here now',
  lines: [
    'Your password and your code are right, but no organisation has a post for you at the moment.',
    'If you should have one, ask the administrator of your organisation.',
  ],
  back: '/sign-in',
  backWords: 'Back to signing in',
};

/** The secret of an invitation that is taken up by signing in; empty where what was sent is none. */
function linkToken(value: unknown): string {
  return typeof value === 'string' && /^[\w-]{43}$/.test(value) ? value : '';
}
