import { sql, type Tx } from '../db/index.ts';
import { PLACES_WITH_HOME } from './home-of-return.ts';

/**
 * Notes which of the homes that only returns speak of are no longer in use: in the latest return of no authority does
 * a child live there. Searchers are not sent to ask them; the histories of children still name them. A later return
 * with a child there, a homes file, or a room that somebody records brings them back.
 */
export async function noteUnusedHomes(tx: Tx): Promise<void> {
  await sql`with latest as (select organisation_id, max(return_year) as year from episode group by organisation_id),
      told as (
        select h.organisation_id, h.id, bool_or(e.return_year = l.year) as used,
          max(coalesce(e.dec, e.presumed_end, e.decom)) as last
        from home h join episode e on e.urn = h.urn and e.place = any (${PLACES_WITH_HOME}::text[])
        join latest l on l.organisation_id = e.organisation_id
        where h.of_return group by h.organisation_id, h.id)
    update home h set unused_since = case when told.used then null else told.last end
    from told where h.organisation_id = told.organisation_id and h.id = told.id
      and h.unused_since is distinct from case when told.used then null else told.last end`.execute(tx);
}
