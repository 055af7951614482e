import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { recordedWork } from '../access/index.ts';
import { collectAssets, createPages } from '../ui/index.ts';
import { actingRoutes } from './acting.ts';
import { serveAssets } from './assets.ts';
import { answerErrors } from './errors.ts';
import { firstPage } from './first-page.ts';
import { refuseUnreadableInput } from './input.ts';
import { logAnswers } from './log.ts';
import type { WebOptions } from './options.ts';
import { preparePages } from './page.ts';
import { roomRoutes } from './rooms.ts';

const BODY_LIMIT = 1_048_576;

/** The whole web application, ready to listen or to be asked in a test. */
export async function createApp(options: WebOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false, // our own log has no addresses in it: they hold what people searched for
    bodyLimit: BODY_LIMIT,
    trustProxy: false,
    forceCloseConnections: 'idle', // an answer on its way is finished; main.ts ends what does not end by itself
    requestIdHeader: false,
    genReqId: () => randomBytes(8).toString('hex'),
    routerOptions: { ignoreTrailingSlash: true },
  });
  logAnswers(app, options.log, options.clock);
  await app.register(cookie, { secret: options.cookieKey });
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(csrf, {
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'lax', path: '/' },
    getToken: (request) => (request.body as { _csrf?: string } | null)?._csrf,
  });
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
    strictTransportSecurity: false, // loopback over plain HTTP until sign-in exists
  });
  await app.register(rateLimit, { max: 1_200, timeWindow: '1 minute' });
  const pages = createPages();
  const assets = collectAssets();
  refuseUnreadableInput(app);
  await preparePages(app, options, pages, assets.version);
  serveAssets(app, assets);
  answerErrors(app, pages, assets.version, options.log);
  firstPage(app);
  actingRoutes(app, options);
  roomRoutes(app, { clock: options.clock, today: options.today, work: recordedWork(options.database) });
  app.get('/health', { config: { permission: 'public', audit: 'none' } }, async () => ({ status: 'ok' }));
  app.get('/ready', { config: { permission: 'public', audit: 'none' } }, async (_request, reply) => {
    const ready = await options.database.answers();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database does not answer' });
  });
  return app;
}
