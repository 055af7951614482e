import { joinRegion } from '../access/index.ts';
import { insertAll, type Tx } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';

// Two authorities, written out so that every figure can be counted by hand. Counted are the three years from 23 November
// 2023. North: n1 to n10 lost a foster home because the carer asked for it, and with a price for six of them; n11 to n14 by
// plan; n15 to n20 a children's home for another reason; the others are there to be left out. South has three.
export const TODAY = date('2026-11-22');

const child = (id: string, ...episodes: [string, string | null, string, object][]) =>
  episodes.map(([decom, dec, place, more]) => ({
    ...{
      organisation_id: id.startsWith('s') ? 'south' : 'north',
      child_id: id,
      decom,
      dec,
      place,
      ls: 'C2',
      import_id: 'i',
    },
    ...{
      rne: 'P',
      rec: dec === null ? null : 'X1',
      reason_place_change: null,
      return_year: dec === null ? 2027 : Number(dec.slice(0, 4)) + (dec.slice(5) >= '04-01' ? 1 : 0),
      ...more,
    },
  }));
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const moved = (id: string, place: string, reason: string, more: object = {}) =>
  child(
    id,
    ['2022-05-01', '2025-05-01', place, { rne: 'S', reason_place_change: reason, ...more }],
    ['2025-05-01', null, place, more],
  );

const EPISODES = [
  ...numbers(1, 10).flatMap((n) => moved(`n${n}`, 'U6', 'CREQB')),
  ...numbers(11, 14).flatMap((n) => moved(`n${n}`, 'U6', 'CARPL')),
  ...numbers(15, 20).flatMap((n) => moved(`n${n}`, 'K2', 'OTHER')),
  // The status of the home alone changed; a few days elsewhere; short breaks; before the time; no child of theirs any more.
  ...child(
    'n21',
    ['2022-05-01', '2025-05-01', 'U6', { rne: 'S', reason_place_change: 'PLACE' }],
    ['2025-05-01', null, 'U4', { rne: 'T' }],
  ),
  ...child(
    'n22',
    ['2022-05-01', '2025-01-01', 'U6', { rne: 'S', reason_place_change: 'CREQO' }],
    ['2025-01-01', '2025-01-05', 'T4', { reason_place_change: 'CREQO' }],
    ['2025-01-05', null, 'U6', {}],
  ),
  ...moved('n23', 'U6', 'CREQB', { ls: 'V4' }),
  ...child(
    'n24',
    ['2022-05-01', '2023-05-01', 'U6', { rne: 'S', reason_place_change: 'CREQB' }],
    ['2023-05-01', null, 'U6', {}],
  ),
  ...numbers(1, 3).flatMap((n) => moved(`s${n}`, 'U6', 'CHILD')),
  ...child('s4', ['2022-05-01', '2023-05-01', 'U6', { rne: 'S' }], ['2023-05-01', null, 'U6', {}]),
];
const CHILDREN = [...new Set(EPISODES.map(({ child_id }) => child_id)), 'n25'];

export async function investWorld(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'region', kind: 'region', name: 'The Region' },
    { id: 'north', kind: 'authority', name: 'Northshire', sector: 'authority' },
    { id: 'south', kind: 'authority', name: 'Southshire', sector: 'authority' },
    { id: 'acorn', kind: 'provider', name: 'Acorn Homes', sector: 'private' },
  ]);
  for (const authority of ['north', 'south']) await joinRegion(tx, 'region', authority);
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'w_commissioner', name: 'Con Hay', role: 'commissioner' },
    { organisation_id: 'north', id: 'w_other', name: 'Olu Hay', role: 'commissioner' },
    { organisation_id: 'north', id: 'w_director', name: 'Dee', role: 'director' },
    { organisation_id: 'north', id: 'w_finder', name: 'Fin', role: 'home-finder' },
    { organisation_id: 'south', id: 'w_south', name: 'Sal', role: 'commissioner' },
    { organisation_id: 'region', id: 'w_analyst', name: 'Jo', role: 'regional-analyst' },
  ]);
  await insertAll(tx, 'sharing_agreement', [
    { region_id: 'region', id: 'plan', purpose: 'Planning', fields: ['counts'], from_day: addDays(TODAY, -9) },
  ]);
  const parties = ['north', 'south'].map((organisation_id) => ({
    region_id: 'region',
    agreement_id: 'plan',
    organisation_id,
  }));
  await insertAll(tx, 'sharing_party', parties);
  const key = (id: string) => ({ organisation_id: id.startsWith('s') ? 'south' : 'north' });
  await insertAll(
    tx,
    'child',
    CHILDREN.map((id) => ({ ...key(id), id, sex: 'female', unaccompanied: false })),
  );
  await insertAll(
    tx,
    'child_identity',
    CHILDREN.map((id) => ({ ...key(id), child_id: id, born: '2012-02-01', given_name: `Zephyr${id}` })),
  );
  await insertAll(tx, 'episode', EPISODES);
  const home = { region_id: 'region', area: 'Millby', pets: false, adapted: false };
  await insertAll(tx, 'home', [
    { ...home, organisation_id: 'acorn', id: 'foster', name: 'Foster', kind: 'fostering', sector: 'private' },
    { ...home, organisation_id: 'acorn', id: 'house', name: 'House', kind: 'residential', sector: 'private' },
  ]);
  const stays = [
    ...numbers(1, 6).flatMap((n) => [
      { child: `n${n}`, id: `a${n}`, home: 'foster', started: '2022-05-01', ended: '2025-05-01', reason: 'CREQB' },
      { child: `n${n}`, id: `b${n}`, home: 'house', started: '2025-05-01', ended: '2025-08-28', reason: 'CARPL' },
    ]),
    // No return has told of this one yet.
    { child: 'n25', id: 'c1', home: 'foster', started: '2026-01-01', ended: '2026-06-01', reason: 'CHILD' },
    { child: 'n25', id: 'c2', home: 'house', started: '2026-06-02', ended: null, reason: '' },
  ];
  await insertAll(
    tx,
    'placement',
    stays.map((stay) => ({
      ...{ organisation_id: 'north', id: stay.id, child_id: stay.child, started: stay.started },
      ...{ home_organisation_id: 'acorn', home_id: stay.home },
    })),
  );
  await insertAll(
    tx,
    'placement_ended',
    stays
      .filter(({ ended }) => ended !== null)
      .map(({ id, ended, reason }) => ({ organisation_id: 'north', placement_id: id, ended, reason, by: 'w_finder' })),
  );
  await insertAll(
    tx,
    'agreed_price',
    stays
      .filter(({ child: of }) => of !== 'n25')
      .map(({ id, home: at, started }) => {
        const weekly = at === 'house' ? 120_000 : 90_000;
        return {
          ...{
            organisation_id: 'north',
            id: `price-${id}`,
            placement_id: id,
            from_date: started,
            weekly_pence: weekly,
          },
          ...{ social_care_pence: weekly, bought: 'framework', why: 'start', by: 'w_commissioner' },
        };
      }),
  );
}
