import { rm } from 'node:fs/promises';
import type { Database } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { type CareLines, careLines } from './care-lines.ts';
import type { ForecastAsked } from './forecast-run.ts';
import { type ForecastFile, type ForecastThread, type ForecastWork, forecastThread } from './forecast-thread.ts';
import { keepOutcome, noteFailed, noteProgress, noteWaiting, type RunKey, takeRun } from './run-store.ts';

/** A forecast that has been put in line. Its files are removed when it is over, however it ends. */
export interface ForecastInLine extends RunKey {
  /** Who asked: what they may count is what is counted. */
  readonly by: string;
  readonly asked: ForecastAsked;
  /** Empty where it is made from records. */
  readonly files: readonly ForecastFile[];
}

export interface ForecastLine {
  add(one: ForecastInLine): void;
  /** Stops the forecasts that are being made, and says of all in line that they will not be. */
  end(): Promise<void>;
}

export interface ForecastLineOptions {
  readonly database: Database;
  readonly clock: () => Date;
  /** Told of a fault of ours; nothing of a child is in it. */
  readonly fault: (error: Error) => void;
}

/** A forecast shares its runs among the cores by itself: more at once would only make each slower. */
const AT_ONCE = 2;
const BEAT_MS = 5_000;
const LOOK_AGAIN_MS = 1_000;
const STOPPED = 'Homeward was stopped before this forecast was done. Nothing of it was kept. Make it again.';
const NOT_KEPT =
  'What came of the forecast could not be kept. Make it again; if that happens once more, tell whoever looks after Homeward.';

/** One forecast of an organisation at a time; others of it wait in turn. */
export function forecastLine({ database, clock, fault }: ForecastLineOptions): ForecastLine {
  const waiting: ForecastInLine[] = [];
  const running = new Map<ForecastInLine, ForecastThread | null>();
  const working = new Set<Promise<void>>();
  let ended = false;

  const tell = async (work: Promise<unknown>) => {
    await work.catch((error: unknown) => fault(error instanceof Error ? error : new Error('a forecast failed')));
  };
  const beat = setInterval(() => {
    if (waiting.length > 0) void tell(database.asSystem((tx) => noteWaiting(tx, waiting, clock())));
  }, BEAT_MS);
  // Another server may be making one of the same organisation.
  const again = setInterval(() => next(), LOOK_AGAIN_MS);

  const carryOut = async (one: ForecastInLine): Promise<void> => {
    let stage = { stage: 'Reading the records', share: 0 };
    let told: Promise<void> = Promise.resolve();
    const note = () => {
      told = told.then(() =>
        tell(database.asSystem((tx) => noteProgress(tx, one, { ...stage, now: clock() })).then(stopIfGone)),
      );
      return told;
    };
    // Whoever asked has removed it.
    const stopIfGone = async (isThere: boolean) => {
      if (!isThere) await running.get(one)?.stop();
    };
    const alive = setInterval(() => void note(), BEAT_MS);
    try {
      await note();
      const work = await workOf(one);
      if (ended) throw new Error('stopped');
      const thread = forecastThread(
        work,
        (words, share) => {
          stage = { stage: words, share };
          void note();
        },
        fault,
      );
      running.set(one, thread);
      const end = await thread.end;
      await told;
      if (ended) throw new Error('stopped');
      if (!end.ok) return await database.asSystem((tx) => noteFailed(tx, one, end.why, clock()));
      await keepOutcome(database, one, end.outcome, clock());
    } catch (error) {
      if (!ended) fault(error instanceof Error ? error : new Error('a forecast failed'));
      await tell(database.asSystem((tx) => noteFailed(tx, one, ended ? STOPPED : NOT_KEPT, clock())));
    } finally {
      clearInterval(alive);
      await told;
      await removeFiles(one);
    }
  };

  const workOf = async ({ by, asked, files }: ForecastInLine): Promise<ForecastWork> => {
    if (asked.source === 'files') return { asked, from: { is: 'files', files } };
    const records: CareLines[] = [];
    // One by one, so that pages are answered in between.
    for (const authority of asked.authorities.toSorted()) {
      for (const one of await database.asActor(by, (tx) => careLines(tx, [authority]))) records.push(one);
    }
    return { asked, from: { is: 'records', records, today: englandDate(clock()) } };
  };

  /** Begins with the first in line whose organisation has none on its way. */
  const next = () => {
    if (ended || running.size >= AT_ONCE) return;
    const busy = new Set([...running.keys()].map(({ organisationId }) => organisationId));
    const at = waiting.findIndex(({ organisationId }) => !busy.has(organisationId));
    const [one] = at === -1 ? [] : waiting.splice(at, 1);
    if (!one) return;
    running.set(one, null);
    const work = begin(one).finally(() => {
      running.delete(one);
      working.delete(work);
      next();
    });
    working.add(work);
    next();
  };

  const begin = async (one: ForecastInLine): Promise<void> => {
    const taken = await database
      .asSystem((tx) => takeRun(tx, one, clock()))
      .catch((error: unknown) => {
        fault(error instanceof Error ? error : new Error('a forecast could not be begun'));
        return 'busy' as const;
      });
    if (taken === 'taken') return carryOut(one);
    if (taken === 'gone') return removeFiles(one);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    waiting.unshift(one);
  };

  return {
    add: (one) => {
      waiting.push(one);
      next();
    },
    end: async () => {
      ended = true;
      clearInterval(beat);
      clearInterval(again);
      await Promise.all([...running.values()].map((thread) => thread?.stop()));
      await Promise.all(working);
      for (const one of waiting.splice(0)) {
        await removeFiles(one);
        await tell(database.asSystem((tx) => noteFailed(tx, one, STOPPED, clock())));
      }
    },
  };
}

async function removeFiles({ files }: ForecastInLine): Promise<void> {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })));
}
