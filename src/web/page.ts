import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, actorOf, isMadeUp, mayDo } from '../access/index.ts';
import { sql } from '../db/index.ts';
import type { Pages } from '../ui/index.ts';
import { NotAllowed } from './errors.ts';
import { navigationFor } from './navigation.ts';
import type { WebOptions } from './options.ts';

export const ACTOR_COOKIE = 'homeward-actor';

/** Routes that say the same to everybody, so that nobody is looked up for them. */
const FOR_MACHINES: ReadonlySet<string> = new Set(['/assets/*', '/health', '/ready']);

/** Finds the actor of each request, holds the route's policy against their role, and gives replies `page`. */
export async function preparePages(
  app: FastifyInstance,
  options: WebOptions,
  pages: Pages,
  assetVersion: string,
): Promise<void> {
  const madeUp = await options.database.asSystem(isMadeUp);
  app.decorateRequest('actor');

  app.addHook('onRoute', (route) => {
    if (!route.config?.permission || !route.config.audit) {
      throw new Error(`the route ${route.method} ${route.url} declares no permission or no audit event`);
    }
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      await new Promise<void>((resolve, reject) =>
        app.csrfProtection.call(app, request, reply, (error?: Error) => (error ? reject(error) : resolve())),
      );
    }
  });

  app.addHook('preHandler', async (request, reply) => {
    const { permission, url } = { ...request.routeOptions.config, url: request.routeOptions.url ?? '' };
    if (FOR_MACHINES.has(url)) return;
    const actor = await actorFrom(request, options);
    if (actor) request.actor = actor;
    if (permission === undefined || permission === 'public') return; // undeclared: no route at all, see above
    if (!actor) return request.method === 'GET' ? reply.redirect('/act-as', 302) : reply.redirect('/act-as', 303);
    if (!mayDo(actor.role, permission)) throw new NotAllowed();
  });

  app.decorateReply('page', function (this: FastifyReply, view: string, model: object) {
    const { request } = this;
    const actor = request.actor ?? null;
    const html = pages.html(view, {
      actor,
      madeUp,
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

async function actorFrom(request: FastifyRequest, options: WebOptions): Promise<Actor | null> {
  const cookie = request.cookies[ACTOR_COOKIE];
  if (!cookie) return null;
  const { valid, value } = request.unsignCookie(cookie);
  if (!valid || !value) return null;
  return options.database.asActor(value, async (tx) => {
    await sql`set transaction read only`.execute(tx);
    return actorOf(tx, value);
  });
}
