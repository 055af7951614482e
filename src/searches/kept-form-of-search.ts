import { first, sql, type Tx } from '../db/index.ts';
import { englandDate, inWords } from '../kernel/index.ts';
import { findSearch } from './search-store.ts';

/** A form that is sent to one search. */
const OF_ONE = /^\/searches\/([^/?]+)\/(?:work|unmet|close|share|shares)(?:[/?]|$)/;

const BECAUSE: Readonly<Record<string, string>> = {
  'home found': 'because a home was found',
  'not needed any more': 'because it is not needed any more',
  'started by mistake': 'because it was started by mistake',
};

/**
 * Whether a form that somebody was writing for a search can still be sent: not once the search is closed, which whoever
 * worked on it is told, and not where it is not open to them for another reason.
 * @param path where the form was sent
 */
export async function keptFormOfSearch(
  tx: Tx,
  path: string,
): Promise<{ readonly is: 'ready' | 'closed' } | { readonly is: 'over'; readonly words: string }> {
  const id = OF_ONE.exec(path)?.[1];
  if (id === undefined) return { is: 'ready' };
  const closed = await first<{ at: Date; why: string }>(tx, sql`select at, why from app.closed_search(${id})`);
  if (closed) {
    const because = BECAUSE[closed.why];
    const words = `The search for a home was closed on ${inWords(englandDate(closed.at))}${because ? `, ${because}` : ''}.`;
    return { is: 'over', words };
  }
  return { is: (await findSearch(tx, id)) ? 'ready' : 'closed' };
}
