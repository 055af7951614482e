import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { criterionWords, forTheChild, type Home, type MatchingFile, rankHomes, whatWouldChange } from './index.ts';

const HERE = { lat: 53.4, long: -2.2 };
const north = (miles: number) => ({ lat: 53.4 + (miles * 360) / (2 * Math.PI * 3958.7613), long: -2.2 });
const home: Home = {
  id: 'a',
  kind: 'fostering',
  at: HERE,
  rooms: 1,
  freeFrom: '2026-11-20',
  confirmed: '2026-11-20',
  registered: { minAge: 0, maxAge: 18, sexes: ['female', 'male'] },
  skills: { health: 3 },
  pets: false,
  adapted: false,
  residents: [],
};
const file: MatchingFile = {
  asOf: '2026-11-21',
  neededBy: '2026-11-25',
  children: [
    {
      id: 'c1',
      age: 11,
      sex: 'male',
      needs: { health: { level: 3 } },
      from: HERE,
      school: HERE,
      avoid: [],
      pets: 'can',
      adaptations: false,
      alongside: 'no-preference',
      risksToOthers: ['fire-setting'],
    },
  ],
  homes: [home],
};
const withHomes = (...homes: Home[]): MatchingFile => ({ ...file, homes });

function wordsOf(given: Partial<Home>, criterion: string) {
  const reason = rankHomes(withHomes({ ...home, ...given })).ranked[0]!.reasons.find(
    (one) => one.criterion === criterion,
  )!;
  return { words: reason.words, forTheChild: forTheChild(reason) };
}

describe('reasons in words', () => {
  it('tell whole miles only', () => {
    assert.deepEqual(wordsOf({ at: north(2.3) }, 'school'), {
      words: 'School is about 2 miles away, so it can stay the same school.',
      forTheChild: 'Your school would be about 2 miles away, so you could keep going there.',
    });
    assert.match(wordsOf({ at: north(0.4) }, 'family').words, /less than a mile/);
    assert.match(wordsOf({ at: north(1.2) }, 'family').words, /about a mile/);
  });

  it('claim no more than is known', () => {
    assert.match(wordsOf({ at: null }, 'school').words, /not known/);
    assert.match(wordsOf({ skills: {} }, 'needs:health').words, /not known, so it counts half/);
    assert.match(wordsOf({}, 'needs:health').words, /with no evidence given/);
    assert.match(
      wordsOf({ evidence: { health: { by: 'agency', on: '2024-01-01' } } }, 'needs:health').words,
      /more than a year ago/,
    );
  });

  it('a copy of a reason keeps its own words', () => {
    const copy = structuredClone(rankHomes(file).ranked[0]!.reasons[0]!);
    assert.equal(forTheChild(copy), copy.words);
  });

  it('call criteria by their names', () => {
    assert.equal(criterionWords('needs:health'), 'Health');
    assert.equal(criterionWords('brothers-and-sisters'), 'With or near brothers and sisters');
  });
});

describe('an answer is plain data', () => {
  it('JSON, copying and spreading see the words', () => {
    const ranking = rankHomes(file);
    const copy = structuredClone(ranking);
    assert.deepEqual(JSON.parse(JSON.stringify(ranking)), copy);
    assert.ok(copy.ranked[0]!.reasons.length > 0 && { ...ranking.ranked[0]! }.reasons.length > 0);
    assert.match(copy.method.digest, /^[0-9a-f]{64}$/);
  });

  it('the digest covers what is read and nothing else, in any order', () => {
    const two = withHomes(home, { ...home, id: 'b' });
    const digest = (of: MatchingFile) => rankHomes(of).method.digest;
    assert.equal(digest({ ...two, homes: [...two.homes].reverse() }), digest(two));
    assert.equal(digest(withHomes({ ...home, weeklyFee: 1 }, { ...home, id: 'b' })), digest(two));
    assert.notEqual(digest(withHomes({ ...home, pets: true }, { ...home, id: 'b' })), digest(two));
  });
});

describe('impact', () => {
  it('has a line for each person who lives there, and tells risks to them', () => {
    const residents = [
      { age: 9, alongside: 'others' as const, siblingOf: ['c1'] },
      { age: 19, alongside: 'others' as const, risksToOthers: ['physical-harm'] },
    ];
    const { impact } = rankHomes(withHomes({ ...home, residents })).ranked[0]!;
    const on = (position: number) =>
      impact
        .filter((one) => one.on === position)
        .map((one) => one.words)
        .join(' ');
    assert.match(on(0), /A child of 9 who lives here would be joined by a child of 11, 2 years older/);
    assert.match(on(0), /brother or sister/);
    assert.match(on(0), /risk of setting fires/);
    assert.match(on(1), /A young adult of 19/);
    // What another child there needs or risks is not told.
    assert.doesNotMatch(on(1), /hurting/);
  });
});

describe('what would change', () => {
  const rival = { ...home, id: 'b', skills: { health: 2 }, at: HERE };

  it('a skill learnt raises the home to a shared first place', () => {
    const changes = whatWouldChange(rankHomes(withHomes(home, rival)), 'b');
    const skill = changes.find((one) => one.what === 'skill');
    assert.deepEqual([skill?.about, skill?.rank], ['needs:health', 1]);
    assert.match(skill!.words, /learnt to meet level 3 in health, it would rise from second to first\./);
  });

  it('family first: the nearer home rises', () => {
    // Alike but for place: one next to family, one next to school, twenty miles apart. School first: school has 18
    // points and family 12, with 3 for the area. Family first: family 20 and school 16.
    const children = [{ ...file.children[0]!, from: HERE, school: north(20), matters: ['school' as const] }];
    const ranking = rankHomes({
      ...file,
      children,
      homes: [
        { ...home, id: 'family' },
        { ...home, id: 'school', at: north(20) },
      ],
    });
    assert.equal(ranking.ranked[0]!.home, 'school');
    const change = whatWouldChange(ranking, 'family').find((one) => one.what === 'order' && one.about === 'family');
    assert.equal(change?.rank, 1);
  });

  it('a near miss: so many days earlier, and where it would then stand', () => {
    const late = { ...home, id: 'late', freeFrom: '2026-11-28' };
    const [change] = whatWouldChange(rankHomes(withHomes(late, rival)), 'late');
    assert.equal(change?.rank, 1);
    assert.match(change!.words, /ready 3 days earlier, or could be waited for, this home would be first/);
  });

  it('nothing for a home that no one may lift; a copy of a ranking is refused', () => {
    const ranking = rankHomes(withHomes({ ...home, freeFrom: null }));
    assert.deepEqual(whatWouldChange(ranking, 'a'), []);
    assert.throws(() => whatWouldChange(structuredClone(ranking), 'a'), /copy/);
    assert.throws(() => whatWouldChange(ranking, 'z'), /no home z/);
  });
});
