import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a page of ours never needs of a browser, so that nothing that got into a page can ask for it either. */
const FEATURES_OFF = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create', // passkeys, which are not offered; signing in with them would need both
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'sync-xhr',
  'usb',
  'xr-spatial-tracking',
];

const PERMISSIONS = FEATURES_OFF.map((feature) => `${feature}=()`).join(', ');

/** The headers of an answer that no hook has seen, because its address could not even be read. */
const BARE = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

/**
 * Every answer tells the browser to run only our files and to show it in no frame, and is kept by nobody unless its route
 * says otherwise (the assets do).
 * @param secure whether people come by https: then browsers that came once never try without
 */
export async function protectAnswers(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Over http on this machine there is nothing to say.
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS).header('cache-control', 'no-store');
  });
}

/** An address that is no address (`/%zz`), or one longer than any of ours. Fastify would say it back. */
export function answerUnreadable(reply: FastifyReply): void {
  reply
    .code(400)
    .headers(BARE)
    .type('text/plain; charset=utf-8')
    .send('This address cannot be read. Check it, or start again from the first page.\n');
}

/**
 * What cannot be read as HTTP at all: a broken request line, headers that are too large, a request that never ends.
 * It is written to the connection itself, because there is no reply yet.
 */
export function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = BROKEN.get(error.code ?? '') ?? '400 Bad Request';
  const headers = { ...BARE, 'content-type': 'text/plain; charset=utf-8', 'content-length': '0', connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (socket.writable) socket.write(`HTTP/1.1 ${[status, ...lines].join('\r\n')}\r\n\r\n`);
  socket.destroy(error);
}

const BROKEN: ReadonlyMap<string, string> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);
