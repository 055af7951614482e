import { type Actor, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { ChildForm } from './child-form.ts';
import { brothersAndSisters, childIsHere, oneChild } from './child-read.ts';
import {
  type FamilyHome,
  insertChild,
  linkChildren,
  putFamilyHome,
  unlinkChildren,
  updateFacts,
} from './child-store.ts';
import { findPostcode } from './postcode-store.ts';

/**
 * Adds a child with whatever is known.
 * @param siblings ids of children who are their brothers and sisters; those the actor cannot see are left out
 * @returns the new child's id
 */
export async function addChild(
  tx: Tx,
  actor: Actor,
  form: ChildForm,
  siblings: readonly string[] = [],
): Promise<string> {
  const home = await familyHomeFrom(tx, form);
  const id = await insertChild(tx, actor.organisation.id, form.facts, home);
  await recordEvent(tx, actor, 'child.added', id);
  for (const other of siblings) {
    if (await childIsHere(tx, other)) await linkChildren(tx, actor.organisation.id, id, other);
  }
  return id;
}

/** Changes who a child is and where the family lives. False when there is no such child for the actor. */
export async function changeChild(
  tx: Tx,
  actor: Actor,
  childId: string,
  form: ChildForm,
  today: PlainDate,
): Promise<boolean> {
  const before = await oneChild(tx, childId, today);
  if (!before) return false;
  await updateFacts(tx, actor.organisation.id, childId, form.facts);
  // A hidden address is written on its own page only, by the people named on it.
  if (!before.familyHome?.confidential && (form.from || before.familyHome)) {
    const found = (await familyHomeFrom(tx, form)) ?? NOWHERE;
    // A point that came from elsewhere (an import) is kept as long as the postcode stays the same.
    const same = before.familyHome && found.postcode !== null && before.familyHome.postcode === found.postcode;
    await putFamilyHome(tx, actor.organisation.id, childId, {
      ...found,
      area: found.area || (same ? before.familyHome.area : ''),
      lat: found.lat ?? (same ? before.familyHome.lat : null),
      long: found.long ?? (same ? before.familyHome.long : null),
    });
  }
  await recordEvent(tx, actor, 'child.changed', childId);
  return true;
}

const NOWHERE: FamilyHome = { postcode: null, area: '', lat: null, long: null, confidential: false };

/** A postcode, the first half of one, or a place in words, which has no point on the map. */
async function familyHomeFrom(tx: Tx, form: ChildForm): Promise<FamilyHome | null> {
  if (!form.from) return null;
  const found = await findPostcode(tx, form.from);
  if (found) return { ...NOWHERE, ...found };
  return { ...NOWHERE, area: form.from };
}

/**
 * Says that two children are brother and sister. The other's known brothers and sisters are not taken along:
 * two children may share one half-brother and not each other.
 */
export async function joinBrotherOrSister(tx: Tx, actor: Actor, one: string, other: string): Promise<boolean> {
  if (one === other || !(await childIsHere(tx, one)) || !(await childIsHere(tx, other))) return false;
  await linkChildren(tx, actor.organisation.id, one, other);
  await recordEvent(tx, actor, 'child.brother-or-sister-added', one, { other });
  return true;
}

export async function partBrotherOrSister(tx: Tx, actor: Actor, one: string, other: string): Promise<void> {
  await unlinkChildren(tx, actor.organisation.id, one, other);
  await recordEvent(tx, actor, 'child.brother-or-sister-removed', one, { other });
}

/** The child and their brothers and sisters, offered as a new child's own. */
export async function familyOf(tx: Tx, childId: string, today: PlainDate) {
  const child = await oneChild(tx, childId, today);
  return child ? [child, ...(await brothersAndSisters(tx, childId, today))] : [];
}
