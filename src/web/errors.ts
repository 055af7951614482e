import type { FastifyInstance } from 'fastify';
import { NotHere } from '../access/index.ts';
import { Refusal } from '../kernel/index.ts';
import type { Pages } from '../ui/index.ts';

/** Thrown when the actor's role may not do what the route is for. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
}

/** The database's own word that a hidden address stays where it is (migration 0087). */
const HIDDEN = 'HW003';

interface Message {
  readonly status: number;
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Says in words what went wrong; a fault of ours shows only a reference, never its cause. */
export function answerErrors(
  app: FastifyInstance,
  pages: Pages,
  assetVersion: string,
  log: (line: object) => void,
): void {
  // The drivers of the databases take a dozen frames by themselves; the room that asked stands behind them.
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 40);
  app.setErrorHandler((error, request, reply) => {
    const message = inWords(error as Error & { statusCode?: number; code?: string }, request.id);
    if (message.status === 500) {
      const cause = error as Error & { code?: string };
      // The stack names our code; the message may hold what somebody typed, so it is left out.
      log({ fault: cause.name, code: cause.code, request: request.id, stack: framesOf(cause) });
    }
    return show(reply.code(message.status), message);
  });
  // Guessing addresses counts like looking at pages.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) =>
    show(reply.code(404), {
      status: 404,
      heading: 'There is no page here',
      lines: ['Check the address, or start again from the first page.'],
    }),
  );

  const show = (reply: import('fastify').FastifyReply, message: Message) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(pages.html('ui/views/message.njk', { ...message, assetVersion, cspNonce: reply.cspNonce?.script }));
}

function inWords(error: Error & { statusCode?: number; code?: string }, reference: string): Message {
  if (error instanceof NotHere) return { status: 404, heading: 'This is not here', lines: [error.message] };
  if (error instanceof NotAllowed) {
    return {
      status: 403,
      heading: 'This page is for another role',
      lines: ['Your role does not do this work, so the page is closed to you. If you need it, ask your manager.'],
    };
  }
  if (error instanceof Refusal) return { status: 400, heading: 'This could not be done', lines: [error.message] };
  if (error.code === HIDDEN) {
    return {
      status: 403,
      heading: 'This address is protected',
      lines: [
        'Nothing was saved. Only people named on a hidden address can change it, or anything that follows from it.',
      ],
    };
  }
  if (error.code?.startsWith('FST_CSRF')) {
    return {
      status: 403,
      heading: 'This page was open for too long',
      lines: ['Nothing was saved. Go back, load the page again, and send it once more.'],
    };
  }
  if (error.statusCode === 413) {
    return {
      status: 413,
      heading: 'That was too long',
      lines: ['Nothing was saved. Shorten the text and send it again.'],
    };
  }
  if (error.statusCode === 429) {
    return { status: 429, heading: 'Too many pages in a short time', lines: ['Wait a minute and try again.'] };
  }
  if (error.statusCode && error.statusCode < 500) {
    return { status: error.statusCode, heading: 'This could not be read', lines: ['Go back and try again.'] };
  }
  return {
    status: 500,
    heading: 'Something went wrong in Homeward',
    lines: ['Nothing was half-saved. If it happens again, tell your administrator this reference:', reference],
  };
}

/**
 * Where in our code it happened: the frames alone. The stack begins with the message, in which somebody may have typed
 * lines that look like frames; it is cut off whole, and where it is not found nothing is told. The driver of a database
 * alone fills more frames than are kept, so that those of our own files come first, and of these the rooms' before the
 * database's.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const lines = at < 0 ? [] : stack.slice(at + message.length).split('\n');
  const frames = lines.filter((line) => /^ +at .+:\d+:\d+\)?$/.test(line));
  const ours = frames.filter((line) => !/node_modules|\bnode:/.test(line));
  const rooms = ours.filter((line) => !/\/src\/db\//.test(line));
  return (rooms.length > 0 ? rooms : ours.length > 0 ? ours : frames).slice(0, 8);
}
