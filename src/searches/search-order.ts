import { type Actor, recordEvent } from '../access/index.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';

/** Whom the authority asks first, second, …: it decides who is asked when, never how well a home fits. */
export interface SearchStep {
  readonly step: Step;
  readonly words: string;
}

export const STEPS = ['kinship', 'authority', 'voluntary', 'private'] as const;
export type Step = (typeof STEPS)[number];

/** The law's order and then the region's own homes, for an authority that has set none (Children Act 1989 s22C(7)). */
const USUAL: Readonly<Record<Step, string>> = {
  kinship: 'Family and friends',
  authority: 'Homes the authorities of the region run',
  voluntary: 'Homes that charities run',
  private: 'Homes that companies run',
};

export async function searchOrder(tx: Tx): Promise<readonly SearchStep[]> {
  const own = await rows<SearchStep>(tx, sql`select step, words from search_order order by position`);
  return own.length > 0 ? own : STEPS.map((step) => ({ step, words: USUAL[step] }));
}

/**
 * Reads the places chosen for each step. Family and friends stay first: the law asks for them before anybody else.
 * @param places by step, `1` to `4` as typed
 * @returns the steps in order, or what is wrong in words
 */
export function readOrder(
  places: Readonly<Record<string, string | undefined>>,
): { readonly order: readonly Step[] } | { readonly problem: string } {
  const order = STEPS.toSorted((a, b) => Number(places[a]) - Number(places[b]));
  if (order.some((step, at) => Number(places[step]) !== at + 1)) {
    return { problem: 'Give each a place of its own, from 1 to 4' };
  }
  if (order[0] !== 'kinship')
    return { problem: 'Family and friends come first: the law asks for them before anybody else' };
  return { order };
}

/** Sets the order for the actor's authority, keeping the words it uses. Two people at once: the later one stands whole. */
export async function setSearchOrder(tx: Tx, actor: Actor, order: readonly Step[]): Promise<void> {
  const organisation_id = actor.organisation.id;
  await sql`select pg_advisory_xact_lock(hashtext(${`search order ${organisation_id}`}))`.execute(tx);
  const words = new Map((await searchOrder(tx)).map((each) => [each.step, each.words]));
  await sql`delete from search_order where organisation_id = ${organisation_id}`.execute(tx);
  await insertAll(
    tx,
    'search_order',
    order.map((step, at) => ({ organisation_id, position: at + 1, step, words: words.get(step) ?? USUAL[step] })),
  );
  await recordEvent(tx, actor, 'search-order.set', organisation_id, { order });
}
