import { Refusal } from '../kernel/index.ts';
import { type Pair, pairsOf } from '../matching/index.ts';
import { homeFacts } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { whoWords } from './results-model.ts';
import type { SearchStep } from './search-store.ts';

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
  const homes = pair.homes.flatMap((each) => {
    const facts = homeFacts(worked, each.home, steps);
    return facts
      ? [{ ...facts, fit: each.fit.toFixed(0), children: each.children.map((id) => nameOf(worked, id)) }]
      : [];
  });
  if (homes.length < 2) return [];
  return [
    {
      homes,
      far:
        pair.miles === null
          ? 'How far apart the two homes are is not known.'
          : `The two homes are ${pair.miles < 1 ? 'less than a mile' : `about ${pair.miles} ${pair.miles === 1 ? 'mile' : 'miles'}`} apart, in a straight line.`,
      apart: pair.apart.map(([one, other]) => `${nameOf(worked, one)} and ${nameOf(worked, other)}`),
      least: `It fits ${nameOf(worked, pair.worstOff.child)} least: ${pair.worstOff.fit.toFixed(0)} of 100.`,
      meanFit: pair.meanFit.toFixed(0),
    },
  ];
}

function nameOf(worked: WorkedSearch, id: string): string {
  return worked.asked.find(({ child }) => child.id === id)?.child.name ?? 'A child';
}
