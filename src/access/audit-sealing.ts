import type { Database, Tx } from '../db/index.ts';
import { eventDigest } from './audit-digest.ts';
import { inOrder, nextSeal, type Seal } from './audit-seal.ts';
import { keepSeal, lastSeal, lockChain, readByIndex, sealingMoment, unsealed } from './audit-store.ts';

/** The most events of one seal: what is read into memory and hashed in one transaction. */
const AT_MOST = 2_000;

/**
 * Seals whatever is committed and not sealed yet, a batch in each transaction, so that a crash leaves whole seals only.
 * @returns how many events were sealed, and the newest seal there is now
 */
export async function sealEvents(
  database: Database,
  atMost = AT_MOST,
): Promise<{ sealed: number; newest: Seal | null }> {
  for (let sealed = 0; ; ) {
    const done = await database.asSystem((tx) => sealBatch(tx, atMost));
    sealed += done.count;
    if (!done.more) return { sealed, newest: done.newest };
  }
}

/** Seals whatever the transaction sees and is not sealed yet, its own events with the others'. Needs the system's rights. */
export async function sealWithin(tx: Tx): Promise<void> {
  while ((await sealBatch(tx, AT_MOST)).more);
}

/**
 * One seal. A transaction that began earlier may commit later: what it wrote is not seen now, and must not be passed
 * over for ever. So the seal says from which transaction on the next one has to look (`through`): the oldest that was
 * still running before this one looked. Whatever is newer and sealed already is left out by its digest.
 */
async function sealBatch(tx: Tx, atMost: number): Promise<{ count: number; more: boolean; newest: Seal | null }> {
  await lockChain(tx);
  await readByIndex(tx, true);
  const last = await lastSeal(tx);
  const { now, oldestRunning } = await sealingMoment(tx);
  // A database restored from a dump into another server numbers its transactions anew: then all of it is looked through.
  const anew = last !== null && BigInt(oldestRunning) < BigInt(last.through);
  const events = await unsealed(tx, anew ? '0' : (last?.through ?? '0'), atMost);
  await readByIndex(tx, false);
  if (events.length === 0) return { count: 0, more: false, newest: last };
  const more = events.length === atMost;
  const entries = inOrder(events.map((event) => ({ ...event, digest: eventDigest(event) })));
  const reached = more ? (events.at(-1)?.writtenIn ?? '0') : oldestRunning;
  const seal = nextSeal(
    last,
    {
      sealedAt: now,
      through: BigInt(reached) < BigInt(oldestRunning) ? reached : oldestRunning,
      throughAt: more ? (last?.throughAt ?? null) : now,
    },
    entries,
  );
  await keepSeal(tx, seal, entries);
  return { count: entries.length, more, newest: seal };
}
