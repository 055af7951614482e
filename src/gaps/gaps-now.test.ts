import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';
import { scopesOf } from '../planning/index.ts';
import { roomsFor } from '../sufficiency/index.ts';
import { gapsNow, USUAL_SETTINGS } from './gaps-now.ts';
import { DAYS_AGO, gapsWorld, TWELVE } from './test-gaps.ts';

const today = englandDate(new Date());
const near = (found: number | undefined, expected: number) =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < 0.01, `${found} is not ${expected}`);

onEachDatabase('gaps from the records', (open) => {
  let server: TestServer;
  before(async () => {
    await gapsWorld(open(), today);
    server = await serverForTest(open());
  });
  after(() => server.close());

  const now = (actor: string, organisation: string, key: string) =>
    open().asActor(actor, async (tx) => {
      const scope = (await scopesOf(tx, organisation)).find((each) => each.key === key);
      return scope ? gapsNow(tx, scope, USUAL_SETTINGS, today) : null;
    });
  const highOf = (found: Awaited<ReturnType<typeof now>>, authority = 'north') =>
    found?.lines.find((line) => line.authority === authority && line.need === 'high');
  const counted = (actor: string) =>
    open().asActor(actor, (tx) =>
      first<{ needs: string | null; homes: string | null; reasons: string | null }>(
        tx,
        sql`select * from app.gaps_counted(${addDays(today, -364)}, ${today})`,
      ),
    );

  test('need is what was lived and asked for in the year, rooms are those that suit, less what others use', async () => {
    const line = highOf(await now('w_analyst', 'region', 'north'));
    // Twelve children since 300 days, today included; each came once, and seven look for another home now.
    const load = (TWELVE * (DAYS_AGO + 1)) / 365;
    const stay = (TWELVE * (DAYS_AGO + 1)) / (TWELVE + 7);
    assert.deepEqual([line?.kind, line?.ages, line?.children, line?.requests], ['fostering', '10-15', 12, 19]);
    near(line?.atATime, load);
    near(line?.roomsNeeded, roomsFor(load, 0.95, 7 / stay));
    // Of eight rooms two are used by South; the two at Far Cottage are 34 miles away.
    near(line?.roomsNow, 6);
    near(line?.short, (line?.roomsNeeded ?? 0) - 6);
  });

  test('together the rooms are shared, and no group’s share is worse than it has to be', async () => {
    const found = await now('w_analyst', 'region', 'all');
    const [north, south] = [highOf(found), highOf(found, 'south')];
    near((north?.roomsNow ?? 0) + (south?.roomsNow ?? 0), 8);
    near((north?.short ?? 0) / (north?.roomsNeeded ?? 1), (south?.short ?? 0) / (south?.roomsNeeded ?? 1));
  });

  test('what is counted names nobody, tells no place more exactly than a mile, and answers planners alone', async () => {
    const answer = await counted('w_commissioner');
    const said = JSON.stringify(answer);
    assert.doesNotMatch(said, /n_1|s_1|maya|Given|Secretname|ash|stay-|53\.401|53\.412|2\.2012|QV2/i);
    assert.match(answer?.needs ?? '', /\|53\.4\d*\|-2\.2/);
    assert.notEqual((await counted('w_commissioner'))?.needs, answer?.needs, 'numbers are drawn anew');
    for (const actor of ['w_finder', 'w_manager', 'w_south']) assert.equal(await counted(actor), null, actor);
  });

  test('a hidden family home is told as its authority alone, and a sealed record without a profile', async () => {
    await open().asSystem(async (tx) => {
      await sql`update child_address set confidential = true where child_id = 'n_1'`.execute(tx);
      await insertAll(tx, 'record_sealed', [{ organisation_id: 'north', child_id: 'n_2', by: 'w_ig', why: 'other' }]);
    });
    const lines = ((await counted('w_commissioner'))?.needs ?? '')
      .split('\n')
      .map((line) => line.split('|'))
      .filter((parts) => parts[1] === 'north' && parts[7] !== 'asks');
    assert.equal(lines.filter(([, , lat, long]) => lat === '' && long === '').length, 2);
    assert.equal(lines.filter((parts) => parts[10] === '').length, 1);
    near(highOf(await now('w_analyst', 'region', 'north'))?.children, 11);
    await open().asSystem((tx) => sql`delete from record_sealed`.execute(tx));
  });

  test('the page says the biggest gaps in words, keeps small groups back, and tells why nothing was found', async () => {
    const page = await (await server.actAs('w_analyst')).get('/plans/gaps?for=north');
    assert.equal(page.status, 200);
    const { html } = page;
    assert.match(html, /\d+ more rooms in foster homes for children of 10 to 15 with high needs near North/);
    assert.match(html, /it may be as few as (none|\d+), as many as \d+; \d+ of \d+ rooms needed/);
    assert.match(html, /Within so many miles[\s\S]*Within so many days/);
    assert.match(html, /11 to 15/);
    // Maya and Leo live nowhere and wait for nothing, so nothing is said of them.
    assert.doesNotMatch(html, /Maya|Leo|Given|Secretname|n_1/);
    assert.match(html, /Homes near enough have no free room<\/th><td[^>]*>6 to 10/);
    assert.match(html, /The cost could not be agreed<\/th><td[^>]*>5 or fewer/);
    const wrong = await (await server.actAs('w_analyst')).get('/plans/gaps?for=north&miles=lots&days=3');
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /Miles must be a whole number from 1 to 200/);
    assert.match(wrong.html, /value="lots"/);
    assert.equal((await (await server.actAs('w_finder')).get('/plans/gaps')).status, 403);
  });

  test('a group of five or fewer is told in no page and no file, and no total says it either', async () => {
    const visitor = await server.actAs('w_south_plans');
    const { html } = await visitor.get('/plans/gaps?for=south');
    assert.match(html, /Foster homes: too few children \(5 or fewer\) to tell what is missing/);
    assert.match(html, /Foster homes: too few children to say what is missing/);
    assert.doesNotMatch(html, /not told<|more rooms? in foster homes/);
    const csv = (await visitor.get('/plans/gaps.csv?for=south')).html.trim().split(/\r?\n/);
    assert.ok(csv.length > 1);
    for (const line of csv.slice(1)) assert.match(line, /"(5 or fewer|few)",,,,,,,,,,$/);
    assert.equal((await visitor.get('/plans/gaps.xlsx?for=south')).status, 200);
  });

  test('when the agreement is over, only the own figures are left', async () => {
    await open().asSystem((tx) =>
      sql`update sharing_agreement set to_day = ${addDays(today, -1)} where id = 'plan'`.execute(tx),
    );
    assert.equal(await now('w_analyst', 'region', 'north'), null);
    assert.doesNotMatch((await counted('w_commissioner'))?.needs ?? '', /south/);
    assert.match((await counted('w_commissioner'))?.needs ?? '', /north/);
    assert.equal(await counted('w_analyst'), null);
    const left = await open().asActor('w_analyst', (tx) => rows(tx, sql`select 1 from search_unmet`));
    assert.deepEqual(left, []);
  });
});
