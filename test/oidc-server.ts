import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

/** A person of the provider: by their subject. */
export interface ProviderPerson {
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** A real OpenID provider on a free port of this machine. */
export interface OidcServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who can sign in there; tests add people and change them. */
  readonly people: Map<string, ProviderPerson>;
  /** Makes Homeward at this address its client. The discovery document is there from then on. */
  register(homeward: string): void;
  /** Stops answering; `register` starts it again. */
  goAway(): void;
  close(): Promise<void>;
}

/**
 * The certified `oidc-provider`, with a page of our own to sign in: /interaction/… takes `login`, the subject.
 * It listens on `localhost` and Homeward on 127.0.0.1, so that a browser keeps their cookies apart.
 */
export async function oidcServerForTest(): Promise<OidcServer> {
  let answer: RequestListener | null = null;
  const server = createServer((request, response) => {
    if (answer) answer(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  server.unref(); // a test that fails before it can close this must not hang
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProviderPerson>();
  const clientId = 'homeward';
  // What a random secret may hold and a careless encoding spoils.
  const clientSecret = `${randomBytes(12).toString('hex')}+/:% &`;
  let callback: RequestListener | null = null;

  return {
    issuer,
    clientId,
    clientSecret,
    people,
    register: (homeward) => {
      callback ??= listener(issuer, people, {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${homeward}/sign-in/oidc/callback`],
        post_logout_redirect_uris: [`${homeward}/sign-in`],
        backchannel_logout_uri: `${homeward}/sign-in/oidc/back-channel-logout`,
        backchannel_logout_session_required: true,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      });
      answer = callback;
    },
    goAway: () => {
      answer = null;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listener(issuer: string, people: Map<string, ProviderPerson>, client: object): RequestListener {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'ES256' };
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(0), // named, so that the provider does not warn of its own default
    clients: [{ ...client, id_token_signed_response_alg: 'ES256' }],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub', 'sid'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: page, postLogoutSuccessSource: page },
    },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 3600, Grant: 3600 },
    findAccount: (_context: unknown, sub: string) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: () => ({ sub, ...person }) };
    },
    renderError: (context: { body: string; type: string }, out: { error: string }) => {
      context.type = 'html';
      context.body = `<h1>${out.error}</h1>`;
    },
    // Without the provider's own guard against addresses of this machine, which is where Homeward is.
    fetch: (url: string, { dispatcher: _guarded, ...init }: RequestInit & { dispatcher?: unknown }) => fetch(url, init),
  });
  const rest = provider.callback();
  return (request, response) => {
    if (/^\/interaction\/[^/]+$/.test(request.url ?? '')) void interaction(provider, people, request, response);
    else rest(request, response);
  };
}

/** The page where a person says who they are; saying nobody is to give up. Consent is taken as given. */
async function interaction(
  provider: Provider,
  people: Map<string, ProviderPerson>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><title>Council account</title><form method="post" action="${request.url}"><label>Login <input name="login"></label><button>Sign in</button></form>`,
    );
    return;
  }
  let body = '';
  for await (const part of request) body += String(part);
  const login = new URLSearchParams(body).get('login') ?? '';
  if (!people.has(login)) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: login, clientId: params.client_id ?? '' });
  grant.addOIDCScope(params.scope ?? 'openid');
  await provider.interactionFinished(request, response, {
    login: { accountId: login },
    consent: { grantId: await grant.save() },
  });
}

function page(context: { body: string; type: string }, form = ''): void {
  context.type = 'html';
  context.body = `<!doctype html><title>Sign out</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
}
