import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { policy } from '../access/index.ts';
import { type AccountServices, isFresh, nextPath, signInAgainAt } from './account-services.ts';
import { arrive } from './oidc-arrival.ts';
import { backChannelRoute } from './oidc-back-channel.ts';
import { type OidcServices, oidcProvider, ProviderAway } from './oidc-provider.ts';
import { finishSignIn, type ProvenIdentity, SignInRefused, startSignIn } from './oidc-sign-in.ts';
import { signedOutPage } from './oidc-signed-out.ts';
import { keepUnderway, type Purpose, takeUnderway, type Underway } from './oidc-store.ts';
import { AWAY, NOT_BEGUN_HERE, NOT_IN, type OidcPage, REFUSED } from './oidc-words.ts';
import { setSessionCookie } from './session-cookie.ts';
import { newToken } from './tokens.ts';

const CALLBACK = '/sign-in/oidc/callback';

/** Signing in with the accounts of the organisation. Nothing is there where no provider is set. */
export function oidcRoutes(app: FastifyInstance, accounts: AccountServices): void {
  if (!accounts.oidc) return;
  const services: OidcServices = { ...accounts, provider: oidcProvider(accounts.oidc, accounts.clock) };

  app.get<{ Querystring: { next?: unknown } }>('/sign-in/oidc', policy('public', 'none'), async (request, reply) => {
    const page = await begin(services, request, reply, 'sign in', request.query.next);
    return page instanceof URL ? reply.redirect(page.href, 302) : show(reply, page);
  });

  app.get<{ Querystring: { next?: unknown } }>(
    '/sign-in/oidc/again',
    policy('signed-in', 'session.prove-again'),
    async (request, reply) => {
      const page = await begin(services, request, reply, 'prove again', request.query.next);
      return page instanceof URL ? reply.redirect(page.href, 302) : show(reply, page);
    },
  );

  // A link in a page of ours, not a redirect: a form may only send people on within this site (CSP form-action).
  app.post('/sign-in/oidc/join', policy('signed-in', 'account.join-provider'), async (request, reply) => {
    if (!isFresh(request, services.clock())) return reply.redirect(signInAgainAt('/account'), 303);
    const page = await begin(services, request, reply, 'join', '/account');
    if (!(page instanceof URL)) return show(reply, page);
    return reply.page('accounts/views/oidc-onward.njk', {
      heading: 'Sign in with your organisation’s account from now on',
      lines: ['Sign in there once, and Homeward knows that it is you. Your Homeward password goes on working.'],
      onward: page.href,
      onwardWords: 'Go on to your organisation’s sign-in',
      back: '/account',
      backWords: 'Leave it as it is',
    });
  });

  app.get(CALLBACK, policy('public', 'none'), (request, reply) => comeBack(services, request, reply));
  backChannelRoute(app, services);
  signedOutPage(app, services);
}

/** @returns the provider's page to go to, or ours that says why not */
async function begin(
  { database, address, clock, provider, log }: OidcServices,
  request: FastifyRequest,
  reply: FastifyReply,
  purpose: Purpose,
  next: unknown,
): Promise<URL | OidcPage> {
  try {
    const { page, state, started } = await startSignIn(
      await provider.known(),
      address.origin + CALLBACK,
      purpose !== 'sign in',
    );
    const { nonce, verifier } = started;
    const sessionId = purpose === 'sign in' ? null : (request.session?.id ?? null);
    const underway: Underway = { nonce, verifier, purpose, sessionId, next: nextPath(next) };
    // One secret for the browser, so that two tabs that sign in do not undo each other.
    const browser = browserSecret(request, address.secure) ?? newToken();
    await database.asSystem((tx) => keepUnderway(tx, { state, browser, now: clock() }, underway));
    reply.setCookie(cookieName(address.secure), browser, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax', // the way back begins at the provider, so 'strict' would leave it out
      secure: address.secure,
      maxAge: 600,
    });
    return page;
  } catch (error) {
    return pageFor(error, log);
  }
}

async function comeBack(services: OidcServices, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { database, address, clock, provider, log } = services;
  const { state } = request.query as { readonly state?: unknown };
  const browser = browserSecret(request, address.secure);
  if (typeof state !== 'string' || browser === null) return show(reply, NOT_BEGUN_HERE);
  const underway = await database.asSystem((tx) => takeUnderway(tx, { state, browser, now: clock() }));
  if (!underway) return show(reply, NOT_BEGUN_HERE);
  let identity: ProvenIdentity;
  try {
    const answer = new URL(address.origin + CALLBACK);
    answer.search = new URL(request.url, address.origin).search;
    const started = { nonce: underway.nonce, verifier: underway.verifier, fresh: underway.purpose !== 'sign in' };
    identity = await finishSignIn(await provider.known(), answer, state, started, underway.secondsAgo);
    const arrival = await arrive(services, request, underway, identity);
    if ('notIn' in arrival) {
      log({ signIn: 'refused', reason: arrival.notIn, request: request.id });
      return show(reply, NOT_IN[arrival.notIn]);
    }
    if (arrival.token !== undefined) setSessionCookie(reply, arrival.token, address.secure);
    return reply.header('cache-control', 'no-store').redirect(arrival.next, 302);
  } catch (error) {
    return show(reply, pageFor(error, log));
  }
}

/** The page for what the provider did or did not do; any other fault is ours and goes on. */
function pageFor(error: unknown, log: (line: object) => void): OidcPage {
  if (error instanceof ProviderAway) {
    log({ fault: error.name, code: error.reason });
    return AWAY;
  }
  if (!(error instanceof SignInRefused)) throw error;
  // Cancelled is everyday; the rest an administrator must hear of: a wrong secret, clocks that differ, an attack.
  log(error.because === 'cancelled' ? { signIn: error.because } : { fault: error.name, code: error.reason });
  return REFUSED[error.because];
}

function show(reply: FastifyReply, { status, ...page }: OidcPage): FastifyReply {
  return reply.code(status).page('ui/views/message.njk', page);
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-homeward-oidc' : 'homeward-oidc';
}

function browserSecret(request: FastifyRequest, secure: boolean): string | null {
  const secret = request.cookies[cookieName(secure)];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : null;
}
