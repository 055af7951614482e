import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { joinRegion } from '../access/index.ts';
import { first, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { unguardText } from '../exports/index.ts';
import { count } from '../indicators/index.ts';
import { addDays, date } from '../kernel/index.ts';
import { importBenchmarks } from './indicator-benchmarks.ts';
import { careOn } from './indicator-store.ts';

// An authority of forty children, written out so that every figure can be counted by hand:
//   n1 to n30 in foster care since 2020, n31 to n38 in a children's home since May 2026 after a foster home, n39 and n40
//   in supported accommodation. n1 and n2 are sealed. The other authority has one child, with a canary for a name.
const TODAY = date('2026-11-22');
const MARCH = date('2026-03-31');

async function world(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'region', kind: 'region', name: 'The Region' },
    { id: 'north', kind: 'authority', name: 'Northshire' },
    { id: 'south', kind: 'authority', name: 'Southshire' },
  ]);
  for (const authority of ['north', 'south']) await joinRegion(tx, 'region', authority);
  const roles = [
    'data-officer',
    'director',
    'commissioner',
    'manager',
    'social-worker',
    'home-finder',
    'administrator',
  ];
  await insertAll(tx, 'actor', [
    ...roles.map((role) => ({ organisation_id: 'north', id: `w_${role}`, name: 'Ash', role })),
    { organisation_id: 'south', id: 'w_south', name: 'Sam', role: 'director' },
    { organisation_id: 'region', id: 'w_analyst', name: 'Jo', role: 'regional-analyst' },
  ]);
  await insertAll(tx, 'postcode', [
    { postcode: 'QX1 1AA', lat: 53, long: -2, authority_code: null },
    // 0.2 degrees of latitude are 13.8 miles, 0.4 degrees 27.6.
    { postcode: 'QX2 2BB', lat: 53.2, long: -2, authority_code: null },
    { postcode: 'QX3 3CC', lat: 53.4, long: -2, authority_code: null },
  ]);
  const numbers = Array.from({ length: 40 }, (_, at) => at + 1);
  const episode = (id: string, decom: string, more: object) => ({
    organisation_id: id.startsWith('n') ? 'north' : 'south',
    child_id: id,
    decom,
    rne: 'S',
    ls: 'C2',
    place: 'U6',
    home_post: 'QX1 1AA',
    pl_post: 'QX2 2BB',
    import_id: 'i',
    return_year: 2026,
    ...more,
  });
  await insertAll(tx, 'child', [
    ...numbers.map((n) => ({ organisation_id: 'north', id: `n${n}`, sex: 'female', unaccompanied: n > 30 && n < 39 })),
    { organisation_id: 'south', id: 's1', sex: 'male', unaccompanied: false },
  ]);
  await insertAll(tx, 'child_identity', [
    ...numbers.map((n) => ({
      organisation_id: 'north',
      child_id: `n${n}`,
      born: '2012-02-01',
      given_name: `Zephyr${n}`,
    })),
    { organisation_id: 'south', child_id: 's1', born: '2012-02-01', given_name: 'Canary' },
  ]);
  await insertAll(tx, 'episode', [
    ...numbers.slice(0, 30).map((n) => episode(`n${n}`, '2020-05-01', {})),
    ...numbers
      .slice(30, 38)
      .flatMap((n) => [
        episode(`n${n}`, '2020-05-01', { dec: '2026-05-01', rec: 'X1', reason_place_change: 'CARPL' }),
        episode(`n${n}`, '2026-05-01', { rne: 'P', place: 'K2', pl_post: 'QX3 3CC' }),
      ]),
    ...numbers.slice(38).map((n) => episode(`n${n}`, '2025-06-01', { place: 'K3', pl_post: 'QX9 9ZZ' })),
    episode('s1', '2020-05-01', {}),
  ]);
  await insertAll(tx, 'record_sealed', [
    { organisation_id: 'north', child_id: 'n1', by: 'w_director', why: 'other' },
    { organisation_id: 'north', child_id: 'n2', by: 'w_director', why: 'other' },
  ]);
}

const HEAD = 'geographic_level,geo_breakdown,sort_order,metric_text,time_period,value\n';
const FOSTER = '% CLA on 31 March living in foster care';
const file = (text: string, name = 'published.csv') => ({
  name,
  async *bytes() {
    yield new TextEncoder().encode(text);
  },
});

onEachDatabase('indicators of an authority', (open) => {
  let server: TestServer;
  before(async () => {
    await open().asSystem(world);
    server = await serverForTest(open(), () => new Date('2026-11-22T10:00:00Z'));
  });
  after(() => server?.close());
  const cells = (actor: string, day = TODAY) =>
    open().asActor(actor, async (tx) => {
      const { reckoned, leavers } = await careOn(tx, [day]);
      return count(reckoned, day, leavers).cells;
    });

  test('counted by hand: sealed children count, the other authority’s do not', async () => {
    const today = await cells('w_data-officer');
    assert.deepEqual(
      [today['in-care'], today.foster, today.residential, today.supported, today.unaccompanied],
      [40, 30, 8, 2, 8],
    );
    assert.deepEqual([today['distance-known'], today.far, today['distance-unknown']], [38, 8, 2]);
    assert.deepEqual([today['long-in-care'], today['two-years'], today.started, today['three-homes']], [38, 30, 0, 0]);
    const march = await cells('w_manager', MARCH);
    assert.deepEqual([march['in-care'], march.foster, march.residential, march.started, march.far], [40, 38, 0, 2, 0]);
    assert.equal((await cells('w_south'))['in-care'], 1);
  });

  test('whoever has no business with figures, nobody, and a region without children are told nothing', async () => {
    for (const actor of ['w_social-worker', 'w_home-finder', 'w_administrator', 'w_analyst', 'nobody'])
      assert.equal((await cells(actor))['in-care'], 0, actor);
    const asked = await open().asActor('w_social-worker', (tx) =>
      rows(tx, sql`select * from app.care_counted('2020-01-01', '2020-01-01', '2020-01-01', '2026-11-22')`),
    );
    assert.deepEqual(asked, []);
  });

  test('what the function tells has neither a name, an id nor a postcode in it', async () => {
    const told = await open().asActor('w_director', (tx) =>
      first<Record<string, string>>(
        tx,
        sql`select * from app.care_counted('2020-01-01', '2020-01-01', '2026-03-31', '2026-11-22')`,
      ),
    );
    assert.doesNotMatch(Object.values(told ?? {}).join('\n'), /Zephyr|n\d|QX|Canary/);
  });

  test('the page: own figures, small numbers kept, published ones beside, and how each is counted', async () => {
    await open().asSystem((tx) =>
      importBenchmarks(
        tx,
        file(
          `${HEAD}National,National,48,${FOSTER},2025,67%\nLocal authority,Southshire,48,${FOSTER},2025,c\n` +
            'Local authority,Northshire,,Population aged 0 to 17,2025,"8,000"\n' +
            'National,National,51,Average SDQ score,2025,14.9\n',
        ),
      ),
    );
    const page = await (await server.actAs('w_director')).get('/indicators');
    assert.equal(page.status, 200);
    const text = page.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(text, /31 March 2026 and 22 November 2026/);
    // 40 of 8,000 are 50 for each 10,000; 30 of 40; 2 of 40, so 5 of 40 at most: 12.5 rounded up.
    assert.match(text, /Looked after, for each 10,000 children .*? 22 November 2026 50 40 children/);
    assert.match(text, /In supported accommodation .*? 22 November 2026 13% or less of 40/);
    assert.doesNotMatch(text, /\b2 of 40/);
    // 30 in foster care would leave 10, and 8 in children's homes with them 2: so one of the two is left out.
    assert.match(text, /In children’s homes and secure homes .*? 22 November 2026 not shown/);
    // Then 10 would be left for the two, and the small one could be 4 at most: so foster care is left out as well.
    assert.match(text, /In foster care .*? 22 November 2026 not shown/);
    assert.match(text, /Unaccompanied children among them .*? 22 November 2026 20% 8 of 40 as a year before/);
    // 8 of 38 a year after nobody of 38 or more; of 2 the distance is not known, which is why the 38 may not be told.
    assert.match(text, /More than 20 miles from home .*? 22 November 2026 not shown/);
    assert.match(text, /England, 2025 67%/);
    assert.match(text, /Southshire, 2025 not published, so that nobody can be recognised/);
    assert.match(text, /Mean wellbeing score .*? Not held\. .*? England, 2025 14\.9/);
    assert.match(text, /How it is counted : In foster care Counted Those in placements U1 to U6\./);
    assert.doesNotMatch(page.html, /Zephyr|Canary/);
  });

  test('another day, and a day that cannot be', async () => {
    const visitor = await server.actAs('w_commissioner');
    const may = await visitor.get('/indicators?on-day=1&on-month=5&on-year=2026');
    assert.match(may.html, /on 1 May 2026, counted/);
    for (const query of ['on-day=30&on-month=2&on-year=2026', 'on-day=1&on-month=1&on-year=2099', 'on-year=1066']) {
      const page = await visitor.get(`/indicators?${query}`);
      assert.equal(page.status, 400, query);
      assert.match(page.html, /There is a problem/);
    }
  });

  test('the same as a file, without formulas and as suppressed', async () => {
    const { html: csv } = await (await server.actAs('w_data-officer')).get('/indicators.csv');
    const lines = csv.split('\r\n').map((line) => line.split(',').map((cell) => unguardText(cell.replaceAll('"', ''))));
    const own = (name: string) =>
      lines
        .filter(([first, , who]) => first === name && who === 'Northshire')
        .map(([, , , day, figure]) => [day, figure]);
    assert.deepEqual(own('In supported accommodation'), [
      ['31 March 2026', '13% or less'],
      ['22 November 2026', '13% or less'],
    ]);
    assert.deepEqual(own('Started to be looked after'), [
      ['31 March 2026', '5 or fewer'],
      ['22 November 2026', '0'],
    ]);
    assert.doesNotMatch(csv, /Zephyr|Canary|\b2 of 40/);
    assert.doesNotMatch(csv, /(^|,)"?[=+@]/m);
  });

  test('a social worker finds no such page, and an analyst of the region sees published figures only', async () => {
    assert.equal((await (await server.actAs('w_social-worker')).get('/indicators')).status, 403);
    const page = await (await server.actAs('w_analyst')).get('/indicators');
    assert.equal(page.status, 200);
    assert.match(page.html, /it looks after no children/);
    assert.match(page.html, /England, 2025/);
  });

  test('a hidden address gives no distance', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'child_address', [
        { organisation_id: 'north', child_id: 'n31', kind: 'family home', postcode: 'QX1 1AA', confidential: true },
      ]);
    });
    const today = await cells('w_director');
    assert.deepEqual([today['distance-known'], today.far, today['distance-unknown']], [37, 7, 3]);
  });

  test('what the other tables of the returns told: scores, times missing, adoptions and care leavers', async () => {
    const told = (id: string, year: number) => ({
      ...{ organisation_id: 'north', child_id: id, import_id: 'i', return_year: year },
    });
    const missing = (id: string, year: number, from: string, code = 'M') => ({
      ...{ ...told(id, year), mis_start: from, missing: code },
    });
    await open().asSystem(async (tx) => {
      // Twenty of 10, ten of 15 and ten of 20.
      const scores = Array.from({ length: 40 }, (_, at) => (at < 20 ? 10 : at < 30 ? 15 : 20));
      await insertAll(
        tx,
        'oc2',
        scores.map((sdq_score, at) => ({ ...told(`n${at + 1}`, 2026), sdq_score })),
      );
      await insertAll(tx, 'missing', [
        ...[missing('n1', 2026, '2026-01-05'), missing('n1', 2027, '2026-01-05'), missing('n1', 2027, '2026-05-01')],
        // Before the twelve months, and corrected by the later return to being away without permission.
        ...[
          missing('n2', 2026, '2025-06-01'),
          missing('n3', 2026, '2026-02-01'),
          missing('n3', 2027, '2026-02-01', 'A'),
        ],
      ]);
      await insertAll(tx, 'ad1', [{ ...told('n6', 2026), date_int: '2024-01-01', date_match: '2024-03-01' }]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'x1', sex: 'female' }]);
      await insertAll(tx, 'child_identity', [{ organisation_id: 'north', child_id: 'x1', born: '2007-06-01' }]);
      await insertAll(tx, 'oc3', [{ ...told('x1', 2026), in_touch: 'YES', activ: 'F2', accom: 'U2' }]);
    });
    const today = await cells('w_director');
    assert.deepEqual(
      [today['sdq-due'], today['sdq-scored'], today['sdq-usual'], today['sdq-borderline'], today['sdq-concern']],
      [40, 40, 20, 10, 10],
    );
    assert.deepEqual([today.missing, today['in-year'], today['in-care']], [1, 40, 40]);
    assert.deepEqual([today['leavers-17'], today['active-17'], today['housed-17'], today['leavers-19']], [1, 1, 0, 0]);
    // n6 is still in care, so nobody was adopted.
    assert.deepEqual([today.adopted, today.matched], [0, 0]);
    const page = await (await server.actAs('w_director')).get('/indicators');
    const text = page.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    // (20 × 10 + 10 × 15 + 10 × 20) / 40 = 13.75
    assert.match(text, /Mean wellbeing score .*? 22 November 2026 13\.8 of 40/);
    assert.match(text, /Wellbeing score of 17 or more .*? 22 November 2026 25% 10 of 40/);
    // One child: how often is not told.
    assert.match(text, /Times missing How many .*? 22 November 2026 not shown/);
    assert.match(
      text,
      /Months from decision to match .*? 31 March 2026 nobody to count 22 November 2026 not held Where it says “not held”: Not all returns of these twelve months/,
    );
    // Of the year that ended on 31 March 2026 the return has the table; of a year before it nothing was imported.
    const before = await (await server.actAs('w_director')).get('/indicators?on-day=31&on-month=3&on-year=2025');
    assert.match(before.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), /Mean wellbeing score .*? Not held\./);
  });

  test('what was recorded here after the return: a move, and a child who left', async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'home', [
        { organisation_id: 'north', id: 'h', name: 'Home', kind: 'residential', sector: 'authority' },
      ]);
      const stay = (id: string, started: string) => ({
        organisation_id: 'north',
        id: `p-${id}-${started}`,
        child_id: id,
        home_organisation_id: 'north',
        home_id: 'h',
        started,
      });
      await insertAll(tx, 'placement', [stay('n3', '2026-10-01'), stay('n4', '2026-10-01'), stay('n5', '2020-05-01')]);
      const end = (id: string, reason: string) => ({
        organisation_id: 'north',
        placement_id: id,
        ended: '2026-11-01',
        reason,
        by: 'w_manager',
      });
      await insertAll(tx, 'placement_ended', [end('p-n4-2026-10-01', 'E4A'), end('p-n5-2020-05-01', 'we | moved on')]);
    });
    const today = await cells('w_director');
    // n3 moved from foster care, n4 did and went home, n5 is in care without a home that is recorded.
    assert.deepEqual(
      [today['in-care'], today.foster, today.residential, today.elsewhere, today.ceased],
      [39, 27, 9, 1, 1],
    );
    assert.equal((await cells('w_director', addDays(date('2026-10-01'), -1)))['in-care'], 40);
  });
});
