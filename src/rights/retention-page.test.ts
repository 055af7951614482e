import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, screenshot } from '../../test/browser/browser.ts';
import { openPageAs } from '../../test/browser/signed-in.ts';
import { embeddedForTest, onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { ALL_ROLES } from '../access/index.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { doneWords } from '../oversight/index.ts';

/* Every day is worked out by hand from the years of the law, seen from 22 November 2026. */
const now = () => new Date('2026-11-22T12:00:00Z');
const MAY_READ = ['information-governance', 'adoption-worker'];

async function world(database: Database): Promise<void> {
  await smallRegion(database, date('2026-11-22'));
  await database.asSystem(async (tx) => {
    const north = { organisation_id: 'north' };
    const actor = (organisation_id: string, id: string, role: string) => ({ organisation_id, id, role, name: id });
    await insertAll(tx, 'actor', [
      actor('south', 'w_governance_south', 'information-governance'),
      actor('acorn', 'w_governance_acorn', 'information-governance'),
      actor('north', 'w_named', 'adoption-worker'),
      ...ALL_ROLES.map((role) => actor('north', `a_${role}`, role)),
    ]);
    await children(tx);
    await carers(tx);
    const hold = { id: 'h1', why: 'The inquiry of 2026', by: 'a_information-governance' };
    await insertAll(tx, 'record_hold', [
      { ...north, ...hold, child_id: 'heldchild' },
      { ...north, ...hold, id: 'h2', child_id: 'gone' },
      { ...hold, organisation_id: 'south', child_id: 'other' },
    ]);
    await insertAll(tx, 'record_hold_ended', [{ ...north, hold_id: 'h2', by: 'a_information-governance' }]);
  });
}

/** By id, so that the name on the page says which: who was looked after, who died, who is sealed or was adopted. */
async function children(tx: Tx): Promise<void> {
  const north = { organisation_id: 'north' };
  const born = {
    // Never looked after: 25 years from birth.
    today: '2001-11-22',
    soon: '2001-12-24',
    heldchild: '2001-11-20',
    gone: '2001-11-21',
    later: '2002-11-23',
    // Looked after: 75 years from birth, or 15 from a death before 18.
    old: '1951-10-05',
    died: '2004-01-01',
    young: '2001-01-01',
    sealed: '1940-01-01',
    before: '1920-01-01',
    after: '1920-01-01',
  };
  const ids = Object.keys(born) as (keyof typeof born)[];
  await insertAll(
    tx,
    'child',
    ids.map((id) => ({ ...north, id, sex: 'female' })),
  );
  await insertAll(
    tx,
    'child_identity',
    ids.map((id) => ({ ...north, child_id: id, born: born[id], given_name: `Name-${id}` })),
  );
  await insertAll(
    tx,
    'placement',
    ['old', 'young'].map((id) => ({
      ...{ ...north, id: `p_${id}`, child_id: id, started: '2010-01-01' },
      ...{ home_organisation_id: 'acorn', home_id: 'near' },
    })),
  );
  await insertAll(tx, 'return_import', [
    { ...north, id: 'i1', return_year: 2012, digest: 'x', by: 'system', counts: {} },
  ]);
  await insertAll(tx, 'episode', [
    {
      ...north,
      child_id: 'died',
      decom: '2010-01-01',
      dec: '2011-11-02',
      rne: 'S',
      ls: 'C2',
      rec: 'E2',
      return_year: 2012,
      import_id: 'i1',
    },
  ]);
  await insertAll(tx, 'record_sealed', [
    { ...north, child_id: 'sealed', why: 'police or court', by: 'a_director' },
    { ...north, child_id: 'before', why: 'adoption', by: 'w_named' },
  ]);
  await insertAll(tx, 'record_named', [{ ...north, child_id: 'before', actor_id: 'w_named', by: 'a_director' }]);
  await insertAll(tx, 'adoption_link', [
    { ...north, before_child_id: 'before', after_child_id: 'after', ordered_on: '1926-12-01', by: 'w_named' },
  ]);
}

/** North’s carers: 10 years from the last day of approval. */
async function carers(tx: Tx): Promise<void> {
  const north = { organisation_id: 'north' };
  const terms: Readonly<Record<string, readonly (readonly [string, string | null])[]>> = {
    'Ended Cottage': [['2010-01-01', '2016-11-22']],
    'Two Terms': [
      ['2010-01-01', '2012-01-01'],
      ['2012-01-02', '2017-03-04'],
    ],
    'Held Cottage': [['2010-01-01', '2016-01-31']],
    'Still Open': [
      ['2010-01-01', '2012-01-01'],
      ['2012-01-02', null],
    ],
    'Ended Lately': [['2010-01-01', '2020-01-01']],
  };
  for (const [name, list] of Object.entries(terms)) {
    const home = { ...north, id: `h_${name}`, name, kind: 'fostering', sector: 'authority', area: 'Millby' };
    await insertAll(tx, 'home', [home]);
    await insertAll(
      tx,
      'registration',
      list.map(([from_date, to_date]) => ({ ...north, home_id: home.id, from_date, to_date, places: 1 })),
    );
  }
  await insertAll(tx, 'home', [
    { ...north, id: 'h_house', name: 'No Carer House', kind: 'residential', sector: 'authority', area: 'Millby' },
  ]);
  await insertAll(tx, 'registration', [
    { ...north, home_id: 'h_house', from_date: '2010-01-01', to_date: '2012-01-01' },
  ]);
  await insertAll(tx, 'placement', [
    {
      ...{ organisation_id: 'south', id: 'p_south', child_id: 'other', started: '2011-01-01' },
      ...{ home_organisation_id: 'north', home_id: 'h_Held Cottage' },
    },
  ]);
}

/** The lines of one list of the page: name, tags and day. */
function linesOf(html: string, id: string): string[] {
  const list = new RegExp(`<ul[^>]*aria-labelledby="${id}"[^>]*>([\\s\\S]*?)</ul>`).exec(html)?.[1] ?? '';
  return list
    .split('</li>')
    .map((line) =>
      line
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}

onEachDatabase('the page of how long records are kept', (open) => {
  let server: TestServer;
  before(async () => {
    await world(open());
    server = await serverForTest(open(), now);
  });
  after(() => server?.close());
  const pageOf = async (actor: string, path = '/retention') => (await server.actAs(actor)).get(path);

  test('information governance reads of children what is due, when, by what and what holds it', async () => {
    const { html } = await pageOf('a_information-governance');
    const law = 'Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50.';
    const own = 'the authority’s own schedule.';
    assert.deepEqual(linesOf(html, 'children'), [
      `Name-old May be removed Kept until 5 October 2026, by: ${law}`,
      `Name-died May be removed Kept until 2 November 2026, by: ${law}`,
      `Name-heldchild Held Kept until 20 November 2026, by: ${own} Held: The inquiry of 2026. It stays until the hold is ended.`,
      `Name-gone May be removed Kept until 21 November 2026, by: ${own}`,
      `Name-today May be removed Kept until 22 November 2026, by: ${own}`,
      `Name-soon Kept until 24 December 2026, by: ${own}`,
    ]);
    assert.match(html, /4 records may be removed today, of 6/);
    assert.match(html, /href="\/children\/heldchild\/rights"/);
    assert.doesNotMatch(html, /Name-(sealed|before|after|young|later)|id="adoptions"/);
    assert.match(html, /Adoptions and sealed records/);
  });

  test('a request for everything held that is open holds the record until it is closed', async () => {
    const request = { organisation_id: 'north', by: 'a_information-governance' };
    await open().asSystem((tx) =>
      insertAll(tx, 'subject_request', [{ ...request, id: 'r1', child_id: 'today', asked_on: '2026-11-20' }]),
    );
    const line = async () =>
      linesOf((await pageOf('a_information-governance')).html, 'children').find((each) =>
        each.startsWith('Name-today'),
      );
    assert.match((await line()) ?? '', /^Name-today Held .* Held: A request for everything held is open\./);
    await open().asSystem((tx) =>
      insertAll(tx, 'subject_request_closed', [{ ...request, request_id: 'r1', outcome: 'Handed over' }]),
    );
    assert.match((await line()) ?? '', /^Name-today May be removed/);
  });

  test('of carers too: the last of their terms counts, none while one goes on, held with a child who lived there', async () => {
    const { html } = await pageOf('a_information-governance');
    const law = 'Fostering Services (England) Regulations 2011, regulation 32.';
    assert.deepEqual(linesOf(html, 'carers'), [
      `Held Cottage Held Kept until 31 January 2026, by: ${law} Held: The record of a child who lived there is held. It stays until the hold is ended.`,
      `Ended Cottage May be removed Kept until 22 November 2026, by: ${law}`,
      `Two Terms Kept until 4 March 2027, by: ${law}`,
    ]);
    assert.doesNotMatch(html, /inquiry[^<]*<[\s\S]*id="carers"[\s\S]*inquiry/);
  });

  test('an adoption is on the page of the adoption worker named on it, and on nobody else’s', async () => {
    const { html } = await pageOf('w_named');
    assert.deepEqual(linesOf(html, 'adoptions'), [
      'Name-before Kept until 1 December 2026, by: Disclosure of Adoption Information (Post-Commencement Adoptions) Regulations 2005, regulation 6.',
    ]);
    assert.doesNotMatch(html, /id="children"|id="carers"|Name-after/);
    assert.deepEqual(linesOf((await pageOf('a_adoption-worker')).html, 'adoptions'), []);
    // No row of the record of looks may hold a child before and after an adoption.
    const both = await open().asSystem((tx) =>
      rows(tx, sql`select 1 from event where children @> array['before', 'after']`),
    );
    assert.deepEqual(both, []);
  });

  test('a hold on either record of an adoption holds it, without a word about it', async () => {
    const hold = { organisation_id: 'north', id: 'h9', child_id: 'after', by: 'a_information-governance' };
    await open().asSystem((tx) => insertAll(tx, 'record_hold', [{ ...hold, why: 'canary reason' }]));
    const { html } = await pageOf('w_named');
    assert.match(linesOf(html, 'adoptions')[0] ?? '', /^Name-before Held .* Held\. It stays/);
    assert.doesNotMatch(html, /canary/);
  });

  test('other organisations see their own alone; other roles nothing', async () => {
    const south = (await pageOf('w_governance_south')).html;
    assert.doesNotMatch(south, /Name-|Cottage|Two Terms/);
    assert.match(south, /id="children"/);
    const acorn = (await pageOf('w_governance_acorn')).html;
    assert.doesNotMatch(acorn, /Name-|Cottage|id="children"|Adoptions and sealed/);
    for (const role of ALL_ROLES.filter((each) => !MAY_READ.includes(each)))
      assert.equal((await pageOf(`a_${role}`)).status, 403, role);
  });

  test('the database hands the lists to nobody else either', async () => {
    for (const actor of ['nobody', ...ALL_ROLES.map((role) => `a_${role}`)])
      for (const list of ['children_kept', 'carers_kept', 'adoptions_kept']) {
        const found = await open().asActor(actor, (tx) => rows(tx, sql`select * from ${sql.raw(`app.${list}()`)}`));
        const may = actor === 'a_information-governance' && list !== 'adoptions_kept';
        assert.equal(found.length > 0, may, `${actor} ${list}`);
      }
  });

  test('the page of one child says the same day, also where the child died', async () => {
    const { html } = await pageOf('a_information-governance', '/children/died/rights');
    assert.match(html, /Until 2 November 2026 at least/);
  });

  test('looking at it is on record, with the children whose names were shown', async () => {
    const [look] = await open().asSystem((tx) =>
      rows<{ children: string[] }>(
        tx,
        sql`select children from event where kind = 'retention.viewed' and actor = 'a_information-governance' order by at limit 1`,
      ),
    );
    assert.deepEqual(look?.children.toSorted(), ['died', 'gone', 'heldchild', 'old', 'soon', 'today']);
    assert.equal(doneWords('retention.viewed'), 'Saw the name in the list of records that may be removed');
  });

  test('the years are settings, and the page goes by them', async () => {
    await open().asSystem((tx) => insertAll(tx, 'setting', [{ name: 'retention: carer', value: 12 }]));
    const { html } = await pageOf('a_information-governance');
    assert.match(html, /A foster or kinship carer<\/strong>: 12 years/);
    assert.deepEqual(linesOf(html, 'carers'), []);
    assert.match(html, /No carer’s record comes to its day within a year/);
  });

  test('a long list comes in pages of fifty', async () => {
    await open().asSystem((tx) => many(tx, 120));
    const first = (await pageOf('a_information-governance')).html;
    assert.equal(linesOf(first, 'children').length, 50);
    assert.match(first, /of 126 whose day/);
    assert.match(first, /href="\/retention\?children=2#children"/);
    const last = (await pageOf('a_information-governance', '/retention?children=99&carers=2')).html;
    assert.equal(linesOf(last, 'children').length, 26);
    assert.match(last, /href="\/retention\?children=2&amp;carers=2#children"/);
  });
});

async function many(tx: Tx, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => `m${i}`);
  await insertAll(
    tx,
    'child',
    ids.map((id) => ({ organisation_id: 'north', id, sex: 'male' })),
  );
  await insertAll(
    tx,
    'child_identity',
    ids.map((id) => ({ organisation_id: 'north', child_id: id, born: '2001-06-01', given_name: `Many-${id}` })),
  );
}

describe('the same in a browser', () => {
  let database: Database;
  let server: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await world(database);
    server = await serverForTest(database, now);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  for (const width of ['phone', 'desk'] as const)
    test(`fits a ${width} and is accessible`, async () => {
      const browser = await openBrowser();
      try {
        for (const actor of ['a_information-governance', 'w_named']) {
          const page = await openPageAs(browser, server, actor, { width, javaScript: true });
          await page.goto('/retention');
          await checkAccessible(page);
          await checkFitsWidth(page);
          await screenshot(page, `retention-${actor}-${width}`);
        }
      } finally {
        await browser.close();
      }
    });
});
