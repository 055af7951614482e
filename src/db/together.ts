import { type RawBuilder, sql } from 'kysely';

/** Marks a statement whose answer nobody reads. */
const HELD = '/* with the next */ ';

/**
 * A statement whose answer nobody reads, such as the last write of a transaction. On a server it waits for the next
 * statement, or for the commit, and goes there with it: one round trip in place of two. What the database refuses of it
 * is thrown by that next statement; a transaction that is rolled back never sends it.
 * @param text SQL with `$1` and so on for its values
 */
export function held(text: string): string {
  return HELD + text;
}

/** Whether a text was made by `held`. */
export function isHeld(text: string): boolean {
  return text.startsWith(HELD);
}

/** Marks the only statement of a transaction. */
const LAST = '/* and commit */ ';

/** A statement after which its transaction has nothing more to do: on a server the commit goes with it. */
export function andCommit(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sql.raw(LAST)}${query}`;
}

/** Whether a text was made by `andCommit`. */
export function endsTransaction(text: string): boolean {
  return text.startsWith(LAST);
}
