import type { FastifyInstance } from 'fastify';
import type { AccountServices } from './account-services.ts';
import { keptFormRoutes } from './kept-form-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { ownAccountRoutes } from './own-account-routes.ts';
import { postsRoutes } from './posts-routes.ts';
import { signInAgainRoutes } from './sign-in-again-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** All pages of signing in, of one's own account, and of the people and posts of an organisation. */
export function accountRoutes(app: FastifyInstance, services: AccountServices): void {
  signInRoutes(app, services);
  signInAgainRoutes(app, services);
  linkRoutes(app, services);
  ownAccountRoutes(app, services);
  postsRoutes(app, services);
  oidcRoutes(app, services);
  keptFormRoutes(app, services);
}
