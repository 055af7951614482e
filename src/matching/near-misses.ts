import { workingOf } from './rank.ts';
import type { Ranking } from './ranking.ts';

/**
 * How many of the ruled-out homes are near misses, told from the verdicts: no words are worked out for it. Near misses
 * are the first of `ruledOut`.
 * @throws Error when the ranking is a copy
 */
export function nearMisses(ranking: Ranking): number {
  return workingOf(ranking).evaluation.nearMisses.length;
}
