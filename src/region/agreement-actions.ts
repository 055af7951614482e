import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import type { NewAgreement } from './agreement.ts';
import { type Agreement, agreementHere, insertAgreement, insertEnded, insertParty } from './agreement-store.ts';

const NO_AGREEMENT = 'There is no such agreement in your region.';

function signer(actor: Actor) {
  return { id: actor.id, organisationId: actor.organisation.id };
}

/** Writes a sharing agreement down and signs it for the actor's own organisation; the others sign for themselves. */
export async function addAgreement(tx: Tx, actor: Actor, agreement: NewAgreement): Promise<string> {
  const id = newId('agreement');
  await insertAgreement(tx, signer(actor), id, agreement);
  await recordEvent(tx, actor, 'agreement.added', id, { region: agreement.regionId, fields: agreement.fields });
  return id;
}

/** Signs for the actor's organisation; signed already: nothing happens. @throws Refusal when it was not asked, or it has ended */
export async function signAgreement(tx: Tx, actor: Actor, regionId: string, id: string): Promise<void> {
  const agreement = await mustBeThere(tx, regionId, id);
  if (isParty(agreement, actor)) return;
  if (agreement.ended) throw new Refusal('This agreement has been ended, so it cannot be signed any more.');
  if (!agreement.asked.some((each) => each.id === actor.organisation.id))
    throw new Refusal('Your organisation is not named in this agreement. Write down a new one with all parties.');
  if (await insertParty(tx, signer(actor), agreement))
    await recordEvent(tx, actor, 'agreement.signed', id, { region: regionId });
}

/** Ends an agreement for all its parties, from this moment; ended already: nothing happens. @throws Refusal for others */
export async function endAgreement(tx: Tx, actor: Actor, regionId: string, id: string, why: string): Promise<void> {
  const agreement = await mustBeThere(tx, regionId, id);
  if (!isParty(agreement, actor)) throw new Refusal('Only an organisation that has signed an agreement may end it.');
  if (await insertEnded(tx, signer(actor), agreement, why))
    await recordEvent(tx, actor, 'agreement.ended', id, { region: regionId });
}

export function isParty(agreement: Agreement, actor: Actor): boolean {
  return agreement.parties.some((each) => each.id === actor.organisation.id);
}

async function mustBeThere(tx: Tx, regionId: string, id: string): Promise<Agreement> {
  const agreement = await agreementHere(tx, regionId, id);
  if (!agreement) throw new NotHere(NO_AGREEMENT);
  return agreement;
}
