import type { FastifyInstance } from 'fastify';

/**
 * One line an answer: the route's pattern, never the address, because addresses carry names that were searched for
 * and the ids of children.
 */
export function logAnswers(app: FastifyInstance, log: (line: object) => void, clock: () => Date): void {
  app.addHook('onResponse', async (request, reply) => {
    log({
      at: clock().toISOString(),
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}
