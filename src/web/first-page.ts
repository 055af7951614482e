import type { FastifyInstance } from 'fastify';
import { isMadeUp, isTheirWork, type Permission, policy, type Role } from '../access/index.ts';
import type { WebOptions } from './options.ts';

/** Where each kind of work begins; the first that the role may open. */
const BEGINNINGS: readonly { readonly path: string; readonly permission: Permission }[] = [
  { path: '/me', permission: 'own-record' },
  { path: '/emergency/reviews', permission: 'oversight' },
  { path: '/searches', permission: 'search.read' },
  { path: '/children', permission: 'child.read' },
  { path: '/homes', permission: 'home.read' },
  { path: '/people-and-posts', permission: 'posts.write' },
];

/** The first page: what this person would do now. Nobody signed in: who are you? */
export function firstPage(app: FastifyInstance, options: WebOptions): void {
  app.get('/', policy('public', 'none'), async (request, reply) => {
    if (request.session) return reply.redirect(beginningOf(request.session.actor.role), 302);
    const madeUp = await options.database.asSystem(isMadeUp);
    return reply.redirect(madeUp ? '/region' : '/sign-in', 302);
  });
}

function beginningOf(role: Role): string {
  return BEGINNINGS.find(({ permission }) => isTheirWork(role, permission))?.path ?? '/account';
}
