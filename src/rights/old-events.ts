import { removeEventContents, yearsEventsAreKept } from '../access/index.ts';
import { type Database, sql } from '../db/index.ts';
import { removeOldChecks } from '../returns/index.ts';

const A_DAY = 86_400_000;
const FIRST_AFTER = 10 * 60_000;

/** An event `e` about a child whose record is held, or asked for in full, stays, however old it is. */
const HELD = sql`(exists (select from record_hold h where h.organisation_id = coalesce(e.about_organisation_id, e.organisation_id)
  and h.child_id = any (e.children) and not exists (select from record_hold_ended x
    where x.organisation_id = h.organisation_id and x.hold_id = h.id))
  or exists (select from subject_request r where r.organisation_id = coalesce(e.about_organisation_id, e.organisation_id)
    and r.child_id = any (e.children) and not exists (select from subject_request_closed c
      where c.organisation_id = r.organisation_id and c.request_id = r.id)))`;

/**
 * Removes what the record of events has kept long enough, some thousands at a time, each in a transaction of its own.
 * @returns how many went
 */
export async function removeOldEvents(database: Database, now: Date): Promise<number> {
  const years = await database.asSystem(yearsEventsAreKept);
  for (let all = 0; ; ) {
    const removed = await database.asSystem((tx) => removeEventContents(tx, { now, years, held: HELD }));
    if (removed === 0) return all;
    all += removed;
  }
}

/**
 * Does so every day while Homeward serves, and removes old checks of returns as well.
 * @param fault is told of a failure; the next day tries again
 * @returns `end`: waits for a removal on its way
 */
export function keepRetention(options: {
  readonly database: Database;
  readonly clock: () => Date;
  readonly fault: (error: Error) => void;
}): { end(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const turn = () => {
    const { database, clock, fault } = options;
    running = removeOldEvents(database, clock())
      .catch(fault)
      .then(() => removeOldChecks(database, clock()))
      .catch(fault);
  };
  const first = setTimeout(turn, FIRST_AFTER);
  const daily = setInterval(turn, A_DAY);
  return {
    end: async () => {
      clearTimeout(first);
      clearInterval(daily);
      await running;
    },
  };
}
