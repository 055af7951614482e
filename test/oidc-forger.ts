import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** How a token is signed, where not by the provider's own key as it should be. */
export interface Signing {
  readonly alg?: string;
  readonly kid?: string;
  readonly typ?: string;
  readonly key?: CryptoKey | Uint8Array;
}

/** What a token says; undefined leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A provider made by hand, which can say what a real one never would. Its tokens are asked for by the test itself. */
export interface Forger {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its token endpoint answers next: an identity token, or a whole body with its status. */
  answers: { readonly idToken?: string; readonly status?: number; readonly body?: object };
  userinfo: object;
  /** What its discovery document says besides. */
  discovery: object;
  /** How many times its keys were fetched. */
  readonly keysAsked: () => number;
  /** A signed token of these claims. */
  sign(claims: Claims, signing?: Signing): Promise<string>;
  /** The claims of a good identity token of now, changed by `over`; undefined takes one away. */
  identity(nonce: string, over?: Claims): Claims;
  /** The claims of a good logout token of now, changed by `over`. */
  logout(over?: Claims): Claims;
  close(): Promise<void>;
}

export const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

export async function forgerForTest(): Promise<Forger> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const kid = 'first';
  let asked = 0;
  const server = createServer(async (request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (path === '/.well-known/openid-configuration')
      return send(response, 200, { ...discovery(), ...forger.discovery });
    if (path === '/jwks') {
      asked++;
      return send(response, 200, { keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: 'ES256', use: 'sig' }] });
    }
    if (path === '/userinfo') return send(response, 200, forger.userinfo);
    const { idToken, status = 200, body } = forger.answers;
    return send(response, status, body ?? { access_token: 'access', token_type: 'Bearer', id_token: idToken });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  server.unref(); // a test that fails before it can close this must not hang
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['ES256'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
  });
  const now = () => Math.floor(Date.now() / 1000);
  const forger: Forger = {
    issuer,
    clientId: 'homeward',
    clientSecret: randomBytes(24).toString('hex'),
    answers: {},
    userinfo: {},
    discovery: {},
    keysAsked: () => asked,
    sign: (claims, { alg = 'ES256', kid: by = kid, typ, key = keys.privateKey } = {}) =>
      new SignJWT(claims as JWTPayload).setProtectedHeader({ alg, kid: by, ...(typ ? { typ } : {}) }).sign(key),
    identity: (nonce, over = {}) => ({
      iss: issuer,
      aud: 'homeward',
      sub: 'forged',
      iat: now(),
      exp: now() + 60,
      nonce,
      email: 'forged@north.example',
      email_verified: true,
      ...over,
    }),
    logout: (over = {}) => ({
      iss: issuer,
      aud: 'homeward',
      iat: now(),
      exp: now() + 120,
      jti: randomBytes(8).toString('hex'),
      events: { [LOGOUT_EVENT]: {} },
      ...over,
    }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return forger;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
