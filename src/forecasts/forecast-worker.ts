// Runs in a worker thread (forecast-thread.ts), so that no page waits while a forecast is made.
import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import type { ReturnFile } from '../ssda903/index.ts';
import { runTelling } from '../sufficiency/index.ts';
import { type ForecastRows, rowsOfRecords } from './care-rows.ts';
import { rowsOfFiles } from './file-rows.ts';
import type { ForecastFile, ForecastWork, FromWorker } from './forecast-thread.ts';
import { childMonthsOf, makeForecast } from './make-forecast.ts';

const { asked, from } = workerData as ForecastWork;
const port = parentPort;
if (port === null) throw new Error('this file is for a worker');
const say = (message: FromWorker) => port.postMessage(message);

/** Reading is about a tenth of the work. */
const READING = 0.1;
const TOLD_EVERY_MS = 300;
let toldAt = 0;

function tell(stage: string, share: number): void {
  if (performance.now() - toldAt < TOLD_EVERY_MS) return;
  toldAt = performance.now();
  say({ is: 'stage', stage, share: Math.min(0.99, share) });
}

const onDisk = ({ name, path }: ForecastFile): ReturnFile => ({ name, open: () => createReadStream(path) });

function read(): ForecastRows | Promise<ForecastRows> {
  if (from.is === 'records') return rowsOfRecords(from.records, from.today);
  return rowsOfFiles(from.files.map(onDisk), (file, of) => tell('Reading the files', (READING * file) / of));
}

try {
  const rows = await read();
  // Of all children ever in care about a third is there on a day.
  const expected = childMonthsOf(rows.header.length / 3, asked);
  let done = 0;
  const run = runTelling((childMonths) => {
    done += childMonths;
    tell('Going through the months ahead, over and over', READING + (1 - READING) * Math.min(1, done / expected));
  });
  tell('Going through the months ahead, over and over', READING);
  say({ is: 'done', outcome: await makeForecast(asked, rows, run) });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say({ is: 'refused', why: error.message });
}
