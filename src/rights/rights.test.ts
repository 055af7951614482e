import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { type Database, first, insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { NOT_IN_PACK, PACK_SOURCES } from './pack-sources.ts';

async function people(database: Database): Promise<void> {
  await smallRegion(database, englandDate(new Date()));
  await database.asSystem(async (tx) => {
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_governance', name: 'Gil Frost', role: 'information-governance' },
      { organisation_id: 'north', id: 'w_director', name: 'Dee Moss', role: 'director' },
      { organisation_id: 'north', id: 'w_maya', name: 'Maya', role: 'child' },
    ]);
    await insertAll(tx, 'allocation', [
      { organisation_id: 'north', id: 'self', child_id: 'maya', actor_id: 'w_maya', relation: 'self', by: 'w_finder' },
    ]);
    await sql`update child_address set area = 'Canary Green' where child_id = 'maya'`.execute(tx);
  });
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The tables that its foreign keys lead to. */
  readonly refers: readonly string[];
}

/**
 * The tables whose rows hang on a child, directly or through others: by a foreign key, or by a column that is called after
 * one of them (`search_id`, `disclosure_id`), because not every link is a key. A search is about its children.
 */
function reachableFromAChild(tables: readonly Table[]): ReadonlySet<string> {
  const found = new Set(['child', 'search']);
  const hangs = ({ columns, refers }: Table) =>
    refers.some((each) => found.has(each)) ||
    columns.some((column) => column === 'children' || [...found].some((each) => `_${column}`.endsWith(`_${each}_id`)));
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const table of tables) if (hangs(table)) found.add(table.name);
  }
  return found;
}

onEachDatabase('what a pack is made of', (open) => {
  test('every table that speaks of a child is in it or left out with a reason, and every column of it too', async () => {
    const tables = await open().asSystem((tx) =>
      rows<{ name: string; columns: string[]; refers: string[] }>(
        tx,
        sql`select t.relname as name,
            array(select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
            array(select distinct r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
              where c.conrelid = t.oid and c.contype = 'f') as refers
          from pg_class t where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')`,
      ),
    );
    const known = new Map(PACK_SOURCES.map((source) => [source.table, source]));
    const about = reachableFromAChild(tables);
    assert.ok(about.size > 40, `${about.size} tables`);
    for (const must of [
      'disclosure_ended',
      'search_worker',
      'search_worker_ended',
      'address_named',
      'break_glass_review',
    ])
      assert.ok(about.has(must), `${must} is found`);
    for (const table of about)
      assert.ok(known.has(table) || NOT_IN_PACK[table], `${table} holds something about a child: put it into the pack`);
    for (const table of Object.keys(NOT_IN_PACK)) {
      assert.ok(about.has(table), `${table} is left out, and there is no such table about a child`);
      assert.ok(!known.has(table), `${table} is both in and out`);
    }
    for (const source of PACK_SOURCES) {
      const real = tables.find((each) => each.name === source.table)?.columns ?? [];
      const said = [...Object.keys(source.columns), ...source.leaves];
      assert.deepEqual(said.toSorted(), real.toSorted(), `the columns of ${source.table}`);
    }
  });

  test('what hangs on a child is followed through keys and through names of columns, to any depth', () => {
    const table = (name: string, columns: string[], refers: string[] = []) => ({ name, columns, refers });
    const found = reachableFromAChild([
      table('child', ['id']),
      table('search', ['id']),
      table('meeting', ['id', 'child_id'], ['child']),
      table('minute', ['id', 'meeting'], ['meeting']),
      table('minute_ended', ['minute_id']),
      table('seen', ['children']),
      table('asked', ['other_search_id']),
      table('home', ['id'], ['organisation']),
      table('room', ['home_id'], ['home']),
    ]);
    assert.deepEqual([...found].sort(), ['asked', 'child', 'meeting', 'minute', 'minute_ended', 'search', 'seen']);
  });

  test('a change of who a child is keeps what stood before; nobody can write that by hand', async () => {
    await people(open());
    await open().asActor('w_finder', async (tx) => {
      await sql`update child_identity set given_name = 'Maja' where child_id = 'maya'`.execute(tx);
      await sql`update child_identity set given_name = 'Maja' where child_id = 'maya'`.execute(tx);
    });
    const before = await open().asSystem((tx) =>
      rows<{ field: string; was: string; by: string }>(tx, sql`select field, was, by from child_fact_before`),
    );
    assert.deepEqual(before, [{ field: 'given_name', was: 'Maya', by: 'w_finder' }]);
    await assert.rejects(
      open().asActor('w_governance', (tx) =>
        insertAll(tx, 'child_fact_before', [
          { organisation_id: 'north', child_id: 'maya', by: 'w_finder', field: 'sex' },
        ]),
      ),
    );
  });
});

describe('the rights pages', () => {
  let database: Database;
  let server: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await people(database);
    server = await serverForTest(database);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  test('a child says that something is wrong, and reads the answer', async () => {
    const maya = await server.actAs('w_maya');
    assert.equal((await maya.get('/')).location, '/me');
    assert.match((await maya.get('/me')).html, /Who has looked at my record/);
    const page = await maya.get('/children/maya/rights');
    assert.match(page.html, /Until \d+ \w+ 20\d\d at least/);
    assert.equal((await maya.post('/children/maya/rights/corrections', { what: '' })).status, 400);
    await maya.post('/children/maya/rights/corrections', { what: 'I do not like football. I like to dance.' });
    const governance = await server.actAs('w_governance');
    const seen = await governance.get('/children/maya/rights');
    const [, id] = /name="correction" value="([^"]+)"/.exec(seen.html) ?? [];
    const answer = { correction: id ?? '', outcome: 'changed', reason: 'Your social worker wrote it anew with you.' };
    const both = await Promise.all([
      governance.post('/children/maya/rights/answers', answer),
      governance.post('/children/maya/rights/answers', answer),
    ]);
    assert.deepEqual(both.map((each) => each.status).sort(), [303, 400]);
    assert.match((await maya.get('/children/maya/rights')).html, /Your social worker wrote it anew with you/);
    assert.equal((await maya.post('/children/maya/rights/answers', answer)).status, 403);
    assert.equal((await maya.get('/children/leo/rights')).status, 404);
    assert.equal((await governance.post('/children/leo/rights/answers', answer)).status, 400);
  });

  test('a hold is set and ended, and says so', async () => {
    const governance = await server.actAs('w_governance');
    await governance.get('/children/maya/rights');
    await governance.post('/children/maya/rights/holds', { why: 'An inquiry by the ombudsman' });
    const page = await governance.get('/children/maya/rights');
    assert.match(page.html, /Nothing is removed for now/);
    const [, hold] = /name="end" value="([^"]+)"/.exec(page.html) ?? [];
    assert.equal((await governance.post('/children/leo/rights/holds', { end: hold ?? '' })).status, 400);
    await governance.post('/children/maya/rights/holds', { end: hold ?? '' });
    assert.doesNotMatch((await governance.get('/children/maya/rights')).html, /Nothing is removed for now/);
  });

  test('everything held is open to information governance only while a request is, and words of others are taken out', async () => {
    const governance = await server.actAs('w_governance');
    await database.asSystem(async (tx) => {
      await insertAll(tx, 'search', [
        {
          organisation_id: 'north',
          id: 's1',
          needed_by: '2026-12-01',
          asked_by: 'w_finder',
          note: 'Leo asks after her every day. Ring 01632 960 123.',
        },
      ]);
      await insertAll(tx, 'search_child', [
        { organisation_id: 'north', search_id: 's1', child_id: 'maya', profile_id: 'profile-maya' },
      ]);
    });
    assert.equal((await governance.get('/children/maya/profile')).status, 404);
    await governance.get('/children/maya/requests/new');
    const bad = await governance.post('/children/maya/requests/new', {
      by: '',
      'asked-day': '31',
      'asked-month': '2',
      'asked-year': '2026',
    });
    assert.equal(bad.status, 400);
    const [day = '', month = '', year = ''] = englandDate(new Date()).split('-').reverse();
    const asked = { by: 'Maya, through her advocate', 'asked-day': day, 'asked-month': month, 'asked-year': year };
    const opened = await governance.post('/children/maya/requests/new', asked);
    assert.equal(opened.status, 303);
    const path = opened.location ?? '';
    assert.equal((await governance.post('/children/maya/requests/new', asked)).location, path, 'twice is once');
    const page = await governance.get(path);
    assert.match(page.html, /<strong>Leo<\/strong>/);
    assert.match(page.html, /Taken out until you decide/);
    const pack = await governance.get(`${path}/pack`);
    assert.match(pack.html, /likes to cook/);
    assert.match(pack.html, /Canary Green/);
    assert.doesNotMatch(pack.html, /01632 960 123|>Leo</);
    await governance.post(`${path}/words`, { words: 'Leo', decision: 'keep', reason: 'Her brother agrees' });
    assert.match((await governance.get(`${path}/pack`)).html, /Leo asks after her every day/);
    const pdf = await fetch(`${server.url}${path}/pack.pdf`, { headers: { cookie: governance.cookies() } });
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.equal(pdf.headers.get('content-disposition'), 'attachment; filename="everything-held.pdf"');
    assert.equal(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    assert.equal((await governance.get('/children/maya/profile')).status, 200);
    await governance.post(`${path}/close`, { outcome: 'Handed over to Maya' });
    assert.equal((await governance.get('/children/maya/profile')).status, 404);
    assert.equal((await governance.get(`${path}/pack`)).status, 404);
    const finder = await server.actAs('w_finder');
    assert.equal((await finder.get(path)).status, 403);
    const looks = await database.asSystem((tx) =>
      first<{ n: number }>(
        tx,
        sql`select count(*)::int as n from event where kind in ('pack.read', 'pack.taken') and children @> array['maya']`,
      ),
    );
    assert.equal(looks?.n, 3);
  });

  test('an address that is hidden is in no pack', async () => {
    await database.asSystem(async (tx) => {
      await sql`update child_address set postcode = 'QV9 9ZZ', area = 'Canaryton' where child_id = 'leo'`.execute(tx);
      await sql`update child_address set confidential = true where child_id = 'leo'`.execute(tx);
      const hidden = await first<{ area: string }>(
        tx,
        sql`select area from confidential_address where child_id = 'leo'`,
      );
      assert.equal(hidden?.area, 'Canaryton', 'it is held, so leaving it out is a choice');
    });
    const governance = await server.actAs('w_governance');
    const [day = '', month = '', year = ''] = englandDate(new Date()).split('-').reverse();
    await governance.get('/children/leo/requests/new');
    const asked = {
      by: 'His mother, who lives in a refuge',
      'asked-day': day,
      'asked-month': month,
      'asked-year': year,
    };
    const opened = await governance.post('/children/leo/requests/new', asked);
    const pack = await governance.get(`${opened.location}/pack`);
    assert.match(pack.html, /likes to cook/);
    assert.doesNotMatch(pack.html, /QV9|Canaryton/i);
  });
});
