import { bestWhole } from './best-whole.ts';
import { checkJointMatching } from './check-joint-matching.ts';
import { type JointMatching, type JointProblem, type Prepared, prepare, SAME } from './joint-problem.ts';
import { pressureOf } from './pressure.ts';
import { readProblem } from './read-problem.ts';
import { relax } from './solver.ts';

/** Seconds after which the best answer so far is given, with its gap, where the caller says nothing. */
const LONGEST = 60;

export interface SolveOptions {
  /** Seconds for the answer, and for each home whose worth is looked at. */
  readonly seconds?: number;
  /** At most so many homes are looked at for what they are worth; 0: none. Absent: as many as `pressureOf` finds fit. */
  readonly pressure?: number;
}

/**
 * Places many waiting children at once, so that the sum of the values is the greatest there is: each child in one
 * home at most, no home beyond its places, groups together or waiting, pairs apart. It proposes; people choose.
 *
 * How: the problem with fractions allowed is solved first (HiGHS, linear). Its prices bound every answer, and rule out
 * each choice that would put a total too far below the bound. What is left is small, and solved whole (HiGHS, integer)
 * to a proven optimum. Every answer passes an independent check.
 *
 * @param data checked first; see `JointProblem`
 * @throws Refusal when the problem cannot be used, saying where
 */
export async function placeTogether(data: JointProblem, options: SolveOptions = {}): Promise<JointMatching> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const longest = options.seconds ?? LONGEST;
  const problem = readProblem(data);
  const prepared = prepare(problem);
  const relaxed = await relax(prepared, prepared.choices);
  const best = relaxed.taken
    ? { taken: relaxed.taken, proven: true }
    : await bestWhole(prepared, { ...relaxed, found: [], left: () => longest - seconds() });
  const matching = asMatching(problem, prepared, best.taken);
  const wrong = checkJointMatching(problem, matching);
  if (wrong.length > 0) throw new Error(`the solver's answer breaks the problem: ${wrong.join('; ')}`);
  const gap = best.proven ? 0 : Math.max(0, relaxed.bound - matching.total) / Math.max(matching.total, SAME);
  const { pressure, looked, used } = await pressureOf(prepared, relaxed, best.taken, options);
  return {
    ...matching,
    optimal: best.proven,
    gap,
    seconds: seconds(),
    pressure,
    pressureOf: { looked, used },
  };
}

function asMatching(problem: JointProblem, prepared: Prepared, taken: readonly number[]) {
  const homeOf = new Map<string, string>();
  for (const at of taken) {
    const { unit, home } = prepared.choices[at]!;
    for (const child of prepared.units[unit]!.children) homeOf.set(child, prepared.homes[home]!.id);
  }
  const placed = problem.children.flatMap(({ id }) => {
    const home = homeOf.get(id);
    return home === undefined ? [] : [{ child: id, home }];
  });
  const waiting = problem.children.map(({ id }) => id).filter((id) => !homeOf.has(id));
  const total = taken.reduce((sum, at) => sum + prepared.choices[at]!.value, 0);
  return { placed, waiting, total: Math.round(total * 1e9) / 1e9 };
}
