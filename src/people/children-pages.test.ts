import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import type { Actor } from '../access/index.ts';
import { type Database, insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { brothersAndSisters, childSummary, homesOfChild } from './child-read.ts';
import { childrenList } from './children-list.ts';

const today = date('2026-11-21');
const NIA: Actor = {
  ...{ id: 'w_north', name: 'Nia Holt', role: 'social-worker', roleWords: 'social worker' },
  organisation: { id: 'north', name: 'North', kind: 'authority' },
};

/** What a form about a child says it was opened with. */
const seenIn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Two authorities; in the north Ella and Tom live together, Amy elsewhere, Ben waits, and Zara has left. */
async function people(database: Database): Promise<void> {
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'organisation', [
      { id: 'north', kind: 'authority', name: 'North' },
      { id: 'south', kind: 'authority', name: 'South' },
    ]);
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_north', name: 'Nia Holt', role: 'social-worker' },
      { organisation_id: 'south', id: 'w_south', name: 'Sam Reed', role: 'social-worker' },
      { organisation_id: 'north', id: 'w_none', name: 'No Tie', role: 'social-worker' },
    ]);
    await insertAll(tx, 'home', [
      {
        organisation_id: 'north',
        id: 'h_oak',
        name: 'Oak House',
        kind: 'residential',
        sector: 'authority',
        area: 'Ashby',
      },
      { organisation_id: 'north', id: 'h_elm', name: 'Elm', kind: 'fostering', sector: 'authority', area: 'Derrow' },
    ]);
    const named = ['ella', 'tom', 'amy', 'ben', 'zara', 'nobody'];
    await insertAll(
      tx,
      'child',
      named.map((id) => ({
        organisation_id: id === 'nobody' ? 'south' : 'north',
        id,
        sex: 'female',
        unaccompanied: false,
        created_at: '2026-01-01',
        return_id: id === 'ben' ? '104' : null,
        ethnicity: id === 'ella' ? 'MWBC' : null,
      })),
    );
    const born: Record<string, string> = { ella: '2015-03-01', tom: '2018-03-01', amy: '2012-03-01' };
    await insertAll(
      tx,
      'child_identity',
      named.map((id) => ({
        organisation_id: id === 'nobody' ? 'south' : 'north',
        child_id: id,
        born: born[id] ?? '2014-01-01',
        born_estimated: false,
        given_name: id === 'ben' ? null : id === 'ella' ? 'Élla' : `${id[0]?.toUpperCase()}${id.slice(1)}`,
        family_name: id === 'ella' ? 'Okafor' : null,
      })),
    );
    await allocate(
      tx,
      'north',
      'w_north',
      named.filter((id) => id !== 'nobody'),
    );
    await insertAll(tx, 'child_address', [
      {
        organisation_id: 'north',
        child_id: 'ella',
        kind: 'family home',
        postcode: 'ZZ1 1AA',
        area: '',
        lat: 53.4,
        long: -2.2,
        confidential: true,
      },
    ]);
    const stay = (child: string, home: string, started: string) => ({
      ...{ organisation_id: 'north', child_id: child, home_id: home, started },
      id: `p_${child}_${started}`,
      home_organisation_id: 'north',
    });
    await insertAll(tx, 'placement', [
      stay('ella', 'h_elm', '2023-01-01'),
      stay('ella', 'h_oak', '2024-05-01'),
      stay('tom', 'h_oak', '2024-05-01'),
      stay('amy', 'h_elm', '2024-05-01'),
      stay('zara', 'h_elm', '2020-05-01'),
    ]);
    await insertAll(tx, 'placement_ended', [
      {
        organisation_id: 'north',
        placement_id: 'p_ella_2023-01-01',
        ended: '2024-05-01',
        reason: 'CARPL',
        by: 'x',
        at: '2024-05-01',
      },
      {
        organisation_id: 'north',
        placement_id: 'p_zara_2020-05-01',
        ended: '2021-05-01',
        reason: 'E4A',
        by: 'x',
        at: '2021-05-01',
      },
    ]);
    for (const other of ['tom', 'amy']) {
      await insertAll(tx, 'brother_or_sister', [
        { organisation_id: 'north', child_id: 'ella', other_child_id: other },
        { organisation_id: 'north', child_id: other, other_child_id: 'ella' },
      ]);
    }
    await insertAll(tx, 'postcode', [
      { postcode: 'ZZ2 1AA', lat: 53.0, long: -2.0 },
      { postcode: 'ZZ2 2AA', lat: 53.2, long: -2.4 },
      { postcode: 'ZZ22 1AA', lat: 10, long: 10 },
    ]);
  });
}

onEachDatabase('children', (open) => {
  before(() => people(open()));
  const list = (search: string, shown: 'in-care' | 'needs-a-home' | 'everyone' = 'in-care') =>
    open().asActor('w_north', (tx) => childrenList(tx, NIA, { search, shown, whose: 'open' }, 1, today));

  test('are listed by name as people sort them, of the own authority only', async () => {
    const found = await list('', 'everyone');
    assert.deepEqual(
      found.children.map((child) => child.name),
      ['Amy', 'Child 104', 'Élla', 'Tom', 'Zara'],
    );
    assert.equal(found.needAHome, 1);
  });

  test('are found by name, family name or return id, and shown by where they stand', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'placement_ended', [
        {
          organisation_id: 'north',
          placement_id: 'p_amy_2024-05-01',
          ended: '2026-11-30',
          reason: 'CARPL',
          by: 'x',
          at: '2026-11-01',
        },
        {
          organisation_id: 'north',
          placement_id: 'p_tom_2024-05-01',
          ended: '2026-11-25',
          reason: 'CARPL',
          by: 'x',
          at: '2026-11-01',
        },
      ]);
    });
    const names = async (...asked: Parameters<typeof list>) =>
      (await list(...asked)).children.map((child) => child.name);
    assert.deepEqual(await names('ella'), ['Élla']);
    assert.deepEqual(await names('okaf'), ['Élla']);
    assert.deepEqual(await names('104'), ['Child 104']);
    assert.deepEqual(await names('', 'needs-a-home'), ['Child 104', 'Tom', 'Amy']);
    assert.deepEqual(await names('zara'), []);
    assert.deepEqual(await names('zara', 'everyone'), ['Zara']);
  });

  test('brothers and sisters, the oldest first, with where they live', async () => {
    const family = await open().asActor('w_north', (tx) => brothersAndSisters(tx, 'ella', today));
    assert.deepEqual(
      family.map((other) => [other.name, other.sameHome]),
      [
        ['Amy', false],
        ['Tom', true],
      ],
    );
  });

  test('summaries come in the order asked for, and only of those who may be seen', async () => {
    const found = await open().asActor('w_north', (tx) => childSummary(tx, ['tom', 'nobody', 'ella'], today));
    assert.deepEqual(
      found.map((child) => child.id),
      ['tom', 'ella'],
    );
    assert.deepEqual(found[1]?.familyHome, {
      ...{ postcode: null, area: '', lat: null, long: null },
      confidential: true,
    });
    assert.equal(found[0]?.familyHome, null);
  });

  test('homes, the latest first, with why each ended', async () => {
    const homes = await open().asActor('w_north', (tx) => homesOfChild(tx, 'ella', today));
    assert.deepEqual(
      homes.map((stay) => [stay.where, stay.from, stay.to]),
      [
        ['Oak House', '2024-05-01', null],
        ['Elm', '2023-01-01', '2024-05-01'],
      ],
    );
    assert.ok(homes[1]?.ended && homes[0]?.ended === '');
  });
});

describe('the pages about children', () => {
  let database: Database;
  let server: TestServer;
  let nia: Visitor;
  before(async () => {
    database = await embeddedForTest();
    await people(database);
    server = await serverForTest(database, () => new Date('2026-11-21T12:00:00Z'));
    nia = await server.actAs('w_north');
  });
  after(async () => {
    await server.close();
    await database.close();
  });

  test('a list never shows a family name; the child’s own page does', async () => {
    assert.doesNotMatch((await nia.get('/children?search=okafor')).html, /Okafor<|Okafor,/);
    const page = await nia.get('/children/ella');
    assert.match(page.html, /Okafor/);
    assert.match(page.html, /In the same home as Élla/);
    assert.match(page.html, /In another home: Elm/);
    assert.match(page.html, /White and Black Caribbean/);
    assert.match(page.html, /href="\/searches\/new\?child=ella"/);
  });

  test('a confidential family home is on no page', async () => {
    for (const path of ['/children/ella', '/children/ella/facts', '/children/new?with=ella']) {
      assert.doesNotMatch((await nia.get(path)).html, /ZZ1 ?1AA/, path);
    }
    const again = { givenName: 'Élla', 'born-day': '1', 'born-month': '3', 'born-year': '2015', sex: 'female' };
    const saved = await nia.post('/children/ella/facts', {
      ...again,
      familyName: 'Okafor',
      ethnicity: 'MWBC',
      from: '',
    });
    assert.equal(saved.status, 303);
    const kept = await database.asSystem((tx) =>
      rows(
        tx,
        sql`select a.confidential, c.postcode from child_address a join confidential_address c on c.child_id = a.child_id`,
      ),
    );
    assert.deepEqual(kept, [{ confidential: true, postcode: 'ZZ1 1AA' }]);
  });

  test('in an emergency a child is added with a name, an age, a sex and a district', async () => {
    const added = await nia.post('/children/new', {
      ...{ givenName: 'Yusuf', age: '16', sex: 'male', from: 'zz2', unaccompanied: 'yes', next: 'search' },
    });
    assert.equal(added.status, 303);
    const id = /^\/searches\/new\?child=(.+)$/.exec(added.location ?? '')?.[1] ?? '';
    const [child] = await database.asActor('w_north', (tx) => childSummary(tx, [id], today));
    assert.equal(child?.name, 'Yusuf');
    assert.equal(child?.born, '2010-05-21');
    assert.equal(child?.unaccompanied, true);
    assert.equal(child?.familyHome?.postcode, 'ZZ2');
    assert.ok(Math.abs((child?.familyHome?.lat ?? 0) - 53.1) < 1e-9);
    await database.asSystem((tx) => sql`update child_address set area = 'Derrow' where child_id = ${id}`.execute(tx));
    const seen = seenIn((await nia.get(`/children/${id}/facts`)).html);
    const facts = { givenName: 'Yusuf', familyName: 'Noor', age: '16', sex: 'male', from: 'ZZ2' };
    const again = await nia.post(`/children/${id}/facts`, { ...facts, seen });
    assert.equal(again.status, 303);
    const page = await nia.get(`/children/${id}`);
    assert.match(page.html, /Derrow, ZZ2/, 'the town is kept while the postcode stays');
    assert.match(page.html, /Age about 16/);
    assert.match(page.html, /Needs a home/);
  });

  test('a wrong form comes back as it was typed, and adds nobody', async () => {
    const count = () => database.asSystem((tx) => rows<{ n: string }>(tx, sql`select count(*) as n from child`));
    const earlier = await count();
    const wrong = await nia.post('/children/new', { givenName: 'Mo <b>', age: 'ten', sex: 'male', from: 'Derrow' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /Their age must be a whole number from 0 to 17/);
    assert.match(wrong.html, /value="Mo &lt;b&gt;"/);
    assert.match(wrong.html, /value="Derrow"/);
    assert.deepEqual(await count(), earlier);
  });

  test('a brother added from a child’s page is linked with those who were ticked', async () => {
    const added = await nia.post('/children/new', {
      ...{ givenName: 'Leo', age: '3', sex: 'male', with: 'ella', next: 'child' },
      siblings: ['ella', 'amy', 'nobody'],
    });
    const page = await nia.get(added.location ?? '');
    assert.match(page.html, /Élla, 11/);
    assert.match(page.html, /Amy, 14/);
    assert.doesNotMatch(page.html, /Tom/);
    const family = await nia.get('/children/ella/brothers-and-sisters?search=zara');
    assert.match(family.html, /Add<span class="govuk-visually-hidden"> Zara/);
  });

  test('another authority’s child is not there, and neither are odd ids', async () => {
    for (const path of ['/children/nobody', '/children/nobody/facts', '/children/%00', "/children/'--"]) {
      assert.equal((await nia.get(path)).status, 404, path);
    }
    assert.equal(
      (await nia.post('/children/ella/brothers-and-sisters', { other: 'nobody', action: 'join' })).status,
      404,
    );
  });

  test('a worker of the same authority who does not work with a child sees no name, and asking is on record', async () => {
    const none = await server.actAs('w_none');
    const list = await none.get('/children?show=everyone');
    assert.match(list.html, /No children are here yet/);
    for (const path of ['/children/ella', '/children/ella/facts', '/children/ella/brothers-and-sisters']) {
      const page = await none.get(path);
      assert.equal(page.status, 404, path);
      assert.match(page.html, /not open to you/, path);
      assert.doesNotMatch(page.html, /[EÉ]lla|Okafor/, path);
    }
    assert.doesNotMatch((await none.get('/children/new?with=ella')).html, /[EÉ]lla/);
    const facts = { givenName: 'Mine', age: '3', sex: 'male' };
    assert.equal((await none.post('/children/ella/facts', facts)).status, 404);
    const asked = await database.asSystem((tx) =>
      rows(
        tx,
        sql`select kind, children, count(*)::int from event where actor = 'w_none' and kind like '%.refused'
        group by 1, 2 order by 1`,
      ),
    );
    assert.deepEqual(asked, [
      { kind: 'child.changed.refused', children: [], count: 1 },
      { kind: 'child.viewed.refused', children: [], count: 3 },
    ]);
  });

  test('each change and each look leaves its event', async () => {
    const kinds = await database.asSystem((tx) =>
      rows<{ kind: string }>(tx, sql`select distinct kind from event where actor = 'w_north' order by kind`),
    );
    assert.deepEqual(
      kinds.map((row) => row.kind),
      [
        ...['child.added', 'child.brother-or-sister-added', 'child.changed'],
        ...['child.changed.not-taken', 'child.changed.refused', 'child.new'],
        ...['child.viewed', 'child.viewed.refused', 'children.listed'],
      ],
    );
  });
});
