import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isMadeUp, mayDo, refusedByRole } from '../access/index.ts';
import {
  KEPT_FORMS,
  keepForm,
  ON_THIS_MACHINE,
  openSession,
  type Session,
  sessionToken,
  settleKeptForm,
  takeKeptForm,
} from '../accounts/index.ts';
import type { Pages } from '../ui/index.ts';
import { NotAllowed } from './errors.ts';
import { navigationFor } from './navigation.ts';
import type { WebOptions } from './options.ts';
import { hasFiles } from './uploads.ts';

/** For every form without a session, whether it was kept or not: the address tells nobody at this browser which. */
const TO_KEPT_FORMS = `/sign-in?next=${encodeURIComponent(KEPT_FORMS)}`;

/** Routes that say the same to everybody, so that nobody is looked up for them. */
const FOR_MACHINES: ReadonlySet<string> = new Set(['/assets/*', '/health', '/ready']);

/** Finds the session of each request, holds the route's policy against their role, and gives replies `page`. */
export async function preparePages(
  app: FastifyInstance,
  options: WebOptions,
  pages: Pages,
  assetVersion: string,
): Promise<void> {
  const madeUp = await options.database.asSystem(isMadeUp);
  app.decorateRequest('actor');
  app.decorateRequest('session', null);
  app.decorateRequest('openUntil', null);
  app.decorateRequest('tokenAwaited', false);
  app.decorateRequest('keptForm', null);
  const putOnRecord = refusedByRole(options.database);
  const keeping = { ...options, address: options.address ?? ON_THIS_MACHINE };

  app.addHook('onRoute', (route) => {
    if (!route.config?.permission || !route.config.audit) {
      throw new Error(`the route ${route.method} ${route.url} declares no permission or no audit event`);
    }
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.config.signedByProvider) return;
    // A form with files is not read before its sender is known; its token is looked at then (uploads.ts).
    request.tokenAwaited = hasFiles(request);
    if (request.method !== 'GET' && request.method !== 'HEAD' && !request.tokenAwaited) {
      await new Promise<void>((resolve, reject) =>
        app.csrfProtection.call(app, request, reply, (error?: Error) => (error ? reject(error) : resolve())),
      );
    }
  });

  app.addHook('preHandler', async (request, reply) => {
    const { permission, url } = { ...request.routeOptions.config, url: request.routeOptions.url ?? '' };
    if (FOR_MACHINES.has(url) || request.routeOptions.config.signedByProvider) return;
    const session = await sessionFrom(request, options);
    request.session = session;
    if (session) request.actor = session.actor;
    if (permission === undefined || permission === 'public') return; // undeclared: no route at all, see above
    if (!session) {
      await keepForm(keeping, request);
      return toSignIn(request, reply);
    }
    if (!mayDo(session.actor.role, permission)) {
      await putOnRecord(request);
      throw new NotAllowed();
    }
    await takeKeptForm(keeping, request);
  });

  app.addHook('onSend', async (request, reply) => {
    // What the page has done stands; a kept form that could not be erased is so within the hour.
    await settleKeptForm(keeping, request, reply.statusCode).catch((error: Error) =>
      options.log({ fault: error.name, in: 'kept forms', request: request.id }),
    );
  });

  app.decorateReply('page', function (this: FastifyReply, view: string, model: object) {
    const { request } = this;
    const actor = request.actor ?? null;
    const html = pages.html(view, {
      actor,
      madeUp,
      openUntil: request.openUntil,
      assetVersion,
      cspNonce: this.cspNonce.script,
      csrfToken: this.generateCsrf(),
      path: request.url.split('?')[0],
      navigation: navigationFor(actor, request.url),
      ...model,
    });
    return this.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });
}

/** Nobody is known yet, so the session is looked up as the system, in one short transaction of one query. */
async function sessionFrom(request: FastifyRequest, options: WebOptions): Promise<Session | null> {
  const token = sessionToken(request, (options.address ?? ON_THIS_MACHINE).secure);
  if (token === null) return null;
  return openSession(options.database, token, options.clock());
}

/** Back to the same page after signing in; without what was searched for, which may be a name. */
function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = '/'] = request.url.split('?');
  // A form with files is never kept; its own page has the same address.
  if (hasFiles(request)) return reply.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303);
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply.redirect(TO_KEPT_FORMS, 303);
  return reply.redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`, 302);
}
