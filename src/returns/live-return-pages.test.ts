import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { child, ended, episode, returnFiles } from '../../test/returns.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { ALL_ROLES } from '../access/index.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { importReturns } from './index.ts';
import type { LiveRecords } from './live-return.ts';
import { checkLiveReturns } from './live-return-job.ts';
import { liveRecords } from './live-return-store.ts';
import { asReturned } from './returned.ts';

/** The return of 2026-27 is running, that of 2025-26 is due. */
const NOW = new Date('2026-05-20T17:00:00Z');

onEachDatabase('pages of returns made from the records', (open) => {
  let server: TestServer;
  let officer: Visitor;
  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North', code: 'E09000001' },
        { id: 'south', kind: 'authority', name: 'South', code: 'E09000002' },
      ]);
      await insertAll(tx, 'actor', [
        ...ALL_ROLES.map((role) => ({ organisation_id: 'north', id: `n-${role}`, name: 'Nia Holt', role })),
        { organisation_id: 'south', id: 's-data-officer', name: 'Sue Ray', role: 'data-officer' },
      ]);
    });
    // Both episodes end before they begin (rule 355 or its kin of the year); the record of K9 is sealed.
    const wrong = ended('2025-05-01', 'E3', null);
    await importReturns(open(), {
      returns: [
        returnFiles(2026, {
          Header: [child('K1'), child('K2'), child('K9')],
          Episodes: [
            episode('K1', '2025-05-01'),
            episode('K2', '2025-06-01', wrong),
            episode('K9', '2025-06-01', wrong),
          ],
        }),
      ],
      authority: 'E09000001',
    });
    await open().asSystem((tx) =>
      sql`insert into record_sealed (organisation_id, child_id, by, why)
        select organisation_id, id, 'n-information-governance', 'police or court' from child where return_id = 'K9'`.execute(
        tx,
      ),
    );
    server = await serverForTest(open(), () => NOW);
    officer = await server.actAs('n-data-officer');
  });
  after(() => server.close());
  const idOf = async (returnId: string) => {
    const [found] = await open().asSystem((tx) =>
      rows<{ id: string }>(tx, sql`select id from child where return_id = ${returnId}`),
    );
    return found?.id ?? '';
  };
  const events = (kind: string) =>
    open().asSystem((tx) =>
      rows<{ actor: string; children: string[]; detail: object }>(
        tx,
        sql`select actor, children, detail from event where kind = ${kind} order by at desc`,
      ),
    );

  test('a data officer takes the return, sealed children with it, and that is on record with whose records are in it', async () => {
    assert.match((await officer.get('/returns')).html, /Download the return from our records/);
    const file = await officer.get('/returns/download/return/episodes.csv?year=2025-26');
    assert.equal(file.status, 200);
    const lines = file.html.trim().split('\r\n');
    assert.equal(lines[0]?.slice(0, 15), 'CHILD,DECOM,RNE');
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(',')[0]),
      ['K1', 'K2', 'K9'],
    );
    const [taken] = await events('export.downloaded');
    assert.equal(taken?.actor, 'n-data-officer');
    assert.deepEqual(taken?.detail, { what: 'return', file: 'episodes.csv', year: '2025-26' });
    assert.deepEqual([...(taken?.children ?? [])].sort(), (await Promise.all(['K1', 'K2', 'K9'].map(idOf))).sort());
    const xml = await officer.get('/returns/download/return/ssda903.xml?year=2025-26');
    assert.match(xml.html, /<CHILDID>K9<\/CHILDID>/);
  });

  test('the other files leave sealed children out, and hold nothing that a data officer may not read', async () => {
    const people = await officer.get('/returns/download/ssds/ssd_person.csv');
    assert.equal(people.status, 200);
    assert.match(people.html, /"K1"/);
    assert.doesNotMatch(people.html, /K9/);
    assert.equal((await officer.get('/returns/download/pds/placements.csv')).status, 200);
    // What was asked for comes from profiles.
    assert.equal((await officer.get('/returns/download/pds/referrals.csv')).status, 404);
    const day = 'on-day=31&on-month=3&on-year=2026';
    assert.equal((await officer.get(`/returns/download/pnw-census/pnw-census.csv?${day}`)).status, 200);
    const wrong = await officer.get('/returns/download/pnw-census/pnw-census.csv?on-day=31&on-month=2&on-year=2026');
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /Write a day of the calendar from 1 December 2025 on/);
  });

  test('nobody else takes a file, no other authority’s children are in one, and there are no other files', async () => {
    for (const role of ALL_ROLES.filter((one) => one !== 'data-officer')) {
      const visitor = await server.actAs(`n-${role}`);
      for (const path of ['/returns', '/returns/now', '/returns/download/return/header.csv?year=2025-26'])
        assert.equal((await visitor.get(path)).status, 403, `${role} ${path}`);
    }
    const south = await server.actAs('s-data-officer');
    const file = await south.get('/returns/download/return/header.csv?year=2025-26');
    assert.equal(file.html.trim().split('\r\n').length, 1);
    for (const path of ['return/..%2fheader.csv', 'return/reviews.csv', 'everything/header.csv', 'constructor/name'])
      assert.equal((await officer.get(`/returns/download/${path}`)).status, 404, path);
  });

  test('the database itself reads the return to a data officer of the authority and to nobody else', async () => {
    const views = await open().asSystem((tx) =>
      rows<{ name: string }>(
        tx,
        sql`select table_name as name from information_schema.views where table_schema = 'returned' order by 1`,
      ),
    );
    assert.ok(views.length > 20);
    const rowsOf = (actor: string, view: string) =>
      open().asActor(actor, async (tx) => (await rows(tx, sql`select * from returned.${sql.ref(view)}`)).length);
    for (const actor of [...ALL_ROLES.map((role) => `n-${role}`), 's-data-officer', 'nobody-at-all']) {
      const sees = actor === 'n-data-officer';
      assert.equal((await open().asActor(actor, (tx) => asReturned(tx, async (id) => id))) === 'north', sees, actor);
      for (const { name } of views) {
        const found = await rowsOf(actor, name);
        if (!sees) assert.equal(found, 0, `${actor} ${name}`);
      }
    }
    assert.equal(await rowsOf('n-data-officer', 'child'), 3);
    // Asked for another authority's children, the database has none to give.
    const ofNorth = (tx: Tx) => liveRecords(tx, 'north', [2026]);
    const asked = (actor: string) => open().asActor(actor, (tx) => asReturned(tx, () => ofNorth(tx)));
    assert.deepEqual((await asked('s-data-officer'))?.children, []);
    const inOrder = (records: LiveRecords | null) => [
      records?.children.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      [...(records?.episodes ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
      records?.imported,
    ];
    assert.deepEqual(inOrder(await asked('n-data-officer')), inOrder(await open().asSystem(ofNorth)));
    assert.equal(await asked('n-manager'), null);
    // Afterwards names mean the tables again, with what the person's own rights open: not the sealed child.
    const after = await open().asActor('n-data-officer', async (tx) => {
      await asReturned(tx, () => ofNorth(tx));
      return rows<{ id: string }>(tx, sql`select return_id as id from child order by 1`);
    });
    assert.deepEqual(
      after.map(({ id }) => id),
      ['K1', 'K2'],
    );
    await assert.rejects(
      open().asActor('n-data-officer', (tx) => rows(tx, sql`select given_name from returned.child_identity`)),
    );
    await assert.rejects(
      open().asActor('n-data-officer', (tx) => sql`update returned.child set sex = 'male'`.execute(tx)),
    );
  });

  test('each night the records are checked; the page lists what to put right with the child’s own page, and no sealed child', async () => {
    assert.match((await officer.get('/returns/now')).html, /not been checked yet/);
    const options = {
      database: open(),
      clock: () => NOW,
      fault: (error: Error) => assert.fail(error),
    };
    // North has children in care in both years; South has none.
    assert.equal(await checkLiveReturns(options), 2);
    const html = (await officer.get('/returns/now?year=2025-26')).html;
    const k2 = await idOf('K2');
    assert.match(html, new RegExp(`href="/children/${k2}">Child K2</a>`));
    assert.doesNotMatch(html, /Child K9/);
    assert.equal((await officer.get(`/children/${k2}`)).status, 200);
    const [seen] = await events('returns.to-put-right');
    assert.ok(seen?.children.includes(k2));
    // Nothing of the sealed child is kept in the check either.
    const kept = await open().asSystem((tx) =>
      rows<{ child: string }>(tx, sql`select child from return_check_child where child = 'K9'`),
    );
    assert.deepEqual(kept, []);
    // The return of 2025-26 was imported and does not say whether K2 is a mother (rules 165, 393 and 607). Of the year that is running
    // no return was, so that this is not known, and no fault of the record.
    const rules = await open().asSystem((tx) =>
      rows<{ rule: string; year: number }>(
        tx,
        sql`select distinct r.rule, c.year from return_check_rule r
          join return_check c on c.organisation_id = r.organisation_id and c.id = r.check_id order by 1, 2`,
      ),
    );
    assert.deepEqual(
      rules.filter(({ rule }) => ['165', '393', '607', '630'].includes(rule)),
      ['165', '393', '607'].map((rule) => ({ rule, year: 2026 })),
    );
    assert.ok(rules.some(({ year }) => year === 2027));
    // What is not held has not been judged: no rule about reviews or health found anything.
    const [check] = await open().asSystem((tx) =>
      rows<{ state: string; tables: { table: string }[]; not_run: unknown[] }>(
        tx,
        sql`select state, tables, not_run from return_check where source = 'live' and year = 2026`,
      ),
    );
    assert.equal(check?.state, 'done');
    assert.deepEqual(check?.tables.map(({ table }) => table).sort(), ['Episodes', 'Header', 'UASC']);
    assert.ok((check?.not_run.length ?? 0) > 50);
    // Again within the day: nothing.
    assert.equal(await checkLiveReturns(options), 0);
    // A record that is sealed after the check is on the list no more.
    await open().asSystem((tx) =>
      sql`insert into record_sealed (organisation_id, child_id, by, why)
        select organisation_id, id, 'n-information-governance', 'police or court' from child where return_id = 'K2'`.execute(
        tx,
      ),
    );
    assert.doesNotMatch((await officer.get('/returns/now?year=2025-26')).html, /Child K2/);
    assert.match((await officer.get('/returns/checks')).html, /made from our records/);
  });
});
