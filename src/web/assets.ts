import type { FastifyInstance } from 'fastify';
import type { Assets } from '../ui/index.ts';

/** Serves style and scripts from memory, for a year where the address carries the version. */
export function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { '*': string }; Querystring: { v?: string } }>(
    '/assets/*',
    { config: { permission: 'public', audit: 'none', rateLimit: false } },
    async (request, reply) => {
      const found = assets.files.get(request.params['*']);
      if (!found) return reply.code(404).type('text/plain').send('There is no such file.');
      return reply
        .type(found.type)
        .header('cache-control', request.query.v ? 'public, max-age=31536000, immutable' : 'no-cache')
        .send(found.body);
    },
  );
}
