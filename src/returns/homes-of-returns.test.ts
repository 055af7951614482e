import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { sourceOf } from '../../test/import-source.ts';
import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { rows, sql } from '../db/index.ts';
import { homesForSearch, importHomes, importProviders } from '../homes/index.ts';
import { date } from '../kernel/index.ts';
import { importReturns } from './index.ts';

const authority = 'E09000027';

/** Homes 1000001 and 1000002 of a company, 1000003 the authority's own. */
const THE_RETURN = () =>
  returnFiles(2025, {
    Header: [child('1'), child('2'), child('3')],
    Episodes: [
      episode('1', '2024-05-01', { URN: '1000001', ...ended('2024-08-01') }),
      episode('1', '2024-08-01', { RNE: 'P', URN: '1000002', PL_POST: 'QX3 3CC' }),
      episode('2', '2024-06-01', { URN: '1000003', PLACE_PROVIDER: 'PR1' }),
      episode('3', '2024-06-01', { URN: '1000004' }),
    ],
  });
const HOMES_FILE = [
  'name,kind,sector,provider,urn,places,rooms_free,confirmed_on,postcode',
  'Rowan House,residential,private,Rowan Care,1000001,4,1,2026-11-20,QX5 5EE',
  'Beech House,residential,private,Rowan Care,1000002,3,,,',
  'Elm Lodge,residential,voluntary,Elm Trust,1000003,2,,,',
].join('\n');
const OFSTED_LIST = [
  'URN,Name,Sector,Organisation which owns the provider,Inspection date,Overall effectiveness',
  '1000001,Listed House,Private,"Rowan Care, Limited",2025-05-05,Good',
  '1000004,Fern House,Voluntary,Fern Trust,2025-05-05,Outstanding',
].join('\n');

onEachDatabase('homes that a return speaks of first', (open) => {
  const steps = {
    return: () => importReturns(open(), { returns: [THE_RETURN()], authority }),
    homes: () =>
      open().asSystem((tx) =>
        importHomes(tx, sourceOf(HOMES_FILE, 'homes.csv', 4096), { authority, today: date('2026-11-21') }),
      ),
    list: () => open().asSystem((tx) => importProviders(tx, sourceOf(OFSTED_LIST, 'list.csv', 4096))),
  };
  const all = <T>(query: ReturnType<typeof sql>) => open().asSystem((tx) => rows<T>(tx, query));
  const homesNow = () =>
    all<{
      urn: string;
    }>(sql`select h.urn, h.name, h.kind, h.sector, h.grade, o.name as run_by, o.kind as run_by_kind, a.postcode,
        h.region_id is not null as found, h.unused_since,
        (select array_agg(r.places) from registration r where r.organisation_id = h.organisation_id and r.home_id = h.id) as places,
        (select count(*)::int from room_vacancy v where v.organisation_id = h.organisation_id) as words,
        (select array_agg(p.started::text order by p.started) from placement p
          where p.home_organisation_id = h.organisation_id and p.home_id = h.id) as stays
      from home h join organisation o on o.id = h.organisation_id
      left join home_address a on a.organisation_id = h.organisation_id and a.home_id = h.id order by h.urn, o.name`);
  const providers = async () =>
    (await all<{ name: string }>(sql`select name from organisation where kind = 'provider' order by name`)).map(
      ({ name }) => name,
    );

  const empty = async () => {
    await open().asSystem(async (tx) => {
      for (const table of ['placement', 'home', 'episode', 'return_import', 'child', 'event', 'provider_listing'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
      for (const table of ['sharing_party', 'sharing_agreement', 'region_member', 'actor', 'organisation'])
        await sql`delete from ${sql.table(table)}`.execute(tx);
    });
  };
  beforeEach(empty);

  test('a homes file after the return names the same homes, with all that was known of them', async () => {
    await steps.return();
    assert.deepEqual(
      (await homesNow()).map(({ urn }) => urn),
      ['1000001', '1000002', '1000003', '1000004'],
    );
    await steps.homes();
    const now = await homesNow();
    const house = { kind: 'residential', grade: null, found: true, unused_since: null, run_by_kind: 'provider' };
    const rowan = { ...house, sector: 'private', run_by: 'Rowan Care', words: 4 };
    assert.deepEqual(now.slice(0, 3), [
      { ...rowan, urn: '1000001', name: 'Rowan House', postcode: 'QX5 5EE', places: [4], stays: ['2024-05-01'] },
      { ...rowan, urn: '1000002', name: 'Beech House', postcode: 'QX3 3CC', places: [3], stays: ['2024-08-01'] },
      {
        ...house,
        sector: 'voluntary',
        run_by: 'Elm Trust',
        words: 0,
        urn: '1000003',
        name: 'Elm Lodge',
        postcode: 'QX2 2BB',
        places: [2],
        stays: ['2024-06-01'],
      },
    ]);
    assert.deepEqual(await providers(), ['Elm Trust', 'Provider of home 1000004', 'Rowan Care']);
  });

  test('return, homes file and Ofsted list give the same homes in whatever order they come', async () => {
    const orders = [
      ['return', 'homes', 'list'],
      ['return', 'list', 'homes'],
      ['homes', 'return', 'list'],
      ['homes', 'list', 'return'],
      ['list', 'return', 'homes'],
      ['list', 'homes', 'return'],
    ] as const;
    const outcomes: Awaited<ReturnType<typeof homesNow>>[] = [];
    for (const order of orders) {
      await empty();
      for (const step of order) await steps[step]();
      outcomes.push(await homesNow());
      assert.deepEqual(outcomes.at(-1), outcomes[0], order.join(', '));
    }
    const [first] = outcomes as unknown as [{ urn: string; name: string; run_by: string; grade: string | null }[]];
    assert.deepEqual(
      first.map(({ urn, name, run_by, grade }) => [urn, name, run_by, grade]),
      [
        ['1000001', 'Rowan House', 'Rowan Care', 'good'],
        ['1000002', 'Beech House', 'Rowan Care', null],
        ['1000003', 'Elm Lodge', 'Elm Trust', null],
        ['1000004', 'Fern House', 'Fern Trust', 'outstanding'],
      ],
    );
  });

  test('after that every file once more changes nothing, and what people recorded on a stay stays', async () => {
    await steps.return();
    await open().asSystem((tx) =>
      sql`insert into placement_ended (organisation_id, placement_id, ended, reason, by)
      select organisation_id, id, '2025-06-01', 'moved home', 'w' from placement where home_id = 'home_urn_1000002'`.execute(
        tx,
      ),
    );
    await steps.homes();
    const everything = () =>
      all(sql`select to_jsonb(h) as v from home h union all select to_jsonb(p) from placement p
        union all select to_jsonb(e) from placement_ended e union all select to_jsonb(o) from organisation o order by 1`);
    const before = await everything();
    await steps.homes();
    // The same rows under other file names are read as a new return.
    const renamed = THE_RETURN().map((file) => ({ ...file, name: `903_${file.name}` }));
    await importReturns(open(), { returns: [renamed], authority });
    assert.deepEqual(await everything(), before);
  });

  test('a home stays with a provider whose people work here, whatever a file says', async () => {
    await steps.list();
    await steps.return();
    await open().asSystem((tx) =>
      sql`insert into actor (organisation_id, id, name, role)
      select id, 'mina', 'Mina', 'registered-manager' from organisation where name = 'Rowan Care, Limited'`.execute(tx),
    );
    await steps.homes();
    const [home] = (await homesNow()) as unknown as { name: string; run_by: string }[];
    assert.deepEqual([home?.name, home?.run_by], ['Rowan House', 'Rowan Care, Limited']);
  });

  const found = async () => {
    await open().asSystem((tx) =>
      sql`insert into actor (organisation_id, id, name, role)
      select id, 'finn', 'Finn', 'home-finder' from organisation where code = ${authority} on conflict do nothing`.execute(
        tx,
      ),
    );
    return (await open().asActor('finn', (tx) => homesForSearch(tx))).rows.map(({ urn }) => urn).sort();
  };
  const year2026 = () =>
    returnFiles(2026, {
      Header: [child('1'), child('5')],
      Episodes: [episode('1', '2024-08-01', { URN: '1000002' }), episode('5', '2025-06-01', { URN: '1000005' })],
    });

  test('a home in which no child lives in the latest return is not offered to searchers, and comes back with a child, a file or a room', async () => {
    await steps.return();
    assert.deepEqual(await found(), ['1000001', '1000002', '1000003', '1000004']);
    await importReturns(open(), { returns: [year2026()], authority });
    assert.deepEqual(await found(), ['1000002', '1000005']);
    const since = (await homesNow()) as unknown as { urn: string; unused_since: string | null; found: boolean }[];
    assert.deepEqual(
      since.map((home) => [home.urn, home.unused_since, home.found]),
      [
        ['1000001', '2024-08-01', true],
        ['1000002', null, true],
        ['1000003', '2025-03-31', true],
        ['1000004', '2025-03-31', true],
        ['1000005', null, true],
      ],
    );
    await steps.homes(); // names 1000001 to 1000003
    assert.deepEqual(await found(), ['1000001', '1000002', '1000003', '1000005']);
    await open().asSystem((tx) =>
      sql`insert into room (organisation_id, id, home_id, name) select organisation_id, 'r', id, 'Room 1' from home
        where urn = '1000004'`.execute(tx),
    );
    assert.deepEqual(await found(), ['1000001', '1000002', '1000003', '1000004', '1000005']);
    // Another authority's return has a child there.
    await open().asSystem((tx) => sql`delete from room where id = 'r'`.execute(tx));
    await importReturns(open(), { returns: [THE_RETURN()], authority: 'E09000028' });
    assert.deepEqual(await found(), ['1000001', '1000002', '1000003', '1000004', '1000005']);
  });

  test('which homes are in use does not hang on the order of the years', async () => {
    await importReturns(open(), { returns: [year2026(), THE_RETURN()], authority });
    assert.deepEqual(await found(), ['1000002', '1000005']);
  });
});
