import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, englandDate } from '../kernel/index.ts';
import { pricesPaid } from '../placements/index.ts';
import { scopesOf } from '../planning/index.ts';
import { pricesByKind } from './index.ts';
import { marketWorld, PEOPLE } from './test-market-world.ts';

const today = englandDate(new Date());
const year = { first: addDays(today, -364), last: today };

onEachDatabase('what homes cost', (open) => {
  let server: TestServer;
  before(async () => {
    await marketWorld(open(), today);
    server = await serverForTest(open());
  });
  after(() => server.close());

  const paid = (actor: string, authorities = ['north', 'south', 'west']) =>
    open().asActor(actor, (tx) => pricesPaid(tx, year, authorities));
  const page = async (actor: string, path: string) => (await server.actAs(actor)).get(path);

  test('is answered to those who plan, for authorities whose numbers they may count, and to nobody else', async () => {
    const seen = async (actor: string) =>
      [...new Set((await paid(actor)).stays.map(({ authority }) => authority))].sort();
    assert.deepEqual(await seen(PEOPLE.buyer), ['north', 'south']);
    assert.deepEqual(await seen(PEOPLE.analyst), ['north', 'south']);
    assert.deepEqual(await seen(PEOPLE.director), ['north', 'south']);
    for (const other of ['w_west', 'w_finder', 'w_manager', 'w_south']) assert.deepEqual(await seen(other), [], other);
    const anybody = await open().asSystem((tx) =>
      rows(tx, sql`select * from app.prices_paid(${year.first}, ${year.last})`),
    );
    assert.deepEqual(anybody, []);
  });

  test('says what was agreed by need, age and distance, and no name, id or place', async () => {
    const { stays } = await paid(PEOPLE.buyer, ['north']);
    assert.equal(stays.length, 8);
    const near = stays.filter(({ provider }) => provider === 'acorn');
    assert.deepEqual(
      near.map(({ kind, sector, miles, age, started, prices }) => ({ kind, sector, miles, age, started, prices })),
      near.map(() => ({
        ...{ kind: 'residential', sector: 'private', miles: 0, age: 11, started: addDays(today, -139) },
        prices: [
          {
            ...{ from: addDays(today, -139), weekly: 400_000, socialCare: 300_000, education: 100_000, health: 0 },
            ...{ bought: 'spot', retainer: false, why: 'start', need: 24, age: 11 },
          },
        ],
      })),
    );
    const text = JSON.stringify(await paid(PEOPLE.analyst));
    assert.doesNotMatch(text, /Market\d|Quillon|"m\d+"|ms\d|R\d+|QV\d|53\.4|near|glade/);
    // Numbers are drawn anew for each answer.
    const again = await paid(PEOPLE.buyer, ['north']);
    assert.ok(!again.stays.some(({ child }) => stays.some((stay) => stay.child === child)));
  });

  test('the latest word for a day counts, a sealed child too, and no distance from where somebody is hidden', async () => {
    await open().asSystem(async (tx) => {
      await sql`insert into agreed_price (organisation_id, id, placement_id, from_date, weekly_pence, social_care_pence, bought, why, by)
        select organisation_id, 'later', placement_id, from_date, 450000, 450000, 'framework', 'correction', 'somebody'
          from agreed_price where id = 'price1'`.execute(tx);
      await insertAll(tx, 'record_sealed', [
        { organisation_id: 'north', child_id: 'm1', by: 'w_finder', why: "staff member's family" },
      ]);
      await sql`update child_address set confidential = true where child_id = 'm3'`.execute(tx);
    });
    const { stays } = await paid(PEOPLE.buyer, ['north']);
    assert.equal(stays.length, 8);
    assert.deepEqual(
      stays
        .flatMap(({ prices }) => prices.map(({ weekly, bought }) => `${weekly} ${bought}`))
        .filter((each) => each.startsWith('45')),
      ['450000 framework'],
    );
    assert.equal(
      stays.filter(({ miles }) => miles === null).length,
      stays.filter(({ provider }) => provider === 'beech').length + 1,
    );
  });

  test('where the money goes sums to what was paid: 20 weeks of fourteen children', async () => {
    const { html, status } = await page(PEOPLE.buyer, '/plans/market?for=all');
    assert.equal(status, 200);
    // Near House: 6 × £4,000 and £4,500 by 20 weeks; Glade House: 7 × £5,000.
    assert.match(html, /£1,270,000 for 280 weeks/);
    assert.match(html, /Beech Care<\/th><td[^>]*>140<\/td><td[^>]*>£700,000<\/td><td[^>]*>55%/);
    assert.match(html, /Acorn Homes<\/th><td[^>]*>140<\/td><td[^>]*>£570,000<\/td><td[^>]*>45%/);
    // 100 × (0.5512² + 0.4488²) × 100 is 5,052.
    assert.match(
      html,
      /One owner has 55% of what is bought outside\. That is highly concentrated: an index of 5,052 of 10,000/,
    );
    assert.doesNotMatch(html, /Market\d|Quillon|R\d+\b/);
  });

  test('of few children nothing is told: two providers with four each are one line', async () => {
    const { html } = await page(PEOPLE.buyer, '/plans/market?for=north');
    assert.doesNotMatch(html, /<th[^>]*>Beech Care/);
    assert.match(html, /Others together \(2\)<\/th>/);
    assert.match((await page('w_west', '/plans/market')).html, /too little to show/);
    for (const path of ['', '/like-for-like', '/quality', '/funding', '/block', '/providers']) {
      assert.equal((await page('w_finder', `/plans/market${path}`)).status, 403, path);
      assert.equal((await page(PEOPLE.director, `/plans/market${path}`)).status, 200, path);
    }
  });

  test('who pays, and what a rule would make of it', async () => {
    const { html } = await page(PEOPLE.south, '/plans/market/funding?for=south&kind=residential&education=0&health=50');
    // 20 weeks of 3 × £4,000 and 3 × £5,000: £540,000, of which education pays £1,000 a week for six, £120,000.
    assert.match(html, /social care paid 77\.8% of the £540,000[^<]*education 22\.2% and health 0\.0%/);
    assert.match(html, /Health<\/th><td[^>]*>£0<\/td><td[^>]*>£270,000<\/td><td[^>]*>£270,000 more/);
    const wrong = await page(PEOPLE.south, '/plans/market/funding?education=80&health=30');
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /cannot pay more than 100 per cent together/);
    assert.match(wrong.html, /value="80"/);
  });

  test('without a forecast a block asks for no figure, and says where a forecast is made', async () => {
    const { html } = await page(PEOPLE.buyer, '/plans/market/block?for=north&rooms=lots');
    assert.match(html, /There is no forecast of North yet[^<]*<a[^>]*href="\/plans\/forecasts"/);
    assert.doesNotMatch(html, /name="rooms"|There is a problem|must be/);
    assert.match(
      html,
      /href="\/plans\/invest-to-save\?for=north&amp;about=rooms"|href="\/plans\/invest-to-save\?for=north&about=rooms"/,
    );
  });

  test('where all rows say few, it is said once; and no page says what was not checked', async () => {
    const { html } = await page(PEOPLE.buyer, '/plans/market/quality?for=all');
    assert.doesNotMatch(html, /not checked against|<td[^>]*>Few<\/td>/);
    assert.match(html, /since 28 October 2023/);
  });

  test('the prices of a kind of home are told to other pages, to nobody below six children', async () => {
    const of = async (key: string) =>
      open().asActor(PEOPLE.buyer, async (tx) => {
        const scope = (await scopesOf(tx, 'north')).find((each) => each.key === key);
        assert.ok(scope);
        return (await pricesByKind(tx, scope, today)).find(({ kind }) => kind === 'residential');
      });
    const all = await of('all');
    // (6 × 4,000 + 4,500 + 7 × 5,000) / 14
    assert.deepEqual(
      [all?.n, all?.mean, all?.median, all?.shares],
      [15, 453_571, 475_000, { own: 0, block: 0, framework: 0.07, spot: 0.93 }],
    );
    assert.equal(all?.means.framework, null);
    assert.deepEqual((await of('south'))?.means, { own: null, block: null, framework: null, spot: 450_000 });
  });

  test('files hold the figures of the page, and nobody', async () => {
    const visitor = await server.actAs(PEOPLE.buyer);
    const { html } = await visitor.get('/plans/market.csv?for=all');
    assert.match(html, /"By provider","By provider","Beech Care","Spent","£700,000",700000/);
    for (const path of ['', '/like-for-like', '/quality', '/funding', '/block'])
      for (const format of ['csv', 'xlsx']) {
        const file = await visitor.get(`/plans/market${path}.${format}?for=all`);
        assert.equal(file.status, 200, `${path}.${format}`);
        assert.doesNotMatch(file.html, /Market\d|Quillon/);
      }
  });

  test('who owns whom: written down once, and the second of two is told', async () => {
    const visitor = await server.actAs(PEOPLE.buyer);
    const form = { provider: 'acorn', group: 'Tree Holdings', was: '' };
    assert.equal((await visitor.post('/plans/market/providers', form)).status, 303);
    assert.equal((await visitor.post('/plans/market/providers', form)).status, 303); // pressed twice
    const second = await visitor.post('/plans/market/providers', { ...form, group: 'Leaf Group' });
    assert.equal(second.status, 400);
    assert.match(second.html, /in the meantime/);
    await visitor.post('/plans/market/providers', { provider: 'beech', group: 'Tree Holdings', was: '' });
    // One owner has it all.
    assert.match(
      (await visitor.get('/plans/market?for=all')).html,
      /One owner has 100% [^<]*an index of 10,000 of 10,000/,
    );
    assert.equal((await (await server.actAs(PEOPLE.director)).post('/plans/market/providers', form)).status, 403);
    const said = await open().asSystem((tx) => rows(tx, sql`select provider_id from provider_group`));
    assert.equal(said.length, 2);
  });

  test('no price reaches the search for a home', async () => {
    const finder = await server.actAs('w_finder');
    const asked = await finder.post('/searches', { children: 'maya', when: 'five-days', note: '' });
    const shown = async () =>
      (await finder.get(asked.location ?? '')).html.replaceAll(/name="_csrf" value="[^"]*"|nonce="[^"]*"/g, '');
    const first = await shown();
    assert.match(first, /Quiet House/);
    await open().asSystem(async (tx) => {
      await sql`update agreed_price set weekly_pence = 1, social_care_pence = 1, education_pence = 0, bought = 'block'`.execute(
        tx,
      );
      await insertAll(tx, 'block_contract', [
        {
          ...{ organisation_id: 'north', id: 'b', provider_id: 'acorn', name: 'Rooms', kind: 'residential', rooms: 9 },
          ...{ weekly_pence: 1, paid_unused: true, from_day: '2026-01-01', to_day: '2036-01-01', by: 'somebody' },
        },
      ]);
      const block = { organisation_id: 'north', contract_id: 'b', home_organisation_id: 'acorn' };
      await insertAll(tx, 'block_home', [
        { ...block, home_id: 'near' },
        { ...block, home_id: 'hidden' },
      ]);
    });
    assert.equal(await shown(), first);
    // Nor could it: these functions alone read prices, and no page of a search asks them.
    const readers = await open().asSystem((tx) =>
      rows<{ name: string }>(
        tx,
        sql`select proname as name from pg_proc where pronamespace = 'app'::regnamespace
          and prosrc ~ 'agreed_price|block_contract|prices_paid|stays_to_price' order by 1`,
      ),
    );
    assert.deepEqual(
      readers.map(({ name }) => name),
      ['prices_paid', 'stays_to_price'],
    );
  });
});
