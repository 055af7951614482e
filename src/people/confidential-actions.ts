import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import type { HiddenAddress, HiddenSubject } from './confidential-address.ts';
import {
  type AddressDetails,
  colleagues,
  endNamed,
  findHidden,
  type Hiding,
  hiddenJustNow,
  insertEnded,
  insertHidden,
  insertHiddenFrom,
  insertNamed,
  isHidden,
  mayHide,
  updateHidden,
} from './confidential-store.ts';

/** What somebody says when they hide an address, or give another reason for hiding it. */
export interface HideForm extends Hiding {
  /** Colleagues with an account who must not learn it. */
  readonly from: readonly string[];
  /** Who may see it besides whoever hides it. */
  readonly named: readonly string[];
  /** Whether whoever hides it may see it afterwards. */
  readonly self: boolean;
}

const NOT_SHOWN = 'This address is not here, or it is not open to you.';

/**
 * Hides an address: from now on only the named people read it, and nothing that follows from it is told to anybody
 * else. Where brothers or sisters have the same family home, theirs is hidden with it.
 * @throws NotHere where the actor may not change the address, Refusal where it is hidden already
 */
export async function hideAddress(tx: Tx, actor: Actor, of: HiddenSubject, form: HideForm): Promise<void> {
  if (!(await mayHide(tx, of))) throw new NotHere(NOT_SHOWN);
  if (await isHidden(tx, of)) throw new Refusal('This address is hidden already.');
  mustLeaveSomebody(form);
  await mustBeHere(tx, of, form);
  try {
    await insertHidden(tx, of, actor.id, form);
  } catch (error) {
    if (isRefused(error)) throw new Refusal('This address was hidden a moment ago.');
    throw error;
  }
  const justNow = await hiddenJustNow(tx, actor.id);
  // Whoever had to wait for the other finds a reason beside their own, or is not named at all.
  const reasons = (await findHidden(tx, of))?.reasons ?? [];
  if (reasons.length !== 1) throw new Refusal('This address was hidden a moment ago.');
  for (const { hiding, address, organisation } of justNow) {
    await insertHiddenFrom(
      tx,
      organisation,
      hiding,
      form.from.filter((each) => each !== actor.id),
    );
    await insertNamed(
      tx,
      organisation,
      address,
      form.named.filter((each) => each !== actor.id),
      actor.id,
    );
    if (!form.self) await endNamed(tx, organisation, address, actor.id, actor.id);
  }
  await recordEvent(tx, actor, 'address.hidden', of.id);
}

function mustLeaveSomebody(form: HideForm): void {
  if (!form.self && form.named.length === 0) {
    throw new Refusal('Name at least one person who may see the address: it would be lost to everybody.');
  }
  if (form.named.some((each) => form.from.includes(each))) {
    throw new Refusal('The same person cannot be one who may see the address and one it is hidden from.');
  }
}

/** The form offers colleagues whose posts have not ended; somebody may have left since it was shown. */
async function mustBeHere(tx: Tx, of: HiddenSubject, form: HideForm): Promise<void> {
  const here = new Set((await colleagues(tx, of)).map(({ id }) => id));
  if ([...form.from, ...form.named].some((each) => !here.has(each))) {
    throw new Refusal('Choose people from the list. Somebody on it may have left: go back and load the page again.');
  }
}

/** Another reason why an address stays hidden: an order beside a refuge, say. */
export async function addReason(tx: Tx, actor: Actor, of: HiddenSubject, form: HideForm): Promise<void> {
  const hidden = await mustSee(tx, of);
  if (!(await mayHide(tx, of))) {
    throw new Refusal('Only people who may change this address can add a reason. Ask one of those named on it.');
  }
  if (form.named.some((each) => form.from.includes(each))) mustLeaveSomebody(form);
  await mustBeHere(tx, of, form);
  const hiding = await insertHidden(tx, of, actor.id, form);
  await insertHiddenFrom(
    tx,
    of.organisationId,
    hiding,
    form.from.filter((each) => each !== actor.id),
  );
  await nameOn(tx, actor, hidden, form.named);
  await recordEvent(tx, actor, 'address.hidden', of.id);
}

/** Lets somebody else see a hidden address; those who see it decide, and nobody names themselves. */
export async function namePerson(tx: Tx, actor: Actor, of: HiddenSubject, person: string): Promise<void> {
  await nameOn(tx, actor, await mustSee(tx, of), [person]);
  await recordEvent(tx, actor, 'address.person-named', of.id);
}

async function nameOn(tx: Tx, actor: Actor, hidden: HiddenAddress, people: readonly string[]): Promise<void> {
  try {
    await insertNamed(
      tx,
      hidden.organisationId,
      hidden.id,
      people.filter((each) => each !== actor.id),
      actor.id,
    );
  } catch (error) {
    if (isRefused(error)) throw new Refusal('The address is hidden from this person, so they cannot be named.');
    throw error;
  }
}

/** From now on this person does not see the address. */
export async function unnamePerson(tx: Tx, actor: Actor, of: HiddenSubject, person: string): Promise<void> {
  const hidden = await mustSee(tx, of);
  if (!hidden.named.some((each) => each.id === person)) throw new NotHere('This person is not named any more.');
  if (hidden.named.length === 1) {
    throw new Refusal('This is the last person who may see the address. Name somebody else first.');
  }
  await endNamed(tx, hidden.organisationId, hidden.id, person, actor.id);
  await recordEvent(tx, actor, 'address.person-removed', of.id);
}

/** Writes a hidden address anew, for the people named on it. */
export async function changeHidden(tx: Tx, actor: Actor, of: HiddenSubject, details: AddressDetails): Promise<void> {
  const hidden = await mustSee(tx, of);
  // The name of a home that everybody may read is changed on the home's own form.
  await updateHidden(tx, hidden.id, {
    ...details,
    name: hidden.name === null ? null : (details.name ?? hidden.name),
  });
  await recordEvent(tx, actor, 'address.changed', of.id);
}

/**
 * Ends one reason for hiding, with the reason for that. With the last one the address comes back to where everybody
 * who may read addresses reads it.
 */
export async function endReason(
  tx: Tx,
  actor: Actor,
  of: HiddenSubject,
  ending: { readonly hiding: string; readonly reason: string },
): Promise<void> {
  const hidden = await mustSee(tx, of);
  if (!hidden.reasons.some((each) => each.id === ending.hiding)) {
    throw new NotHere('This reason has been ended already.');
  }
  await insertEnded(tx, of.organisationId, [ending.hiding], actor.id, ending.reason);
  await recordEvent(tx, actor, 'address.reason-ended', of.id);
}

/** The address for somebody who is named on it. @throws NotHere for everybody else: the two look the same */
export async function mustSee(tx: Tx, of: HiddenSubject): Promise<HiddenAddress> {
  const hidden = await findHidden(tx, of);
  if (!hidden) throw new NotHere(NOT_SHOWN);
  return hidden;
}

/** The database's own word that a hidden address stays where it is (migration 0087). */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'HW003' || error.code === '42501');
}
