import { first, sql, type Tx } from '../db/index.ts';

/**
 * Reads what stands in the return with the rights of a person: within, the names of tables mean the views of the schema
 * `returned` (migrations/0107), which the database fills for a data officer of the authority and for nobody else.
 * @returns null where the actor may not make a return
 */
export async function asReturned<T>(tx: Tx, read: (authority: string) => Promise<T>): Promise<T | null> {
  const authority = await returnAuthority(tx);
  if (authority === null) return null;
  const path = await first<{ path: string }>(tx, sql`select current_setting('search_path') as path`);
  await sql`select set_config('search_path', 'returned, public', true)`.execute(tx);
  const found = await read(authority);
  // An error ends the transaction, and this with it.
  await sql`select set_config('search_path', ${path?.path ?? ''}, true)`.execute(tx);
  return found;
}

/** The authority of which the actor may make the return, as the database says; null for everybody else. */
export async function returnAuthority(tx: Tx): Promise<string | null> {
  const found = await first<{ id: string | null }>(tx, sql`select app.return_authority() as id`);
  return found?.id ?? null;
}
