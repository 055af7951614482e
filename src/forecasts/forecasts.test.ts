import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { onEachDatabase } from '../../test/database.ts';
import { returnFiles } from '../../test/returns.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { joinRegion } from '../access/index.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { importReturns } from '../returns/index.ts';
import { careLines } from './care-lines.ts';
import { keptForecast, keptForecasts, latestForecast } from './index.ts';
import { lives, yearOf } from './test-care.ts';

const NOW = new Date('2026-05-20T12:00:00Z');
const STARTED = Date.now();
/** As quick as ours, so that what came first is known. */
const clock = () => new Date(NOW.getTime() + Date.now() - STARTED);
const YEARS = [2022, 2023, 2024, 2025, 2026];
const ASKED = { for: 'north', months: '12', runs: '100', seed: '1' };

onEachDatabase('forecasts', (open) => {
  let server: TestServer;
  let planner: Visitor;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'homeward-forecasts-'));
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'region', kind: 'region', name: 'The Region', code: null },
        { id: 'north', kind: 'authority', name: 'North', code: 'E09000001' },
        { id: 'south', kind: 'authority', name: 'South', code: 'E09000002' },
      ]);
      for (const authority of ['north', 'south']) await joinRegion(tx, 'region', authority);
      const post = (organisation_id: string, id: string, role: string) => ({ organisation_id, id, name: id, role });
      await insertAll(tx, 'actor', [
        post('north', 'cora', 'commissioner'),
        post('north', 'cole', 'commissioner'),
        post('north', 'dee', 'director'),
        post('north', 'fin', 'home-finder'),
        post('south', 'sol', 'commissioner'),
        post('region', 'ana', 'regional-analyst'),
      ]);
      await insertAll(tx, 'sharing_agreement', [
        { region_id: 'region', id: 'plan', purpose: 'Planning', fields: ['counts'], from_day: '2026-01-01' },
      ]);
      const party = (organisation_id: string) => ({ region_id: 'region', agreement_id: 'plan', organisation_id });
      await insertAll(tx, 'sharing_party', ['north', 'south'].map(party));
    });
    for (const [authority, prefix, every] of [
      ['E09000001', 'NC', 13],
      ['E09000002', 'SC', 17],
    ] as const) {
      const all = lives(prefix, every, date('2026-03-30'));
      const done = await importReturns(open(), {
        authority,
        returns: YEARS.map((year) => returnFiles(year, yearOf(all, year))),
      });
      assert.ok(
        done.every(({ is }) => is === 'imported'),
        JSON.stringify(done),
      );
    }
    server = await serverForTest(open(), clock, undefined, null, { uploadFolder: folder });
    planner = await server.actAs('cora');
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The page of a forecast when it is no longer on its way. */
  const settled = async (visitor: Visitor, path: string) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const page = await visitor.get(path);
      if (!/is being made|waits its turn/.test(page.html)) return page;
      await pause(100);
    }
    throw new Error('the forecast does not end');
  };
  const make = async (visitor: Visitor, fields: Readonly<Record<string, string>> = {}) => {
    const { status, location, html } = await visitor.post('/plans/forecasts/new', { ...ASKED, ...fields });
    assert.equal(status, 303, html.slice(0, 3_000));
    return { path: location ?? '', page: await settled(visitor, location ?? '') };
  };
  /** The first forecast, without a scenario. */
  let plain = '';
  const idOf = (path: string) => path.split('/').at(-1) ?? '';
  const figures = async (path: string) => (await planner.get(`${path}/figures.csv`)).html;
  const asPlanner = <T>(work: Parameters<ReturnType<typeof open>['asActor']>[1]) =>
    open().asActor('cora', work) as Promise<T>;

  test('the same records, seed and settings give the same figures, and it is said', async () => {
    const one = await make(planner, { name: 'First look' });
    assert.match(one.page.html, /First look/);
    assert.match(one.page.html, /the last return ends on 31 March 2026/);
    assert.match(
      one.page.html,
      /By the end of March 2027 about \d+ children in care: 95 of 100 runs lie between \d+ and \d+\. On 31 March 2026 there were \d+\.[\s\S]*Tried on \d earlier days, a year ahead,[\s\S]*Children’s homes: about \d+ \(\d+ to \d+\)[\s\S]*What is expected/,
    );
    assert.match(
      one.page.html,
      /Other pages may tell a few more or fewer: this one counts who was in care on 31 March 2026/,
    );
    assert.match(one.page.html, /How it would have done before/);
    assert.match(one.page.html, /From 31 March 2025, a year ahead: this method would have said \d+; \d+ came/);
    assert.doesNotMatch(one.page.html, /This is the same as/);
    const other = await make(planner, { name: 'Second look' });
    assert.match(other.page.html, /This is the same as <a[^>]*>First look/);
    assert.equal(await figures(other.path), await figures(one.path));
    const kept = await asPlanner<Awaited<ReturnType<typeof keptForecast>>>((tx) => keptForecast(tx, idOf(one.path)));
    assert.deepEqual(kept?.settings, { asOf: '2026-03-31', months: 12, runs: 100, seed: 1 });
    // 13 days apart, 180 to 1,050 days long: about 47 are there on a day.
    assert.ok(kept && kept.forecast.today.all >= 40 && kept.forecast.today.all <= 54, String(kept?.forecast.today.all));
    const latest = await asPlanner<Awaited<ReturnType<typeof latestForecast>>>((tx) => latestForecast(tx, 'north'));
    assert.equal(latest?.id, idOf(other.path));
    const list = await asPlanner<Awaited<ReturnType<typeof keptForecasts>>>((tx) => keptForecasts(tx));
    assert.equal(list.length, 2);
    plain = one.path;
  });

  test('a scenario of no change gives exactly the figures without it; one that changes is set beside them', async () => {
    const made = await planner.post('/plans/scenarios/new', { name: 'Family help' });
    const scenario = made.location ?? '';
    const empty = await make(planner, { scenario: idOf(scenario) });
    assert.equal(await figures(empty.path), await figures(plain));
    assert.match(empty.page.html, /the figures are exactly those without it/);

    const line = { version: '1', measure: 'family-help', percent: '50', 'from-month': '4', 'from-year': '2026' };
    assert.match(
      (await planner.post(`${scenario}/add`, { ...line, percent: '200' })).html,
      /Enter a number from 0 to 100/,
    );
    assert.equal((await planner.post(`${scenario}/add`, line)).status, 303);
    // Two at once: the second had seen it before the first changed it.
    const second = await planner.post(`${scenario}/add`, line);
    assert.equal(second.status, 409);
    assert.match(second.html, /Somebody else has changed/);
    assert.match((await planner.get(scenario)).html, /Children who come into care: 50% fewer, from April 2026 on/);

    const fewer = await make(planner, { scenario: idOf(scenario), costs: 'yes', rooms: 'yes', ...PRICES, ...ROOMS });
    assert.match(fewer.page.html, /What the scenario changes/);
    assert.match(fewer.page.html, /It costs less in 100 of 100 runs/);
    assert.match(fewer.page.html, /Rooms for 95 of 100/);
    const compared = await planner.get(`/plans/forecasts/compare?one=${idOf(plain)}&other=${idOf(fewer.path)}`);
    assert.match(compared.html, /A run meets the same chance in both/);
    const apart = await make(planner, { scenario: idOf(scenario), seed: '3' });
    const chance = await planner.get(`/plans/forecasts/compare?one=${idOf(plain)}&other=${idOf(apart.path)}`);
    assert.match(chance.html, /because they differ in their seed/);
    assert.notEqual(await figures(apart.path), await figures(fewer.path));

    // What the scenario says later changes no result.
    await planner.post(`${scenario}/take-out`, { version: '2', line: '0' });
    assert.match((await planner.get(fewer.path)).html, /50% fewer/);
    const file = JSON.parse((await planner.get(`${scenario}/file`)).html);
    assert.deepEqual(file, { name: 'Family help', changes: [] });
    const form = new FormData();
    const text = JSON.stringify({
      name: 'From outside',
      changes: [{ what: 'moves', kind: 'residential', into: 'fostering', from: '2026-05', add: 1 }],
    });
    form.append('file', new Blob([text]), 'scenario.json');
    const taken = await planner.postFiles('/plans/scenarios/from-file', form);
    assert.match(
      (await planner.get(taken.location ?? '')).html,
      /move from children’s homes to foster homes: 1 more a month/,
    );
    const broken = new FormData();
    broken.append('file', new Blob(['{ "name": "x", "changes": [{ "what": "wishes" }] }']), 'scenario.json');
    assert.match((await planner.postFiles('/plans/scenarios/from-file', broken)).html, /The scenario cannot be used/);
  });

  test('what is typed wrongly is said, and nothing of it is lost', async () => {
    const page = await planner.post('/plans/forecasts/new', {
      ...ASKED,
      months: '7',
      costs: 'yes',
      'price-fostering': 'much',
    });
    assert.equal(page.status, 400);
    assert.match(page.html, /Months ahead: enter a whole number from 12 to 120/);
    assert.match(page.html, /Price of a week, foster homes and family or friends: enter pounds/);
    assert.match(page.html, /value="much"/);
    const early = await make(planner, { 'asof-day': '1', 'asof-month': '8', 'asof-year': '2021' });
    assert.match(early.page.html, /The forecast was not made[\s\S]*needs half a year/);
  });

  test('an authority and the region: what may be counted, by whom, and for how long', async () => {
    const analyst = await server.actAs('ana');
    // Prices of a whole region are read only where somebody wants them.
    const without = await analyst.get('/plans/forecasts/new?for=all');
    assert.match(without.html, /href="[^"]*for=all&amp;prices=yes#costs"/);
    const filled = await analyst.get('/plans/forecasts/new?for=all&prices=yes');
    assert.match(filled.html, /Filled in are agreed prices/);
    const region = await make(analyst, { for: 'all' });
    assert.match(region.page.html, /Counts of several authorities together are rounded to 5/);
    const south = await make(analyst, { for: 'south' });
    assert.equal((await planner.get(region.path)).status, 404);
    const own = { path: plain };
    const director = await server.actAs('dee');
    assert.equal((await director.get(own.path)).status, 200);
    assert.equal((await director.post(`${own.path}/remove`, {})).status, 403);
    assert.equal((await (await server.actAs('fin')).get(own.path)).status, 403);
    assert.equal((await (await server.actAs('sol')).get(own.path)).status, 404);
    const colleague = await server.actAs('cole');
    assert.match((await colleague.post(`${own.path}/remove`, {})).html, /removed by whoever made it/);
    assert.equal((await planner.get(own.path)).status, 200);
    assert.equal((await planner.post(`${own.path}/remove`, {})).status, 303);
    assert.equal((await planner.get(own.path)).status, 404);

    await open().asSystem((tx) =>
      sql`update sharing_agreement set to_day = '2026-05-01' where id = 'plan'`.execute(tx),
    );
    assert.equal((await analyst.get(south.path)).status, 404);
    assert.equal((await analyst.get(region.path)).status, 200);
    assert.match((await analyst.get('/plans/forecasts/new')).html, /no figures you may count yet/);
  });

  test('nobody is told a name, an id or a day of birth, and who does not plan nothing at all', async () => {
    const lines = await asPlanner<Awaited<ReturnType<typeof careLines>>>((tx) => careLines(tx, ['north', 'south']));
    assert.deepEqual(
      lines.map(({ authority }) => authority),
      ['north'],
    );
    const text = JSON.stringify(lines);
    const known = await open().asSystem((tx) =>
      rows<{ id: string; return_id: string; born: string }>(
        tx,
        sql`select c.id, c.return_id, i.born from child c
        join child_identity i on i.organisation_id = c.organisation_id and i.child_id = c.id`,
      ),
    );
    for (const { id, return_id } of known) assert.ok(!text.includes(id) && !text.includes(return_id));
    assert.match(lines[0]!.children ?? '', /^(-?\d+\|\d{4}-\d\d(\n|$))+$/);
    for (const actor of ['fin', 'w_nobody']) {
      assert.deepEqual(await open().asActor(actor, (tx) => careLines(tx, ['north'])), []);
    }
  });

  test('one forecast of an organisation is made at a time, sent twice it is asked for once; one that nobody makes any more is told as lost', async () => {
    const asked = [1, 2].map((seed) =>
      planner.post('/plans/forecasts/new', { ...ASKED, months: '60', seed: String(seed) }),
    );
    const paths = (await Promise.all(asked)).map(({ location }) => location ?? '');
    const again = await planner.post('/plans/forecasts/new', { ...ASKED, months: '60', seed: '2' });
    assert.equal(again.location, paths[1]);
    let most = 0;
    for (const path of paths) {
      for (
        let page = await planner.get(path);
        /is being made|waits its turn/.test(page.html);
        page = await planner.get(path)
      ) {
        const running = await open().asSystem((tx) =>
          rows(tx, sql`select id from forecast_run where state = 'running'`),
        );
        most = Math.max(most, running.length);
        await pause(50);
      }
      assert.match((await planner.get(path)).html, /What is expected/);
    }
    assert.equal(most, 1);
    await open().asSystem((tx) =>
      sql`update forecast_run set state = 'running', beat_at = ${new Date(clock().getTime() - 120_000)} where id = ${idOf(paths[0] ?? '')}`.execute(
        tx,
      ),
    );
    assert.match(
      (await planner.get(paths[0] ?? '')).html,
      /The forecast was not made[\s\S]*Homeward was started again/,
    );
  });

  test('from the files of yearly returns: as the records give it, and no file stays', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ months: '12', runs: '100', seed: '1' })) form.append(name, value);
    const all = lives('XC', 13, date('2026-03-30'));
    for (const year of YEARS) {
      for (const file of returnFiles(year, yearOf(all, year))) {
        const parts: Uint8Array<ArrayBuffer>[] = [];
        for await (const part of file.open()) parts.push(Uint8Array.from(part));
        form.append('files', new Blob(parts), file.name);
      }
    }
    const sent = await planner.postFiles('/plans/forecasts/from-returns', form);
    assert.equal(sent.status, 303, sent.html.slice(0, 2_000));
    const page = await settled(planner, sent.location ?? '');
    assert.match(page.html, /From yearly returns/);
    assert.match(page.html, /by the yearly returns that were given for it, and not by the records here/);
    assert.match(page.html, /Made from 5 tables of Episodes/);
    const fromFiles = await asPlanner<Awaited<ReturnType<typeof keptForecast>>>((tx) =>
      keptForecast(tx, idOf(sent.location ?? '')),
    );
    const records = await asPlanner<Awaited<ReturnType<typeof latestForecast>>>((tx) => latestForecast(tx, 'north'));
    assert.deepEqual(fromFiles?.forecast.today, records?.forecast.today);
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(
      await open().asSystem(
        async (tx) => (await rows(tx, sql`select id from child where return_id like 'XC%'`)).length,
      ),
      0,
    );
    const none = new FormData();
    none.append('months', '12');
    assert.match(
      (await planner.postFiles('/plans/forecasts/from-returns', none)).html,
      /Choose the files of the yearly returns/,
    );
  });
});

const PRICES = Object.fromEntries(
  ['fostering', 'residential', 'supported', 'other']
    .map((kind, at) => [`price-${kind}`, String((at + 1) * 500)])
    .concat([['inflation', '3']]),
);
const ROOMS = { 'rooms-fostering': '40', 'rooms-residential': '8', 'rooms-supported': '3' };
