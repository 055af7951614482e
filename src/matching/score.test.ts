import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOMAINS } from '../kernel/index.ts';
import { type Child, type Home, type MatchingFile, rankHomes } from './index.ts';

/** A case small enough to work out by hand with the published weights and curves. */
const none = Object.fromEntries(DOMAINS.map((domain) => [domain, { level: 0 }]));
const HERE = { lat: 53.4, long: -2.2 };
/** North by so many miles: a degree of latitude is 2 x pi x 3,958.7613 / 360 = 69.0937 miles. */
const north = (miles: number) => ({ lat: 53.4 + (miles * 360) / (2 * Math.PI * 3958.7613), long: -2.2 });

const child: Child = {
  id: 'c1',
  age: 3,
  sex: 'male',
  needs: { ...none, health: { level: 4 }, education: { level: 2 } },
  from: HERE,
  school: null,
  friends: [],
  siblings: [],
  avoid: [],
  suitability: { fostering: 'preferred', residential: 'suitable', supported: 'unsuitable' },
  alongside: 'no-preference',
  pets: 'can',
  adaptations: false,
  languages: [],
  interests: [],
  risksToOthers: [],
  secureOrder: false,
  matters: [],
};

const home: Home = {
  id: 'h1',
  kind: 'fostering',
  at: north(11),
  rooms: 1,
  freeFrom: '2026-11-20',
  confirmed: '2026-11-20',
  registered: { minAge: 0, maxAge: 18, sexes: ['female', 'male'] },
  skills: { health: 2, education: 4 },
  pets: false,
  adapted: false,
  languages: [],
  interests: [],
  residents: [],
};

function rankOne(homeFacts: Partial<Home> = {}, childFacts: Partial<Child> = {}) {
  const file: MatchingFile = {
    asOf: '2026-11-21',
    neededBy: '2026-11-25',
    children: [{ ...child, ...childFacts }],
    homes: [{ ...home, ...homeFacts }],
  };
  const found = rankHomes(file).ranked[0];
  assert.ok(found);
  return found;
}

const effect = (of: ReturnType<typeof rankOne>, criterion: string) =>
  of.reasons.find((one) => one.criterion === criterion)?.effect;

describe('the score by hand', () => {
  // Points that apply: needs 44, family 12, area 3, kind of home 3: 62. Health has 7 of 9 shares, education 2 of 9.
  // Health 2 of 4: 0.5. Family at 11 miles: one half. Area at 11 miles: (20 - 11) / 15 = 0.6. Kind preferred: 1.
  it('fit: 100 x (44 x (7/9 x 0.5 + 2/9) + 12 x 0.5 + 3 x 0.6 + 3) / 62 = 60.8', () => {
    const ranked = rankOne();
    assert.equal(ranked.fit, 60.8);
    // 44 x 7/9 x 0.5 / 62 = 27.60; 44 x 2/9 / 62 = 15.77; 6 / 62 = 9.68; 1.8 / 62 = 2.90; 3 / 62 = 4.84.
    const by = (criterion: string, points: number) =>
      assert.ok(Math.abs(effect(ranked, criterion)! - points) <= 0.011, criterion);
    by('needs:health', 27.6);
    by('needs:education', 15.77);
    by('family', 9.68);
    by('area', 2.9);
    by('kind-of-home', 4.84);
  });

  it('range: a level with no evidence is widened by 0.4 of the way to unknown', () => {
    // Low: 44 x (7/9 x 0.5 x 0.6 + 2/9 x 0.6) + 10.8 = 26.93; high: 44 x (7/9 x 0.7 + 2/9) + 10.8 = 44.53; over 62.
    const { fitLow, fitHigh } = rankOne();
    assert.deepEqual([fitLow, fitHigh], [43.4, 71.8]);
  });

  it('evidence: seen in practice within a year narrows to 0.05, a year and a day adds 0.2', () => {
    const width = (by: 'placement' | 'self', on: string) => {
      const { fit, fitLow, fitHigh } = rankOne({ evidence: { health: { by, on }, education: { by, on } } });
      assert.equal(fit, 60.8);
      return fitHigh - fitLow;
    };
    const [seen, seenLongAgo] = [width('placement', '2025-11-21'), width('placement', '2025-11-20')];
    const said = width('self', '2026-11-01');
    // Width is doubt x 44 x (7/9 x 1 + 2/9 x 1) / 62: 0.05 gives 3.5, 0.25 gives 17.7, 0.4 gives 28.4.
    assert.ok(Math.abs(seen - 3.5) < 0.11 && Math.abs(seenLongAgo - 17.7) < 0.11 && Math.abs(said - 28.4) < 0.11);
  });

  it('an unknown skill counts as the middle, is listed, and widens from worst to best', () => {
    const unknown = rankOne({ skills: { health: null, education: 4 } });
    // The middle of 0 and 1 is the same half point that level 2 of 4 is worth.
    assert.equal(unknown.fit, 60.8);
    assert.deepEqual(unknown.unknown, ['needs:health']);
    const [worst, best] = [
      rankOne({ skills: { health: 0, education: 4 } }),
      rankOne({ skills: { health: 4, education: 4 } }),
    ];
    assert.ok(worst.fit < unknown.fit && unknown.fit < best.fit);
    assert.ok(unknown.fitHigh - unknown.fitLow > rankOne().fitHigh - rankOne().fitLow);
  });

  it('more skill than is needed neither helps nor harms', () => {
    assert.equal(rankOne({ skills: { health: 2, education: 2 } }).fit, rankOne().fit);
  });

  it('the child’s own order: family first adds 8 points to its 12', () => {
    // 100 x (26.889 + 20 x 0.5 + 1.8 + 3) / 70 = 59.6
    assert.equal(rankOne({}, { matters: ['family'] }).fit, 59.6);
    // School does not apply to a child of 3, so the order moves only family, in second place: 6 points.
    // 100 x (26.889 + 18 x 0.5 + 1.8 + 3) / 68 = 59.8
    assert.equal(rankOne({}, { matters: ['school', 'family'] }).fit, 59.8);
  });

  it('closeness: full within a mile, half at eleven, a quarter at twenty-one', () => {
    const family = (miles: number) => effect(rankOne({ at: north(miles) }), 'family')!;
    // 12 / 62 = 19.35
    for (const [miles, points] of [
      [0.5, 19.35],
      [1, 19.35],
      [11, 9.68],
      [21, 4.84],
    ] as const) {
      assert.ok(Math.abs(family(miles) - points) <= 0.011, `${miles} miles`);
    }
  });

  it('a home whose place is unknown counts as the middle for closeness, and says so', () => {
    const ranked = rankOne({ at: null });
    assert.deepEqual([...ranked.unknown].sort(), ['area', 'family']);
    assert.ok(Math.abs(effect(ranked, 'family')! - 9.68) <= 0.011);
  });

  it('living with a brother counts in full, living next door nine tenths', () => {
    const brother = { age: 5, sex: 'male', alongside: 'others', risksToOthers: [], fostered: true } as const;
    const next = rankOne({ at: HERE }, { siblings: [HERE] });
    const together = rankOne({ at: HERE, residents: [{ ...brother, siblingOf: ['c1'] }] }, { siblings: [HERE] });
    // 10 points of 72: 13.89, and nine tenths of it 12.5.
    assert.ok(Math.abs(effect(next, 'brothers-and-sisters')! - 12.5) <= 0.011);
    assert.ok(Math.abs(effect(together, 'brothers-and-sisters')! - 13.89) <= 0.011);
  });

  it('languages and interests: the share of the child’s that are there, English taken for granted', () => {
    const ranked = rankOne(
      { languages: ['bsl '], interests: ['Football'] },
      { languages: ['BSL', 'Polish', 'English'], interests: ['football'] },
    );
    // Points that apply: 62 + 6 + 3 = 71. Half of 6, and 3.
    assert.ok(Math.abs(effect(ranked, 'languages')! - (100 * 3) / 71) <= 0.011);
    assert.ok(Math.abs(effect(ranked, 'interests')! - (100 * 3) / 71) <= 0.011);
  });

  it('bands: 70 is strong, 50 possible; never strong while a serious need is far from met', () => {
    assert.equal(rankOne({ at: HERE, skills: { health: 3, education: 2 } }).band, 'strong');
    // Everything else perfect: 100 x (44 x (7/9 x 0.5 + 2/9) + 18) / 62 = 72.4, but health is short by two levels.
    const short = rankOne({ at: HERE, skills: { health: 2, education: 2 } });
    assert.deepEqual([short.fit, short.band], [72.4, 'possible']);
    assert.equal(rankOne({ skills: { health: 2, education: 2 } }).band, 'possible');
    assert.equal(rankOne({ skills: { health: 0, education: 0 } }).band, 'stretch');
  });
});

describe('a child whom nobody has described', () => {
  it('has no strong homes: the same home is strong once the needs are known to be low', () => {
    const evidence = Object.fromEntries(DOMAINS.map((domain) => [domain, { by: 'self' as const, on: '2020-01-01' }]));
    const able = { at: HERE, evidence, skills: Object.fromEntries(DOMAINS.map((domain) => [domain, 2])) };
    const described = { needs: Object.fromEntries(DOMAINS.map((domain) => [domain, { level: 1 }])) };
    const [unknown, known] = [rankOne({ ...able }, { needs: {} }), rankOne({ ...able }, described)];
    assert.ok(unknown.fit >= 70 && unknown.fitLow < 50, `${unknown.fitLow} to ${unknown.fit}`);
    assert.equal(unknown.band, 'possible');
    assert.equal(known.band, 'strong');
  });
});

describe('a group', () => {
  const file = (children: Child[]): MatchingFile => ({
    asOf: '2026-11-21',
    neededBy: '2026-11-25',
    children,
    homes: [{ ...home, rooms: 2 }],
  });
  const older: Child = { ...child, id: 'c2', age: 9, needs: { ...none, health: { level: 3 }, coping: { level: 1 } } };

  it('fit is the mean over the children, and the worst-off child is shown', () => {
    const fitOf = (children: Child[]) => rankHomes(file(children)).ranked[0]!;
    const [one, other, both] = [fitOf([child]), fitOf([older]), fitOf([child, older])];
    assert.ok(Math.abs(both.fit - (one.fit + other.fit) / 2) <= 0.1);
    assert.deepEqual(
      both.worstOff,
      one.fit < other.fit ? { child: 'c1', fit: one.fit } : { child: 'c2', fit: other.fit },
    );
  });

  it('a gap is against the highest need in the domain, and names the child who has it', () => {
    const gaps = rankHomes(file([older, child])).ranked[0]!.gaps;
    assert.deepEqual(
      gaps.map(({ child: whose, domain, need, skill }) => [whose, domain, need, skill]),
      [['c1', 'health', 4, 2]],
    );
  });
});

describe('kinship and school', () => {
  it('kinship homes are listed first with the same fit calculation; ties share a rank', () => {
    const file: MatchingFile = {
      asOf: '2026-11-21',
      neededBy: '2026-11-25',
      children: [child],
      homes: [
        { ...home, id: 'far', at: north(30) },
        { ...home, id: 'kin', kind: 'kinship', connectedTo: ['c1'], at: north(60) },
        { ...home, id: 'b' },
        { ...home, id: 'a' },
      ],
    };
    const { ranked } = rankHomes(file);
    assert.deepEqual(
      ranked.map((one) => [one.home, one.rank]),
      [
        ['kin', 1],
        ['a', 2],
        ['b', 2],
        ['far', 4],
      ],
    );
    assert.ok(ranked[0]!.fit < ranked[1]!.fit);
    assert.equal(ranked[0]!.topThree, 1);
  });

  it('a school to be kept is a gap beyond the authority’s limit, never a rule-out', () => {
    const keep = { age: 11, school: { ...HERE, mustKeep: true } };
    assert.deepEqual(rankOne({ at: north(9.9), skills: { health: 4, education: 4 } }, keep).gaps, []);
    const far = rankOne({ at: north(10.1), skills: { health: 4, education: 4 } }, keep);
    assert.deepEqual(
      far.gaps.map(({ about }) => about),
      ['school'],
    );
    assert.match(far.gaps[0]!.wouldTake, /about 10 miles/);
  });
});
