import { rows, type Sql, sql, type Tx } from '../db/index.ts';
import { ACCESS_RULES } from './access-rules.ts';
import type { Actor } from './actor.ts';
import { openedBy, type Way } from './decide.ts';
import type { RecordClass, Relationship } from './record-classes.ts';

/** What ties the actor of this transaction to a child; empty when nothing does, or there is no such child. */
export async function relationshipsWith(tx: Tx, childId: string): Promise<Relationship[]> {
  return relationshipsIn(await rows(tx, askRelationships(childId)));
}

/** The same as a query, for who asks it with the beginning of a transaction; `relationshipsIn` reads its rows. */
export function askRelationships(childId: string): Sql<unknown> {
  return sql`select t.through from app.relationships_with(${childId}) as t(through)`;
}

export function relationshipsIn(found: readonly unknown[]): Relationship[] {
  return (found as { through: Relationship }[]).map((row) => row.through);
}

/** The relationships that let this actor read (or change) a class of the child's record; empty: it stays closed. */
export async function openTo(
  tx: Tx,
  actor: Actor,
  childId: string,
  recordClass: RecordClass,
  way: Way = 'read',
): Promise<readonly Relationship[]> {
  return openedBy(actor.role, await relationshipsWith(tx, childId), recordClass, way);
}

/**
 * The same decision as a condition of a list, a count, a search or an export: to be put into `where`, before any limit.
 * It is built from the rules in the code, beside the row-level policies that read theirs from access_rule.
 * @param child the column that holds the child's id
 * @param way to read, or to read and change
 */
export function readable(actor: Actor, recordClass: RecordClass, child: Sql<unknown>, way: Way = 'read'): Sql<unknown> {
  const rules = ACCESS_RULES.filter(
    (rule) => rule.role === actor.role && rule.class === recordClass && (way === 'read' || rule.may === 'write'),
  );
  const through = rules.map((rule) => rule.through);
  const related = sql`${child} in (select m.child_id from app.my_relationships() m where m.through = any (${through}::text[]))`;
  return through.includes('authority') && actor.organisation.kind === 'authority'
    ? sql`(${child} not in (select app.sealed_here()) or ${related})`
    : related;
}
