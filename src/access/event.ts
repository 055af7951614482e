import { insertAll, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Actor } from './actor.ts';

/** Writes what was done, in the same transaction as the fact itself. */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  kind: string,
  subject: string,
  detail: object = {},
): Promise<void> {
  await insertAll(tx, 'event', [
    { organisation_id: actor.organisation.id, id: newId('event'), actor: actor.id, kind, subject, detail },
  ]);
}
