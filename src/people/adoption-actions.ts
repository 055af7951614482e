import { type Actor, NotHere, recordApart, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type PlainDate, Refusal } from '../kernel/index.ts';
import { type AdoptedAs, adoptionOf, joinAndSeal } from './adoption-store.ts';
import { oneChild } from './child-read.ts';
import { insertChild } from './child-store.ts';

export interface Adoption {
  readonly givenName: string;
  readonly familyName: string;
  /** The day of the adoption order. */
  readonly orderedOn: PlainDate;
  readonly as: AdoptedAs;
}

/**
 * Records that a child has been adopted: a new record under the new name, with the date of birth and nothing else of
 * the old one (no number, no brothers and sisters, no address, no profile, no home), and the old record sealed to its
 * adoption workers. One transaction: there is never one without the other.
 * @returns the id of the new record, which says nothing of the old
 */
export async function recordAdoption(
  tx: Tx,
  actor: Actor,
  childId: string,
  adoption: Adoption,
  today: PlainDate,
): Promise<string> {
  const before = await oneChild(tx, childId, today);
  if (!before || actor.role !== 'adoption-worker') throw new NotHere('There is no such child here.');
  if (await adoptionOf(tx, childId)) throw new Refusal('An adoption of this child is recorded already.');
  if (adoption.orderedOn < before.born) throw new Refusal('The order cannot be of a day before the child was born.');
  const after = await insertChild(
    tx,
    actor.organisation.id,
    {
      givenName: adoption.givenName,
      familyName: adoption.familyName,
      born: before.born,
      bornEstimated: before.bornEstimated,
      sex: before.sex,
      ethnicity: null,
      faith: null,
      unaccompanied: false,
    },
    null,
  );
  try {
    await joinAndSeal(tx, childId, after, adoption.orderedOn, adoption.as);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'HW002' || error.code === '23505')) {
      throw new Refusal('An adoption of this child is recorded already.');
    }
    throw error;
  }
  await recordEvent(tx, actor, 'adoption.recorded', childId);
  await recordApart(tx, actor, 'child.added', after);
  return after;
}
