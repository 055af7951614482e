import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Child, type Home, isNearMiss, type MatchingFile, type RuleCode, rankHomes } from './index.ts';

/** Each rule just in and just out; expected values from the contract's table and the law each rule names. */
const EDGE_OF_TOWN = { lat: 53.5, long: -2.1 };

function child(given: Partial<Child> = {}): Child {
  return {
    id: 'c1',
    age: 11,
    sex: 'female',
    needs: {},
    from: { lat: 53.4, long: -2.2 },
    school: null,
    friends: [],
    siblings: [],
    avoid: [],
    suitability: { fostering: 'suitable', residential: 'suitable', supported: 'suitable' },
    alongside: 'no-preference',
    pets: 'can',
    adaptations: false,
    languages: [],
    interests: [],
    risksToOthers: [],
    secureOrder: false,
    matters: [],
    ...given,
  };
}

function home(given: Partial<Home> = {}): Home {
  return {
    id: 'h1',
    kind: 'fostering',
    at: EDGE_OF_TOWN,
    rooms: 3,
    freeFrom: '2026-11-20',
    confirmed: '2026-11-19',
    registered: { minAge: 0, maxAge: 18, sexes: ['female', 'male'] },
    skills: {},
    pets: false,
    adapted: false,
    languages: [],
    interests: [],
    residents: [],
    ...given,
  };
}

const someone = {
  age: 9,
  sex: 'male',
  alongside: 'no-preference',
  needs: {},
  risksToOthers: [],
  fostered: false,
} as const;

function file(homes: Home[], children: Child[] = [child()]): MatchingFile {
  return { asOf: '2026-11-21', neededBy: '2026-11-25', children, homes };
}

/** The codes that rule the one home out, or what must be asked of it. */
function verdict(given: Partial<Home>, ...children: Partial<Child>[]) {
  const group = children.length > 0 ? children.map((one, at) => child({ id: `c${at + 1}`, ...one })) : [child()];
  const { ranked, ruledOut } = rankHomes(file([home(given)], group));
  return {
    out: ruledOut.flatMap((one) => one.because.map(({ rule }) => rule)),
    ask: ranked.flatMap((one) => one.checks.map(({ rule }) => rule)),
    because: ruledOut[0]?.because ?? [],
    nearMiss: ruledOut[0] ? isNearMiss(ruledOut[0]) : false,
  };
}

function isFine(given: Partial<Home>, ...children: Partial<Child>[]): void {
  const { out, ask } = verdict(given, ...children);
  assert.deepEqual({ out, ask }, { out: [], ask: [] });
}

function isOut(rule: RuleCode, liftable: boolean, given: Partial<Home>, ...children: Partial<Child>[]): void {
  const { out, because, nearMiss } = verdict(given, ...children);
  assert.deepEqual([...new Set(out)], [rule]);
  assert.ok(because.every((one) => one.liftable === liftable && one.words.length > 10 && one.basis.length > 10));
  assert.equal(nearMiss, liftable);
}

function isAsked(rule: RuleCode, given: Partial<Home>, ...children: Partial<Child>[]): void {
  const { out, ask } = verdict(given, ...children);
  assert.deepEqual({ out, ask: ask.includes(rule) }, { out: [], ask: true });
}

describe('rooms', () => {
  it('no-room: none free', () => {
    isFine({ freeFrom: '2026-11-20' });
    isOut('no-room', false, { freeFrom: null });
  });

  it('a room nobody has confirmed within seven days is asked about', () => {
    isFine({ confirmed: '2026-11-14' });
    isAsked('no-room', { confirmed: '2026-11-13' });
    isAsked('no-room', { confirmed: null });
  });

  it('not-free-in-time: the day it is needed is included', () => {
    isFine({ freeFrom: '2026-11-25' });
    isOut('not-free-in-time', true, { freeFrom: '2026-11-26' });
  });

  it('too-few-rooms: a room each, unless a room may be shared', () => {
    isFine({ rooms: 2 }, {}, {});
    isOut('too-few-rooms', true, { rooms: 1 }, {}, {});
    isOut('too-few-rooms', false, { rooms: 0 });
    isFine({ rooms: 1, roomsDetail: [{ freeFrom: '2026-11-20', adapted: false, mayShare: true }] }, {}, {});
    isOut(
      'too-few-rooms',
      true,
      { rooms: 1, roomsDetail: [{ freeFrom: '2026-11-20', adapted: false, mayShare: false }] },
      {},
      {},
    );
    isAsked('too-few-rooms', { rooms: null });
    isAsked(
      'too-few-rooms',
      { rooms: 1, roomsDetail: [{ freeFrom: '2026-11-20', adapted: false, mayShare: null }] },
      {},
      {},
    );
  });

  it('a second room that is free only later is not there yet for the second child', () => {
    const roomsDetail = [
      { freeFrom: '2026-11-20', adapted: false, mayShare: false },
      { freeFrom: '2026-11-26', adapted: false, mayShare: false },
    ];
    isFine({ rooms: 2, roomsDetail });
    isOut('not-free-in-time', true, { rooms: 2, roomsDetail }, {}, {});
  });

  it('a room described as not free is not counted', () => {
    const roomsDetail = [
      { freeFrom: '2026-11-20', adapted: false, mayShare: false },
      { freeFrom: null, adapted: false, mayShare: false },
    ];
    isFine({ rooms: 2, roomsDetail });
    isOut('too-few-rooms', true, { rooms: 2, roomsDetail }, {}, {});
  });

  it('rooms beyond what registration allows are not counted', () => {
    const room = { freeFrom: '2026-11-20', adapted: false, mayShare: false };
    isOut('too-few-rooms', true, { rooms: 1, roomsDetail: [room, room] }, {}, {});
  });

  it('adaptation: known not to be adapted', () => {
    isFine({ adapted: true }, { adaptations: true });
    isOut('adaptation', true, { adapted: false }, { adaptations: true });
    isAsked('adaptation', { adapted: null }, { adaptations: true });
    isAsked('adaptation', { adapted: false }, { adaptations: null });
    isFine({ adapted: null }, { adaptations: false });
  });

  it('two half-fitting rooms never make one: the adapted room must itself be free in time', () => {
    const [early, late] = ['2026-11-20', '2026-12-01'];
    const halves = [
      { freeFrom: early, adapted: false, mayShare: false },
      { freeFrom: late, adapted: true, mayShare: false },
    ];
    isOut('adaptation', true, { adapted: true, rooms: 2, roomsDetail: halves }, { adaptations: true });
    const whole = [{ freeFrom: early, adapted: true, mayShare: false }];
    isFine({ adapted: true, rooms: 1, roomsDetail: whole }, { adaptations: true });
  });

  it('two children who need an adapted room need two of them', () => {
    const adapted = { freeFrom: '2026-11-20', adapted: true, mayShare: false };
    const plain = { ...adapted, adapted: false };
    const needs = { adaptations: true };
    isFine({ rooms: 2, roomsDetail: [adapted, adapted] }, needs, needs);
    isFine({ rooms: 2, roomsDetail: [adapted, plain] }, needs, {});
    isOut('adaptation', true, { rooms: 2, roomsDetail: [adapted, plain] }, needs, needs);
    isFine({ rooms: 1, roomsDetail: [{ ...adapted, mayShare: true }] }, needs, needs);
  });
});

describe('terms of registration or approval', () => {
  it('age: bounds included', () => {
    const terms = (minAge: number | null, maxAge: number | null) => ({
      registered: { minAge, maxAge, sexes: ['female', 'male'] as const },
    });
    isFine(terms(11, 11));
    isOut('age', false, terms(12, 18));
    isOut('age', false, terms(0, 10));
    isOut('age', false, terms(null, 10));
    isAsked('age', terms(null, 11));
    isAsked('age', terms(0, null));
    isAsked('age', terms(0, 18), { age: null });
  });

  it('age: for foster carers the words say that only a change of approval could alter it', () => {
    const terms = { registered: { minAge: 0, maxAge: 10, sexes: ['female' as const] } };
    assert.match(verdict(terms).because[0]!.words, /change of approval/);
    assert.doesNotMatch(verdict({ ...terms, kind: 'residential' }).because[0]!.words, /change of approval/);
  });

  it('sex', () => {
    const terms = (...sexes: ('female' | 'male')[]) => ({ registered: { minAge: 0, maxAge: 18, sexes } });
    isFine(terms('female'));
    isOut('sex', false, terms('male'));
    isFine(terms('female', 'male'), { sex: 'unknown' });
    isAsked('sex', terms('male'), { sex: 'unknown' });
    isAsked('sex', { registered: { minAge: 0, maxAge: 18, sexes: null } });
    isAsked('sex', { registered: null });
  });
});

describe('kinds of home', () => {
  it('kind-unsuitable: only what is marked unsuitable', () => {
    for (const kind of ['fostering', 'residential'] as const) {
      isFine({ kind }, { suitability: { [kind]: 'suitable' } });
      isFine({ kind }, { suitability: { [kind]: 'unspecified' } });
      isFine({ kind }, { suitability: null });
      isOut('kind-unsuitable', false, { kind }, { suitability: { [kind]: 'unsuitable' } });
    }
    isFine({ kind: 'kinship', connectedTo: ['c1'] }, { suitability: { fostering: 'unsuitable' } });
    isOut('kind-unsuitable', false, { kind: 'supported' }, { age: 17, suitability: { supported: 'unsuitable' } });
  });

  it('not-connected: kinship carers are approved for named children', () => {
    isFine({ kind: 'kinship', connectedTo: ['c1'] });
    isOut('not-connected', false, { kind: 'kinship', connectedTo: ['c2'] });
    isOut('not-connected', false, { kind: 'kinship', connectedTo: ['c1'] }, {}, {});
    isFine({ kind: 'kinship', connectedTo: ['c1', 'c2'] }, {}, {});
    isAsked('not-connected', { kind: 'kinship' });
  });

  it('supported-under-16', () => {
    isFine({ kind: 'supported' }, { age: 16 });
    isOut('supported-under-16', false, { kind: 'supported' }, { age: 15 });
    isAsked('supported-under-16', { kind: 'supported' }, { age: null });
    isOut('supported-under-16', false, { kind: 'supported' }, { age: 17 }, { age: 15 });
  });

  it('secure-without-order: other kinds stay open to a child with an order', () => {
    isFine({ kind: 'secure' }, { secureOrder: true });
    isOut('secure-without-order', false, { kind: 'secure' }, { secureOrder: false });
    isAsked('secure-without-order', { kind: 'secure' }, { secureOrder: null });
    isFine({ kind: 'residential' }, { secureOrder: true });
  });
});

describe('avoid-area', () => {
  // One degree of latitude is 69.09 miles on a sphere of 3,958.7613 miles: 2 x pi x 3958.7613 / 360.
  const away = (miles: number) => ({ lat: EDGE_OF_TOWN.lat + (miles * 360) / (2 * Math.PI * 3958.7613), long: -2.1 });

  it('rules out at most its miles, bounds included', () => {
    isFine({}, { avoid: [{ ...away(3.01), miles: 3 }] });
    isOut('avoid-area', false, {}, { avoid: [{ ...away(2.99), miles: 3 }] });
    isOut('avoid-area', false, {}, { avoid: [{ ...EDGE_OF_TOWN, miles: 0 }] });
  });

  it('asks where the home, the places or their reach are unknown', () => {
    isAsked('avoid-area', { at: null }, { avoid: [{ ...away(50), miles: 3 }] });
    isAsked('avoid-area', {}, { avoid: null });
    isAsked('avoid-area', {}, { avoid: [{ ...away(50), miles: null }] });
    isFine({ at: null }, { avoid: [] });
  });

  it('does not say how far', () => {
    const { because } = verdict({}, { avoid: [{ ...away(2), miles: 3 }] });
    assert.doesNotMatch(because[0]!.words, /\d/);
  });
});

describe('pets', () => {
  it('rules out both ways, and asks where unknown', () => {
    isFine({ pets: true }, { pets: 'can' });
    isFine({ pets: null }, { pets: 'can' });
    isFine({ pets: false }, { pets: 'no' });
    isOut('pets', false, { pets: true }, { pets: 'no' });
    isFine({ pets: true }, { pets: 'must' });
    isOut('pets', false, { pets: false }, { pets: 'must' });
    isAsked('pets', { pets: null }, { pets: 'no' });
    isAsked('pets', { pets: null }, { pets: 'must' });
    isAsked('pets', { pets: true }, { pets: 'unknown' });
  });
});

describe('alongside', () => {
  const aged = (age: number | null) => ({ residents: [{ ...someone, age }] });

  it('alongside-child: solo is a recommendation, so a person may lift it', () => {
    isFine({ residents: [] }, { alongside: 'solo' });
    isOut('alongside-child', true, aged(9), { alongside: 'solo' });
    isAsked('alongside-child', { residents: null }, { alongside: 'solo' });
  });

  it('alongside-child: older only, younger only, the same age asked', () => {
    isFine(aged(12), { alongside: 'only-older' });
    isAsked('alongside-child', aged(11), { alongside: 'only-older' });
    isOut('alongside-child', false, aged(10), { alongside: 'only-older' });
    isFine(aged(10), { alongside: 'only-younger' });
    isAsked('alongside-child', aged(11), { alongside: 'only-younger' });
    isOut('alongside-child', false, aged(12), { alongside: 'only-younger' });
    isAsked('alongside-child', aged(null), { alongside: 'only-older' });
    isAsked('alongside-child', aged(9), { alongside: null });
  });

  it('others, and nobody there, is a gap and not a rule-out', () => {
    const { ranked } = rankHomes(file([home()], [child({ alongside: 'others' })]));
    assert.equal(ranked[0]!.gaps.length, 1);
    assert.equal(ranked[0]!.gaps[0]!.child, 'c1');
    isFine(aged(9), { alongside: 'others' });
  });

  it('alongside-resident: the same seen from a child who lives there, never liftable', () => {
    const wish = (alongside: 'solo' | 'only-older' | 'only-younger' | 'others' | null, age: number | null = 9) => ({
      residents: [{ ...someone, age, alongside }],
    });
    isFine(wish('others'));
    isOut('alongside-resident', false, wish('solo'));
    isFine(wish('only-older', 10));
    isAsked('alongside-resident', wish('only-older', 11));
    isOut('alongside-resident', false, wish('only-older', 12));
    isFine(wish('only-younger', 12));
    isAsked('alongside-resident', wish('only-younger', 11));
    isOut('alongside-resident', false, wish('only-younger', 10));
    isAsked('alongside-resident', wish(null));
    isAsked('alongside-resident', wish('only-older', null));
  });

  it('members of the incoming group are never counted against each other', () => {
    isFine(
      {},
      { age: 5, alongside: 'solo' },
      { age: 9, alongside: 'only-older' },
      { age: 12, alongside: 'only-younger' },
    );
  });
});

describe('usual-limit', () => {
  const fostered = (count: number, more: object = {}) => ({
    rooms: 9,
    residents: Array.from({ length: count }, () => ({ ...someone, fostered: true, ...more })),
  });

  it('three fostered children, those who come included', () => {
    isFine(fostered(2));
    isOut('usual-limit', true, fostered(3));
    isOut('usual-limit', true, { ...fostered(3), kind: 'kinship', connectedTo: ['c1'] });
    isFine({ ...fostered(3), kind: 'residential' });
  });

  it('own children and young adults staying put do not count', () => {
    isFine(fostered(3, { fostered: false }));
    isFine(fostered(3, { age: 18 }));
    isOut('usual-limit', true, fostered(3, { age: 17 }));
  });

  it('brothers and sisters of each other are no limit; of only some of them are', () => {
    isFine({ rooms: 9 }, {}, {}, {}, {});
    isFine(fostered(2, { siblingOf: ['c1', 'c2'] }), {}, {});
    isOut('usual-limit', true, fostered(2, { siblingOf: ['c1'] }), {}, {});
    isOut('usual-limit', true, { rooms: 9, residents: [{ ...someone, fostered: true }] }, {}, {}, {});
  });

  it('whether a child there is fostered is unknown: asked, not ruled out', () => {
    isAsked('usual-limit', fostered(3, { fostered: null }));
    isFine(fostered(2, { fostered: null }));
    isAsked('usual-limit', { residents: null });
  });
});

describe('all rules together', () => {
  it('lists every failed rule, for every child of the group', () => {
    const { because } = verdict(
      { registered: { minAge: 12, maxAge: 18, sexes: ['male'] }, pets: true, freeFrom: '2026-12-01' },
      { pets: 'no' },
      { age: 8, sex: 'male' },
    );
    assert.deepEqual(
      because.map(({ rule, child: about }) => [rule, about]),
      [
        ['not-free-in-time', null],
        ['age', 'c1'],
        ['age', 'c2'],
        ['sex', 'c1'],
        ['pets', 'c1'],
      ],
    );
  });

  it('one liftable rule is a near miss, two are not, nor is one that nobody may lift', () => {
    assert.equal(verdict({ freeFrom: '2026-12-01' }).nearMiss, true);
    assert.equal(verdict({ freeFrom: '2026-12-01' }, { adaptations: true }).nearMiss, false);
    assert.equal(verdict({ pets: true }, { pets: 'no' }).nearMiss, false);
  });

  it('the dates asked for are used', () => {
    const late = home({ freeFrom: '2026-12-01' });
    assert.equal(rankHomes(file([late])).ranked.length, 0);
    assert.equal(rankHomes({ ...file([late]), neededBy: '2026-12-01' }).ranked.length, 1);
  });

  it('knows nothing of a home but its id and kind: nothing rules it out, and there is much to ask', () => {
    const { ranked } = rankHomes(file([{ id: 'h1', kind: 'residential' }], [{ id: 'c1' }]));
    assert.equal(ranked.length, 1);
    const asked = ranked[0]!.checks.map(({ rule }) => rule);
    for (const rule of ['no-room', 'too-few-rooms', 'age', 'sex', 'avoid-area', 'adaptation', 'pets'] as const) {
      assert.ok(asked.includes(rule), rule);
    }
  });
});
