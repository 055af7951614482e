import { type Actor, openTo, recordEvent, saw } from '../access/index.ts';
import { rows, sql, type Tx } from '../db/index.ts';
import { englandDate, newId, Refusal } from '../kernel/index.ts';
import { profileForSearch, startDraft } from '../needs/index.ts';
import { oneChild, possessive } from '../people/index.ts';
import { inOneLine } from '../ui/index.ts';
import type { Asking } from './search.ts';
import { insertSearch } from './search-store.ts';

/**
 * Starts a search: keeps what was asked for, with the version of each child's profile it was asked with. A child
 * without a finished profile is searched for with the draft; one without any gets an empty draft, so that nothing
 * holds up an emergency and everything unknown is shown as unknown.
 * @returns the id of the search
 * @throws Refusal when the actor may not ask for one of the children: with whom to ask instead, and nothing is started
 */
export async function startSearch(tx: Tx, actor: Actor, now: Date, asking: Asking): Promise<string> {
  for (const childId of asking.children) {
    if (!(await mayAskFor(tx, actor, childId))) throw await notToBeAskedFor(tx, childId, now);
  }
  const known = await profileForSearch(tx, asking.children, { draftsToo: true });
  const children: { childId: string; profileId: string }[] = [];
  for (const childId of asking.children) {
    const profile = known.get(childId)?.profileId ?? (await startDraft(tx, { actor, now }, childId))?.id;
    if (!profile) throw new Refusal(NOT_KNOWN);
    children.push({ childId, profileId: profile });
  }
  const id = newId('search');
  await insertSearch(tx, {
    organisationId: actor.organisation.id,
    id,
    neededBy: asking.neededBy,
    emergency: asking.emergency,
    note: asking.note,
    askedBy: actor.id,
    children,
  });
  saw(tx, asking.children, 'search');
  await recordEvent(tx, actor, 'search.started', id);
  return id;
}

const NOT_KNOWN = 'One of the children is not known to your authority. Go back and choose again.';

/** Whether the actor's relationship with a child lets them ask for a home: knowing a brother's name does not. */
export async function mayAskFor(tx: Tx, actor: Actor, childId: string): Promise<boolean> {
  return (await openTo(tx, actor, childId, 'search', 'write')).length > 0;
}

/** Whom to ask about a child whose name the actor knows and whose story they do not. */
export async function whomToAsk(tx: Tx, childId: string, name: string): Promise<string> {
  const found = await rows<{ name: string }>(tx, sql`select w.name from app.social_workers_of(${childId}) as w(name)`);
  const workers = found.map((each) => each.name);
  if (workers.length === 0) return `Ask your manager who works with ${name}, and to ask for them together.`;
  return `Ask ${inOneLine(workers)}, ${possessive(name)} social worker${workers.length > 1 ? 's' : ''}, or a manager of both, to ask for them together.`;
}

async function notToBeAskedFor(tx: Tx, childId: string, now: Date): Promise<Refusal> {
  const child = await oneChild(tx, childId, englandDate(now));
  if (!child) return new Refusal(NOT_KNOWN);
  const whom = await whomToAsk(tx, childId, child.name);
  return new Refusal(
    `You do not work with ${child.name}, so you cannot ask for a home for them. ${whom} Nothing was started.`,
  );
}
