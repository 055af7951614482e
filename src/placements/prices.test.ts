import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, englandDate, Refusal } from '../kernel/index.ts';
import { importPrices } from './index.ts';

const today = englandDate(new Date());
const started = addDays(today, -60);
const [year, month, day] = started.split('-').map((part) => String(Number(part))) as [string, string, string];

onEachDatabase('writing down what stays cost', (open) => {
  let server: TestServer;
  let buyer: Visitor;

  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      await sql`update organisation set code = 'E09000027' where id = 'north'`.execute(tx);
      await sql`update child set return_id = 'R-' || id`.execute(tx);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_buyer', name: 'Bo Marsh', role: 'commissioner' },
        { organisation_id: 'north', id: 'w_second', name: 'Su Lake', role: 'commissioner' },
        { organisation_id: 'south', id: 'w_buys_south', name: 'Sol Wren', role: 'commissioner' },
        { organisation_id: 'north', id: 'w_governs', name: 'Gil Dale', role: 'information-governance' },
        { organisation_id: 'north', id: 'w_worker', name: 'Wyn Orr', role: 'social-worker' },
        { organisation_id: 'north', id: 'w_directs', name: 'Di Moor', role: 'director' },
      ]);
      const home = { home_organisation_id: 'acorn', home_id: 'near', organisation_id: 'north', started };
      await insertAll(tx, 'placement', [
        { ...home, id: 'stay_one', child_id: 'maya' },
        { ...home, id: 'stay_two', child_id: 'leo' },
      ]);
      await insertAll(tx, 'record_sealed', [
        { organisation_id: 'north', child_id: 'leo', by: 'w_governs', why: "staff member's family" },
      ]);
    });
    server = await serverForTest(open());
    buyer = await server.actAs('w_buyer');
  });
  after(() => server.close());

  const said = () =>
    open().asSystem((tx) =>
      rows<{ stay: string; weekly: string; social: string; why: string; by: string }>(
        tx,
        sql`select placement_id as stay, weekly_pence as weekly, social_care_pence as social, why, by from agreed_price order by at, id`,
      ),
    );
  const form = {
    ...{ 'from-day': day, 'from-month': month, 'from-year': year, weekly: '£5,200.50', education: '200', health: '' },
    ...{ bought: 'spot', why: 'start', seen: '0' },
  };

  test('whoever buys homes sees the home and the month, and no child', async () => {
    const list = await buyer.get('/prices');
    assert.equal(list.status, 200);
    assert.match(list.html, /1 stay\b/);
    assert.match(list.html, /Near House/);
    const page = await buyer.get('/prices/stay_one');
    assert.equal(page.status, 200);
    for (const { html } of [list, page]) assert.doesNotMatch(html, /Maya|Leo|maya\b|Example|QV\d/);
    assert.doesNotMatch(page.html, new RegExp(`${started}|value="${day}"`)); // the month, not the day
  });

  test('a sealed record, another authority’s stay and other people’s work stay closed', async () => {
    assert.equal((await buyer.get('/prices/stay_two')).status, 404);
    assert.equal((await buyer.post('/prices/stay_two', form)).status, 404);
    assert.equal((await (await server.actAs('w_buys_south')).get('/prices/stay_one')).status, 404);
    for (const other of ['w_finder', 'w_worker', 'w_directs', 'w_analyst', 'w_manager', 'w_governs'])
      assert.equal((await (await server.actAs(other)).get('/prices')).status, 403, other);
    assert.deepEqual(await said(), []);
  });

  test('what is wrong is said beside its field, and what was typed stays', async () => {
    const wrong = await buyer.post('/prices/stay_one', {
      ...form,
      'from-year': '2020',
      weekly: 'lots',
      education: '-1',
      bought: 'barter',
      why: '',
    });
    assert.equal(wrong.status, 400);
    for (const words of [
      'cannot begin before the stay',
      'Enter the price of a week',
      'Enter what education pays',
      'Say how the room is bought',
      'Say why this price begins',
    ])
      assert.ok(wrong.html.includes(words), words);
    assert.match(wrong.html, /value="lots"/);
    const more = await buyer.post('/prices/stay_one', { ...form, education: '5,000', health: '201' });
    assert.match(more.html, /cannot pay more together/);
    assert.deepEqual(await said(), []);
  });

  test('a price is written once however often it is sent, and the second of two people is told', async () => {
    assert.equal((await buyer.post('/prices/stay_one', form)).status, 303);
    assert.equal((await buyer.post('/prices/stay_one', form)).status, 303);
    assert.deepEqual(await said(), [
      { stay: 'stay_one', weekly: '520050', social: '500050', why: 'start', by: 'w_buyer' },
    ]);
    const second = await (await server.actAs('w_second')).post('/prices/stay_one', { ...form, weekly: '4,000' });
    assert.equal(second.status, 400);
    assert.match(second.html, /Somebody else wrote down a price/);
    assert.match(second.html, /£5,200\.50 a week/);
    assert.match(second.html, /value="4,000"/);
    const both = await Promise.all(
      ['6,000', '7,000'].map((weekly) =>
        buyer.post('/prices/stay_one', { ...form, weekly, why: 'correction', seen: '1' }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 400]);
    assert.equal((await said()).length, 2);
  });

  test('the database itself refuses whoever has no business with it', async () => {
    const insert = (
      by: string,
      stay: string,
      organisation = 'north',
    ) => sql`insert into agreed_price (organisation_id, id, placement_id, from_date,
      weekly_pence, social_care_pence, bought, why, by) values (${organisation}, 'x', ${stay}, ${today}, 1, 1, 'spot', 'start', ${by})`;
    for (const [actor, by, stay, organisation] of [
      ['w_buyer', 'w_second', 'stay_one'],
      ['w_buyer', 'w_buyer', 'stay_two'],
      ['w_buyer', 'w_buyer', 'p1', 'south'],
      ['w_buys_south', 'w_buys_south', 'stay_one'],
      ['w_finder', 'w_finder', 'stay_one'],
      ['w_directs', 'w_directs', 'stay_one'],
    ] as const)
      await assert.rejects(
        open().asActor(actor, (tx) => insert(by, stay, organisation).execute(tx)),
        /row-level security|violates/,
        actor + by,
      );
    for (const change of [sql`update agreed_price set weekly_pence = 1`, sql`delete from agreed_price`])
      await assert.rejects(
        open().asActor('w_buyer', (tx) => change.execute(tx)),
        /permission denied/,
      );
    for (const actor of ['w_finder', 'w_worker', 'w_directs', 'w_buys_south', 'w_manager'])
      assert.deepEqual(await open().asActor(actor, (tx) => rows(tx, sql`select * from agreed_price`)), [], actor);
  });

  test('blocks: two may not cover one home on one day; a mistake is counted nowhere', async () => {
    const block = {
      ...{
        provider: 'acorn',
        homes: ['near', 'hidden'],
        name: 'Ten rooms',
        rooms: '10',
        weekly: '4,900',
        unused: 'yes',
      },
      ...{
        'from-day': '1',
        'from-month': '4',
        'from-year': '2026',
        'to-day': '31',
        'to-month': '3',
        'to-year': '2028',
      },
    };
    assert.match((await buyer.get('/prices/blocks?provider=acorn')).html, /Near House \(children’s home\)/);
    const wrong = await buyer.post('/prices/blocks', { ...block, rooms: '0', 'to-year': '2025', homes: [], name: '' });
    assert.equal(wrong.status, 400);
    for (const words of ['Rooms must be', 'must not be before', 'Choose the homes', 'Enter a name'])
      assert.ok(wrong.html.includes(words), words);
    // Homes of others, or none, are not taken.
    assert.equal((await buyer.post('/prices/blocks', { ...block, homes: ['far'] })).status, 400);
    assert.equal((await buyer.post('/prices/blocks', block)).status, 303);
    const again = await buyer.post('/prices/blocks', { ...block, homes: 'near', name: 'More rooms' });
    assert.equal(again.status, 400);
    assert.match(again.html, /“Ten rooms” covers one of these homes/);
    const [contract] = await open().asSystem((tx) => rows<{ id: string }>(tx, sql`select id from block_contract`));
    assert.equal(
      (await (await server.actAs('w_buys_south')).post(`/prices/blocks/${contract?.id}/end`, { until: 'today' }))
        .status,
      404,
    );
    assert.equal((await buyer.post(`/prices/blocks/${contract?.id}/end`, { until: 'mistake' })).status, 303);
    assert.equal((await buyer.post(`/prices/blocks/${contract?.id}/end`, { until: 'today' })).status, 303);
    assert.match((await buyer.get('/prices/blocks')).html, /Written down by mistake/);
    assert.equal((await buyer.post('/prices/blocks', { ...block, homes: 'near', name: 'More rooms' })).status, 303);
    // A region may buy for all of its authorities.
    assert.equal(
      (await (await server.actAs('w_analyst')).post('/prices/blocks', { ...block, name: 'Rooms of the region' }))
        .status,
      303,
    );
  });

  const file = (text: string) => ({
    name: 'prices.csv',
    bytes: async function* () {
      yield Buffer.from(text);
    },
  });
  const read = (text: string, code: string | null = 'E09000027') =>
    open().asSystem((tx) => importPrices(tx, file(text), code));

  test('a file is taken whole, once, for sealed records too', async () => {
    const before = (await said()).length;
    const text = `Child,From,Weekly,Bought,Health,Why\nR-maya,${today},5500,framework,500,uplift\nR-leo,${started},"£4,100.25",spot,,\n`;
    assert.deepEqual(await read(text), { read: 2, added: 2, unchanged: 0 });
    assert.deepEqual(await read(text), { read: 2, added: 0, unchanged: 2 });
    const now = await said();
    assert.deepEqual(
      now
        .slice(before)
        .map(({ stay, weekly, social, why, by }) => [stay, weekly, social, why, by])
        .sort(),
      [
        ['stay_one', '550000', '500000', 'uplift', 'prices file'],
        ['stay_two', '410025', '410025', 'start', 'prices file'],
      ],
    );
    assert.deepEqual(
      await read(`reference,from,weekly,bought,authority\nstay_one,${today},5600,spot,e09000027\n`, null),
      { read: 1, added: 1, unchanged: 0 },
    );
  });

  test('a file with a fault leaves nothing behind, and says what, where and what to do without naming a child', async () => {
    const before = (await said()).length;
    const bad = `child,from,weekly,bought\nR-maya,${today},5100,spot\nR-nobody,${today},1,spot\nR-maya,2019-01-01,1,spot\nR-maya,yesterday,cheap,gift\n`;
    await assert.rejects(read(bad), (error: unknown) => {
      assert.ok(error instanceof Refusal);
      assert.match(error.message, /^Nothing was imported: prices\.csv has 5 problems/);
      assert.match(error.message, /line 3, child.*the number of a child of this authority/);
      assert.match(error.message, /line 4, child.*lives in a home that is known here on the first day/);
      assert.match(error.message, /line 5, from: found “yesterday”; expected a day such as/);
      assert.doesNotMatch(error.message, /R-/);
      return true;
    });
    for (const [text, words] of [
      ['child,from,weekly\n', /columns called bought/],
      ['child,from,weekly,bought,price\n', /one of the columns authority, child/],
      [`child,from,weekly,bought\nR-maya,${today},1,=cmd()\n`, /one of: own, block/],
      ['', /the file is empty/],
    ] as const)
      await assert.rejects(read(text), words);
    await assert.rejects(read(`child,from,weekly,bought\nR-maya,${today},1,spot\n`, null), /--authority/);
    await assert.rejects(
      read(`child,from,weekly,bought\nR-maya,${today},1,spot\n`, 'E0'),
      /code of an authority that is here/,
    );
    assert.equal((await said()).length, before);
  });
});
