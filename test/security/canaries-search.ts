import { type Crawler, steady } from './canaries-crawl.ts';
import type { Canaries } from './canaries-words.ts';

type Column = readonly [table: string, column: string];

/** What somebody might type who wants to know whether another organisation has it; words of one form beside each other. */
const SEARCHED_FOR: readonly (readonly [first: Column, ...more: Column[]])[] = [
  [
    ['child_identity', 'given_name'],
    ['child', 'return_id'],
    ['child', 'id'],
    ['home_address', 'line'],
  ],
  [['child_identity', 'upn']],
  [['child_address', 'postcode']],
];

/**
 * Types what an owner wrote into every field that searches a list, and a word of the same form that nobody wrote: the
 * pages must be the same, their counts too, but for the word itself.
 * @returns which fields told the words apart, and how many pages were asked for
 */
export async function searchFor(
  owner: string,
  crawler: Crawler,
  canaries: Canaries,
): Promise<{ found: string[]; tried: number }> {
  const found: string[] = [];
  let tried = 0;
  const questions = crawler.questions();
  if (crawler.opened.has('/children.csv')) questions.set('/children.csv', new Set(['search']));
  // Pages of planning count and search nothing, and take their time: one word shows whether a field of theirs does.
  for (const [path, names] of questions)
    for (const name of names)
      for (const columns of path.startsWith('/plans') ? SEARCHED_FOR.slice(1, 2) : SEARCHED_FOR) {
        const answerTo = async (whose: string, [table, column]: Column) => {
          const typed = canaries.word(whose, table, column);
          tried++;
          return steady((await crawler.get(`${path}?${name}=${encodeURIComponent(typed)}`)).text, typed);
        };
        const nothing = await answerTo('nobody', columns[0]);
        for (const column of columns)
          if ((await answerTo(owner, column)) !== nothing) found.push(`${column.join('.')} at ${path}?${name}=`);
      }
  return { found, tried };
}
