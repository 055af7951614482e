import { subscribe } from 'node:diagnostics_channel';

/** Settings of a sign-in service that is never there, so that its routes are, and say so. */
export const PROVIDER_AWAY = {
  issuer: new URL('http://localhost:9'),
  clientId: 'homeward',
  clientSecret: 'not a secret: nobody is there',
  insecure: true,
} as const;

/** A route as the application has it, with what it declares (src/access/policy.ts). */
export interface Route {
  readonly method: string;
  /** The pattern, such as `/children/:childId`. */
  readonly url: string;
  readonly permission: string;
  readonly audit: string;
}

interface Registered {
  method: string | string[];
  url: string;
  config?: { permission?: string; audit?: string };
}

/**
 * The list of every route of every application that is made after this call; it fills as they are made. Fastify tells of
 * each application of its own accord, so that no route can be left out by the list or by us.
 */
export function everyRoute(): readonly Route[] {
  const routes = new Map<string, Route>();
  const list: Route[] = [];
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: { addHook(name: 'onRoute', hook: (route: Registered) => void): void } };
    fastify.addHook('onRoute', ({ method, url, config }) => {
      for (const each of [method].flat()) {
        if (routes.has(`${each} ${url}`)) continue;
        const route = { method: each, url, permission: config?.permission ?? '', audit: config?.audit ?? '' };
        routes.set(`${each} ${url}`, route);
        list.push(route);
      }
    });
  });
  return list;
}

/** The address of a route, with a value for each of its parameters; `fill` gets the name, `*` for the rest of a path. */
export function addressOf(route: Route, fill: (parameter: string) => string): string {
  return route.url.replace(/:(\w+)|\*/g, (found, name: string | undefined) => fill(name ?? found));
}
