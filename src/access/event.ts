import { insertAll, type Tx } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Actor } from './actor.ts';
import { type Looks, looksOf } from './looks.ts';

/**
 * Writes what was done, in the same transaction as the fact itself. The detail says nothing of a child: who reads the
 * record of events need not be somebody who may read the child's.
 */
export async function recordEvent(
  tx: Tx,
  actor: Actor,
  kind: string,
  subject: string,
  detail: object = {},
): Promise<void> {
  const looks = looksOf(tx);
  // In a request it is written at the end, with the purpose and whose records were read (work.ts).
  if (looks) looks.writes.push({ kind, subject, detail });
  else await insertAll(tx, 'event', [row(actor, { kind, subject, detail })]);
}

/**
 * Puts something done to one child's record on record by itself, without the request it was done in and the other
 * records of that request: after an adoption no row may hold the child before and after it.
 */
export async function recordApart(tx: Tx, actor: Actor, kind: string, childId: string): Promise<void> {
  const written = row(actor, { kind, subject: childId, detail: {} });
  await insertAll(tx, 'event', [{ ...written, children: [childId], fields: ['identity'], purpose: 'allocated' }]);
}

/** Who asked for what, as far as a look has it. */
export interface Look {
  /** The route's audit name. */
  readonly kind: string;
  readonly subject: string;
  readonly purpose: string;
  readonly requestId: string;
}

/**
 * Puts one request on record: a row for each thing written, or one for the look where nothing was, however many
 * records the page showed.
 */
export async function recordLook(tx: Tx, actor: Actor, look: Look, looks: Looks): Promise<void> {
  const { kind, subject } = look;
  const whole = {
    about_organisation_id: looks.about,
    children: [...looks.children],
    fields: [...looks.fields],
    purpose: look.purpose,
    request_id: look.requestId,
  };
  const done = looks.writes.length > 0 ? looks.writes : [{ kind, subject, detail: {} }];
  await insertAll(
    tx,
    'event',
    done.map((each) => ({ ...row(actor, each), ...whole })),
  );
}

function row(actor: Actor, what: { kind: string; subject: string; detail: object }) {
  return { organisation_id: actor.organisation.id, id: newId('event'), actor: actor.id, ...what };
}
