import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';
import { RegionSupply } from './supply.ts';

const today = englandDate(new Date());
const EVERYTHING = ['acorn/hidden', 'acorn/near', 'north/far', 'south/lane'];
const OWN = ['north/far'];

/** North and South of one region, each with a home and Acorn with two; what crosses hangs on the agreement alone. */
onEachDatabase('what crosses between the organisations of a region', (open) => {
  let server: TestServer;
  let finder: Visitor;
  let search = '';
  // One reading of homes for all of it, warm from the last agreement: it must never answer for another.
  const supply = new RegionSupply(60_000);

  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      const lane = { organisation_id: 'south', id: 'lane', name: 'Lane House', kind: 'fostering', sector: 'authority' };
      await insertAll(tx, 'home', [{ ...lane, region_id: 'region', area: 'Millby', pets: false, adapted: false }]);
      await insertAll(tx, 'registration', [
        { organisation_id: 'south', home_id: 'lane', from_date: '2020-01-01', min_age: 0, max_age: 17, places: 4 },
      ]);
      for (const [organisation_id, home_id] of [
        ['south', 'lane'],
        ['north', 'far'],
      ] as const)
        await insertAll(tx, 'household_member', [
          { organisation_id, id: `m_${home_id}`, home_id, relation: 'own child', sex: 'male', born: '2013-02-03' },
        ]);
    });
    server = await serverForTest(open());
    finder = await server.actAs('w_finder');
    search = (await finder.post('/searches', { children: 'maya', when: 'five-days' })).location ?? '';
  });
  after(() => server.close());

  const system = (work: (tx: Tx) => Promise<unknown>) => open().asSystem(work);
  const agree = (values: { fields?: string[]; from?: string; to?: string | null; parties?: string[] }) =>
    system(async (tx) => {
      await sql`delete from sharing_agreement`.execute(tx);
      await insertAll(tx, 'sharing_agreement', [
        {
          region_id: 'region',
          id: 'a',
          purpose: 'A test',
          fields: values.fields ?? ['homes', 'households'],
          from_day: values.from ?? today,
          to_day: values.to ?? null,
        },
      ]);
      await insertAll(
        tx,
        'sharing_party',
        (values.parties ?? ['north', 'south']).map((organisation_id) => ({
          region_id: 'region',
          agreement_id: 'a',
          organisation_id,
        })),
      );
    });
  beforeEach(() => agree({}));

  /** The homes that the search, the list, the tables and the functions show, which must all be the same. */
  const reached = async (actor = 'w_finder') => {
    const found = await open().asActor(actor, async (tx) => {
      const { homes } = await supply.read(tx);
      const table = await rows<{ key: string }>(
        tx,
        sql`select organisation_id || '/' || id as key from home order by 1`,
      );
      const rooms = await rows<{ key: string }>(
        tx,
        sql`select distinct organisation_id || '/' || home_id as key from room order by 1`,
      );
      const may = await rows<{ key: string }>(
        tx,
        sql`select h.key from unnest(${EVERYTHING}::text[]) as h(key)
          where app.may_see_home(split_part(h.key, '/', 1), split_part(h.key, '/', 2)) order by 1`,
      );
      return { homes: [...homes.keys()].sort(), table: keys(table), rooms: keys(rooms), may: keys(may) };
    });
    assert.deepEqual(found.homes, found.table);
    assert.deepEqual(found.may, found.table);
    assert.deepEqual(
      found.rooms,
      found.table.filter((key) => key !== 'south/lane'),
    );
    return found.homes;
  };
  const keys = (list: { key: string }[]) => list.map((each) => each.key);

  test('in force today, between parties: each other’s homes and those of the providers of the region', async () => {
    assert.deepEqual(await reached(), EVERYTHING);
    assert.deepEqual(await reached('w_south'), EVERYTHING);
    assert.match((await finder.get(search)).html, /Of 4 homes in the region/);
  });

  const NOTHING: Readonly<Record<string, Parameters<typeof agree>[0]>> = {
    'it ended yesterday': { from: '2020-01-01', to: addDays(today, -1) },
    'it begins tomorrow': { from: addDays(today, 1) },
    'it names no homes': { fields: ['households'] },
    'one’s own organisation has not signed': { parties: ['south'] },
  };
  for (const [why, values] of Object.entries(NOTHING))
    test(`${why}: nothing crosses, in a reading that was kept as well`, async () => {
      assert.deepEqual(await reached(), EVERYTHING);
      assert.match((await finder.get('/homes')).html, /Near House/);
      await agree(values);
      assert.deepEqual(await reached(), OWN);
      const page = await finder.get(search);
      assert.doesNotMatch(page.html, /Near House|Lane House|Quiet House/);
      assert.match(page.html, /Of 1 home in the region/);
      assert.doesNotMatch((await finder.get('/homes')).html, /Near House|Lane House|Quiet House/);
      for (const path of [`${search}/homes/acorn/near`, `${search}/share/acorn/near`, '/homes/acorn/near'])
        assert.equal((await finder.get(path)).status, 404, path);
      const seen = await open().asActor('w_finder', (tx) =>
        rows(tx, sql`select * from app.home_household('acorn', 'near', ${today}::date)`),
      );
      assert.deepEqual(seen, []);
    });

  test('its last day is a day of it, and it is over when a party ends it', async () => {
    await agree({ to: today });
    assert.deepEqual(await reached(), EVERYTHING);
    await system((tx) =>
      insertAll(tx, 'sharing_agreement_ended', [
        { region_id: 'region', agreement_id: 'a', by: 'w_ig', organisation_id: 'south' },
      ]),
    );
    assert.deepEqual(await reached(), OWN);
    assert.deepEqual(await reached('w_south'), ['south/lane']);
  });

  test('an authority that has not signed keeps its homes, and sees none', async () => {
    await agree({ parties: ['north'] });
    assert.deepEqual(await reached(), ['acorn/hidden', 'acorn/near', 'north/far']);
    assert.deepEqual(await reached('w_south'), ['south/lane']);
  });

  test('an agency sees its own homes and no others, even as a party', async () => {
    await system((tx) =>
      insertAll(tx, 'actor', [
        { organisation_id: 'acorn', id: 'w_supervisor', name: 'Sue Acorn', role: 'supervising-social-worker' },
      ]),
    );
    await agree({ parties: ['north', 'south', 'acorn'] });
    for (const actor of ['w_manager', 'w_supervisor']) {
      const seen = await open().asActor(actor, (tx) =>
        rows<{ key: string }>(tx, sql`select distinct organisation_id || '/' || home_id as key from fee order by 1`),
      );
      assert.deepEqual(keys(seen), ['acorn/hidden', 'acorn/near'], actor);
    }
  });

  test('without households, who lives in the homes of others is not known anywhere; one’s own is', async () => {
    const household = () =>
      open().asActor('w_finder', async (tx) => {
        const { homes } = await supply.read(tx);
        const ages = async (organisation: string, home: string) =>
          (await rows(tx, sql`select age from app.home_household(${organisation}, ${home}, ${today}::date)`)).length;
        const moved = await rows<{ day: string | null }>(
          tx,
          sql`select app.last_moved_in('acorn', 'near', ${today}::date) as day`,
        );
        return {
          near: homes.get('acorn/near')?.residents.length,
          told: homes.get('acorn/near')?.household_shared,
          own: homes.get('north/far')?.residents.length,
          ages: [await ages('acorn', 'near'), await ages('south', 'lane'), await ages('north', 'far')],
          moved: moved[0]?.day ?? null,
        };
      });
    const all = await household();
    assert.deepEqual({ ...all, moved: null }, { near: 1, told: true, own: 1, ages: [1, 1, 1], moved: null });
    assert.notEqual(all.moved, null);
    await agree({ fields: ['homes'] });
    assert.deepEqual(await household(), { near: 0, told: false, own: 1, ages: [0, 0, 1], moved: null });
    for (const path of [`${search}/homes/acorn/near`, '/homes/acorn/near']) {
      const { html } = await finder.get(path);
      assert.match(html, /Who lives here is not shared with your organisation/, path);
      assert.doesNotMatch(html, /No children live here|secondary school age/, path);
    }
    assert.match((await finder.get(`${search}/homes/acorn/near`)).html, /[Aa]sk who lives here|who lives here/i);
    assert.doesNotMatch((await finder.get('/homes?name=Near')).html, /places? left/);
  });

  test('England’s day, whatever the day of the session’s own clock', async () => {
    const days = await system((tx) =>
      sql`set local time zone 'Pacific/Kiritimati'`
        .execute(tx)
        .then(() => rows(tx, sql`select app.england_day() as day`)),
    );
    assert.deepEqual(days, [{ day: englandDate(new Date()) }]);
  });
});
