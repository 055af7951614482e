import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { hiddenWorld, NOT_NAMED } from '../../test/security/hidden-world.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Actor, actorOf, NotHere } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { childSummary } from './child-read.ts';
import { nameOnSealed, sealRecord, unnameOnSealed, unsealRecord } from './sealed-actions.ts';
import { sealedRecords } from './sealed-store.ts';

const today = englandDate(new Date());
const WHY = "staff member's family" as const;

/** Every table of an authority that holds a child's id, and under what name. */
const OF_A_CHILD: Readonly<Record<string, string>> = {
  child: 'id',
  child_identity: 'child_id',
  child_address: 'child_id',
  brother_or_sister: 'other_child_id',
  profile: 'child_id',
  placement: 'child_id',
  episode: 'child_id',
  allocation: 'child_id',
  search_child: 'child_id',
  record_sealed: 'child_id',
  record_named: 'child_id',
  break_glass: 'child_id',
};

onEachDatabase('a sealed record', (open) => {
  let server: TestServer;
  let search = '';
  const as = <T>(actor: string, work: (tx: Tx, actor: Actor) => Promise<T>) =>
    open().asActor(actor, async (tx) => work(tx, (await actorOf(tx, actor)) as Actor));
  const get = async (actor: string, path: string) => (await server.actAs(actor)).get(path);

  before(async () => {
    await hiddenWorld(open(), today);
    server = await serverForTest(open());
    const asked = await (await server.actAs('w_finder')).post('/searches', {
      children: ['maya', 'leo'],
      when: 'today',
    });
    search = asked.location ?? '';
    await open().asSystem((tx) =>
      insertAll(tx, 'break_glass', [
        {
          ...{ organisation_id: 'north', id: 'bg', child_id: 'leo', actor_id: 'w_second', reason: 'written by a test' },
          until_at: new Date(Date.now() + 3_600_000).toISOString(),
        },
      ]),
    );
  });
  after(() => server?.close());

  test('before: it is in lists, counts and searches, so the test can see', async () => {
    assert.match((await get('w_director', '/children/leo')).html, /Leo/);
    assert.match((await get('w_finder', search)).html, /Maya[\s\S]*Leo/);
    assert.match((await get('w_raj', '/homes/acorn/late')).html, /Leo/);
    assert.match((await get('w_finder', '/homes/acorn/late')).html, /One child of primary school age/);
  });

  test('information governance seals it and names who goes on, never itself', async () => {
    const governance = await server.actAs('w_governance');
    const page = await governance.get('/children/leo');
    assert.match(page.html, /href="\/children\/leo\/seal"/);
    const empty = await governance.post('/children/leo/seal', {});
    assert.equal(empty.status, 400);
    assert.match(empty.html, /Say why the record is sealed/);
    const self = await governance.post('/children/leo/seal', { why: WHY, person: 'w_governance' });
    assert.equal(self.status, 400);
    const sealed = await governance.post('/children/leo/seal', { why: WHY, person: 'w_worker' });
    assert.equal(sealed.location, '/sealed', sealed.html.slice(0, 300));
    for (const other of ['w_second', 'w_team', 'w_director', 'w_admin'])
      assert.notEqual((await (await server.actAs(other)).get('/children/maya/seal')).status, 200, other);
  });

  test('from then on it is in no table of anybody else, by point, list or count', async () => {
    for (const actor of NOT_NAMED) {
      await as(actor, async (tx) => {
        for (const [table, column] of Object.entries(OF_A_CHILD)) {
          if (actor === 'w_governance' && table.startsWith('record_')) continue; // it sealed it
          if (actor === 'w_governance' && table === 'break_glass') continue; // it reviews every opening
          if (actor === 'w_second' && table === 'break_glass') continue; // their own opening
          const point = await first(tx, sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = 'leo'`);
          const count = await first<{ n: number }>(
            tx,
            sql`select count(*) filter (where ${sql.ref(column)} = 'leo')::int as n from ${sql.table(table)}`,
          );
          assert.deepEqual([point, count?.n], [null, 0], `${actor} finds it in ${table}`);
        }
        assert.deepEqual(await childSummary(tx, ['leo'], today), [], actor);
        const related = await rows(tx, sql`select 1 from app.relationships_with('leo')`);
        assert.deepEqual(related, [], `${actor} has a relationship with it`);
      });
    }
  });

  test('no page of anybody else shows it; the search it was part of is closed to them', async () => {
    for (const actor of [
      'w_finder',
      'w_second',
      'w_team',
      'w_duty',
      'w_director',
      'w_iro',
      'w_data',
      'w_governance',
      'w_admin',
      'w_school',
    ]) {
      for (const path of [
        '/children/leo',
        '/children/leo/profile',
        '/children/leo/facts',
        '/children/leo/all-about-me',
        search,
        `${search}/compare?home=acorn/near&home=north/far`,
      ])
        assert.ok([403, 404].includes((await get(actor, path)).status), `${actor} opens ${path}`);
      for (const path of [
        '/children?show=everyone',
        '/children?search=leo&show=everyone',
        '/searches',
        '/children/maya',
        '/children/maya/brothers-and-sisters',
        '/searches/new?child=maya',
        '/',
      ])
        assert.doesNotMatch((await get(actor, path)).html, /\bLeo\b/, `${actor} at ${path}`);
    }
  });

  test('who lives in the home: a place is taken, and nothing says by whom', async () => {
    assert.doesNotMatch((await get('w_raj', '/homes/acorn/late')).html, /\bLeo\b/);
    assert.doesNotMatch((await get('w_carer', '/homes/acorn/late')).html, /\bLeo\b/);
    assert.match((await get('w_finder', '/homes/acorn/late')).html, /One child whose age is not known lives here/);
    const found = await as('w_finder', (tx) =>
      first<{ residents: object[] }>(tx, sql`select residents from app.homes_for_search('0') where home_id = 'late'`),
    );
    const [resident] = found?.residents ?? [];
    assert.deepEqual(
      { ...resident, from: null },
      { born: null, sex: 'unknown', fostered: true, from: null, until: null, profile: null },
    );
    assert.deepEqual(
      await as('w_worker', (tx) => rows(tx, sql`select given_name from app.children_living_in('late', current_date)`)),
      [],
    );
  });

  test('what is on record about it is read by information governance, and by no director', async () => {
    const about = (actor: string) =>
      as(
        actor,
        async (tx) =>
          (await rows(tx, sql`select 1 from event where 'leo' = any (children) and actor <> ${actor}`)).length,
      );
    assert.equal(await about('w_director'), 0);
    assert.ok((await about('w_governance')) > 0);
    assert.ok(
      (await as('w_director', (tx) => rows(tx, sql`select 1 from event where 'maya' = any (children)`))).length > 0,
    );
  });

  test('who is named goes on working with it; the list of sealed records says nothing of whose they are', async () => {
    assert.match((await get('w_worker', '/children/leo')).html, /Leo/);
    assert.match((await get('w_worker', search)).html, /Maya[\s\S]*Leo/);
    const list = await get('w_governance', '/sealed');
    assert.match(list.html, /Record ending in[\s\S]*A member of staff is family/);
    assert.doesNotMatch(list.html, /\bLeo\b|Example/);
    assert.equal((await get('w_director', '/sealed')).status, 403);
    assert.deepEqual(await as('w_worker', sealedRecords).then((all) => all.map((each) => each.childId)), ['leo']);
  });

  test('others are named and taken off; nobody but information governance does it, and nobody for themselves', async () => {
    const governance = await server.actAs('w_governance');
    assert.equal((await governance.post('/sealed/leo/people', { person: 'w_iro' })).status, 303);
    assert.equal((await get('w_iro', '/children/leo')).status, 200);
    assert.equal((await governance.post('/sealed/leo/people/remove', { person: 'w_iro' })).status, 303);
    assert.equal((await get('w_iro', '/children/leo')).status, 404);
    assert.equal((await governance.post('/sealed/leo/people', { person: 'w_governance' })).status, 400);
    await assert.rejects(
      as('w_worker', (tx, actor) => nameOnSealed(tx, actor, 'leo', 'w_second')),
      NotHere,
    );
    await assert.rejects(
      as('w_worker', (tx, actor) => unsealRecord(tx, actor, 'leo', 'I say so')),
      /row-level security/,
    );
    await assert.rejects(
      as('w_second', (tx, actor) => unnameOnSealed(tx, actor, 'leo', 'w_worker')),
      NotHere,
    );
    await assert.rejects(
      as('w_second', (tx, actor) => sealRecord(tx, actor, 'maya', { why: WHY, person: 'w_iro' })),
      /row-level security/,
    );
    await assert.rejects(
      as('w_governance', (tx) =>
        insertAll(tx, 'record_sealed', [
          { organisation_id: 'north', child_id: 'maya', by: 'w_governance', why: 'adoption' },
        ]),
      ),
      /row-level security/,
    );
  });

  test('it is opened again by a later fact, with its reason; what was is kept', async () => {
    const governance = await server.actAs('w_governance');
    assert.equal((await governance.post('/sealed/leo/unseal', { reason: '' })).status, 400);
    assert.equal((await governance.post('/sealed/leo/unseal', { reason: 'The worker has left' })).status, 303);
    assert.equal((await get('w_second', '/children/leo')).status, 200);
    assert.match((await get('w_raj', '/homes/acorn/late')).html, /Leo/);
    assert.equal((await governance.post('/sealed/leo/unseal', { reason: 'The worker has left' })).status, 404);
    const kept = await open().asSystem((tx) =>
      rows(tx, sql`select why, sealed_by, named, by, reason from record_unsealed`),
    );
    assert.deepEqual(kept, [
      { why: WHY, sealed_by: 'w_governance', named: ['w_worker'], by: 'w_governance', reason: 'The worker has left' },
    ]);
    await as('w_governance', (tx, actor) => sealRecord(tx, actor, 'leo', { why: 'other', person: 'w_second' }));
    assert.equal(
      (await get('w_worker', '/children/leo')).status,
      404,
      'the old names do not come back with a new seal',
    );
  });
});
