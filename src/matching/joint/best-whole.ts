import { type Choice, type Prepared, SAME, totalOf } from './joint-problem.ts';
import { solveWhole } from './solver.ts';

interface Search {
  /** No total is above this, nor above this less the shortfall of any choice it holds. */
  readonly bound: number;
  readonly shortfall: Float64Array;
  /** A whole answer that is there already; the search looks for a better one. */
  readonly found: readonly number[];
  /** Seconds left. */
  readonly left: () => number;
  /** Choices that may be taken; all where it is left out. */
  readonly may?: (choice: Choice) => boolean;
}

/** How far below the bound the first look goes, in points of value; widened to what its answer proves necessary. */
const FIRST_LOOK = 2;

/**
 * The best whole answer. A total with a choice that falls short of the bound by s is below the bound by s at least; so
 * a better answer than the one found is made of choices that fall short by less than what the one found is missing.
 * The search looks at few choices first, for a good answer, and then at all that this answer leaves possible.
 */
export async function bestWhole(
  problem: Prepared,
  { bound, shortfall, found, left, may = () => true }: Search,
): Promise<{ readonly taken: readonly number[]; readonly proven: boolean }> {
  let best = found;
  let looked = -1;
  for (;;) {
    const missing = bound - totalOf(problem, best);
    if (missing <= Math.max(looked, 0) + SAME) return { taken: best, proven: true };
    const look = looked < 0 ? Math.min(missing, FIRST_LOOK) : missing;
    const positions: number[] = [];
    problem.choices.forEach((choice, at) => {
      if (shortfall[at]! <= look + SAME && may(choice)) positions.push(at);
    });
    const choices = positions.map((at) => problem.choices[at]!);
    const whole = await solveWhole(problem, choices, left());
    const taken = whole.taken.map((at) => positions[at]!);
    if (totalOf(problem, taken) > totalOf(problem, best)) best = taken;
    if (!whole.proven) return { taken: best, proven: false };
    looked = look;
  }
}
