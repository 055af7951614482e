import { type Actor, openTo, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { ChildForm } from './child-form.ts';
import { brothersAndSisters, childIsHere, oneChild } from './child-read.ts';
import { insertChild, linkChildren, unlinkChildren } from './child-store.ts';
import { familyHomeFrom } from './facts-actions.ts';

/**
 * Adds a child with whatever is known.
 * @param siblings ids of children who are their brothers and sisters; those the actor may not change are left out
 * @returns the new child's id
 */
export async function addChild(
  tx: Tx,
  actor: Actor,
  form: ChildForm,
  siblings: readonly string[] = [],
): Promise<string> {
  const home = form.from ? await familyHomeFrom(tx, form.from) : null;
  const id = await insertChild(tx, actor.organisation.id, form.facts, home);
  await recordEvent(tx, actor, 'child.added', id);
  for (const other of siblings) await joinBrotherOrSister(tx, actor, id, other);
  return id;
}

/**
 * Says that two children are brother and sister; saying it again, or two people at once, changes nothing. The other's
 * known brothers and sisters are not taken along: two children may share one half-brother and not each other.
 * @returns false where the two are one, or either is not there for the actor to change
 */
export async function joinBrotherOrSister(tx: Tx, actor: Actor, one: string, other: string): Promise<boolean> {
  if (one === other || !(await bothChange(tx, actor, one, other))) return false;
  if (await linkChildren(tx, actor.organisation.id, one, other))
    await recordEvent(tx, actor, 'child.brother-or-sister-added', one, { other });
  return true;
}

/** Says that two children are not brother and sister; as harmless twice. @returns false as above */
export async function partBrotherOrSister(tx: Tx, actor: Actor, one: string, other: string): Promise<boolean> {
  if (!(await bothChange(tx, actor, one, other))) return false;
  if (await unlinkChildren(tx, actor.organisation.id, one, other))
    await recordEvent(tx, actor, 'child.brother-or-sister-removed', one, { other });
  return true;
}

/** It is written on both records, so both have to be the actor's to change. */
async function bothChange(tx: Tx, actor: Actor, one: string, other: string): Promise<boolean> {
  for (const id of [one, other]) {
    if (!(await childIsHere(tx, id)) || (await openTo(tx, actor, id, 'basics', 'write')).length === 0) return false;
  }
  return true;
}

/** The child and their brothers and sisters, offered as a new child's own, so far as they are the actor's to change. */
export async function familyOf(tx: Tx, actor: Actor, childId: string, today: PlainDate) {
  const child = await oneChild(tx, childId, today);
  if (!child) return [];
  const family = [child, ...(await brothersAndSisters(tx, childId, today))];
  const open = await Promise.all(family.map((each) => bothChange(tx, actor, each.id, each.id)));
  return family.filter((_, i) => open[i]);
}
