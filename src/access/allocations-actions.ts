import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import type { Actor } from './actor.ts';
import { type Relation, WORKS } from './allocations.ts';
import {
  allocationsOf,
  insertAllocation,
  insertAllocationEnded,
  lockChild,
  peopleToAllocate,
} from './allocations-store.ts';
import { recordEvent } from './event.ts';
import { NotHere } from './request.ts';

const NO_CHILD = 'There is no such child here whose people you choose.';

/**
 * Allocates a child to somebody, who from this moment sees the child's record as their role does. Doing it twice, or two
 * at once, is one allocation. Nobody allocates a child to themselves: the database refuses that as well.
 * @throws Refusal for somebody who cannot be chosen; NotHere where the child is not the actor's to allocate
 */
export async function allocate(
  tx: Tx,
  actor: Actor,
  childId: string,
  { relation, person }: { readonly relation: string; readonly person: string },
): Promise<void> {
  if (person === actor.id) throw new Refusal('Nobody allocates a child to themselves. Ask another manager.');
  const work = WORKS.find((each) => each.relation === relation);
  if (!(await lockChild(tx, childId))) throw new NotHere(NO_CHILD);
  const now = (await allocationsOf(tx, childId)).filter((each) => each.endedAt === null);
  if (now.some((each) => each.actorId === person && each.relation === relation)) return;
  const chosen = (await peopleToAllocate(tx, childId)).find((each) => each.id === person);
  if (!work || !chosen || chosen.role !== work.role)
    throw new Refusal('This person cannot be chosen for that. They may have left, or somebody has changed their post.');
  if (relation === 'self' && now.some((each) => each.relation === 'self'))
    throw new Refusal('This child has an account of their own already. End that first.');
  const id = await insertAllocation(tx, actor.organisation.id, {
    ...{ childId, relation: work.relation as Relation },
    ...{ actorId: person, by: actor.id },
  }).catch((error: unknown) => {
    // Another manager gave the same account to another child at the same moment.
    if (error instanceof Error && 'code' in error && error.code === 'HW010')
      throw new Refusal('This account has been given to another child a moment ago.');
    throw error;
  });
  await recordEvent(tx, actor, 'allocation.made', id, { relation, person });
}

/**
 * Ends an allocation: from this moment the person sees the child no more, in open sessions too. Ending it twice is once.
 * @throws NotHere where it is not an allocation of this child, or not the actor's to end
 */
export async function endAllocation(tx: Tx, actor: Actor, childId: string, allocationId: string): Promise<void> {
  if (!(await lockChild(tx, childId))) throw new NotHere(NO_CHILD);
  const allocation = (await allocationsOf(tx, childId)).find((each) => each.id === allocationId);
  if (!allocation) throw new NotHere('There is no such person beside this child.');
  if (allocation.endedAt !== null) return;
  await insertAllocationEnded(tx, actor.organisation.id, allocationId, actor.id);
  const { relation, actorId: person } = allocation;
  await recordEvent(tx, actor, 'allocation.ended', allocationId, { relation, person });
}
