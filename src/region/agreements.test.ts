import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { CANARY, smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, englandDate, type PlainDate } from '../kernel/index.ts';

const today = englandDate(new Date());

const day = (name: string, on: PlainDate) => {
  const [year = '', month = '', of = ''] = on.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

onEachDatabase('the sharing agreements of a region', (open) => {
  let server: TestServer;
  let gia: Visitor; // information governance of North
  let gus: Visitor; // of South
  let wes: Visitor; // of West, a member of the region that nobody asked

  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'west', kind: 'authority', name: 'West', sector: 'authority' }]);
      await insertAll(tx, 'organisation', [{ id: 'elsewhere', kind: 'region', name: 'Elsewhere' }]);
      await insertAll(tx, 'region_member', [{ region_id: 'region', organisation_id: 'west' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_gia', name: 'Gia North', role: 'information-governance' },
        { organisation_id: 'south', id: 'w_gus', name: 'Gus South', role: 'information-governance' },
        { organisation_id: 'west', id: 'w_wes', name: 'Wes West', role: 'information-governance' },
        { organisation_id: 'west', id: 'w_westfinder', name: 'Win West', role: 'home-finder' },
        { organisation_id: 'north', id: 'w_director', name: 'Dee North', role: 'director' },
        { organisation_id: 'north', id: 'w_social', name: 'Sol North', role: 'social-worker' },
      ]);
      // What was shared so far is over, so that only what the pages write counts.
      await sql`update sharing_agreement set from_day = '2020-01-01', to_day = ${addDays(today, -1)}`.execute(tx);
    });
    server = await serverForTest(open());
    [gia, gus, wes] = (await Promise.all(['w_gia', 'w_gus', 'w_wes'].map((id) => server.actAs(id)))) as [
      Visitor,
      Visitor,
      Visitor,
    ];
  });
  after(() => server.close());

  const homesOf = async (actor: string) =>
    (await open().asActor(actor, (tx) => rows<{ id: string }>(tx, sql`select id from home order by id`))).map(
      (h) => h.id,
    );
  const FORM = {
    purpose: 'Homes for the winter',
    fields: ['homes', 'households'],
    parties: 'south',
    ...day('from', today),
  };
  const newest = async () => {
    const found = await open().asSystem((tx) =>
      rows<{ id: string }>(
        tx,
        sql`select id from sharing_agreement where purpose = ${FORM.purpose} order by at desc limit 1`,
      ),
    );
    return `/region/agreements/region/${found[0]?.id}`;
  };
  const kinds = () =>
    open().asSystem((tx) =>
      rows<{ kind: string; actor: string }>(
        tx,
        sql`select kind, actor from event where kind like 'agreement.%' and kind not like '%.form' and kind not like '%.not-taken' and kind <> 'agreements.listed' order by at, id`,
      ),
    );

  test('who may read them reads them, and only information governance writes', async () => {
    for (const actor of ['w_gia', 'w_director', 'w_analyst']) {
      const page = await (await server.actAs(actor)).get('/region/agreements');
      assert.equal(page.status, 200, actor);
      assert.match(page.html, /Finding homes for children across the region.*Over/s);
      assert.equal(/Write an agreement down/.test(page.html), actor === 'w_gia', actor);
    }
    for (const actor of ['w_social', 'w_manager', 'w_finder'])
      assert.equal((await (await server.actAs(actor)).get('/region/agreements')).status, 403, actor);
    for (const actor of ['w_director', 'w_analyst', 'w_social']) {
      const visitor = await server.actAs(actor);
      assert.equal((await visitor.get('/region/agreements/new')).status, 403, actor);
      assert.equal((await visitor.post('/region/agreements', FORM)).status, 403, actor);
      assert.equal((await visitor.post('/region/agreements/region/agreement_region/end', {})).status, 403, actor);
    }
  });

  test('what is missing is said beside its field, and what was typed stays', async () => {
    const page = await gia.post('/region/agreements', {
      purpose: 'For the winter',
      ...day('from', addDays(today, -1)),
    });
    assert.equal(page.status, 400);
    assert.match(page.html, /Choose what is shared/);
    assert.match(page.html, /The first day must be today or later/);
    assert.match(page.html, /For the winter<\/textarea>/);
  });

  test('it is signed by one, and shares nothing of the other until the other has signed', async () => {
    assert.deepEqual(await homesOf('w_finder'), ['far']);
    assert.equal((await gia.post('/region/agreements', FORM)).status, 303);
    // Acorn's homes stand in the region to be found; South's do not cross yet, and South sees nothing.
    assert.deepEqual(await homesOf('w_finder'), ['far', 'hidden', 'near']);
    assert.deepEqual(await homesOf('w_south'), []);
    assert.match(
      (await gia.get('/region/agreements')).html,
      /Not signed yet.*South\. Nothing of theirs is shared by it/s,
    );
    assert.doesNotMatch((await wes.get('/region/agreements')).html, /Sign for West/);
    assert.equal((await wes.post(`${await newest()}/sign`, {})).status, 400);
    assert.equal((await wes.post(`${await newest()}/end`, {})).status, 400);
    assert.match((await gus.get('/region/agreements')).html, /Sign for South/);
    const id = (await newest()).split('/').at(-1);
    const forSouth = { region_id: 'region', agreement_id: id, organisation_id: 'south', by: 'w_gia' };
    await assert.rejects(
      open().asActor('w_gia', (tx) => insertAll(tx, 'sharing_party', [forSouth])),
      /row-level security/,
    );
    const twice = [1, 2].map(async () => gus.post(`${await newest()}/sign`, {}));
    assert.deepEqual(
      (await Promise.all(twice)).map((each) => each.status),
      [303, 303],
    );
    assert.deepEqual(await homesOf('w_south'), ['far', 'hidden', 'near']);
    assert.deepEqual(await homesOf('w_westfinder'), []);
  });

  test('the database holds an officer to it: not for others, not afterwards, not elsewhere', async () => {
    const denied = /row-level security|permission denied/;
    const path = await newest();
    const id = path.slice(path.lastIndexOf('/') + 1);
    const write = (actor: string, table: string, values: Record<string, unknown>) =>
      open().asActor(actor, (tx) => insertAll(tx, table, [values]));
    const key = { region_id: 'region', agreement_id: id };
    const whole = { region_id: 'region', id: 'x', purpose: 'P', fields: ['homes'], from_day: today };
    for (const [actor, table, values] of [
      ['w_gia', 'sharing_party', { ...key, organisation_id: 'west', by: 'w_gia' }],
      ['w_wes', 'sharing_party', { ...key, organisation_id: 'west', by: 'w_wes' }],
      ['w_gia', 'sharing_asked', { ...key, organisation_id: 'west' }],
      ['w_wes', 'sharing_asked', { ...key, organisation_id: 'west' }],
      ['w_wes', 'sharing_agreement_ended', { ...key, organisation_id: 'west', by: 'w_wes' }],
      ['w_wes', 'sharing_agreement_ended', { ...key, organisation_id: 'north', by: 'w_wes' }],
      ['w_director', 'sharing_agreement', { ...whole, by: 'w_director' }],
      ['w_analyst', 'sharing_agreement', { ...whole, by: 'w_analyst' }],
      ['w_gia', 'sharing_agreement', { ...whole, by: 'w_gus' }],
      ['w_gia', 'sharing_agreement', { ...whole, by: 'w_gia', at: '2020-01-01T00:00:00Z' }],
      ['w_gia', 'sharing_agreement', { ...whole, region_id: 'elsewhere', by: 'w_gia' }],
    ] as const)
      await assert.rejects(write(actor, table, values), denied, `${actor} ${table} ${JSON.stringify(values)}`);
    for (const statement of [
      sql`update sharing_agreement set to_day = null, fields = '{homes,households}'`,
      sql`delete from sharing_party`,
      sql`delete from sharing_agreement_ended`,
    ])
      await assert.rejects(
        open().asActor('w_gia', (tx) => statement.execute(tx)),
        denied,
      );
  });

  test('a party ends it at once, for all; twice is as once, and it cannot be signed any more', async () => {
    assert.equal((await gus.post(`${await newest()}/end`, { why: 'A new one is signed' })).status, 303);
    assert.equal((await gia.post(`${await newest()}/end`, {})).status, 303);
    assert.deepEqual(await homesOf('w_finder'), ['far']);
    assert.deepEqual(await homesOf('w_south'), []);
    assert.match((await gia.get('/region/agreements')).html, /Ended on .* by South: A new one is signed/);
    assert.equal((await gus.post('/region/agreements/region/nowhere/end', {})).status, 404);
    assert.deepEqual(await kinds(), [
      { kind: 'agreement.added', actor: 'w_gia' },
      { kind: 'agreement.signed', actor: 'w_gus' },
      { kind: 'agreement.ended', actor: 'w_gus' },
    ]);
    assert.equal((await gia.post('/region/agreements', { ...FORM, parties: ['west'] })).status, 303);
    assert.equal((await gia.post(`${await newest()}/end`, {})).status, 303);
    assert.equal((await wes.post(`${await newest()}/sign`, {})).status, 400);
    assert.deepEqual(await homesOf('w_westfinder'), []);
  });

  test('a regional analyst meets no identity: in no table, function or page', async () => {
    await open().asSystem((tx) => sql`update sharing_agreement set to_day = null`.execute(tx));
    const never = [
      CANARY.name,
      CANARY.words,
      'Maya',
      'Leo',
      'Example',
      'QV1 1AA',
      'QV2 2BB',
      'Canary Street',
      '53.412345',
    ];
    const children = ['"maya"', '"leo"', '"other"', 'profile-'];
    const seen = await open().asActor('w_analyst', async (tx) => {
      const tables = await rows<{ name: string }>(
        tx,
        sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm')
          and has_table_privilege('homeward_app', oid, 'select')`,
      );
      const found: Record<string, unknown[]> = {};
      for (const { name } of tables) found[name] = await rows(tx, sql`select * from ${sql.table(name)}`);
      for (const [name, call] of Object.entries({
        homes_for_search: sql`select * from app.homes_for_search('0'::xid8)`,
        home_household: sql`select * from app.home_household('acorn', 'near', ${today}::date)`,
        children_living_in: sql`select * from app.children_living_in('near', ${today}::date)`,
        searches_waiting: sql`select * from app.searches_waiting()`,
        social_workers_of: sql`select * from app.social_workers_of('maya')`,
        shared_list: sql`select * from app.shared_list()`,
        my_relationships: sql`select * from app.my_relationships()`,
        relationships_with: sql`select * from app.relationships_with('maya')`,
      }))
        found[`app.${name}`] = await rows(tx, call);
      return found;
    });
    assert.ok((seen.home?.length ?? 0) >= 3, 'the analyst sees the homes, or the test shows nothing');
    for (const [name, list] of Object.entries(seen)) {
      const text = JSON.stringify(list);
      for (const words of [...never, ...children]) assert.ok(!text.includes(words), `${words} in ${name}`);
    }
    const analyst = await server.actAs('w_analyst');
    for (const path of [
      '/',
      '/homes',
      '/homes/acorn/near',
      '/homes/north/far',
      '/region/agreements',
      '/searches',
      '/children',
      '/children/maya',
      '/children/maya/profile',
      '/shared',
      '/searches/new?child=maya',
    ]) {
      const page = await analyst.get(path);
      assert.ok([200, 302, 403, 404].includes(page.status), `${path}: ${page.status}`);
      for (const words of never) assert.ok(!page.html.includes(words), `${words} on ${path}`);
    }
  });
});
