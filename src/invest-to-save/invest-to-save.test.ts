import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { first, rows, sql } from '../db/index.ts';
import { investWorld, TODAY } from './test-world.ts';

const PATH = '/plans/invest-to-save';

onEachDatabase('invest to save', (open) => {
  let server: TestServer;
  before(async () => {
    await open().asSystem(investWorld);
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
    assert.match(html, /Southshire alone has too few \(five children or fewer\)/);
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
