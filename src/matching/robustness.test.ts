import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOMAINS, seededRandom } from '../kernel/index.ts';
import { evaluate } from './evaluation.ts';
import { type Child, type Home, prepareHomes, rank } from './index.ts';
import { sampleWeightings } from './robustness.ts';

const DATES = { asOf: '2026-11-21', neededBy: '2026-11-25' };

function children(count: number, seed: string): Child[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `c${at}`,
    age: 10,
    needs: Object.fromEntries(DOMAINS.map((domain) => [domain, { level: random.between(0, 4) }])),
    from: { lat: 53.4, long: -2.2 },
    school: { lat: 53.45, long: -2.1 },
    friends: [],
    siblings: [],
    languages: [],
    interests: ['football', 'drawing'],
    alongside: 'no-preference',
    pets: 'can',
  }));
}

/** Some homes are alike on purpose, so that there are ties to count rightly. */
function homes(count: number, seed: string): Home[] {
  const random = seededRandom(seed);
  const kinds = ['fostering', 'fostering', 'fostering', 'residential', 'kinship'] as const;
  const list = Array.from(
    { length: count },
    (_, at): Home => ({
      id: `h${at}`,
      kind: at % 40 === 0 ? random.pick(kinds) : 'fostering',
      at: { lat: 53.4 + random.normal(0, 0.2), long: -2.2 + random.normal(0, 0.3) },
      rooms: 4,
      freeFrom: '2026-11-20',
      skills: Object.fromEntries(DOMAINS.map((domain) => [domain, random.between(0, 4)])),
      interests: random.chance(0.5) ? ['football'] : [],
      residents: [],
    }),
  );
  return list.map((one, at) => (at % 9 === 0 && at > 0 ? { ...list[at - 1]!, id: one.id } : one));
}

describe('the share of weightings in the first three', () => {
  for (const [many, group] of [
    [3, 1],
    [60, 1],
    [400, 1],
    [200, 3],
  ] as const) {
    it(`equals counting by hand over every home and every weighting: ${many} homes, ${group} children`, () => {
      const given = children(group, `children ${many}`);
      const prepared = prepareHomes(homes(many, `homes ${many}`));
      const options = { samples: 80 };
      const evaluation = evaluate(given, prepared, DATES, options);
      const { weights } = sampleWeightings(evaluation);
      const dims = evaluation.dimensions.length;
      const isKin = (h: number) => prepared.homes[h]!.kind === 'kinship';
      const counts = new Map<string, number>();
      for (let s = 0; s < options.samples; s++) {
        const scored = prepared.homes.map((home, h) => {
          let score = 0;
          for (let d = 0; d < dims; d++) score += weights[s * dims + d]! * evaluation.values[d]![evaluation.rowOf[h]!]!;
          return { id: home.id, h, score };
        });
        for (const one of scored) {
          const ahead = scored.filter((other) =>
            isKin(one.h) === isKin(other.h) ? other.score > one.score : isKin(other.h),
          );
          if (ahead.length < 3) counts.set(one.id, (counts.get(one.id) ?? 0) + 1);
        }
      }
      for (const home of rank(given, prepared, DATES, options).ranked) {
        assert.equal(home.topThree, (counts.get(home.home) ?? 0) / options.samples, home.home);
      }
    });
  }

  it('sampled weights stay between half and twice the policy before scaling, and sum to 1', () => {
    const evaluation = evaluate(children(1, 'one'), prepareHomes(homes(3, 'few')), DATES);
    const { weights, count } = sampleWeightings(evaluation);
    const dims = evaluation.dimensions.length;
    assert.equal(count, 500);
    const family = evaluation.dimensions.findIndex((one) => one.criterion === 'family');
    const kind = evaluation.dimensions.findIndex((one) => one.criterion === 'kind-of-home');
    const policy = evaluation.dimensions[family]!.share / evaluation.dimensions[kind]!.share;
    for (let s = 0; s < count; s++) {
      const row = weights.subarray(s * dims, (s + 1) * dims);
      assert.ok(Math.abs(row.reduce((sum, one) => sum + one, 0) - 1) < 1e-12);
      // Each is between half and twice its own, so the one over the other is within four times of the policy.
      const ratio = row[family]! / row[kind]! / policy;
      assert.ok(ratio >= 0.25 && ratio <= 4);
    }
  });

  it('the same seed gives the same shares, another seed nearly the same', () => {
    const given = children(1, 'seeded');
    const prepared = prepareHomes(homes(60, 'seeded'));
    const shares = (seed: number) =>
      new Map(rank(given, prepared, DATES, { seed }).ranked.map((one) => [one.home, one.topThree]));
    assert.deepEqual(shares(1), shares(1));
    const other = shares(2);
    // 500 draws: a share of one half is told within 0.11 (five standard errors) in both.
    for (const [home, share] of shares(1)) assert.ok(Math.abs(share - other.get(home)!) < 0.16);
  });
});
