import { type Actor, mayDo, type Role } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { daysBetween, type PlainDate } from '../kernel/index.ts';
import { type ChildSummary, childSummary } from '../people/index.ts';
import { inOneLine } from '../ui/index.ts';
import { countSearches, listSearches, type Search, type Standing } from './search-store.ts';
import { type WaitingSearch, waitingSearches } from './search-workers.ts';
import { whoInWords } from './who.ts';

const PAGE = 20;

/** What a person chose to see of the list. */
export interface ListAsked {
  readonly shown: Standing;
  readonly page: number;
  /** The page of the searches of others. */
  readonly others: number;
}

/** Everything the list of searches shows to this actor: what is open to them by name, and the others as a line each. */
export async function searchesList(tx: Tx, actor: Actor, asked: ListAsked, today: PlainDate) {
  const count = await countSearches(tx, asked.shown);
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const page = Math.min(asked.page, pages);
  const searches = await listSearches(tx, asked.shown, { limit: PAGE, offset: (page - 1) * PAGE });
  const ids = searches.flatMap((search) => search.children.map((each) => each.childId));
  const children = new Map((await childSummary(tx, ids, today)).map((child) => [child.id, child]));
  return {
    shown: asked.shown,
    heading: HEADINGS[actor.role] ?? `Searches of ${actor.organisation.name}`,
    mayAsk: mayDo(actor.role, 'search.write'),
    mayAdd: mayDo(actor.role, 'child.add'),
    page,
    pages,
    count,
    searches: searches.map((search) => ({
      ...search,
      who: whoWords(search, children),
      urgency: urgency(search.neededBy, today),
    })),
    others: asked.shown === 'open' ? await othersList(tx, asked.others, today) : null,
  };
}

const HEADINGS: Partial<Record<Role, string>> = {
  'home-finder': 'Searches I work on',
  'social-worker': 'Searches for the children I work with',
  'family-help-lead': 'Searches for the children I work with',
  'adoption-worker': 'Searches for the children I work with',
  manager: 'Searches for my team’s children',
  iro: 'Searches for the children whose plans I review',
};

/** The searches of the authority that a home finder may take on; null where there are none for this actor. */
async function othersList(tx: Tx, wanted: number, today: PlainDate) {
  const read = (page: number) => waitingSearches(tx, { limit: PAGE, offset: (page - 1) * PAGE });
  let page = wanted;
  let found = await read(page);
  // A page that is not there any more, because somebody took the last of them on, gives the first.
  if (found.count === 0 && page > 1) {
    page = 1;
    found = await read(page);
  }
  if (found.count === 0) return null;
  const lines = found.searches.map((each) => ({
    ...each,
    who: anonymousWords(each),
    urgency: urgency(each.neededBy, today),
  }));
  return {
    page,
    pages: Math.ceil(found.count / PAGE),
    waiting: lines.filter((each) => each.working.length === 0),
    taken: lines.filter((each) => each.working.length > 0),
  };
}

/** `A child of 11`, `Three children of 12, 9 and 6`: no more is told before somebody works on it. */
export function anonymousWords({ ages }: Pick<WaitingSearch, 'ages'>): string {
  const words = ages.map((age) => (age < 1 ? 'under 1' : String(age)));
  if (words.length === 1) return words[0] === 'under 1' ? 'A baby under 1' : `A child of ${words[0]}`;
  return `${NUMBERS[words.length] ?? words.length} children of ${inOneLine(words)}`;
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** The children of a search, the oldest first; empty where the actor may not see any of them. */
export function whoWords(search: Search, children: ReadonlyMap<string, ChildSummary>): string {
  const found = search.children.flatMap(({ childId }) => children.get(childId) ?? []);
  return whoInWords(
    found.sort((a, b) => (a.born < b.born ? -1 : 1)),
    search.neededBy,
  );
}

export function urgency(neededBy: PlainDate, today: PlainDate): { words: string; colour: string } {
  const days = daysBetween(today, neededBy);
  if (days < 0) return { words: 'Overdue', colour: 'red' };
  if (days === 0) return { words: 'Today', colour: 'red' };
  if (days <= 5) return { words: days === 1 ? 'Tomorrow' : `In ${days} days`, colour: 'orange' };
  return { words: `In ${days} days`, colour: 'grey' };
}
