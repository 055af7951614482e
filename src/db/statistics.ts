import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Lets the planner know what the tables hold now; called at the end of work that wrote much, inside its transaction. */
export async function refreshStatistics(tx: Tx): Promise<void> {
  await sql`select app.refresh_statistics()`.execute(tx);
}
