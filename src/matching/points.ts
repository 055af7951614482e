import { workingOf } from './rank.ts';
import type { Ranking } from './ranking.ts';

/**
 * The points each criterion can give at most in a ranking, by criterion; they sum to 100. For a group a criterion
 * holds the sum over its children.
 * @throws Error when the ranking is a copy
 */
export function pointsPossible(ranking: Ranking): Map<string, number> {
  const points = new Map<string, number>();
  for (const { criterion, share } of workingOf(ranking).evaluation.dimensions) {
    points.set(criterion, (points.get(criterion) ?? 0) + share * 100);
  }
  return points;
}
