import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOMAINS, milesBetween, seededRandom } from '../kernel/index.ts';
import { type Child, type Home, type MatchingFile, rankHomes, rankPairs } from './index.ts';

function made(homes: number, count: number, seed: string): MatchingFile {
  const random = seededRandom(seed);
  const children = Array.from(
    { length: count },
    (_, at): Child => ({
      id: `c${at}`,
      age: 4 + at * 3,
      sex: at % 2 === 0 ? 'female' : 'male',
      needs: Object.fromEntries(DOMAINS.map((domain) => [domain, { level: random.between(0, 4) }])),
      from: { lat: 53.4, long: -2.2 },
      friends: [],
      siblings: [],
      avoid: [],
      alongside: 'no-preference',
      languages: [],
      interests: [],
    }),
  );
  return {
    asOf: '2026-11-21',
    neededBy: '2026-11-25',
    children,
    homes: Array.from(
      { length: homes },
      (_, at): Home => ({
        id: `h${at}`,
        kind: 'fostering',
        at: random.chance(0.1) ? null : { lat: 53.4 + random.normal(0, 0.2), long: -2.2 + random.normal(0, 0.3) },
        rooms: random.between(1, count - 1),
        freeFrom: '2026-11-20',
        confirmed: '2026-11-20',
        registered: { minAge: random.between(0, 6), maxAge: random.between(8, 18), sexes: ['female', 'male'] },
        skills: Object.fromEntries(DOMAINS.map((domain) => [domain, random.between(0, 4)])),
        residents: [],
      }),
    ),
  };
}

/** Every split, every two homes, straight from the public ranking and the published points: 0.5 a mile, 8 apart. */
function byHand(file: MatchingFile): number[] {
  const count = file.children.length;
  const fits = new Map<number, Map<string, number>>();
  for (let bits = 1; bits < 2 ** count - 1; bits++) {
    const part = file.children.filter((_, at) => (bits >> at) & 1);
    const { ranked } = rankHomes({ ...file, children: part }, { samples: 1 });
    fits.set(bits, new Map(ranked.map((one) => [one.home, one.children.reduce((sum, { fit }) => sum + fit, 0)])));
  }
  const values: number[] = [];
  for (let bits = 1; bits < 2 ** count - 1; bits += 2) {
    const rest = 2 ** count - 1 - bits;
    const here = file.children.filter((_, at) => (bits >> at) & 1).length;
    const apart = (8 * here * (count - here)) / ((count * (count - 1)) / 2);
    for (const [a, fitA] of fits.get(bits)!) {
      for (const [b, fitB] of fits.get(rest)!) {
        if (a === b) continue;
        const [at, other] = [a, b].map((id) => file.homes.find((one) => one.id === id)!.at);
        const miles = at && other ? Math.min(40, milesBetween(at, other)) : 20;
        values.push((fitA + fitB) / count - apart - 0.5 * miles);
      }
    }
  }
  return values.sort((x, y) => y - x);
}

describe('two homes for brothers and sisters', () => {
  for (const [homes, count, seed] of [
    [25, 2, 'a'],
    [40, 3, 'b'],
    [30, 4, 'c'],
  ] as const) {
    it(`are the best of all splits and all two homes: ${count} children, ${homes} homes`, () => {
      const file = made(homes, count, seed);
      const expected = byHand(file).slice(0, 10);
      const { pairs, splits } = rankPairs(file);
      assert.equal(splits, 2 ** (count - 1) - 1);
      assert.equal(pairs.length, expected.length);
      // By hand the fits are read as printed, to one decimal each.
      pairs.forEach((pair, at) => {
        assert.ok(Math.abs(pair.value - expected[at]!) < 0.11, `${pair.value} is not ${expected[at]}`);
      });
    });
  }

  it('every child passes every rule in its home, each child has one home, and the costs are told', () => {
    const file = made(60, 4, 'd');
    for (const pair of rankPairs(file, { limit: 5 }).pairs) {
      const [one, other] = pair.homes;
      assert.notEqual(one.home, other.home);
      assert.deepEqual([...one.children, ...other.children].sort(), ['c0', 'c1', 'c2', 'c3']);
      assert.equal(pair.apart.length, one.children.length * other.children.length);
      for (const { home, children, fit } of pair.homes) {
        const part = file.children.filter(({ id }) => children.includes(id));
        assert.equal(rankHomes({ ...file, children: part }).ranked.find((each) => each.home === home)?.fit, fit);
      }
      assert.equal(pair.words.length, 4);
    }
  });

  it('says when one home can take all of them, which is to be looked at first', () => {
    const file = made(20, 2, 'e');
    const big: Home = {
      ...file.homes[0]!,
      id: 'big',
      rooms: 2,
      registered: { minAge: 0, maxAge: 18, sexes: ['female', 'male'] },
    };
    assert.equal(rankPairs({ ...file, homes: [big] }).together?.home, 'big');
    assert.deepEqual(rankPairs({ ...file, homes: [big] }).pairs, []);
    assert.equal(rankPairs({ ...file, homes: [{ ...big, rooms: 1 }] }).together, null);
  });

  it('the order of homes does not change the answer', () => {
    const file = made(40, 3, 'f');
    assert.deepEqual(rankPairs({ ...file, homes: [...file.homes].reverse() }), rankPairs(file));
  });

  it('refuses one child, and more than eight', () => {
    assert.throws(() => rankPairs({ ...made(3, 2, 'g'), children: [{ id: 'c0' }] }), /2 to 8 children/);
  });
});
