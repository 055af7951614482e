import { type Actor, lockChild, openTo, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { ChildForm } from './child-form.ts';
import { type ChildSummary, oneChild } from './child-read.ts';
import { type FamilyHome, putFamilyHome, updateFacts } from './child-store.ts';
import { type Facts, factsDigest, factsFrom, factsOf, saySame } from './facts.ts';
import { findPostcode } from './postcode-store.ts';

/** A child with the facts that the actor may change, and the digest that their form carries. */
export interface OpenFacts {
  readonly child: ChildSummary;
  readonly facts: Facts;
  readonly seen: string;
  /** Whether the form asks where the family lives. */
  readonly asksFrom: boolean;
}

/** What the form about a child is opened with; null when there is no such child for the actor. */
export async function openFacts(tx: Tx, actor: Actor, childId: string, today: PlainDate): Promise<OpenFacts | null> {
  const child = await oneChild(tx, childId, today);
  if (!child) return null;
  const address = (await openTo(tx, actor, childId, 'address', 'write')).length > 0;
  const facts = factsOf(child, address);
  return { child, facts, seen: factsDigest(facts), asksFrom: facts.from !== null };
}

export type Saved =
  | { readonly is: 'saved' }
  /** Somebody else has saved since the form was opened: nothing was written, and both are there to choose from. */
  | { readonly is: 'conflict'; readonly now: OpenFacts; readonly mine: Facts };

/**
 * Changes who a child is and where the family lives, unless somebody else has meanwhile: the first of two saves is kept
 * and the second person sees both. The same said twice is one save.
 * @param seen the digest that the form was opened with
 * @returns null when there is no such child for the actor to change
 */
export async function saveFacts(
  tx: Tx,
  actor: Actor,
  childId: string,
  { form, seen }: { readonly form: ChildForm; readonly seen: string },
  today: PlainDate,
): Promise<Saved | null> {
  if (!(await lockChild(tx, childId))) return null;
  const now = await openFacts(tx, actor, childId, today);
  if (!now) return null;
  const mine = factsFrom(form, now.facts, today);
  if (saySame(mine, now.facts)) return { is: 'saved' };
  if (seen !== now.seen) return { is: 'conflict', now, mine };
  await updateFacts(tx, actor.organisation.id, childId, mine);
  if (mine.from !== null && mine.from !== now.facts.from)
    await putFamilyHome(tx, actor.organisation.id, childId, await familyHomeFrom(tx, mine.from));
  await recordEvent(tx, actor, 'child.changed', childId);
  return { is: 'saved' };
}

/** A postcode, the first half of one, or a place in words, which has no point on the map. */
export async function familyHomeFrom(tx: Tx, from: string): Promise<FamilyHome> {
  const nowhere: FamilyHome = { postcode: null, area: '', lat: null, long: null, confidential: false };
  if (!from) return nowhere;
  const found = await findPostcode(tx, from);
  return found ? { ...nowhere, ...found } : { ...nowhere, area: from };
}
