import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { checksAskedFor, openBefore, recordedWork } from '../access/index.ts';
import { accountRoutes, ON_THIS_MACHINE } from '../accounts/index.ts';
import { forecastRoutes } from '../forecasts/index.ts';
import { returnRoutes } from '../returns/index.ts';
import { keptFormOfSearch } from '../searches/index.ts';
import { collectAssets, createPages } from '../ui/index.ts';
import { serveAssets } from './assets.ts';
import { answerErrors } from './errors.ts';
import { firstPage } from './first-page.ts';
import { answerBroken, answerUnreadable, protectAnswers } from './headers.ts';
import { refuseUnreadableInput } from './input.ts';
import { logAnswers } from './log.ts';
import type { WebOptions } from './options.ts';
import { preparePages } from './page.ts';
import { regionRoutes } from './region.ts';
import { roomRoutes } from './rooms.ts';
import { acceptUploads } from './uploads.ts';

const BODY_LIMIT = 1_048_576;
const PAGES_PER_MINUTE = 3_000;

/** The whole web application, ready to listen or to be asked in a test. */
export async function createApp(options: WebOptions): Promise<FastifyInstance> {
  const secure = options.address?.secure ?? false;
  const app = Fastify({
    logger: false, // our own log has no addresses in it: they hold what people searched for
    bodyLimit: BODY_LIMIT,
    // Who asks is taken from a proxy's word only where there is one, in front of https.
    trustProxy: options.address?.proxies.length ? [...options.address.proxies] : false,
    forceCloseConnections: 'idle', // an answer on its way is finished; main.ts ends what does not end by itself
    requestIdHeader: false,
    genReqId: () => randomBytes(8).toString('hex'),
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: answerBroken,
    frameworkErrors: (_error, _request, reply) => answerUnreadable(reply),
  });
  logAnswers(app, options.log, options.clock);
  await app.register(cookie, { secret: options.cookieKey });
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(csrf, {
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'lax', path: '/', secure },
    getToken: (request) => (request.body as { _csrf?: string } | null)?._csrf,
  });
  await protectAnswers(app, secure);
  await app.register(rateLimit, { max: options.pagesPerMinute ?? PAGES_PER_MINUTE, timeWindow: '1 minute' });
  const pages = createPages();
  const assets = collectAssets();
  refuseUnreadableInput(app);
  await preparePages(app, options, pages, assets.version);
  await acceptUploads(app, options, openBefore(options.database));
  serveAssets(app, assets);
  answerErrors(app, pages, assets.version, options.log);
  firstPage(app, options);
  regionRoutes(app, options);
  const { clock, today, database, log, address = ON_THIS_MACHINE, oidc = null, cookieKey } = options;
  const checks = checksAskedFor({
    database,
    checkpoints: options.checkpoints ?? null,
    fault: (error) =>
      log({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'checking the record' }),
  });
  app.addHook('onClose', () => checks.end());
  const services = { clock, today, work: recordedWork(database), checks };
  accountRoutes(app, { ...services, database, address, oidc, cookieKey, log, standsOf: keptFormOfSearch });
  roomRoutes(app, services);
  returnRoutes(app, {
    ...services,
    database,
    fault: (error) => log({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'checking a return' }),
  });
  forecastRoutes(app, {
    ...services,
    database,
    fault: (error) => log({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'making a forecast' }),
  });
  app.get('/health', { config: { permission: 'public', audit: 'none' } }, async () => ({ status: 'ok' }));
  app.get('/ready', { config: { permission: 'public', audit: 'none' } }, async (_request, reply) => {
    const ready = await options.database.answers();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database does not answer' });
  });
  return app;
}
