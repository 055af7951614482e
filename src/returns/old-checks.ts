import { setImmediate as breathe } from 'node:timers/promises';
import { type Database, rows, sql } from '../db/index.ts';

/** A check is a working copy of what the authority sends: the newest two of a year are enough to compare. */
const KEPT_OF_A_YEAR = 2;
const KEPT_DAYS = 30;
/** Whatever is accepted counts for the return of one year, which is over by then. */
const ACCEPTED_KEPT_DAYS = 400;

/**
 * Removes checks that are older than 30 days or have two newer ones of the same year, and what was accepted in returns of
 * long ago.
 * @returns how many checks went
 */
export async function removeOldChecks(database: Database, now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const old = await database.asSystem((tx) =>
    rows<{ organisation_id: string; id: string }>(
      tx,
      sql`select organisation_id, id from (
          select organisation_id, id, at, state, beat_at,
            count(*) filter (where state = 'done') over (partition by organisation_id, year, source order by at desc, id
              rows between unbounded preceding and 1 preceding) as newer
          from return_check) c
        where (at < ${before(KEPT_DAYS)} or newer >= ${KEPT_OF_A_YEAR})
          and (state in ('done', 'failed') or beat_at < ${before(1)})`,
    ),
  );
  // One by one: a large check has tens of megabytes, and pages wait for an open transaction of the embedded database.
  for (const { organisation_id, id } of old) {
    await database.asSystem((tx) =>
      sql`delete from return_check where organisation_id = ${organisation_id} and id = ${id}`.execute(tx),
    );
    await breathe();
  }
  await database.asSystem((tx) =>
    sql`delete from return_accepted where at < ${before(ACCEPTED_KEPT_DAYS)}`.execute(tx),
  );
  return old.length;
}
