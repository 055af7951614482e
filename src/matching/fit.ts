import { DOMAINS } from '../kernel/index.ts';
import type { Evaluation } from './evaluation.ts';
import { BANDS, NOT_STRONG_WHILE } from './policy.ts';
import { skillAt } from './prepared-homes.ts';
import type { Band } from './ranking.ts';
import { levelOf } from './weights.ts';

/** Fits are published to one decimal; everything that is compared is compared as published. */
export function oneDecimal(points: number): number {
  return Math.round(points * 10) / 10;
}

/**
 * Points of each dimension to two decimals, summing to the printed fit: rounded down to hundredths, then the
 * hundredths that are left go to those that lost most (largest remainder).
 */
export function effectsOf({ dimensions, values, rowOf, fit }: Evaluation, h: number): number[] {
  const row = rowOf[h]!;
  const exact = dimensions.map(({ share }, d) => share * 10_000 * values[d]![row]!);
  const hundredths = exact.map(Math.floor);
  let left = Math.round(oneDecimal(fit[h]!) * 100) - hundredths.reduce((sum, one) => sum + one, 0);
  const worth = exact.map((_, d) => d).filter((d) => exact[d]! > 0);
  const lost = (d: number) => exact[d]! - hundredths[d]!;
  while (left !== 0 && worth.length > 0) {
    const step = Math.sign(left);
    const able = worth.filter((d) => step > 0 || hundredths[d]! > 0);
    if (able.length === 0) break;
    const next = able.reduce((best, d) => (step * lost(d) > step * lost(best) ? d : best));
    hundredths[next]! += step;
    left -= step;
  }
  return hundredths.map((one) => one / 100);
}

/** The criteria of which something is not known for this home and these children, told once each. */
export function unknownIn({ dimensions }: Evaluation, h: number): string[] {
  const out = { value: 0, low: 0, high: 0 };
  return [...new Set(dimensions.filter(({ measure }) => !measure(h, out)).map(({ criterion }) => criterion))];
}

/** What the home would be for each child by itself, 0–100. */
export function fitOfChildren({ children, dimensions, values, rowOf }: Evaluation, h: number) {
  const row = rowOf[h]!;
  return children.map(({ id }) => {
    let sum = 0;
    dimensions.forEach(({ share, child }, d) => {
      if (child.id === id) sum += share * children.length * 100 * values[d]![row]!;
    });
    return { child: id, fit: oneDecimal(sum) };
  });
}

/**
 * A high fit is not called strong while a serious need is far from met, nor while so little is known that it could
 * turn out a stretch.
 */
export function bandOf(evaluation: Evaluation, h: number): Band {
  const fit = oneDecimal(evaluation.fit[h]!);
  if (fit < BANDS.possible) return 'stretch';
  const couldBeStretch = oneDecimal(evaluation.low[h]!) < BANDS.possible;
  return fit < BANDS.strong || couldBeStretch || seriousNeedUnmet(evaluation, h) ? 'possible' : 'strong';
}

function seriousNeedUnmet({ children, homes }: Evaluation, h: number): boolean {
  for (const { child } of children) {
    for (let d = 0; d < DOMAINS.length; d++) {
      const need = levelOf(child, DOMAINS[d]!) ?? 0;
      if (need < NOT_STRONG_WHILE.need) continue;
      if (need - homes.skills[skillAt(homes.size, h, d)]! >= NOT_STRONG_WHILE.short) return true;
    }
  }
  return false;
}
