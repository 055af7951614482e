import fc from 'fast-check';
import type { JointProblem } from './joint-problem.ts';

/** Small problems of every shape: groups, several places, pairs apart, options missing for some of a group. */
export const smallProblem: fc.Arbitrary<JointProblem> = fc
  .record({
    groups: fc.array(fc.constantFrom(null, null, 'a', 'b'), { minLength: 1, maxLength: 5 }),
    places: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
    values: fc.array(fc.option(fc.integer({ min: 1, max: 100 }), { freq: 4 }), { minLength: 15, maxLength: 15 }),
    apart: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 3 }),
    notTogether: fc.array(fc.tuple(fc.nat(2), fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 })), {
      maxLength: 3,
    }),
    atMost: fc.array(fc.tuple(fc.nat(2), fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 }), fc.nat(2)), {
      maxLength: 2,
    }),
  })
  .map(({ groups, places, values, apart, notTogether, atMost }) => ({
    children: groups.map((group, at) => ({ id: `c${at}`, group })),
    homes: places.map((one, at) => ({ id: `h${at}`, places: one })),
    options: groups.flatMap((_, child) =>
      places.flatMap((_one, home) => {
        const value = values[child * 3 + home];
        return value ? [{ child: `c${child}`, home: `h${home}`, value }] : [];
      }),
    ),
    apart: apart
      .filter(([a, b]) => a !== b && a < groups.length && b < groups.length)
      .map(([a, b]) => [`c${a}`, `c${b}`] as [string, string]),
    atMost: atMost
      .filter(([home, children]) => home < places.length && children.every((child) => child < groups.length))
      .map(([home, children, most]) => ({ home: `h${home}`, children: children.map((c) => `c${c}`), places: most })),
    notTogether: notTogether
      .filter(([home, children]) => home < places.length && children.every((child) => child < groups.length))
      .map(([home, children]) => ({ home: `h${home}`, children: children.map((child) => `c${child}`) })),
  }));

/** The greatest total, by trying every way: each child in each home or waiting. Its rules are written out anew here. */
export function bestByTrying(problem: JointProblem): number {
  const { children, homes, options, apart = [], notTogether = [], atMost = [] } = problem;
  const value = new Map(options.map((one) => [`${one.child} ${one.home}`, one.value]));
  let best = 0;
  const homeOf: (string | null)[] = [];
  const fits = () => {
    for (const { id, places } of homes) if (homeOf.filter((home) => home === id).length > places) return false;
    for (let a = 0; a < children.length; a += 1) {
      for (let b = a + 1; b < children.length; b += 1) {
        const group = children[a]?.group;
        if (group && group === children[b]?.group && homeOf[a] !== homeOf[b]) return false;
      }
    }
    for (const { home, children: named, places } of atMost) {
      const there = named.filter((child) => homeOf[children.findIndex(({ id }) => id === child)] === home);
      if (there.length > places) return false;
    }
    for (const { home, children: named } of notTogether) {
      if (named.every((child) => homeOf[children.findIndex(({ id }) => id === child)] === home)) return false;
    }
    return apart.every(([a, b]) => {
      const home = homeOf[children.findIndex(({ id }) => id === a)];
      return home === null || home !== homeOf[children.findIndex(({ id }) => id === b)];
    });
  };
  const go = (at: number, total: number) => {
    const child = children[at];
    if (!child) {
      if (total > best && fits()) best = total;
      return;
    }
    homeOf[at] = null;
    go(at + 1, total);
    for (const { id } of homes) {
      const gain = value.get(`${child.id} ${id}`);
      if (gain === undefined) continue;
      homeOf[at] = id;
      go(at + 1, total + gain);
    }
    homeOf[at] = null;
  };
  go(0, 0);
  return best;
}
