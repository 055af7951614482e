import { isMadeUp } from '../access/index.ts';
import type { Database } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';

/** Said on the command line by whoever puts real records into a system that asks nobody who they are. */
export const ACKNOWLEDGEMENT = 'i-understand-there-is-no-sign-in-yet';

/**
 * Until sign-in exists, whoever reaches this machine reads what is imported. The made-up region holds nobody, so there
 * nothing is asked.
 * @throws Refusal that says what to add, where nobody has said that they know
 */
export async function requireAcknowledgement(database: Database, acknowledged: boolean): Promise<void> {
  if (acknowledged || (await database.asSystem(isMadeUp))) return;
  throw new Refusal(
    `There is no sign-in yet: everybody who can use this machine will be able to read what you import. If that is all right, add --${ACKNOWLEDGEMENT}. Nothing was imported.`,
  );
}
