import { rm } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Database } from '../db/index.ts';
import type { ReturnYear } from '../ssda903/index.ts';
import {
  type CheckKey,
  checkBefore,
  codeOfAuthority,
  findLists,
  keepResult,
  noteFailed,
  noteProgress,
  noteWaiting,
  packedFindings,
} from './check-store.ts';
import { type CheckFile, type CheckThread, checkThread } from './check-thread.ts';
import { removeOldChecks } from './old-checks.ts';

/** A check that has been put in line, with its files. They are removed when it is over, however it ends. */
export interface CheckInLine extends CheckKey {
  readonly year: ReturnYear;
  readonly files: readonly CheckFile[];
  readonly last: readonly CheckFile[] | null;
}

export interface CheckLine {
  add(check: CheckInLine): void;
  /** Stops the check that is being carried out, and says of all in line that they will not be. */
  end(): Promise<void>;
}

export interface CheckLineOptions {
  readonly database: Database;
  readonly clock: () => Date;
  /** Told of a fault of ours; nothing of what was sent is in it. */
  readonly fault: (error: Error) => void;
}

const BEAT_MS = 5_000;
/** The share that is done is written down this often. */
const TOLD_EVERY = 0.02;
const STOPPED = 'Homeward was stopped before this check was done, and nothing of your files was kept. Send them again.';
const NOT_KEPT =
  'What was found could not be kept, and nothing of your files was kept either. Send them again; if that happens once more, tell whoever looks after Homeward.';

/** A check takes a core and much memory, so a server carries out one at a time. */
export function checkLine({ database, clock, fault }: CheckLineOptions): CheckLine {
  const waiting: CheckInLine[] = [];
  let thread: CheckThread | null = null;
  let working: Promise<void> | null = null;
  let ended = false;

  const tell = async (work: Promise<unknown>) => {
    await work.catch((error: unknown) => fault(error instanceof Error ? error : new Error('a check failed')));
  };
  const beat = setInterval(() => {
    if (waiting.length > 0) void tell(database.asSystem((tx) => noteWaiting(tx, waiting, clock())));
  }, BEAT_MS);

  const carryOut = async (check: CheckInLine): Promise<void> => {
    let stage = { stage: 'Reading the files', share: 0 };
    let told: Promise<void> = Promise.resolve();
    const note = () => {
      told = told.then(() => tell(database.asSystem((tx) => noteProgress(tx, check, { ...stage, now: clock() }))));
      return told;
    };
    await note();
    const alive = setInterval(() => void note(), BEAT_MS);
    try {
      const before = await database.asSystem((tx) => checkBefore(tx, check, check.year));
      const found: [string, Uint8Array][] = [];
      for (const rule of before?.rules ?? []) {
        const key = { organisationId: check.organisationId, id: before?.id ?? '' };
        const bytes = await database.asSystem((tx) => packedFindings(tx, key, rule));
        if (bytes) found.push([rule, bytes]);
        await breathe();
      }
      const authority = await database.asSystem((tx) => codeOfAuthority(tx, check.organisationId));
      if (ended) throw new Error('stopped');
      thread = checkThread(
        { year: check.year, files: check.files, last: check.last, authority, before: before && found },
        (words, share) => {
          stage = { stage: words, share };
          void note();
        },
        fault,
        (wanted) => findLists(database, wanted),
      );
      const end = await thread.end;
      thread = null;
      await removeFiles(check);
      await told;
      if (ended) throw new Error('stopped');
      if (!end.ok) return await database.asSystem((tx) => noteFailed(tx, check, end.why, clock()));
      await keepResult(database, check, end.result, {
        comparedWith: before?.id ?? null,
        now: clock,
        kept: async (share) => {
          const due = 0.8 + 0.2 * share - stage.share >= TOLD_EVERY;
          if (!due) return;
          stage = { stage: 'Keeping what was found', share: 0.8 + 0.2 * share };
          await note();
        },
      });
      await tell(removeOldChecks(database, clock()));
    } catch (error) {
      if (!ended) fault(error instanceof Error ? error : new Error('a check failed'));
      await tell(database.asSystem((tx) => noteFailed(tx, check, ended ? STOPPED : NOT_KEPT, clock())));
    } finally {
      clearInterval(alive);
      await told;
      await removeFiles(check);
    }
  };

  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await carryOut(next);
    working = null;
  };

  return {
    add: (check) => {
      waiting.push(check);
      working ??= work();
    },
    end: async () => {
      ended = true;
      clearInterval(beat);
      const left = waiting.splice(0);
      await thread?.stop();
      await working;
      for (const check of left) {
        await removeFiles(check);
        await tell(database.asSystem((tx) => noteFailed(tx, check, STOPPED, clock())));
      }
    },
  };
}

async function removeFiles({ files, last }: CheckInLine): Promise<void> {
  await Promise.all([...files, ...(last ?? [])].map(({ path }) => rm(path, { force: true })));
}
