import { addDays, DOMAINS, type Domain, date, seededRandom } from '../src/kernel/index.ts';
import { ALONGSIDE, type Child, EVIDENCE_BY, type Home, type MatchingFile } from '../src/matching/index.ts';

/**
 * Made-up homes for measuring, with the variety that makes ranking work hard: every kind of home, some of every fact
 * unknown, residents with wishes, evidence of every kind. Not the made-up region: it must not change with it.
 */
const AS_OF = date('2026-11-21');
const LANGUAGES = ['BSL', 'Polish', 'Arabic', 'Urdu', 'Makaton'];
const INTERESTS = ['football', 'drawing', 'horses', 'music', 'cooking', 'gaming', 'swimming'];

export function madeUpFile(homes: number, children = 1): MatchingFile {
  return {
    asOf: AS_OF,
    neededBy: '2026-11-25',
    children: Array.from({ length: children }, (_, at) => madeUpChild(at)),
    homes: madeUpHomes(homes),
  };
}

export function madeUpChild(at: number): Child {
  const random = seededRandom(`child ${at}`);
  const near = () => ({ lat: 53.4 + random.normal(0, 0.1), long: -2.2 + random.normal(0, 0.15) });
  return {
    id: `c${at + 1}`,
    age: 11 - at,
    sex: at % 2 === 0 ? 'female' : 'male',
    needs: Object.fromEntries(DOMAINS.map((domain) => [domain, { level: random.between(0, 4) }])),
    from: { lat: 53.4, long: -2.2 },
    school: { lat: 53.41, long: -2.21, mustKeep: true },
    friends: [near(), near()],
    siblings: [near()],
    avoid: [{ ...near(), miles: 3 }],
    suitability: { fostering: 'preferred', residential: 'suitable', supported: 'unspecified' },
    alongside: 'no-preference',
    pets: 'can',
    adaptations: false,
    languages: ['BSL'],
    interests: ['football', 'drawing'],
    risksToOthers: [],
    secureOrder: false,
    matters: ['school', 'brothers-and-sisters', 'interests'],
  };
}

export function madeUpHomes(count: number): Home[] {
  const random = seededRandom('homes');
  const maybe = <T>(value: T, share = 0.05): T | null => (random.chance(share) ? null : value);
  const some = (list: readonly string[]) => list.filter(() => random.chance(0.25));
  return Array.from({ length: count }, (_, at): Home => {
    const skills: { [D in Domain]?: number | null } = {};
    const evidence: Record<string, { by: (typeof EVIDENCE_BY)[number]; on: string }> = {};
    for (const domain of DOMAINS) {
      skills[domain] = maybe(random.between(0, 4), 0.15);
      if (random.chance(0.7)) {
        evidence[domain] = { by: random.pick(EVIDENCE_BY), on: addDays(AS_OF, -random.between(0, 900)) };
      }
    }
    const kind = random.weighted({ fostering: 70, kinship: 1, residential: 18, supported: 10, secure: 1 });
    return {
      id: `h${at}`,
      kind,
      ...(kind === 'kinship' ? { connectedTo: [random.chance(0.1) ? 'c1' : `x${at}`] } : {}),
      at: maybe({ lat: 53.4 + random.normal(0, 0.25), long: -2.2 + random.normal(0, 0.4) }),
      rooms: random.between(1, 3),
      freeFrom: random.chance(0.3) ? null : addDays(AS_OF, random.between(-30, 15)),
      confirmed: maybe(addDays(AS_OF, -random.between(0, 20))),
      registered: { minAge: random.between(0, 8), maxAge: random.between(11, 18), sexes: ['female', 'male'] },
      skills,
      evidence,
      pets: maybe(random.chance(0.4)),
      adapted: maybe(random.chance(0.1)),
      languages: some(LANGUAGES),
      interests: maybe(some(INTERESTS)),
      residents: Array.from({ length: random.between(0, 3) }, () => ({
        age: random.between(2, 17),
        sex: random.pick(['female', 'male'] as const),
        alongside: random.pick(ALONGSIDE),
        needs: {},
        risksToOthers: [],
        fostered: maybe(random.chance(0.5)),
      })),
      weeklyFee: random.between(400, 5000),
      sector: random.pick(['authority', 'voluntary', 'private']),
    };
  });
}
