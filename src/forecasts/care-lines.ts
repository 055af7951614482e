import { rows, sql, type Tx } from '../db/index.ts';

/** What the database answers about an authority's care (app.care_for_planning in migrations/0109). */
export interface CareLines {
  readonly authority: string;
  readonly name: string;
  readonly children: string | null;
  readonly episodes: string | null;
  readonly stays: string | null;
  readonly imported: string | null;
}

/** The care of those of the authorities asked for whose numbers the actor may count, in the order of their ids. */
export function careLines(tx: Tx, authorities: readonly string[]): Promise<CareLines[]> {
  return rows(
    tx,
    sql`select c.organisation_id as authority, o.name, c.children, c.episodes, c.stays, c.imported
      from app.care_for_planning(${sql.val(authorities)}::text[]) c join organisation o on o.id = c.organisation_id
      order by c.organisation_id`,
  );
}
