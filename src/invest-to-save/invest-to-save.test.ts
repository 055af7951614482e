import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { joinRegion } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';

// Two authorities, written out so that every figure can be counted by hand. Counted are the three years from 23 November
// 2023. North: n1 to n10 lost a foster home because the carer asked for it, and with a price for six of them; n11 to n14 by
// plan; n15 to n20 a children's home for another reason; the others are there to be left out. South has three.
const TODAY = date('2026-11-22');
const PATH = '/plans/invest-to-save';

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

async function world(tx: Tx): Promise<void> {
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

onEachDatabase('invest to save', (open) => {
  let server: TestServer;
  before(async () => {
    await open().asSystem(world);
    server = await serverForTest(open(), () => new Date('2026-11-22T10:00:00Z'));
  });
  after(() => server?.close());

  const counted = (actor: string, organisation: string) =>
    open().asActor(actor, (tx) =>
      rows<{ what: string }>(
        tx,
        sql`select concat_ws(' ', place, reason, case when reason = '' then concat(days, ' days ', began) else ended::text end) as what
          from app.endings_counted(${TODAY}::date, 3) where organisation_id = ${organisation} order by place, reason`,
      ),
    );

  test('counted by hand: endings and reasons, days and homes begun, and what is none of them', async () => {
    // 1,096 days from 23 November 2023; U6: n1 to n14, n22 less four days, n24; n21 until 1 May 2025 (525 days), then U4.
    assert.deepEqual(
      (await counted('w_commissioner', 'north')).map(({ what }) => what),
      [
        `K2  ${6 * 1096} days 6`,
        'K2 OTHER 6',
        'T4  4 days 0',
        'U4  571 days 0',
        `U6  ${14 * 1096 + 1092 + 1096 + 525} days 14`,
        'U6 CARPL 4',
        'U6 CREQB 10',
        'home:fostering  151 days 1',
        'home:fostering CHILD 1',
        'home:residential  174 days 1',
      ],
    );
    assert.equal((await counted('w_analyst', 'south')).length, 2);
    assert.equal((await counted('w_finder', 'north')).length, 0);
  });

  test('the first figure, from own data, and the sums of it on the page', async () => {
    const visitor = await server.actAs('w_commissioner');
    const { html, status } = await visitor.get(`${PATH}?hours=40&for=north`);
    assert.equal(status, 200);
    // Homes begun: 22, to the nearest 5: 20 in 3 years, 7 a year; of 40 hours at £28 and 30%: £10,192.
    // An ending: £300 for 17 weeks, half of it (£2,550), £900 for a week and 20 hours (£728): £4,178. 10,192 / 4,178 = 2.4.
    assert.match(html, /It pays for itself if it prevents 3 of about 3 unplanned endings a year/);
    assert.match(html, /It costs £10,000 a year/);
    assert.match(html, /One unplanned ending costs £4,200/);
    assert.match(
      html,
      /about 10 unplanned endings in 3 years \(23 November 2023 to 22 November 2026\) over 70 child-years/,
    );
    assert.match(html, /£300/);
    assert.match(html, /That is assumed: nobody has shown it/);
    assert.doesNotMatch(html, /Zephyr/);
  });

  test('few endings are not told: the rate of everybody stands there, and the page says so', async () => {
    const south = await server.actAs('w_south');
    const { html } = await south.get(`${PATH}?for=south`);
    assert.match(
      html,
      /Southshire has too few endings to be told \(5 or fewer\): the rate of The Region \(about 15 in 3 years/,
    );
    assert.match(html, /Southshire alone has fewer than six/);
    assert.match((await south.get(`${PATH}?about=rooms`)).html, /Put the price you were offered here/);
  });

  test('who may see and who may keep; nobody else', async () => {
    for (const [actor, status] of [
      ['w_commissioner', 200],
      ['w_director', 200],
      ['w_analyst', 200],
      ['w_finder', 403],
    ] as const)
      for (const path of [PATH, `${PATH}.csv`, `${PATH}.xlsx`])
        assert.equal((await (await server.actAs(actor)).get(path)).status, status, `${actor} ${path}`);
    const director = await server.actAs('w_director');
    assert.doesNotMatch((await director.get(PATH)).html, /Name to find it by/);
    assert.equal((await director.post(PATH, { name: 'Mine', asked: 'about=package' })).status, 403);
  });

  test('kept by a name: once, for the organisation, and taken away by whoever kept it', async () => {
    const visitor = await server.actAs('w_commissioner');
    const asked = 'about=package&for=north&number=30';
    const sent = await visitor.post(PATH, { name: 'Support 2027', asked });
    assert.equal(sent.status, 303);
    assert.match(sent.location ?? '', /number=30/);
    assert.equal((await visitor.post(PATH, { name: 'Support 2027', asked })).status, 303);
    const other = await server.actAs('w_other');
    const second = await other.post(PATH, { name: 'support 2027', asked: 'about=rooms' });
    assert.equal(second.status, 400);
    assert.match(second.html, /already keeps one by this name/);
    assert.match(second.html, /value="support 2027"/);
    const listed = await other.get(PATH);
    assert.match(listed.html, /Support 2027/);
    assert.match(listed.html, /Kept by Con Hay/);
    assert.doesNotMatch((await (await server.actAs('w_south')).get(PATH)).html, /Support 2027/);
    const kept = await open().asSystem((tx) =>
      first<{ id: string; n: number }>(tx, sql`select min(id) as id, count(*)::int as n from invest_case`),
    );
    assert.equal(kept?.n, 1);
    const refused = await other.post(`${PATH}/${kept?.id}/away`, {});
    assert.equal(refused.status, 400);
    assert.match(refused.html, /Only whoever kept it can take it away/);
    assert.equal((await visitor.post(`${PATH}/${kept?.id}/away`, {})).status, 303);
    assert.equal((await visitor.post(`${PATH}/${kept?.id}/away`, {})).status, 303);
    assert.doesNotMatch((await visitor.get(PATH)).html, /Support 2027/);
    const done = await open().asSystem((tx) =>
      rows<{ kind: string }>(
        tx,
        sql`select kind from event where kind like 'invest-case%' and kind not like '%.not-taken' order by at`,
      ),
    );
    assert.deepEqual(
      done.map(({ kind }) => kind),
      ['invest-case.kept', 'invest-case.taken-away'],
    );
  });

  test('what cannot be is said beside its field, nothing is worked out from it, and a name is asked for', async () => {
    const visitor = await server.actAs('w_commissioner');
    const { html, status } = await visitor.get(`${PATH}?hours=many`);
    assert.equal(status, 400);
    assert.match(html, /Hours of preparation for each move: enter a number from 0 to 1,000/);
    assert.match(html, /value="many"/);
    assert.doesNotMatch(html, /It pays for itself/);
    assert.match((await visitor.post(PATH, { name: ' ', asked: '' })).html, /Enter a name to find it by/);
    assert.equal((await visitor.get(`${PATH}.csv?hours=many`)).status, 400);
  });

  test('as a file: the result, and every assumption with its source', async () => {
    const { html: csv } = await (await server.actAs('w_analyst')).get(
      `${PATH}.csv?about=rooms&for=north&block=4000&spot=5000`,
    );
    // Ten rooms at £4,000 for 52.18 weeks: £2,087,143.
    assert.match(csv, /"Result","Cost a year",,\d+,2087143,\d+,"pounds"/);
    assert.match(csv, /"Assumption","Price of a room in the block, a week",,\d+,4000,4000,"pounds","Typed in"/);
    assert.match(csv, /Typed in/);
  });
});
