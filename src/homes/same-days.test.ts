import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { homeForMatching } from './home-for-matching.ts';
import type { HomeForSearch } from './homes-for-search.ts';
import { sameOnBothDays } from './same-days.ts';

const TODAY = date('2026-11-21');
const day = fc.integer({ min: -40, max: 60 }).map((days) => addDays(TODAY, days));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const row: fc.Arbitrary<HomeForSearch> = fc
  .record({
    registration: fc.array(fc.record({ from: day, to: maybe(day) }), { maxLength: 3 }),
    rooms: fc.array(
      fc.record({
        freeFrom: maybe(day),
        confirmed: maybe(day),
        out: fc.array(fc.record({ from: day, to: maybe(day) }), { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
    residents: fc.array(
      fc.record({
        years: fc.integer({ min: 0, max: 20 }),
        birthday: day,
        from: day,
        until: maybe(day),
        fostered: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(
    ({ registration, rooms, residents }) =>
      ({
        organisation_id: 'o',
        home_id: 'h',
        kind: 'fostering',
        sector: 'private',
        registration: registration.map((each) => ({ ...each, minAge: 0, maxAge: 18, sexes: ['female'], places: 3 })),
        rooms: rooms.map((room, at) => ({ ...room, id: String(at), adapted: null, mayShare: false })),
        residents: residents.map(({ years, birthday, ...rest }) => ({
          ...rest,
          born: `${Number(birthday.slice(0, 4)) - years}${birthday.slice(4) === '-02-29' ? '-02-28' : birthday.slice(4)}` as PlainDate,
          sex: 'female',
          profile: null,
        })),
        skills: {},
        languages: [],
        interests: [],
        connected: [],
        lat: null,
        long: null,
        pets: null,
        adapted: null,
        weekly_pence: null,
      }) as unknown as HomeForSearch,
  );

test('a home that is said to be the same on two days reads the same on both', () => {
  let same = 0;
  fc.assert(
    fc.property(row, day, day, (home, one, other) => {
      if (!sameOnBothDays(home, one, other)) return;
      same += 1;
      assert.deepEqual(homeForMatching(home, one), homeForMatching(home, other));
    }),
    { numRuns: 3_000 },
  );
  assert.ok(same > 100, `only ${same} homes were the same`);
});

test('a birthday, a room that becomes free and somebody who leaves make a difference', () => {
  const quiet = { registration: [], rooms: [], residents: [] } as unknown as HomeForSearch;
  const later = addDays(TODAY, 10);
  const born = date('2015-11-25');
  assert.equal(sameOnBothDays(quiet, TODAY, later), true);
  const with_ = (part: object) => ({ ...quiet, ...part }) as HomeForSearch;
  assert.equal(sameOnBothDays(with_({ residents: [{ born }] }), TODAY, later), false);
  assert.equal(sameOnBothDays(with_({ residents: [{ born: null, until: addDays(TODAY, 3) }] }), TODAY, later), false);
  assert.equal(sameOnBothDays(with_({ rooms: [{ freeFrom: addDays(TODAY, 10), out: [] }] }), TODAY, later), false);
  assert.equal(sameOnBothDays(with_({ rooms: [{ freeFrom: TODAY, out: [] }] }), TODAY, later), true);
});
