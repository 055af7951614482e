import type { JointMatching, NotTogether } from '../matching/index.ts';
import { type HouseholdVerdict, householdMayBe } from './waiting-household.ts';
import { choicesOf, type JoinedSearch, type Option } from './waiting-options.ts';
import { childrenOf, problemOf } from './waiting-problem.ts';
import type { Solve } from './waiting-solver.ts';

/** Where the children of each search would live, by the search's id; a search that waits is not in it. */
export type Proposed = ReadonlyMap<string, Option>;

export interface Plan {
  readonly proposed: Proposed;
  /** What the children of a search would mean for those of others in the same home. */
  readonly impact: ReadonlyMap<string, readonly string[]>;
  /** Whether it is proven that no other plan has a greater sum of fit; else the most points it could be short of it. */
  readonly proven: boolean;
  readonly short: number;
  /** How much less the sum of fit would be, at least, if a home were gone; the greatest first. */
  readonly pressure: JointMatching['pressure'];
  readonly pressureOf: JointMatching['pressureOf'];
  /** How often it was solved, and the households that the ranking rules did not allow. */
  readonly rounds: number;
  readonly refused: readonly NotTogether[];
}

/** After so many rounds, or seconds, homes that still fail take the children of one search only: there is an end. */
const EXACT_ROUNDS = 12;
const EXACT_SECONDS = 3;
/** Seconds for one solving; what is proven usually is within a tenth. */
const SECONDS = 2;
/** Homes that are taken away in turn, to see what each is worth to all: those the prices say are worth most. */
const HOMES_WEIGHED = 3;

/**
 * The plan with the greatest sum of fit in which every household passes the ranking rules. A proposed household that
 * does not is kept out of that home, and the whole is solved again. Each such bar only forbids what may not be, so the
 * first plan that needs none is the best of all that may be.
 */
export async function planTogether(searches: readonly JoinedSearch[], solve: Solve): Promise<Plan> {
  const known = new Verdicts();
  const barred = new Map<string, NotTogether>();
  const onlyFor = new Map<string, string>();
  const began = performance.now();
  for (let rounds = 1; ; rounds++) {
    const problem = problemOf(searches, [...barred.values()], onlyFor);
    // Most plans need one round; what homes are worth is asked of the first and of the last.
    const first = rounds === 1;
    const matching = await solve(problem, { seconds: SECONDS, pressure: first ? HOMES_WEIGHED : 0 });
    const proposed = proposedBy(searches, matching);
    const wrong = [...householdsOf(searches, proposed)].filter(([home, there]) => !known.may(home, there).may);
    if (wrong.length === 0) {
      const weighed = first ? matching : await solve(problem, { seconds: SECONDS, pressure: HOMES_WEIGHED });
      const { pressure, pressureOf } = weighed;
      return {
        proposed,
        impact: impactOf(searches, proposed, known),
        proven: matching.optimal && onlyFor.size === 0,
        short: matching.gap * matching.total,
        pressure,
        pressureOf,
        rounds,
        refused: [...barred.values()],
      };
    }
    for (const [home, there] of wrong) {
      if (rounds > EXACT_ROUNDS || performance.now() - began > EXACT_SECONDS * 1000) {
        onlyFor.set(home, (there[0] as JoinedSearch).id);
        continue;
      }
      const children = smallestWrong(home, there, known).map((search) => childrenOf(search)[0] as string);
      barred.set([home, ...children.sort()].join('\n'), { home, children });
    }
  }
}

/**
 * The same searches one by one in the order in which they began: each has the best home that is left and that passes the
 * rules with those who are there before.
 */
export function firstComeFirstServed(searches: readonly JoinedSearch[]): Proposed {
  const known = new Verdicts();
  const proposed = new Map<string, Option>();
  const there = new Map<string, JoinedSearch[]>();
  for (const search of searches) {
    // The ranking's own order: kinship first, then fit.
    for (const option of choicesOf(search)) {
      const household = [...(there.get(option.home) ?? []), search];
      if (!known.may(option.home, household).may) continue;
      there.set(option.home, household);
      proposed.set(search.id, option);
      break;
    }
  }
  return proposed;
}

/** Homes with the children of several searches. */
export function householdsOf(
  searches: readonly JoinedSearch[],
  proposed: Proposed,
): ReadonlyMap<string, readonly JoinedSearch[]> {
  const by = Map.groupBy(
    searches.filter(({ id }) => proposed.has(id)),
    ({ id }) => proposed.get(id)?.home as string,
  );
  return new Map([...by].filter(([, there]) => there.length > 1));
}

/** What the rules say of each household, asked once. One search alone has passed them in its own ranking. */
class Verdicts {
  readonly #known = new Map<string, HouseholdVerdict>();
  may(home: string, there: readonly JoinedSearch[]): HouseholdVerdict {
    const [first] = there;
    if (!first || there.length < 2) return { may: true, impact: new Map() };
    const key = [home, ...there.map(({ id }) => id).sort()].join('\n');
    const row = choicesOf(first).find((option) => option.home === home)?.row;
    const verdict =
      this.#known.get(key) ??
      householdMayBe(
        there.map(({ read }) => read),
        row as Option['row'],
      );
    this.#known.set(key, verdict);
    return verdict;
  }
}

function proposedBy(searches: readonly JoinedSearch[], { placed }: JointMatching): Proposed {
  const homeOf = new Map(placed.map(({ child, home }) => [child, home]));
  const proposed = new Map<string, Option>();
  for (const search of searches) {
    const home = homeOf.get(childrenOf(search)[0] as string);
    const option = choicesOf(search).find((each) => each.home === home);
    if (option) proposed.set(search.id, option);
  }
  return proposed;
}

/** Two of a household who may not be together say more than three who may not. */
function smallestWrong(home: string, there: readonly JoinedSearch[], known: Verdicts): readonly JoinedSearch[] {
  for (const [at, one] of there.entries()) {
    for (const other of there.slice(at + 1)) if (!known.may(home, [one, other]).may) return [one, other];
  }
  return there;
}

function impactOf(searches: readonly JoinedSearch[], proposed: Proposed, known: Verdicts) {
  const impact = new Map<string, readonly string[]>();
  for (const [home, there] of householdsOf(searches, proposed)) {
    const verdict = known.may(home, there);
    if (verdict.may) for (const [id, words] of verdict.impact) impact.set(id, words);
  }
  return impact;
}
