import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import type { Document } from './document.ts';

export type DocumentFormat = 'html' | 'pdf' | 'docx';

export interface ToWrite {
  readonly document: Document;
  readonly format: DocumentFormat;
  readonly made: Date;
}

/** Milliseconds after which a file that is not written is given up. */
const LOST_AFTER = 60_000;
let before: Promise<unknown> = Promise.resolve();

/**
 * Writes a document as a file in a thread of its own: a PDF of twenty pages takes a second, in which pages would stand
 * still. One file after another, so that many who ask at once cannot fill the machine.
 * @throws Refusal where the thread was lost
 */
export function writeApart(document: Document, format: DocumentFormat, made: Date): Promise<Buffer> {
  const written = before.then(() => once({ document, format, made }));
  before = written.catch(() => undefined);
  return written;
}

function once(asked: ToWrite): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`./document-worker${extname(import.meta.url)}`, import.meta.url), {
      workerData: asked,
    });
    const lost = setTimeout(() => void worker.terminate(), LOST_AFTER);
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(lost);
      reject(new Refusal('The file could not be written. Please try again.'));
    });
  });
}
