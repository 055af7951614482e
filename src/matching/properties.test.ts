import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DOMAINS, type Domain } from '../kernel/index.ts';
import {
  ALONGSIDE,
  type Child,
  EVIDENCE_BY,
  HOME_KINDS,
  type Home,
  isNearMiss,
  MATTERS,
  type MatchingFile,
  PET_WISHES,
  type RankedHome,
  type Resident,
  rankHomes,
  SUITABILITIES,
} from './index.ts';

/** Files in which any fact may be unknown; places lie within some thirty miles of each other. */
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null, freq: 4 });
const place = fc.record({
  lat: fc.double({ min: 53.2, max: 53.6, noNaN: true }),
  long: fc.double({ min: -2.5, max: -1.9, noNaN: true }),
});
const date = fc.integer({ min: 1, max: 30 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`);
const oldDate = fc.integer({ min: 2023, max: 2026 }).map((year) => `${year}-06-15`);
const words = fc.subarray(['BSL', 'Polish', 'football', 'drawing', 'music']);
const perDomain = <T>(arb: fc.Arbitrary<T>) =>
  fc.tuple(...DOMAINS.map(() => fc.option(arb, { nil: undefined, freq: 5 }))).map((list) => {
    const entries = list.flatMap((one, d) => (one === undefined ? [] : [[DOMAINS[d]!, one] as const]));
    return Object.fromEntries(entries) as { [D in Domain]?: T };
  });
const level = maybe(fc.integer({ min: 0, max: 4 }));

const child: fc.Arbitrary<Omit<Child, 'id'>> = fc.record({
  age: maybe(fc.integer({ min: 0, max: 17 })),
  sex: fc.constantFrom('female', 'male', 'unknown'),
  needs: perDomain(fc.record({ level })),
  from: maybe(place),
  school: maybe(place.map((at) => ({ ...at, mustKeep: true }))),
  friends: maybe(fc.array(place, { maxLength: 3 })),
  siblings: maybe(fc.array(place, { maxLength: 3 })),
  avoid: maybe(
    fc.array(
      place.map((at) => ({ ...at, miles: 2 })),
      { maxLength: 1 },
    ),
  ),
  suitability: maybe(
    fc.record({
      fostering: maybe(fc.constantFrom(...SUITABILITIES)),
      residential: maybe(fc.constantFrom(...SUITABILITIES)),
    }),
  ),
  alongside: maybe(fc.constantFrom(...ALONGSIDE)),
  pets: fc.constantFrom(...PET_WISHES),
  adaptations: maybe(fc.boolean()),
  languages: maybe(words),
  interests: maybe(words),
  risksToOthers: maybe(fc.subarray(['physical-harm', 'fire-setting'])),
  secureOrder: maybe(fc.boolean()),
  matters: fc.shuffledSubarray([...MATTERS]),
});

const resident: fc.Arbitrary<Resident> = fc.record({
  age: maybe(fc.integer({ min: 0, max: 20 })),
  sex: fc.constantFrom('female', 'male'),
  alongside: maybe(fc.constantFrom(...ALONGSIDE)),
  risksToOthers: maybe(fc.subarray(['physical-harm'])),
  fostered: maybe(fc.boolean()),
  siblingOf: maybe(fc.subarray(['c1', 'c2'])),
});

const home: fc.Arbitrary<Omit<Home, 'id'>> = fc.record({
  kind: fc.constantFrom(...HOME_KINDS, 'fostering', 'fostering'),
  connectedTo: maybe(fc.constant(['c1', 'c2'])),
  at: maybe(place),
  rooms: maybe(fc.integer({ min: 0, max: 4 })),
  freeFrom: fc.option(date, { nil: null, freq: 8 }),
  confirmed: maybe(date),
  roomsDetail: maybe(
    fc.array(fc.record({ freeFrom: maybe(date), adapted: maybe(fc.boolean()), mayShare: maybe(fc.boolean()) }), {
      maxLength: 3,
    }),
  ),
  registered: maybe(
    fc.record({
      minAge: maybe(fc.integer({ min: 0, max: 8 })),
      maxAge: maybe(fc.integer({ min: 9, max: 18 })),
      sexes: maybe(fc.subarray(['female', 'male'] as const)),
    }),
  ),
  skills: perDomain(level),
  evidence: maybe(perDomain(fc.record({ by: maybe(fc.constantFrom(...EVIDENCE_BY)), on: maybe(oldDate) }))),
  pets: maybe(fc.boolean()),
  adapted: maybe(fc.boolean()),
  languages: maybe(words),
  interests: maybe(words),
  residents: maybe(fc.array(resident, { maxLength: 3 })),
  weeklyFee: maybe(fc.integer({ min: 0, max: 9000 })),
  sector: fc.constantFrom('authority', 'voluntary', 'private'),
});

const file: fc.Arbitrary<MatchingFile> = fc
  .tuple(fc.array(child, { minLength: 1, maxLength: 2 }), fc.array(home, { minLength: 1, maxLength: 8 }))
  .map(([children, homes]) => ({
    asOf: '2026-11-21',
    neededBy: '2026-11-25',
    children: children.map((one, at) => ({ id: `c${at + 1}`, ...one })),
    homes: homes.map((one, at) => ({ id: `h${at}`, ...one })),
  }));

const RUNS = { numRuns: 150 };
const QUICK = { samples: 60 };
const plain = (answer: unknown) => JSON.parse(JSON.stringify(answer));

describe('whatever the file', () => {
  it('every home is in one list once, with its numbers in their ranges', () => {
    fc.assert(
      fc.property(file, (given) => {
        const { ranked, ruledOut } = rankHomes(given, QUICK);
        const all = [...ranked, ...ruledOut].map((one) => one.home).sort();
        assert.deepEqual(all, given.homes.map(({ id }) => id).sort());
        for (const one of ranked) {
          assert.ok(0 <= one.fitLow && one.fitLow <= one.fit && one.fit <= one.fitHigh && one.fitHigh <= 100);
          assert.ok(one.topThree >= 0 && one.topThree <= 1);
          const sum = one.reasons.reduce((total, { effect }) => total + effect, 0);
          assert.ok(Math.abs(sum - one.fit) < 1e-6, `${sum} is not ${one.fit}`);
          assert.ok(one.reasons.every(({ effect, words: said }) => effect >= 0 && said.length > 0));
          const people = given.homes.find(({ id }) => id === one.home)?.residents ?? [];
          assert.deepEqual([...new Set(one.impact.map(({ on }) => on))], [...people.keys()]);
        }
        for (const one of ruledOut) assert.ok(one.because.length > 0 && one.fitIfLifted >= 0 && one.fitIfLifted <= 100);
        if (ranked.length <= 3) assert.ok(ranked.every(({ topThree }) => topThree === 1));
      }),
      RUNS,
    );
  });

  it('the order of homes and children does not change the answer; nor that of residents, but for whom impact is on', () => {
    fc.assert(
      fc.property(file, fc.integer(), (given, seed) => {
        const turn = <T>(list: readonly T[]) =>
          list.map((_, at) => list[(at + (Math.abs(seed) % list.length)) % list.length]!);
        const turned = { ...given, homes: turn(given.homes), children: turn(given.children) };
        const answer = plain(rankHomes(given, QUICK));
        assert.deepEqual(plain(rankHomes(turned, QUICK)), answer);
        const others = given.homes.map((one) => ({
          ...one,
          residents: one.residents ? [...one.residents].reverse() : null,
        }));
        const withoutImpact = (ranking: { ranked: RankedHome[] }) => ({
          ...ranking,
          ranked: ranking.ranked.map((one) => ({ ...one, impact: [] })),
        });
        assert.deepEqual(withoutImpact(plain(rankHomes({ ...given, homes: others }, QUICK))), withoutImpact(answer));
      }),
      RUNS,
    );
  });

  it('fee, sector, ethnicity, faith and cost never change anything', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 0, max: 9999 }), fc.string(), (given, fee, text) => {
        const more = { ethnicity: text, faith: text, religion: text, referrals: fee, poverty: fee };
        const changed = {
          ...given,
          children: given.children.map((one) => ({ ...one, ...more })),
          homes: given.homes.map((one) => ({ ...one, ...more, weeklyFee: fee, sector: text, cost: fee })),
        };
        assert.deepEqual(plain(rankHomes(changed, QUICK)), plain(rankHomes(given, QUICK)));
      }),
      RUNS,
    );
  });

  it('risks to others never enter the score', () => {
    fc.assert(
      fc.property(file, (given) => {
        const risky = given.children.map((one) => ({ ...one, risksToOthers: ['sexual-harm', 'fire-setting'] }));
        const numbers = (of: MatchingFile) =>
          rankHomes(of, QUICK).ranked.map(({ home: id, rank, fit, topThree }) => [id, rank, fit, topThree]);
        assert.deepEqual(numbers({ ...given, children: risky }), numbers(given));
      }),
      RUNS,
    );
  });

  it('only known facts rule out: forgetting any one fact of a home that passes never rules it out', () => {
    // Null is a fact of its own for freeFrom (no room), and sharing is allowed only where it is known to be.
    const facts = [
      'at',
      'connectedTo',
      'confirmed',
      'registered',
      'skills',
      'pets',
      'adapted',
      'residents',
      'languages',
    ] as const;
    fc.assert(
      fc.property(file, fc.constantFrom(...facts), (given, fact) => {
        const passing = new Set(rankHomes(given, QUICK).ranked.map((one) => one.home));
        const forgotten = { ...given, homes: given.homes.map((one) => ({ ...one, [fact]: null })) };
        for (const one of rankHomes(forgotten, QUICK).ruledOut)
          assert.ok(!passing.has(one.home), `${fact} ${one.home}`);
      }),
      RUNS,
    );
  });

  it('a near miss fails exactly one rule and it is liftable', () => {
    fc.assert(
      fc.property(file, (given) => {
        for (const one of rankHomes(given, QUICK).ruledOut) {
          const rules = new Set(one.because.map(({ rule }) => rule));
          assert.equal(isNearMiss(one), rules.size === 1 && one.because.every(({ liftable }) => liftable));
        }
      }),
      RUNS,
    );
  });
});

describe('a home made better', () => {
  const better: readonly [string, (one: Home) => Home][] = [
    ['more skill', (one) => ({ ...one, skills: Object.fromEntries(DOMAINS.map((d) => [d, raised(one.skills?.[d])])) })],
    ['an extra language', (one) => ({ ...one, languages: one.languages ? [...one.languages, 'BSL'] : null })],
    [
      'an extra interest',
      (one) => ({ ...one, interests: one.interests ? [...one.interests, 'drawing', 'music'] : null }),
    ],
  ];
  const raised = (skill: number | null | undefined) =>
    skill === null || skill === undefined ? null : Math.min(4, skill + 1);

  for (const [what, improve] of better) {
    it(`${what}: its fit, range, rank and share never fall`, () => {
      fc.assert(
        fc.property(file, fc.nat(), (given, which) => {
          const { id } = given.homes[which % given.homes.length]!;
          const then = { ...given, homes: given.homes.map((one) => (one.id === id ? improve(one) : one)) };
          const [was, is] = [given, then].map((of) => rankHomes(of, QUICK).ranked.find((one) => one.home === id));
          assert.equal(was === undefined, is === undefined);
          if (!was || !is) return;
          assert.ok(is.fit >= was.fit && is.fitLow >= was.fitLow && is.fitHigh >= was.fitHigh);
          assert.ok(is.rank <= was.rank && is.topThree >= was.topThree);
        }),
        RUNS,
      );
    });
  }

  it('nearer to the only place that matters: never lower', () => {
    fc.assert(
      fc.property(file, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const from = { lat: 53.4, long: -2.2 };
        const only = given.children.map((one) => ({
          ...one,
          from,
          school: null,
          friends: [],
          siblings: [],
          avoid: [],
        }));
        // A brother or sister who is known to live in one of the homes would be a second place that matters.
        const nobodyKnown = (one: Home) => ({
          ...one,
          residents: one.residents?.map((resident) => ({ ...resident, siblingOf: [] })) ?? null,
        });
        const far = { ...given, children: only, homes: given.homes.map(nobodyKnown) };
        const nearer = (one: Home) =>
          one.at
            ? {
                ...one,
                at: {
                  lat: from.lat + (one.at.lat - from.lat) * share,
                  long: from.long + (one.at.long - from.long) * share,
                },
              }
            : one;
        const near = { ...far, homes: far.homes.map((one, at) => (at === 0 ? nearer(one) : one)) };
        const [was, is] = [far, near].map((of) => rankHomes(of, QUICK).ranked.find((one) => one.home === 'h0'));
        if (was && is) assert.ok(is.fit >= was.fit && is.rank <= was.rank);
      }),
      RUNS,
    );
  });
});

describe('unknown is not zero', () => {
  it('an unknown skill lies between the worst and the best, is listed where it is needed, and its range holds both', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...DOMAINS), (given, domain) => {
        const needed = given.children.map((one) => ({ ...one, needs: { ...one.needs, [domain]: { level: 3 } } }));
        const withSkill = (skill: number | null) => {
          const homes = given.homes.map((one) => ({ ...one, skills: { ...one.skills, [domain]: skill } }));
          return new Map(rankHomes({ ...given, children: needed, homes }, QUICK).ranked.map((one) => [one.home, one]));
        };
        const [worst, unknown, best] = [withSkill(0), withSkill(null), withSkill(4)];
        for (const [id, one] of unknown) {
          const [low, high] = [worst.get(id)!, best.get(id)!];
          assert.ok(low.fit < one.fit && one.fit < high.fit);
          assert.ok(one.fitLow <= low.fitLow && high.fitHigh <= one.fitHigh);
          assert.ok(one.fitHigh - one.fitLow > Math.max(low.fitHigh - low.fitLow, high.fitHigh - high.fitLow));
          assert.ok(one.unknown.includes(`needs:${domain}`));
          assert.ok(!low.unknown.includes(`needs:${domain}`));
        }
      }),
      RUNS,
    );
  });

  it('fresh evidence from practice narrows the range, a stale word of one’s own widens it, and the fit stays', () => {
    fc.assert(
      fc.property(file, (given) => {
        const needed = given.children.map((one) => ({ ...one, needs: { ...one.needs, health: { level: 2 } } }));
        const withEvidence = (by: 'placement' | 'self', on: string) => {
          const homes = given.homes.map((one) => ({
            ...one,
            skills: { ...one.skills, health: 1 },
            evidence: { health: { by, on } },
          }));
          return rankHomes({ ...given, children: needed, homes }, QUICK).ranked;
        };
        const stale = new Map(withEvidence('self', '2024-01-01').map((one) => [one.home, one]));
        for (const one of withEvidence('placement', '2026-11-01')) {
          const wider = stale.get(one.home)!;
          assert.equal(one.fit, wider.fit);
          assert.ok(wider.fitLow <= one.fitLow && one.fitHigh <= wider.fitHigh);
          assert.ok(wider.fitHigh - wider.fitLow > one.fitHigh - one.fitLow);
        }
      }),
      RUNS,
    );
  });
});
