import type { Database } from '../db/index.ts';
import { addCheckpoint, checkpointOf } from './audit-checkpoints.ts';
import type { Seal } from './audit-seal.ts';
import { sealEvents } from './audit-sealing.ts';
import { isChainBusy } from './audit-store.ts';

export interface KeeperOptions {
  readonly database: Database;
  /** The file of checkpoints (audit-checkpoints.ts); null: none is kept. */
  readonly checkpoints: string | null;
  /** Told of a failure; sealing goes on with the next turn. The error may hold what somebody wrote: log its name only. */
  readonly fault: (error: Error) => void;
  /** Milliseconds from the end of one sealing to the next. */
  readonly every?: number;
  /** Milliseconds, at the least, between two checkpoints. */
  readonly checkpointEvery?: number;
}

/**
 * Seals all that waits, once, and writes a checkpoint.
 * @returns how many events were sealed, and the newest seal there is now
 */
export async function sealNow(
  database: Database,
  checkpoints: string | null,
): Promise<{ sealed: number; newest: Seal | null }> {
  const done = await sealEvents(database);
  if (checkpoints !== null && done.newest !== null) addCheckpoint(checkpoints, checkpointOf(done.newest));
  return done;
}

/**
 * Seals the record of events every 30 seconds while pages are served, and writes a checkpoint at most once a minute.
 * @returns `end`: waits for a sealing on its way, seals what is left and writes the last checkpoint
 */
export function keepSealing(options: KeeperOptions): { end(): Promise<void> } {
  const { every = 30_000, checkpointEvery = 60_000 } = options;
  let written = { number: 0, at: Number.NEGATIVE_INFINITY };
  let timer: NodeJS.Timeout | undefined;

  const checkpoint = (newest: Seal | null, now: boolean): void => {
    if (options.checkpoints === null || newest === null || newest.number === written.number) return;
    if (!now && performance.now() - written.at < checkpointEvery) return;
    addCheckpoint(options.checkpoints, checkpointOf(newest));
    written = { number: newest.number, at: performance.now() };
  };

  const turn = async (isLast: boolean): Promise<void> => {
    try {
      checkpoint((await sealEvents(options.database)).newest, isLast);
    } catch (error) {
      // Somebody is verifying the chain: the next turn finds all that waits.
      if (!isChainBusy(error)) options.fault(error as Error);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const next = () => {
    timer = setTimeout(() => {
      running = turn(false).then(next);
    }, every);
    timer.unref();
  };
  next();
  return {
    end: async () => {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      await turn(true);
    },
  };
}
