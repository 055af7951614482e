import { type JointProblem, placeTogether } from '../src/matching/index.ts';
import type { Measurements } from './bench.ts';

const RUNS = 3;

/** Placing many waiting children at once, to a proven optimum: 60 options each, groups, pairs apart. Medians of three. */
export async function benchPlaceTogether(): Promise<Measurements> {
  const measured: { [name: string]: Measurements[string] } = {};
  for (const [children, homes, limit] of [
    [100, 1_000, 0.5],
    [500, 4_000, 3],
  ] as const) {
    const problem = madeUp(children, homes, 60);
    await placeTogether({ ...problem, children: [], options: [], apart: [] });
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const { optimal, seconds } = await placeTogether(problem);
      if (!optimal) throw new Error('the optimum was not proven');
      times.push(seconds);
    }
    const seconds = times.sort((a, b) => a - b)[1]!;
    measured[`place together: ${children} children × ${homes} homes`] = {
      seconds,
      against: limit,
      ratio: seconds / limit,
    };
  }
  return measured;
}

/** A made-up region: one child in four in a group of two to four, homes of one to four places, a pair apart for every two. */
function madeUp(count: number, homeCount: number, optionsEach: number): JointProblem {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const children: { id: string; group?: string }[] = [];
  for (let group = 0; children.length < count; group += 1) {
    const size = random() < 0.1 ? 2 + Math.floor(random() * 3) : 1;
    for (let i = 0; i < size && children.length < count; i += 1) {
      children.push({ id: `c${children.length}`, ...(size > 1 ? { group: `g${group}` } : {}) });
    }
  }
  const homes = Array.from({ length: homeCount }, (_, at) => ({
    id: `h${at}`,
    places: 1 + Math.floor(random() ** 2 * 4),
  }));
  const homesOf = new Map<string, ReadonlySet<number>>();
  const options = children.flatMap(({ id, group }) => {
    const known = homesOf.get(group ?? id);
    const chosen = new Set(known);
    while (chosen.size < optionsEach) chosen.add(Math.floor(random() * homeCount));
    homesOf.set(group ?? id, chosen);
    return [...chosen].map((home) => ({
      child: id,
      home: `h${home}`,
      value: Math.round((20 + random() * 80) * 10) / 10,
    }));
  });
  const apart: [string, string][] = [];
  while (apart.length < count / 2) {
    const [a, b] = [Math.floor(random() * count), Math.floor(random() * count)];
    if (a !== b) apart.push([`c${a}`, `c${b}`]);
  }
  return { children, homes, options, apart };
}
