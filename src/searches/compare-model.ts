import { NotHere } from '../access/index.ts';
import { criterionWords } from '../matching/index.ts';
import { homeCard } from './home-card.ts';
import type { WorkedSearch } from './ranking-of.ts';
import { withoutLabel } from './reasons.ts';
import { whoWords } from './results-model.ts';
import { saidOnce } from './said-once.ts';
import type { SearchStep } from './search-order.ts';

/** Up to four ranked homes side by side: for each criterion what each says, then gaps, unknowns, and fees last. */
export function compareModel(worked: WorkedSearch, steps: readonly SearchStep[], keys: readonly string[]) {
  const chosen = keys.flatMap((key) => {
    const ranked = worked.ranking.ranked.find((each) => each.home === key);
    const card = ranked && homeCard(worked, ranked, steps);
    return ranked && card ? [{ ranked, card }] : [];
  });
  if (chosen.length < 2) throw new NotHere('These homes are not among those that fit this search now.');
  chosen.sort((a, b) => a.ranked.rank - b.ranked.rank);
  const criteria = [...new Set(chosen.flatMap(({ ranked }) => ranked.reasons.map((reason) => reason.criterion)))];
  return {
    search: worked.search,
    who: whoWords(worked),
    homes: chosen.map(({ card }) => card),
    rows: criteria
      .map((criterion) => ({
        label: criterionWords(criterion),
        cells: chosen.map(({ ranked }) => {
          const said = ranked.reasons.filter((reason) => reason.criterion === criterion);
          return {
            effect: said.reduce((sum, reason) => sum + reason.effect, 0),
            words: saidOnce(
              worked,
              said.map(({ child, words }) => ({ child, words: withoutLabel(words, criterionWords(criterion)) })),
            ),
          };
        }),
      }))
      .map((row) => ({ ...row, spread: spread(row.cells.map((cell) => cell.effect)) }))
      .sort((a, b) => b.spread - a.spread)
      .map(({ label, cells, spread: by }) => ({
        label,
        same: by < 0.05 && new Set(cells.map((cell) => cell.words.join(' '))).size === 1,
        cells: cells.map((cell) => ({ ...cell, points: pointsInWords(cell.effect) })),
      })),
  };
}

function pointsInWords(effect: number): string {
  const whole = effect.toFixed(0);
  return `${whole} ${whole === '1' ? 'point' : 'points'}`;
}

function spread(numbers: readonly number[]): number {
  return Math.max(...numbers) - Math.min(...numbers);
}
