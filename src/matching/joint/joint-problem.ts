/** Several waiting children and the homes that could take them, all at once. Plain data, as callers give it. */
export interface JointProblem {
  /** Children of one group live together or wait together. */
  readonly children: readonly { readonly id: string; readonly group?: string | null | undefined }[];
  /** `places`: how many more children the home can take. */
  readonly homes: readonly { readonly id: string; readonly places: number }[];
  /** Only these pairs are allowed. `value`: how good the home is for the child, above 0. */
  readonly options: readonly { readonly child: string; readonly home: string; readonly value: number }[];
  /** Pairs of children who are never to live in one home. */
  readonly apart?: readonly (readonly [string, string])[] | undefined;
  /** Children who are never all to live in this one home; fewer of them may, and all of them elsewhere. */
  readonly notTogether?: readonly NotTogether[] | undefined;
  /** Of these children at most so many in this home: rooms that are free only later, or are adapted. */
  readonly atMost?: readonly AtMost[] | undefined;
}

export interface NotTogether {
  readonly home: string;
  readonly children: readonly string[];
}

export interface AtMost extends NotTogether {
  readonly places: number;
}

export interface JointMatching {
  readonly placed: readonly { readonly child: string; readonly home: string }[];
  /** In the order of the problem. */
  readonly waiting: readonly string[];
  /** Sum of the values of those placed. */
  readonly total: number;
  /** Whether no other answer can be better; proven by a bound, not believed. */
  readonly optimal: boolean;
  /** What the best possible total could still be above this one, as a share of it; 0 when optimal. */
  readonly gap: number;
  readonly seconds: number;
  /**
   * What each home that is used is worth to all the children: this total less the best total without the home, the
   * highest first. `pressureOf` says how many homes were looked at, where there are too many to look at all.
   */
  readonly pressure: readonly { readonly home: string; readonly value: number }[];
  readonly pressureOf: { readonly looked: number; readonly used: number };
}

/** Two totals nearer than this are the same. */
export const SAME = 1e-6;

/** A child alone, or a group: placed whole in one home, or not at all. */
export interface Unit {
  readonly children: readonly string[];
  readonly size: number;
}

/** One unit in one home. */
export interface Choice {
  readonly unit: number;
  readonly home: number;
  readonly value: number;
}

export interface Limit {
  readonly brings: ReadonlyMap<number, number>;
  readonly places: number;
}

/** The problem in numbers. */
export interface Prepared {
  readonly units: readonly Unit[];
  readonly homes: readonly { readonly id: string; readonly places: number }[];
  readonly choices: readonly Choice[];
  /** Pairs of units never in one home, the lower first. */
  readonly apart: readonly (readonly [number, number])[];
  /** By home: units never all in it; two at least. */
  readonly notTogether: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** By home: how many of the children named each unit brings, and the most that may come. */
  readonly atMost: ReadonlyMap<number, readonly Limit[]>;
}

/**
 * Turns children into units: a group has a choice where every one of its children has one and there are places for
 * all; a group with two children who must be apart has none.
 */
export function prepare(problem: JointProblem): Prepared {
  const units: { children: string[]; size: number }[] = [];
  const unitOfGroup = new Map<string, number>();
  const unitOf = new Map<string, number>();
  for (const { id, group } of problem.children) {
    const known = group === null || group === undefined ? undefined : unitOfGroup.get(group);
    const unit = known ?? units.push({ children: [], size: 0 }) - 1;
    if (group !== null && group !== undefined) unitOfGroup.set(group, unit);
    units[unit]!.children.push(id);
    units[unit]!.size += 1;
    unitOf.set(id, unit);
  }
  const never = new Set<number>();
  const apart = new Map<string, readonly [number, number]>();
  for (const [a, b] of problem.apart ?? []) {
    const [first, second] = [unitOf.get(a)!, unitOf.get(b)!].sort((x, y) => x - y) as [number, number];
    if (first === second) never.add(first);
    else apart.set(`${first} ${second}`, [first, second]);
  }
  const homeAt = new Map(problem.homes.map(({ id }, at) => [id, at]));
  const notTogether = new Map<number, (readonly number[])[]>();
  const notHere = new Set<string>();
  for (const { home, children } of problem.notTogether ?? []) {
    const at = homeAt.get(home)!;
    const members = [...new Set(children.map((child) => unitOf.get(child)!))];
    // A group comes whole, so that a part of it named here keeps it out by itself.
    if (members.length === 1) notHere.add(`${members[0]} ${at}`);
    else notTogether.set(at, [...(notTogether.get(at) ?? []), members]);
  }
  const atMost = new Map<number, Limit[]>();
  for (const { home, children, places } of problem.atMost ?? []) {
    const at = homeAt.get(home)!;
    const brings = new Map<number, number>();
    for (const child of new Set(children)) {
      const unit = unitOf.get(child)!;
      brings.set(unit, (brings.get(unit) ?? 0) + 1);
    }
    for (const [unit, count] of brings) if (count > places) notHere.add(`${unit} ${at}`);
    atMost.set(at, [...(atMost.get(at) ?? []), { brings, places }]);
  }
  const sums = new Map<number, { unit: number; home: number; value: number; members: number }>();
  for (const { child, home, value } of problem.options) {
    const unit = unitOf.get(child)!;
    const at = homeAt.get(home)!;
    const key = unit * problem.homes.length + at;
    const sum = sums.get(key);
    if (sum) {
      sum.value += value;
      sum.members += 1;
    } else sums.set(key, { unit, home: at, value, members: 1 });
  }
  const choices = [...sums.values()]
    .filter(({ unit, home, members }) => {
      const { size } = units[unit]!;
      if (notHere.has(`${unit} ${home}`)) return false;
      return members === size && size <= problem.homes[home]!.places && !never.has(unit);
    })
    .map(({ unit, home, value }) => ({ unit, home, value }))
    .sort((a, b) => a.unit - b.unit || a.home - b.home);
  return { units, homes: problem.homes, choices, apart: [...apart.values()], notTogether, atMost };
}

/** The sum of the values of some choices, by position. */
export function totalOf(problem: Prepared, taken: readonly number[]): number {
  return taken.reduce((sum, at) => sum + problem.choices[at]!.value, 0);
}
