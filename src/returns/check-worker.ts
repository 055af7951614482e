// Runs in a worker thread (check-thread.ts), so that no page waits while a large return is read and checked.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { checkByRule } from '../return-rules/index.ts';
import { problemWords, type ReturnFile, readRawTables, returnYearWords } from '../ssda903/index.ts';
import { type FoundLists, finder, type Wanted, wantedBy } from './check-lists.ts';
import { type CheckResult, checkResult } from './check-result.ts';
import type { CheckFile, CheckWork, FromWorker } from './check-thread.ts';
import { judged } from './live-return-judged.ts';

const work = workerData as CheckWork;
const port = parentPort;
if (port === null) throw new Error('this file is for a worker');
const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

/** Reading is about a third of the work. */
const READING = 0.35;
const TOLD_EVERY_MS = 500;
let readSoFar = 0;
let toldAt = 0;
let allBytes = 1;

function counted(file: CheckFile): ReturnFile {
  return {
    name: file.name,
    async *open() {
      for await (const chunk of createReadStream(file.path) as AsyncIterable<Uint8Array>) {
        readSoFar += chunk.length;
        if (performance.now() - toldAt > TOLD_EVERY_MS) {
          toldAt = performance.now();
          say({ is: 'stage', stage: 'Reading the files', share: READING * Math.min(1, readSoFar / allBytes) });
        }
        yield chunk;
      }
    },
  };
}

/** The database is on the other side. */
async function askFor(wanted: Wanted): Promise<FoundLists> {
  say({ is: 'lists', wanted });
  const [found] = await once(parentPort as MessagePort, 'message');
  return found;
}

async function all(): Promise<CheckResult | string> {
  const sizes = await Promise.all([...work.files, ...(work.last ?? [])].map(({ path }) => stat(path)));
  allBytes = Math.max(
    1,
    sizes.reduce((sum, { size }) => sum + size, 0),
  );
  const now = work.made?.now ?? (await readRawTables(work.files.map(counted)));
  if (Object.keys(now.tables).length === 0) {
    const first = now.problems[0];
    return `None of the files could be read as a part of the return.${first ? ` ${problemWords(first)}.` : ''}`;
  }
  const last = work.made?.last ?? (work.last === null ? null : await readRawTables(work.last.map(counted)));
  say({ is: 'stage', stage: 'Finding places and providers', share: READING });
  const { places, providers } = await askFor(wantedBy(now, last));
  const postcodes = finder(places);
  say({ is: 'stage', stage: 'Going through the rules', share: READING + 0.05 });
  const check = checkByRule({
    year: returnYearWords(work.year),
    tables: now.tables,
    previous: last?.tables ?? null,
    collection: { file_format: now.format, localAuthority: work.authority },
    providers,
    ...(postcodes ? { postcodes } : {}),
  });
  say({ is: 'stage', stage: 'Putting in order what was found', share: 0.7 });
  return checkResult(
    work.made ? judged(check, work.made) : check,
    now,
    last,
    work.before === null ? null : new Map(work.before),
    work.year,
  );
}

const result = await all();
if (typeof result === 'string') say({ is: 'refused', why: result });
else {
  // Handed over, not copied: a large return has tens of megabytes of it.
  const bytes = [...result.rules.map((rule) => rule.findings), ...result.parts];
  say(
    { is: 'done', result },
    bytes.map(({ buffer }) => buffer),
  );
}
