import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { carersOf, everyCarer, insertCarer, insertCarerEnded } from './carer-store.ts';

/** Who says which account is a home's carer: the agency, never the carer. The database has the same list. */
const NAME_CARERS: readonly string[] = ['registered-manager', 'provider', 'supervising-social-worker', 'manager'];

export function mayNameCarers(actor: Actor): boolean {
  return NAME_CARERS.includes(actor.role);
}

/** From now on this carer keeps the home up to date: its rooms, what it can do, who else lives there. No other home. */
export async function nameCarer(tx: Tx, actor: Actor, homeId: string, carer: string): Promise<void> {
  mustNameCarers(actor);
  const known = await everyCarer(tx, actor.organisation.id);
  if (!known.some((each) => each.id === carer)) {
    throw new Refusal('Choose a foster carer of your agency who has an account. An administrator gives them one.');
  }
  await insertCarer(tx, actor.organisation.id, homeId, carer, actor.id);
  await recordEvent(tx, actor, 'home.carer-named', homeId, { carer });
}

/** From now on this carer sees and keeps this home no more. */
export async function endCarer(tx: Tx, actor: Actor, homeId: string, carer: string): Promise<void> {
  mustNameCarers(actor);
  const now = await carersOf(tx, actor.organisation.id, homeId);
  if (!now.some((each) => each.id === carer)) throw new NotHere('This person is not a carer of the home any more.');
  await insertCarerEnded(tx, actor.organisation.id, homeId, carer, actor.id);
  await recordEvent(tx, actor, 'home.carer-removed', homeId, { carer });
}

function mustNameCarers(actor: Actor): void {
  if (!mayNameCarers(actor)) {
    throw new Refusal(`A ${actor.roleWords} cannot say who the carers of a home are. Ask the registered manager.`);
  }
}
