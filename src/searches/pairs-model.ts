import { Refusal } from '../kernel/index.ts';
import { type Pair, pairsOf } from '../matching/index.ts';
import { inOneLine } from '../ui/index.ts';
import { homeFacts, sharingWords } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { whoWords } from './results-model.ts';
import type { SearchStep } from './search-order.ts';

const SHOWN = 6;

/** The best ways for brothers and sisters to live in two homes near each other, and what it would cost them. */
export function pairsModel(worked: WorkedSearch, steps: readonly SearchStep[]) {
  if (worked.asked.length < 2)
    throw new Refusal('This search is for one child, so there is nobody to live apart from.');
  const { pairs, together, splits } = pairsOf(worked.children, worked.prepared, worked.dates, {
    ...worked.options,
    limit: SHOWN,
  });
  const best = together && homeFacts(worked, together.home, steps);
  return {
    search: worked.search,
    who: whoWords(worked),
    together: best && together ? { ...best, fit: together.fit.toFixed(0) } : null,
    splits,
    pairs: pairs.flatMap((pair) => pairModel(worked, steps, pair)),
  };
}

function pairModel(worked: WorkedSearch, steps: readonly SearchStep[], pair: Pair) {
  const homes = pair.homes
    .flatMap((each) => {
      const facts = homeFacts(worked, each.home, steps);
      if (!facts) return [];
      const who = oldestFirst(worked, each.children);
      return [
        {
          ...facts,
          fit: each.fit.toFixed(0),
          ...who,
          sharing: sharingWords(worked, each.home, who.children).join(' '),
        },
      ];
    })
    .sort((a, b) => a.first - b.first);
  const [one, other] = homes;
  if (!one || !other) return [];
  return [
    {
      homes,
      far:
        pair.miles === null
          ? 'How far apart the two homes are is not known.'
          : `The two homes are ${pair.miles < 1 ? 'less than a mile' : `about ${pair.miles} ${pair.miles === 1 ? 'mile' : 'miles'}`} apart, in a straight line.`,
      apart: `${inOneLine(one.children)} would live apart from ${inOneLine(other.children)}.`,
      least: `It fits ${nameOf(worked, pair.worstOff.child)} least: ${pair.worstOff.fit.toFixed(0)} of 100.`,
      meanFit: pair.meanFit.toFixed(0),
    },
  ];
}

/** The children of one home, the oldest first as everywhere else, and which place the oldest has in the family. */
function oldestFirst({ asked }: WorkedSearch, ids: readonly string[]) {
  const here = asked.filter(({ child }) => ids.includes(child.id));
  return { children: here.map(({ child }) => child.name), first: here[0] ? asked.indexOf(here[0]) : asked.length };
}

function nameOf(worked: WorkedSearch, id: string): string {
  return worked.asked.find(({ child }) => child.id === id)?.child.name ?? 'A child';
}
