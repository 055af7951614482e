import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type OidcSettings, type PublicAddress, sessionCookieName, startSession } from '../src/accounts/index.ts';
import type { Database } from '../src/db/index.ts';
import { englandDate } from '../src/kernel/index.ts';
import { createApp } from '../src/web/index.ts';

export interface TestServer {
  readonly url: string;
  /** Every line the server has logged, to look for what must not be there. */
  readonly log: object[];
  /** Signs in as an actor, whoever they are and without a password; a POST fetches a page first for its token. */
  actAs(actorId: string): Promise<Visitor>;
  /** Somebody whom nobody knows yet. */
  visitor(): Visitor;
  close(): Promise<void>;
}

export interface Visitor {
  /** The cookies of this visitor, as one header, for a browser or another client. */
  readonly cookies: () => string;
  get(path: string): Promise<Page>;
  /** Forgets a cookie, or puts one there. */
  setCookie(name: string, value: string): void;
  /** Sends a form as a browser would: urlencoded, with the token of the page it came from. Redirects are not followed. */
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Page>;
  /** Sends a form with files as a browser would: the token first, then what the form holds. */
  postFiles(path: string, form: FormData): Promise<Page>;
}

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
}

/** The real application over a database, listening on a free port of this machine. */
export async function serverForTest(
  database: Database,
  now: () => Date = () => new Date(),
  address?: PublicAddress,
  oidc: OidcSettings | null = null,
  more: { readonly uploadFolder?: string; readonly routes?: (app: FastifyInstance) => void } = {},
): Promise<TestServer> {
  const log: object[] = [];
  const app = await createApp({
    database,
    clock: now,
    today: () => englandDate(now()),
    cookieKey: randomBytes(32).toString('hex'),
    // Tests ask faster than people; one test of the limit itself sets its own.
    pagesPerMinute: 1_000_000,
    oidc,
    log: (line) => void log.push(line),
    ...(address ? { address } : {}),
    ...(more.uploadFolder ? { uploadFolder: more.uploadFolder } : {}),
  });
  more.routes?.(app);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    log,
    close: async () => {
      // An answer that a test has not read to its end would hold its connection, and the server, for more than a minute.
      app.server.closeAllConnections();
      await app.close();
    },
    visitor: () => newVisitor(url),
    actAs: async (actorId) => {
      const { token } = await database.asSystem((tx) =>
        startSession(tx, { accountId: null, actorId, method: 'test', now: now() }),
      );
      const visitor = newVisitor(url);
      visitor.setCookie(sessionCookieName(address?.secure ?? false), token);
      return visitor;
    },
  };
}

function newVisitor(url: string): Visitor {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  let token = '';

  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const response = await fetch(new URL(path, url), { ...init, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const html = await response.text();
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return { status: response.status, location: response.headers.get('location'), html };
  };

  const get = (path: string) => ask(path, { headers: { cookie: cookies() } });
  return {
    cookies,
    get,
    setCookie: (name, value) => void (value === '' ? jar.delete(name) : jar.set(name, value)),
    post: async (path, fields) => {
      if (!token) await get('/sign-in');
      const body = new URLSearchParams({ _csrf: token });
      for (const [name, value] of Object.entries(fields)) {
        for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
      }
      return ask(path, { method: 'POST', body, headers: { cookie: cookies() } });
    },
    postFiles: async (path, form) => {
      if (!token) await get('/sign-in');
      const body = new FormData();
      body.append('_csrf', token);
      for (const [name, value] of form) body.append(name, value);
      return ask(path, { method: 'POST', body, headers: { cookie: cookies() } });
    },
  };
}
