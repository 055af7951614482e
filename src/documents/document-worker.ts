import { parentPort, workerData } from 'node:worker_threads';
import type { ToWrite } from './write-apart.ts';

const { document, format, made } = workerData as ToWrite;
const bytes =
  format === 'pdf'
    ? await (await import('./pdf.ts')).writePdf(document, made)
    : format === 'docx'
      ? await (await import('./word.ts')).writeWord(document, made)
      : (await import('./web-page.ts')).writeWebPage(document);
parentPort?.postMessage(bytes);
