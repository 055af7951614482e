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
