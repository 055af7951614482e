import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ok, refused } from '../kernel/index.ts';
import {
  fieldBytes,
  openUploadFolder,
  type Part,
  refusalOf,
  totalBytes,
  type UploadLimits,
  type UploadWork,
  withFiles,
} from '../uploads/index.ts';
import { refuseNul } from './input.ts';
import type { WebOptions } from './options.ts';

/** Of one person at the same time: somebody may have two windows open, and nobody fills the disk by hand. */
const AT_ONCE = 2;
const A_MOMENT_MS = 1_000;
/** Nothing arrives for this long: the sender is gone. */
const SILENT_MS = 30_000;
/** However slowly it trickles. */
const LONGEST_MS = 20 * 60_000;
/** What was not taken is read into nothing for this long and this far, because a browser reads no answer before that. */
const RUN_OUT_MS = 60_000;
const RUN_OUT_BYTES = 256 * 1_048_576;
/** Room for what a form holds beside its files: names of parts, and the fields. */
const AROUND_PARTS = 65_536;
/** The token is a field as well. */
const TOKEN_BYTES = 200;

/** Whether a request brings a form with files to a route that takes some. */
export function hasFiles(request: FastifyRequest): boolean {
  return isMultipart(request) && request.routeOptions.config.uploads !== undefined;
}

function isMultipart(request: FastifyRequest): boolean {
  return /^multipart\//i.test(request.headers['content-type'] ?? '');
}

/**
 * The one way by which files come in: gives requests `takeFiles` (uploads/upload-route.ts) and refuses forms with files
 * everywhere else, unread.
 * @param openFirst throws where the child of the address is not open to the sender
 */
export async function acceptUploads(
  app: FastifyInstance,
  options: Pick<WebOptions, 'uploadFolder' | 'log'>,
  openFirst: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  const folder = openUploadFolder(options.uploadFolder ?? null, (error) =>
    options.log({ fault: error.name, code: (error as NodeJS.ErrnoException).code, in: 'uploads' }),
  );
  app.addHook('onClose', async () => folder.close());
  await app.register(multipart, { throwFileSizeLimit: false });
  const sending = new Map<string, number>();

  app.addHook('onRequest', async (request) => {
    if (isMultipart(request) && request.routeOptions.config.uploads === undefined) {
      throw Object.assign(new Error('no files here'), { statusCode: 415 });
    }
  });
  app.addHook('onSend', async (request) => {
    if (isMultipart(request)) letRunOut(request.raw);
  });

  app.decorateRequest('takeFiles', async function <T>(this: FastifyRequest, work: UploadWork<T>): Promise<T> {
    const limits = this.routeOptions.config.uploads;
    if (!limits) throw new Error(`the route ${this.routeOptions.url} takes files and does not declare it`);
    await openFirst(this);
    if (!hasFiles(this)) return work(ok({ fields: (this.body ?? {}) as Record<string, string>, files: [] }));
    await othersDone(sending, this.actor.id);
    const already = sending.get(this.actor.id) ?? 0;
    const tooLarge = Number(this.headers['content-length'] ?? 0) > mostBytes(limits);
    if (already >= AT_ONCE || tooLarge) {
      this.tokenAwaited = false; // the page with the form may be shown again; there is nothing to be done with
      return work(refused(refusalOf(tooLarge ? 'too-large' : 'busy', limits)));
    }
    sending.set(this.actor.id, already + 1);
    const stopWaiting = endWhenSilent(this.raw);
    try {
      const parts = partsOf(this, limits);
      await checkToken(app, this, parts);
      return await withFiles(parts, limits, folder, (taken) => {
        stopWaiting();
        if (taken.ok) refuseNul(taken.value.fields);
        return work(taken);
      });
    } finally {
      stopWaiting();
      const left = (sending.get(this.actor.id) ?? 1) - 1;
      if (left > 0) sending.set(this.actor.id, left);
      else sending.delete(this.actor.id);
    }
  });
}

/**
 * Waits a moment while somebody is sending as many forms with files as they may: one of them may have been answered
 * and not yet be tidied away.
 */
async function othersDone(sending: ReadonlyMap<string, number>, actor: string): Promise<void> {
  const busy = () => (sending.get(actor) ?? 0) >= AT_ONCE;
  for (let waited = 0; busy() && waited < A_MOMENT_MS; waited += 25) await delay(25);
}

/** The parts of the form in their order, the token first. The limits of the reader itself lie just above ours. */
function partsOf(request: FastifyRequest, limits: UploadLimits): AsyncGenerator<Part> {
  return request.parts({
    limits: {
      fileSize: limits.fileBytes + 1,
      files: limits.files + 1,
      fields: limits.fields + 2,
      parts: limits.files + limits.fields + 3,
      fieldSize: Math.max(fieldBytes(limits), TOKEN_BYTES),
      fieldNameSize: 100,
      headerPairs: 20,
    },
  }) as AsyncGenerator<Part>;
}

function mostBytes(limits: UploadLimits): number {
  return totalBytes(limits) + limits.fields * fieldBytes(limits) + AROUND_PARTS;
}

/** @throws the error of a wrong token, before anything behind it is read */
async function checkToken(app: FastifyInstance, request: FastifyRequest, parts: AsyncIterator<Part>): Promise<void> {
  // A form of which not even the first part can be read brings no token.
  const part = await parts.next().then(
    (first): Part | null => (first.done ? null : first.value),
    () => null,
  );
  const token = part?.type === 'field' && part.fieldname === '_csrf' ? part.value : undefined;
  request.body = { _csrf: token };
  await new Promise<void>((resolve, reject) => {
    // The check answers a wrong token by itself; here that is for whoever awaits it.
    const reply = { unsignCookie: (value: string) => request.unsignCookie(value), send: reject };
    app.csrfProtection.call(app, request, reply as unknown as FastifyReply, () => resolve());
  });
  request.tokenAwaited = false;
}

/** Ends a request from which nothing comes any more, or which trickles for ever. @returns to be called when all is here */
function endWhenSilent(raw: IncomingMessage): () => void {
  const end = () => raw.destroy();
  const longest = setTimeout(end, LONGEST_MS).unref();
  raw.setTimeout(SILENT_MS, end);
  return () => {
    clearTimeout(longest);
    raw.setTimeout(0);
    raw.removeListener('timeout', end);
  };
}

function letRunOut(raw: IncomingMessage): void {
  if (raw.complete || raw.destroyed) return;
  let left = RUN_OUT_BYTES;
  const end = () => raw.destroy();
  const longest = setTimeout(end, RUN_OUT_MS).unref();
  raw.unpipe();
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
  raw.once('close', () => clearTimeout(longest));
  raw.once('end', () => clearTimeout(longest));
  raw.resume();
}
