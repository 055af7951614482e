import { type Database, first, insertAll, sql, type Tx } from '../db/index.ts';
import type { Actor } from './actor.ts';
import { verifyAudit } from './audit-verify.ts';
import { recordEvent } from './event.ts';

/** The newest check of the record of events that somebody asked for on a page, and the size of the last one there was. */
export interface AskedCheck {
  /** Null: nobody has asked for one. */
  readonly askedAt: Date | null;
  readonly running: boolean;
  /** It could not be carried out, which says nothing about the record. */
  readonly failed: boolean;
  /** What the last check went through, on whatever way it was started; null: there was none. */
  readonly seals: number | null;
  readonly events: number | null;
}

/** @returns null for an actor whose work it is not: information governance, a director or an administrator may ask */
export async function askedCheck(tx: Tx): Promise<AskedCheck | null> {
  const found = await first<{
    asked_at: Date | null;
    running: boolean;
    failed: boolean;
    seals: string | null;
    events: string | null;
  }>(tx, sql`select * from app.audit_check_state()`);
  if (!found) return null;
  const { asked_at: askedAt, running, failed, seals, events } = found;
  const number = (text: string | null) => (text === null ? null : Number(text));
  return { askedAt, running, failed, seals: number(seals), events: number(events) };
}

/**
 * Asks for a check. While one is running nobody starts another, however many ask and on however many machines.
 * @returns the number to start it with once this transaction is committed; null where one is running
 * @throws from the database for anybody but information governance
 */
export async function askForCheck(tx: Tx, actor: Actor): Promise<number | null> {
  const asked = await first<{ number: string | null }>(tx, sql`select app.ask_audit_check() as number`);
  if (!asked?.number) return null;
  await recordEvent(tx, actor, 'audit.check-asked', asked.number);
  return Number(asked.number);
}

export interface Checks {
  /** Begins one in the background, by the number it was asked for under, and answers nothing. */
  start(asked: number): void;
  /** The embedded database does one thing at a time, so pages wait until a check is done. */
  readonly holdUpPages: boolean;
  /** Breaks off a check on its way. */
  end(): Promise<void>;
}

/**
 * Carries out checks in the background, one at a time.
 * @param options `fault` is told of a check that could not be carried out; the page says so too
 */
export function checksAskedFor(options: {
  readonly database: Database;
  readonly checkpoints: string | null;
  readonly fault: (error: Error) => void;
}): Checks {
  const { database, checkpoints, fault } = options;
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const check = async (asked: number): Promise<void> => {
    let failed = false;
    try {
      await verifyAudit(database, checkpoints, ending.signal);
    } catch (error) {
      failed = true;
      if (!ending.signal.aborted) fault(error as Error);
    }
    await database.asSystem((tx) => insertAll(tx, 'audit_check_over', [{ asked_id: asked, failed }]));
  };
  return {
    holdUpPages: database.kind === 'embedded',
    start: (asked) => {
      running = running.then(() => check(asked)).catch(fault);
    },
    end: async () => {
      ending.abort();
      await running;
    },
  };
}
