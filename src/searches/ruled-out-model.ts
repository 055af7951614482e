import { isNearMiss, nearMisses, type RuledOutHome } from '../matching/index.ts';
import { homeFacts, named } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { RULE_WORDS } from './rule-words.ts';
import type { SearchStep } from './search-order.ts';

export interface RuledOutFilter {
  readonly rule: string;
  readonly near: boolean;
  readonly page: number;
}

const PAGE = 20;

/** Every ruled-out home with why; near misses are those that one liftable rule keeps out. */
export function ruledOutModel(worked: WorkedSearch, steps: readonly SearchStep[], filter: RuledOutFilter) {
  const all = worked.ranking.ruledOut;
  const counts = new Map<string, number>();
  for (const home of all) {
    for (const rule of new Set(home.because.map((each) => each.rule))) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const near = all.slice(0, nearMisses(worked.ranking));
  const chosen = (filter.near ? near : all).filter(
    (home) => !filter.rule || home.because.some((each) => each.rule === filter.rule),
  );
  const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
  const page = Math.min(Math.max(1, filter.page), pages);
  return {
    filter: { ...filter, page },
    pages,
    shown: chosen.length,
    all: all.length,
    near: near.length,
    rules: [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([value, count]) => ({ value, count, words: RULE_WORDS[value] ?? value })),
    homes: chosen.slice((page - 1) * PAGE, page * PAGE).flatMap((home) => ruledOutRow(worked, home, steps)),
  };
}

function ruledOutRow(worked: WorkedSearch, home: RuledOutHome, steps: readonly SearchStep[]) {
  const facts = homeFacts(worked, home.home, steps);
  if (!facts) return [];
  return [
    {
      ...facts,
      near: isNearMiss(home),
      fitIfLifted: home.fitIfLifted.toFixed(0),
      because: becauseFor(worked, home),
    },
  ];
}

/**
 * Why a home is ruled out. A rule that stands on the plan of a child who lives there is told as the household's,
 * because that child may be another authority's.
 */
export function becauseFor(worked: WorkedSearch, home: RuledOutHome) {
  const seen = new Set<string>();
  return home.because.flatMap((each) => {
    const words =
      each.rule === 'alongside-resident'
        ? 'The plan for the household there does not allow for this child’s age or for another child now.'
        : named(worked, each.child, each.words);
    // Where no room is free at all, that there are too few says nothing more.
    const saidAlready = each.rule === 'too-few-rooms' && home.because.some(({ rule }) => rule === 'no-room');
    if (saidAlready || seen.has(words)) return [];
    seen.add(words);
    return [{ rule: each.rule, words, basis: each.basis, liftable: each.liftable }];
  });
}
