import { ACCESS_RULES } from './access-rules.ts';
import type { RecordClass, Relationship } from './record-classes.ts';
import type { Role } from './roles.ts';

/** To read, or to read and change. */
export type Way = 'read' | 'write';

const ALLOWED: ReadonlyMap<string, Way> = new Map(
  ACCESS_RULES.map((rule) => [`${rule.role}/${rule.through}/${rule.class}`, rule.may]),
);

/** Whether a role may see (or change) a class of record of a child with whom they stand in one relationship. */
export function allows(role: Role, through: Relationship, recordClass: RecordClass, way: Way): boolean {
  const may = ALLOWED.get(`${role}/${through}/${recordClass}`);
  return may !== undefined && (way === 'read' || may === 'write');
}

/**
 * The relationships of these that open a class of record to a role; empty: the record stays closed.
 * @param having the relationships of the actor with one child; nobody sees a child's record without one
 */
export function openedBy(
  role: Role,
  having: readonly Relationship[],
  recordClass: RecordClass,
  way: Way,
): readonly Relationship[] {
  return having.filter((through) => allows(role, through, recordClass, way));
}
