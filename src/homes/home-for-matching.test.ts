import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date } from '../kernel/index.ts';
import { rankHomes } from '../matching/index.ts';
import { homeForMatching, residentsOn } from './home-for-matching.ts';
import type { HomeForSearch, ResidentRow } from './homes-for-search.ts';

const on = date('2026-11-25');

const child: ResidentRow = {
  authority: 'north',
  child: 'c9',
  born: date('2015-11-25'),
  sex: 'male',
  fostered: true,
  from: date('2026-01-01'),
  until: null,
  profile: { alongside: 'others', risksToOthers: ['physical-harm'], needs: { health: 2, family: null } },
};

const free = (from: string | null, confirmed = '2026-11-20'): HomeForSearch['rooms'][number] => ({
  id: `r${from}`,
  adapted: null,
  mayShare: false,
  freeFrom: from === null ? null : date(from),
  confirmed: date(confirmed),
  out: [],
});

/** A room of which nobody has ever said anything. */
const unsaid: HomeForSearch['rooms'][number] = { ...free(null), confirmed: null };

const terms = (places: number | null, from = '2020-01-01', to: string | null = null) => ({
  from: date(from),
  to: to === null ? null : date(to),
  minAge: 5,
  maxAge: 17,
  sexes: ['female', 'male'],
  places,
});

const home: HomeForSearch = {
  organisation_id: 'org',
  home_id: 'h1',
  name: 'Rowan House',
  kind: 'residential',
  sector: 'private',
  area: 'Harbridge',
  urn: '1234567',
  grade: 'good',
  graded_on: date('2025-05-01'),
  about: '',
  provider: 'Rowan Care',
  pets: null,
  adapted: null,
  languages: ['Polish'],
  interests: [],
  lat: 53.4,
  long: -2.2,
  hidden: false,
  authority_code: 'E08000001',
  registration: [terms(4)],
  rooms: [],
  skills: { health: { level: 3, by: 'inspection', on: date('2026-01-01'), evidence: 'report' } },
  residents: [],
  connected: ['c1'],
  weekly_pence: '123450',
};

const room = (row: Partial<HomeForSearch>) => {
  const { rooms, freeFrom, confirmed, roomsDetail } = homeForMatching({ ...home, ...row }, on);
  return { rooms, freeFrom, confirmed, detail: roomsDetail?.length };
};

test('a home carries what is weighed and checked, unknown as null, and nothing that names it or tells where it is', () => {
  const made = homeForMatching(home, on);
  assert.deepEqual(made, {
    id: 'org/h1',
    kind: 'residential',
    at: { lat: 53.4, long: -2.2 },
    rooms: 4,
    confirmed: null,
    roomsDetail: null,
    registered: { minAge: 5, maxAge: 17, sexes: ['female', 'male'] },
    skills: { health: 3 },
    evidence: { health: { by: 'inspection', on: '2026-01-01' } },
    pets: null,
    adapted: null,
    languages: ['Polish'],
    interests: [],
    residents: [],
    weeklyFee: 1234.5,
    sector: 'private',
  });
  assert.equal(homeForMatching({ ...home, lat: null }, on).at, null);
});

test('only a kinship home is tied to children', () => {
  assert.deepEqual(homeForMatching({ ...home, kind: 'kinship' }, on).connectedTo, ['c1']);
});

test('rooms free by the day count, with the earliest day and the oldest word; taken ones do not', () => {
  assert.deepEqual(room({ rooms: [free('2026-11-25', '2026-11-02'), free('2026-11-10'), free(null)] }), {
    rooms: 2,
    freeFrom: '2026-11-10',
    confirmed: '2026-11-02',
    detail: 2,
  });
});

test('a room that is free a day too late does not count among those in time, and is told in the detail', () => {
  assert.deepEqual(room({ rooms: [free('2026-11-25'), free('2026-11-26')] }), {
    rooms: 1,
    freeFrom: '2026-11-25',
    confirmed: '2026-11-20',
    detail: 2,
  });
  assert.deepEqual(room({ rooms: [free('2026-11-26'), free('2026-12-26')] }).rooms, 2);
});

test('registered places less the children who live there are the limit', () => {
  const rooms = [free('2026-11-01'), free('2026-11-01'), free('2026-11-01')];
  assert.equal(room({ rooms, registration: [terms(4)], residents: [child, child, child] }).rooms, 1);
  assert.equal(room({ rooms, registration: [terms(3)], residents: [child, child, child] }).freeFrom, null);
  assert.equal(room({ rooms, registration: [terms(null)], residents: [child, child, child] }).rooms, 3);
  assert.equal(room({ rooms, registration: [], residents: [child] }).rooms, 3);
});

test('the carers’ own children take no place of the registration', () => {
  const own: ResidentRow = { born: date('2012-01-01'), sex: 'female', fostered: false, profile: null };
  assert.equal(room({ rooms: [free('2026-11-01')], registration: [terms(1)], residents: [own] }).rooms, 1);
});

test('a registration that has ended by the day leaves no room; one that begins by then is the one that counts', () => {
  const rooms = [free('2026-11-01'), free('2026-11-01')];
  assert.equal(room({ rooms, registration: [terms(4, '2020-01-01', '2026-11-24')] }).freeFrom, null);
  assert.equal(room({ rooms, registration: [terms(4, '2020-01-01', '2026-11-25')] }).rooms, 2);
  assert.equal(room({ rooms, registration: [terms(4), terms(1, '2026-11-25')] }).rooms, 1);
  assert.equal(room({ rooms, registration: [terms(4), terms(1, '2026-11-26')] }).rooms, 2);
});

test('where nobody has ever spoken of a room it is not known whether one is free: absent, not null', () => {
  const vacancy = (row: Partial<HomeForSearch>) => {
    const { rooms, freeFrom, roomsDetail, ...rest } = homeForMatching({ ...home, ...row }, on);
    return {
      rooms,
      roomsDetail,
      known: 'freeFrom' in homeForMatching({ ...home, ...row }, on),
      freeFrom,
      confirmed: rest.confirmed,
    };
  };
  const nothing = { roomsDetail: null, known: false, freeFrom: undefined, confirmed: null };
  assert.deepEqual(vacancy({ registration: [] }), { ...nothing, rooms: null });
  assert.deepEqual(vacancy({ registration: [terms(null)] }), { ...nothing, rooms: null });
  // Three places, one child: no more than two can come.
  assert.deepEqual(vacancy({ registration: [terms(3)], residents: [child] }), { ...nothing, rooms: 2 });
  const detail = [{ adapted: true, mayShare: false }];
  const rooms = [free(null), { ...unsaid, adapted: true }];
  assert.deepEqual(vacancy({ registration: [], rooms }), { ...nothing, rooms: 1, roomsDetail: detail });
});

test('what is known to be no room stays no room', () => {
  const none = { rooms: 0, freeFrom: null, confirmed: null, detail: 0 };
  const out = (from: string, to: string | null) => [{ from, to, reason: 'repairs' }];
  assert.deepEqual(room({ rooms: [free(null)] }), none); // somebody said that it is taken
  assert.deepEqual(room({ registration: [terms(1)], residents: [child] }), none); // the only place is taken
  assert.deepEqual(room({ registration: [terms(1)], rooms: [unsaid], residents: [child] }), none);
  assert.deepEqual(room({ registration: [terms(4, '2020-01-01', '2026-11-24')] }), none); // it has closed
  assert.deepEqual(room({ rooms: [{ ...unsaid, out: out('2026-11-25', null) }] }), none);
  assert.equal(room({ rooms: [{ ...unsaid, out: out('2026-11-20', '2026-11-24') }] }).freeFrom, undefined);
  assert.equal(room({ rooms: [{ ...unsaid, out: out('2026-11-26', null) }] }).freeFrom, undefined);
});

test('a room known to be free is what counts, beside others of which nobody has spoken', () => {
  assert.deepEqual(room({ rooms: [unsaid, free('2026-11-10')] }), {
    rooms: 1,
    freeFrom: '2026-11-10',
    confirmed: '2026-11-20',
    detail: 1,
  });
});

test('a home of which no room is known is ranked with a question, and one known to be full is ruled out', () => {
  const children = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: `c${n}`, age: 11, sex: 'female' as const, pets: 'can' as const }));
  const ask = (row: Partial<HomeForSearch>, count = 1) => {
    const homes = [homeForMatching({ ...home, ...row }, on)];
    const { ranked, ruledOut } = rankHomes({ asOf: '2026-11-21', neededBy: on, children: children(count), homes });
    return {
      checks: (ranked[0]?.checks ?? []).filter(({ rule }) => rule.includes('room')).map(({ words }) => words),
      out: (ruledOut[0]?.because ?? []).map(({ rule }) => rule),
    };
  };
  const asked = 'Ask whether a room is free.';
  assert.deepEqual(ask({ registration: [] }), { checks: [asked, 'Ask how many rooms are free.'], out: [] });
  assert.deepEqual(ask({ registration: [terms(2)] }), { checks: [asked], out: [] });
  assert.deepEqual(ask({ rooms: [unsaid, free(null)] }), { checks: [asked], out: [] });
  assert.deepEqual(ask({ registration: [terms(2)] }, 3), { checks: [], out: ['too-few-rooms'] });
  assert.deepEqual(ask({ registration: [terms(1)], residents: [child] }).out.includes('no-room'), true);
  assert.deepEqual(ask({ rooms: [free(null)] }).out.includes('no-room'), true);
});

test('a room out of service on the day counts from the day after it comes back', () => {
  const out = [{ from: '2026-11-20', to: '2026-11-25', reason: 'repairs' }];
  assert.equal(room({ rooms: [{ ...free('2026-11-01'), out }] }).freeFrom, '2026-11-26');
});

test('a word given before the last child moved in confirms nothing', () => {
  const since = { ...child, from: date('2026-11-21') };
  assert.equal(room({ rooms: [free('2026-11-01', '2026-11-20')], residents: [since] }).confirmed, null);
  assert.equal(room({ rooms: [free('2026-11-01', '2026-11-21')], residents: [since] }).confirmed, '2026-11-21');
});

test('residents are as old as they will be on the day; whoever has left by then is gone, and positions agree', () => {
  const left = { ...child, child: 'left', until: on };
  const staying = { ...child, child: 'staying', until: addDays(on, 1), born: date('2015-11-26') };
  const row = { ...home, residents: [left, child, staying] };
  const siblings = new Map([['north/staying', ['c1']]]);
  const made = homeForMatching(row, on, siblings).residents ?? [];
  assert.deepEqual(
    residentsOn(row, on).map((each) => each.child),
    ['c9', 'staying'],
  );
  assert.deepEqual(made, [
    {
      age: 11,
      sex: 'male',
      alongside: 'others',
      needs: { health: 2, family: null },
      risksToOthers: ['physical-harm'],
      fostered: true,
    },
    {
      age: 10,
      sex: 'male',
      alongside: 'others',
      needs: { health: 2, family: null },
      risksToOthers: ['physical-harm'],
      fostered: true,
      siblingOf: ['c1'],
    },
  ]);
  const unknown = homeForMatching({ ...home, residents: [{ ...child, born: null, profile: null }] }, on);
  assert.deepEqual(unknown.residents, [
    { age: null, sex: 'male', alongside: null, needs: {}, risksToOthers: null, fostered: true },
  ]);
});

test('one more child living there never makes more room, of rooms free, taken or never spoken of', () => {
  const day = fc.integer({ min: -20, max: 20 }).map((n) => addDays(on, n));
  const someRooms = fc.array(
    fc.oneof(
      day.map((from) => free(from)),
      fc.constantFrom(unsaid, free(null)),
    ),
    { maxLength: 5 },
  );
  const someChildren = fc.array(
    fc.option(day).map((until) => ({ ...child, until })),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(someRooms, someChildren, fc.option(fc.integer({ min: 0, max: 5 })), (rooms, residents, places) => {
      const row = { ...home, rooms, registration: [terms(places)], residents };
      const unknown = Number.POSITIVE_INFINITY;
      const less = homeForMatching({ ...row, residents: [...residents, child] }, on).rooms ?? unknown;
      assert.ok(less <= (homeForMatching(row, on).rooms ?? unknown));
      assert.ok(rooms.length === 0 || less <= rooms.length);
    }),
  );
});

test('who lives in a home that nobody has described is not known, but for those who are known to', () => {
  const bare = { ...home, registration: [], rooms: [] };
  assert.equal(homeForMatching({ ...bare, residents: [] }, on).residents, null);
  assert.equal(homeForMatching({ ...bare, residents: [child] }, on).residents?.length, 1);
  assert.deepEqual(homeForMatching({ ...home, residents: [] }, on).residents, []);
});
