import { insertAll, type Tx, writeAtEnd } from '../db/index.ts';
import { newId } from '../kernel/index.ts';
import type { Actor } from './actor.ts';
import { type Looks, looksOf, type Seen } from './looks.ts';

/** Whoever did something, as far as the record of events names them. */
type Doer = Pick<Actor, 'id'> & { readonly organisation: Pick<Actor['organisation'], 'id'> };

/**
 * Writes what was done, in the same transaction as the fact itself. The detail says nothing of a child: who reads the
 * record of events need not be somebody who may read the child's.
 */
export async function recordEvent(
  tx: Tx,
  actor: Doer,
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
 * records the page showed. Records that other organisations keep stand in a row for each of them, so that each finds
 * the look at its children. The last statement of its transaction: a refusal is thrown by the commit.
 */
export async function recordLook(tx: Tx, actor: Actor, look: Look, looks: Looks): Promise<void> {
  const { kind, subject } = look;
  const request = { purpose: look.purpose, request_id: look.requestId };
  const looked = { kind, subject, ...looks.writes[0], detail: {} };
  const { own, others } = byOrganisation(looks, actor.organisation.id);
  // Where only records of others were seen, the rows about them say so; one about nobody would say it twice.
  const here = looks.writes.length > 0 ? looks.writes : own.children.size > 0 || others.size === 0 ? [looked] : [];
  const written = [
    ...here.map((each) => ({ ...row(actor, each), ...request, ...seenIn(own, null) })),
    ...[...others].map(([about, seen]) => ({ ...row(actor, looked), ...request, ...seenIn(seen, about) })),
  ];
  await writeAtEnd(tx, LOOKS, [JSON.stringify(written)]);
}

/** One text for every page, so that it is prepared once; `at` keeps its default. */
const LOOKS = `insert into event
    (organisation_id, id, actor, kind, subject, detail, purpose, request_id, about_organisation_id, children, fields)
  select organisation_id, id, actor, kind, subject, detail, purpose, request_id, about_organisation_id, children, fields
  from jsonb_populate_recordset(null::event, $1::jsonb)`;

function seenIn(seen: Seen, about: string | null) {
  return { about_organisation_id: about, children: [...seen.children], fields: [...seen.fields] };
}

/** A read function may name the actor's own organisation as the keeper too. */
function byOrganisation(looks: Looks, mine: string): { own: Seen; others: ReadonlyMap<string, Seen> } {
  const here = looks.elsewhere.get(mine);
  const others = new Map([...looks.elsewhere].filter(([about]) => about !== mine));
  if (!here) return { own: looks, others };
  return {
    own: {
      children: new Set([...looks.children, ...here.children]),
      fields: new Set([...looks.fields, ...here.fields]),
    },
    others,
  };
}

function row(actor: Doer, what: { kind: string; subject: string; detail: object }) {
  return { organisation_id: actor.organisation.id, id: newId('event'), actor: actor.id, ...what };
}
