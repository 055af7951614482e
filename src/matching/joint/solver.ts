import type { Highs, Model } from 'highs';
import type { Choice, Prepared } from './joint-problem.ts';

/** The optimum of a problem with fractions allowed: a bound for every real answer, with prices. */
export interface Relaxed {
  /** No answer is better than this. Worked out from the prices here, so it does not rest on the solver's word. */
  readonly bound: number;
  /** By choice: how much a total with this choice falls short of the bound, at least. 0 or more. */
  readonly shortfall: Float64Array;
  /** By home: how far the bound falls, at least, when the home is gone. */
  readonly worth: Float64Array;
  /** The choices taken, or null when some are taken in part. */
  readonly taken: readonly number[] | null;
}

let loading: Promise<Highs> | null = null;

/** HiGHS, loaded when first asked for: 3.5 MB of WebAssembly that most of Homeward never needs. */
function highs(): Promise<Highs> {
  // The package's default export is typed as a module when imported late: cast once, here.
  loading ??= import('highs').then((module) => (module.default as unknown as () => Promise<Highs>)());
  return loading;
}

interface Rows {
  /** Upper bounds of the rows. */
  readonly most: number[];
  /** By choice: its rows and what it takes of each. */
  readonly uses: (readonly [row: number, takes: number])[][];
  /** By row: the home it is about, or -1. */
  readonly homeOf: number[];
}

/**
 * The rows of the problem: each unit once, each home within its places, two units apart not both in one home,
 * units not together not all in theirs, of those named no more than a home's limit. A home whose places suffice for every unit that could come has no row.
 *
 * Units of more than half the places exclude each other, and so does a unit apart from another with those too large
 * for either: rows that say so cut nothing whole off, and bring the bound much nearer (clique inequalities).
 */
function rowsOf(problem: Prepared, choices: readonly Choice[]): Rows {
  const most: number[] = [];
  const uses: [number, number][][] = choices.map(() => []);
  const homeOf: number[] = [];
  const size = (at: number) => problem.units[choices[at]!.unit]!.size;
  const addRow = (home: number, bound: number, members: readonly number[], takes: (at: number) => number) => {
    homeOf.push(home);
    const row = most.push(bound) - 1;
    for (const at of members) uses[at]!.push([row, takes(at)]);
  };
  const once = () => 1;
  const positions = [...choices.keys()];
  for (const members of Map.groupBy(positions, (at) => choices[at]!.unit).values()) addRow(-1, 1, members, once);
  const apartFrom = neighbours(problem.apart);
  for (const [home, members] of Map.groupBy(positions, (at) => choices[at]!.home)) {
    const { places } = problem.homes[home]!;
    const wanted = members.reduce((sum, at) => sum + size(at), 0);
    const large = members.filter((at) => size(at) * 2 > places);
    if (wanted > places) {
      const whole = large.length === members.length;
      // Where every unit is too large for a second, "one of them" says all there is to say.
      if (whole) addRow(home, 1, members, once);
      else addRow(home, places, members, size);
      if (!whole && large.length > 1) addRow(home, 1, large, once);
    }
    const at = new Map(members.map((member) => [choices[member]!.unit, member]));
    const apartHere = (first: number) =>
      (apartFrom.get(choices[first]!.unit) ?? []).flatMap((other) => {
        const second = at.get(other);
        return second === undefined || size(first) + size(second) > places ? [] : [second];
      });
    const alone = new Set<number>();
    for (const first of members) {
      const others = apartHere(first);
      if (others.length <= places) continue;
      // Apart from so many that they fill the home without it: "all the places, or none of them" in one row.
      alone.add(first);
      addRow(home, places, [first, ...others], (member) => (member === first ? places : size(member)));
    }
    for (const first of members) {
      if (alone.has(first)) continue;
      for (const second of apartHere(first)) {
        if (second < first || alone.has(second)) continue;
        const smaller = Math.min(size(first), size(second));
        const tooLarge = large.filter((one) => one !== first && one !== second && size(one) + smaller > places);
        addRow(home, 1, [first, second, ...tooLarge], once);
      }
    }
    for (const { brings, places: most } of problem.atMost.get(home) ?? []) {
      const named = members.filter((member) => brings.has(choices[member]!.unit));
      const takes = (member: number) => brings.get(choices[member]!.unit)!;
      if (named.reduce((sum, member) => sum + takes(member), 0) > most) addRow(home, most, named, takes);
    }
    for (const units of problem.notTogether.get(home) ?? []) {
      const all = units.flatMap((unit) => at.get(unit) ?? []);
      if (all.length === units.length) addRow(home, units.length - 1, all, once);
    }
  }
  return { most, uses, homeOf };
}

function neighbours(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, readonly number[]> {
  const of = new Map<number, number[]>();
  for (const [a, b] of pairs) {
    of.set(a, [...(of.get(a) ?? []), b]);
    of.set(b, [...(of.get(b) ?? []), a]);
  }
  return of;
}

function modelOf(solver: Highs, choices: readonly Choice[], { most, uses }: Rows, whole: boolean) {
  const starts = new Int32Array(choices.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  uses.forEach((column, at) => {
    for (const [row, takes] of column) {
      indices.push(row);
      values.push(takes);
    }
    starts[at + 1] = indices.length;
  });
  const model = solver.createModel({
    numCols: choices.length,
    numRows: most.length,
    sense: solver.constants.objectiveSense.maximize,
    colCost: choices.map(({ value }) => value),
    colLower: new Float64Array(choices.length),
    colUpper: new Float64Array(choices.length).fill(1),
    rowLower: new Float64Array(most.length).fill(-solver.infinity),
    rowUpper: most,
    matrix: { format: 'csc', numRows: most.length, numCols: choices.length, starts, indices, values },
    ...(whole ? { integrality: new Int32Array(choices.length).fill(1) } : {}),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  return model;
}

/** Solves with fractions allowed. */
export async function relax(problem: Prepared, choices: readonly Choice[]): Promise<Relaxed> {
  if (choices.length === 0) {
    return { bound: 0, shortfall: new Float64Array(0), worth: new Float64Array(problem.homes.length), taken: [] };
  }
  const solver = await highs();
  const rows = rowsOf(problem, choices);
  const model = modelOf(solver, choices, rows, false);
  try {
    run(model);
    const { colValue, rowDual } = model.getSolution();
    // A price below nothing is rounding: any prices of nothing or more give a true bound.
    const prices = Float64Array.from(rowDual, (dual) => Math.max(0, dual));
    let bound = rows.most.reduce((sum, most, row) => sum + most * prices[row]!, 0);
    const shortfall = new Float64Array(choices.length);
    choices.forEach(({ value }, at) => {
      const short = rows.uses[at]!.reduce((sum, [row, takes]) => sum + takes * prices[row]!, -value);
      if (short < 0) bound -= short;
      else shortfall[at] = short;
    });
    const worth = new Float64Array(problem.homes.length);
    rows.homeOf.forEach((home, row) => {
      if (home !== -1) worth[home]! += rows.most[row]! * prices[row]!;
    });
    return { bound, shortfall, worth, taken: takenOf(colValue) };
  } finally {
    model.dispose();
  }
}

/**
 * The best whole answer among some choices, or the best found in the time.
 * @returns the positions of the choices taken, and whether it is proven that none is better
 */
export async function solveWhole(
  problem: Prepared,
  choices: readonly Choice[],
  seconds: number,
): Promise<{ readonly taken: readonly number[]; readonly proven: boolean }> {
  if (choices.length === 0) return { taken: [], proven: true };
  const solver = await highs();
  const model = modelOf(solver, choices, rowsOf(problem, choices), true);
  try {
    model.options.set({ mip_rel_gap: 0, mip_abs_gap: 1e-6, time_limit: Math.max(0.1, seconds) });
    const status = run(model);
    const taken = takenOf(model.getSolution().colValue);
    return { taken: taken ?? [], proven: status === OPTIMAL && taken !== null };
  } finally {
    model.dispose();
  }
}

const OPTIMAL = 7;
const TIME_LIMIT = 13;

function run(model: Model): number {
  model.run();
  const status = model.getModelStatus();
  if (status !== OPTIMAL && status !== TIME_LIMIT) throw new Error(`the solver ended with status ${status}`);
  return status;
}

const WHOLE = 1e-6;

function takenOf(values: Float64Array): readonly number[] | null {
  const taken: number[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value > 1 - WHOLE) taken.push(at);
    else if (value > WHOLE) return null;
  }
  return taken;
}
