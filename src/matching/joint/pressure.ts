import { bestWhole } from './best-whole.ts';
import { type Choice, type JointMatching, type Prepared, totalOf } from './joint-problem.ts';
import type { Relaxed } from './solver.ts';

/** Up to so many children and groups, every used home is looked at; beyond, those that the prices say are worth most. */
const FEW_UNITS = 60;
const MOST_HOMES = 6;
const MANY = Number.POSITIVE_INFINITY;

/**
 * What each used home is worth: the total less the best total without it.
 *
 * The prices of the whole problem bound the total without a home from above, and placing its children anew one by one
 * bounds it from below. Where the two meet, that is the answer; else the choices between them, a few, are solved.
 */
export async function pressureOf(
  problem: Prepared,
  relaxed: Relaxed,
  taken: readonly number[],
  { seconds = LONGEST, pressure: most = MANY }: { readonly seconds?: number; readonly pressure?: number } = {},
): Promise<{ pressure: JointMatching['pressure']; looked: number; used: number }> {
  const total = totalOf(problem, taken);
  const byHome = Map.groupBy(taken, (at) => problem.choices[at]!.home);
  const used = [...byHome].map(([home, there]) => ({
    home,
    there,
    worth: relaxed.worth[home]!,
  }));
  const looked = used
    .toSorted((a, b) => b.worth - a.worth || a.home - b.home)
    .slice(0, Math.min(most, problem.units.length <= FEW_UNITS ? used.length : MOST_HOMES));
  const pressure: { home: string; value: number }[] = [];
  for (const { home, there, worth } of looked) {
    const others = taken.filter((at) => !there.includes(at));
    const without = await bestWithout(problem, relaxed, {
      home,
      others,
      moved: there,
      bound: relaxed.bound - worth,
      seconds,
    });
    if (without === null) continue;
    pressure.push({ home: problem.homes[home]!.id, value: Math.max(0, Math.round((total - without) * 1e6) / 1e6) });
  }
  pressure.sort((a, b) => b.value - a.value || (a.home < b.home ? -1 : 1));
  return { pressure, looked: pressure.length, used: used.length };
}

interface Without {
  readonly home: number;
  /** Choices taken elsewhere, and those taken in this home. */
  readonly others: readonly number[];
  readonly moved: readonly number[];
  /** No total without the home is above this. */
  readonly bound: number;
  readonly seconds: number;
}

async function bestWithout(
  problem: Prepared,
  { shortfall }: Relaxed,
  { home, others, moved, bound, seconds }: Without,
) {
  const { taken, proven } = await bestWhole(problem, {
    bound,
    shortfall,
    found: [...others, ...placedAnew(problem, others, moved, home)],
    left: () => seconds,
    may: (choice) => choice.home !== home,
  });
  return proven ? totalOf(problem, taken) : null;
}

/** Seconds for one home; one that takes longer is left out rather than guessed. */
const LONGEST = 10;

/** The units of a home that is gone, each where it is best among what the others leave free. */
function placedAnew(problem: Prepared, others: readonly number[], moved: readonly number[], gone: number): number[] {
  const left = problem.homes.map(({ places }) => places);
  const unitsIn = new Map<number, Set<number>>();
  const take = (at: number) => {
    const { unit, home } = problem.choices[at]!;
    left[home]! -= problem.units[unit]!.size;
    const there = unitsIn.get(home);
    if (there) there.add(unit);
    else unitsIn.set(home, new Set([unit]));
  };
  for (const at of others) take(at);
  const placed: number[] = [];
  for (const from of moved) {
    const { unit } = problem.choices[from]!;
    let best = -1;
    for (let at = firstOf(problem.choices, unit); problem.choices[at]?.unit === unit; at += 1) {
      const choice = problem.choices[at]!;
      if (choice.home === gone || left[choice.home]! < problem.units[unit]!.size) continue;
      if (best !== -1 && choice.value <= problem.choices[best]!.value) continue;
      if (!mayJoin(problem, unit, choice.home, unitsIn.get(choice.home))) continue;
      best = at;
    }
    if (best === -1) continue;
    take(best);
    placed.push(best);
  }
  return placed;
}

function mayJoin(problem: Prepared, unit: number, home: number, there: ReadonlySet<number> | undefined): boolean {
  if (!there || there.size === 0) return true;
  const allThere = (units: readonly number[]) => units.every((each) => each === unit || there.has(each));
  if (problem.notTogether.get(home)?.some((units) => units.includes(unit) && allThere(units))) return false;
  for (const { brings, places } of problem.atMost.get(home) ?? []) {
    const come = [unit, ...there].reduce((sum, each) => sum + (brings.get(each) ?? 0), 0);
    if (come > places) return false;
  }
  return problem.apart.every(([a, b]) => !((a === unit && there.has(b)) || (b === unit && there.has(a))));
}

/** Choices are sorted by unit. */
function firstOf(choices: readonly Choice[], unit: number): number {
  let low = 0;
  let high = choices.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (choices[middle]!.unit < unit) low = middle + 1;
    else high = middle;
  }
  return low;
}
