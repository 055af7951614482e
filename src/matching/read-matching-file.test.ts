import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate, Refusal } from '../kernel/index.ts';
import { dateNumber } from './date-number.ts';
import { type MatchingFile, parseMatchingFile, rankHomes } from './index.ts';

const good = {
  asOf: '2026-11-21',
  neededBy: '2026-11-25',
  children: [{ id: 'c1' }],
  homes: [{ id: 'h1', kind: 'fostering' }],
};
const withHome = (fields: object) => ({ ...good, homes: [{ ...good.homes[0], ...fields }] });
const withChild = (fields: object) => ({ ...good, children: [{ ...good.children[0], ...fields }] });

describe('reading a matching file', () => {
  it('takes a file that knows next to nothing, and fields that it does not read', () => {
    assert.equal(parseMatchingFile(good).ok, true);
    assert.equal(parseMatchingFile(withHome({ faith: 'any', weeklyFee: 'ask', sector: 7 })).ok, true);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['not an object', 'rubbish', /the file: expected an object/],
    ['null', null, /the file: expected an object/],
    ['no children', { ...good, children: [] }, /children: expected a list of one or more, got a list of 0/],
    ['no homes', { ...good, homes: undefined }, /homes: expected a list, got nothing/],
    ['a day that is not in the calendar', { ...good, neededBy: '2026-02-30' }, /neededBy: expected a date/],
    [
      'the same home twice',
      { ...good, homes: [good.homes[0], good.homes[0]] },
      /homes\[1\]\.id: expected an id of its own/,
    ],
    ['the same child twice', { ...good, children: [{ id: 'c1' }, { id: 'c1' }] }, /children\[1\]\.id: expected an id/],
    ['a home that is a number', { ...good, homes: [7] }, /homes\[0\]: expected an object, got 7/],
    ['an unknown kind', withHome({ kind: 'castle' }), /homes\[0\]\.kind: expected one of fostering, .*got "castle"/],
    ['a level too high', withHome({ skills: { health: 5 } }), /homes\[0\]\.skills\.health: expected a level 0 to 4/],
    ['a domain that is not one', withHome({ skills: { helth: 3 } }), /homes\[0\]\.skills: expected domains/],
    ['evidence without a date', withHome({ evidence: { health: { by: 'self', on: 'May' } } }), /evidence\.health/],
    ['a negative room', withHome({ rooms: -1 }), /homes\[0\]\.rooms/],
    ['rooms that are text', withHome({ roomsDetail: ['one'] }), /homes\[0\]\.roomsDetail/],
    ['a resident with a wrong wish', withHome({ residents: [{ alongside: 'anyone' }] }), /residents\[0\]/],
    ['a sex nobody can be registered for', withHome({ registered: { sexes: ['f'] } }), /homes\[0\]\.registered/],
    ['half an age', withChild({ age: 11.5 }), /children\[0\]\.age: expected whole years/],
    ['a need that is a number', withChild({ needs: { health: 3 } }), /children\[0\]\.needs\.health/],
    ['a place beyond the poles', withChild({ from: { lat: 99, long: 0 } }), /children\[0\]\.from/],
    ['something that cannot matter', withChild({ matters: ['money'] }), /children\[0\]\.matters/],
    ['a wrong suitability', withChild({ suitability: { fostering: 'maybe' } }), /suitability\.fostering/],
  ];
  for (const [what, input, says] of wrong) {
    it(`refuses ${what}, says where and what is expected`, () => {
      const read = parseMatchingFile(input);
      assert.equal(read.ok, false);
      assert.match(!read.ok ? read.problem.join('\n') : '', says);
      assert.throws(() => rankHomes(input as MatchingFile), Refusal);
    });
  }

  it('lists every problem, and never more than fifty', () => {
    const many = { ...good, homes: Array.from({ length: 200 }, (_, at) => ({ id: `h${at}`, kind: 'castle' })) };
    const read = parseMatchingFile(many);
    assert.equal(!read.ok && read.problem.length, 50);
  });

  it('does not spill an address into an error', () => {
    const read = parseMatchingFile(withHome({ at: { lat: 53.48095, lng: -2.23743 } }));
    assert.ok(!read.ok);
    assert.match(read.problem[0]!, /got an object \(lat, lng\)/);
    assert.doesNotMatch(read.problem.join(), /53\.48|2\.237/);
  });

  it('dates as numbers agree with the calendar', () => {
    for (const text of [
      '2024-02-29',
      '2023-02-29',
      '1900-02-29',
      '2000-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-1-01',
      '20261-1-1',
      'aaaa-bb-cc',
      '2026-00-10',
      '1799-12-31',
    ]) {
      assert.equal(dateNumber(text) > 0, plainDate(text) !== null, text);
    }
    assert.equal(dateNumber('2026-11-21'), 20261121);
  });
});
