import type { FastifyInstance } from 'fastify';
import type { AccountServices } from './account-services.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** All pages of signing in, of one's own account, and of the people and posts of an organisation. */
export function accountRoutes(app: FastifyInstance, services: AccountServices): void {
  signInRoutes(app, services);
  oidcRoutes(app, services);
}
