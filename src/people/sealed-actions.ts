import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { isRefused } from './confidential-actions.ts';
import { addressesNobodySees, insertNamed } from './confidential-store.ts';
import {
  endNamedOnRecord,
  insertNamedOnRecord,
  insertSeal,
  insertUnsealed,
  isSealedHere,
  type WhySealed,
} from './sealed-store.ts';

const NOT_SEALED = 'This record is not sealed any more.';

/**
 * Seals a child's record: from this moment it is there for the named people only, in no list, count, search or export
 * of anybody else, and whoever seals it is not among them.
 */
export async function sealRecord(
  tx: Tx,
  actor: Actor,
  childId: string,
  seal: { readonly why: WhySealed; readonly person: string },
): Promise<void> {
  if (seal.person === actor.id) throw new Refusal('Whoever seals a record cannot be named on it.');
  try {
    await insertSeal(tx, actor.organisation.id, childId, { why: seal.why, by: actor.id });
  } catch (error) {
    if (hasCode(error, '23505')) throw new Refusal('Somebody else has sealed this record a moment ago.');
    throw error;
  }
  await nameOnSealed(tx, actor, childId, seal.person);
  await recordEvent(tx, actor, 'record.sealed', childId);
}

/** Names somebody on a sealed record; they see it as their role sees a child they work with. */
export async function nameOnSealed(tx: Tx, actor: Actor, childId: string, person: string): Promise<void> {
  if (person === actor.id) throw new Refusal('Nobody can name themselves.');
  try {
    await insertNamedOnRecord(tx, actor.organisation.id, childId, person, actor.id);
  } catch (error) {
    if (hasCode(error, '23503') || isRefused(error)) throw new NotHere(NOT_SEALED);
    throw error;
  }
  await recordEvent(tx, actor, 'record.person-named', childId, { person });
}

export async function unnameOnSealed(tx: Tx, actor: Actor, childId: string, person: string): Promise<void> {
  try {
    await endNamedOnRecord(tx, actor.organisation.id, childId, person, actor.id);
  } catch (error) {
    if (hasCode(error, 'HW002') || isRefused(error)) throw new NotHere('This person is not named any more.');
    throw error;
  }
  await recordEvent(tx, actor, 'record.person-removed', childId, { person });
}

/** Opens a sealed record to everybody whose work it is, with the reason. */
export async function unsealRecord(tx: Tx, actor: Actor, childId: string, reason: string): Promise<void> {
  if (!(await isSealedHere(tx, childId))) throw new NotHere(NOT_SEALED);
  try {
    await insertUnsealed(tx, actor.organisation.id, childId, actor.id, reason);
  } catch (error) {
    if (hasCode(error, 'HW002')) throw new NotHere(NOT_SEALED);
    throw error;
  }
  await recordEvent(tx, actor, 'record.unsealed', childId);
}

/** Names somebody on a hidden address that nobody in post may see, so that it is not lost; never oneself. */
export async function nameOnLostAddress(tx: Tx, actor: Actor, address: string, person: string): Promise<void> {
  const lost = (await addressesNobodySees(tx)).some((each) => each.id === address);
  if (!lost) throw new NotHere('Somebody may see this address already.');
  if (person === actor.id) throw new Refusal('Nobody can name themselves.');
  try {
    await insertNamed(tx, actor.organisation.id, address, [person], actor.id);
  } catch (error) {
    if (isRefused(error)) throw new Refusal('This person cannot be named on the address.');
    throw error;
  }
  await recordEvent(tx, actor, 'address.person-named', address, { person });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
