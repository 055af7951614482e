import type { ReturnYear } from '../ssda903/index.ts';
import type { CareLeaver } from './care.ts';

/** Numbers of care leavers: by age, those in education, employment or training, those in suitable accommodation. */
export const LEAVER_CELLS = [
  ...['leavers-17', 'active-17', 'housed-17'],
  ...['leavers-19', 'active-19', 'housed-19'],
] as const;
type LeaverCell = (typeof LEAVER_CELLS)[number];

/** IN_TOUCH of those whom the published figures leave out: who have died, and who went home to their parents. */
const LEFT_OUT = new Set(['DIED', 'RHOM']);

/**
 * Counts care leavers as the return of a year told of them. Whoever is not in touch counts among all of their age, and not
 * among those of whom something good is known.
 */
export function countLeavers(
  cells: Record<LeaverCell, number>,
  leavers: readonly CareLeaver[],
  toldBy: ReturnYear,
): void {
  for (const { year, age, inTouch, activity, accommodation } of leavers) {
    if (year !== toldBy || LEFT_OUT.has(inTouch ?? '')) continue;
    const ages = age === 17 || age === 18 ? '17' : age >= 19 && age <= 21 ? '19' : null;
    if (ages === null) continue;
    cells[`leavers-${ages}`] += 1;
    // F full time, P part time; G is neither, for a reason.
    if (/^[FP]/.test(activity ?? '')) cells[`active-${ages}`] += 1;
    // The digit behind the kind of accommodation: 1 suitable, 2 unsuitable.
    if (/^[A-Z]1$/.test(accommodation ?? '')) cells[`housed-${ages}`] += 1;
  }
}
