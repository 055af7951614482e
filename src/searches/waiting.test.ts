import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { CANARY, smallRegion } from '../../test/small-region.ts';
import { type Database, insertAll, rows, sql, type Tx } from '../db/index.ts';
import { addDays, DOMAINS, date, type PlainDate } from '../kernel/index.ts';

const TODAY = date('2026-11-21');
const NOW = new Date('2026-11-21T10:00:00Z');
const PAGE = '/searches/waiting';

/**
 * North has three open searches: Ada (10) from the 1st, who should be the only child; Ben (12) from the 2nd; Cleo and Dan
 * (11 and 9) from the 3rd. Hill House has two rooms and nobody living there; Far Cottage, 35 miles away, and Quiet House,
 * for those of 12 and at a confidential address, have one room each. Near House is full. Nia works on all three searches,
 * Nell on Ben's; South has a search of its own.
 */
onEachDatabase('who is waiting', (open) => {
  let server: TestServer;
  let nia: Visitor;
  let nell: Visitor;

  before(async () => {
    await world(open());
    server = await serverForTest(open(), () => NOW);
    [nia, nell] = (await Promise.all(['w_finder', 'w_second'].map((id) => server.actAs(id)))) as [Visitor, Visitor];
  });
  after(() => server.close());

  const proposed = (html: string) =>
    new Map(
      cards(html).map(([id, text]) => [
        id,
        /Proposed: (.+?): /.exec(text)?.[1] ?? (/Would wait/.test(text) ? 'waits' : '?'),
      ]),
    );
  const looks = (actor: string) =>
    open().asSystem((tx) =>
      rows<{ kind: string; children: string[]; fields: string[] }>(
        tx,
        sql`select kind, children, fields from event where actor = ${actor} and kind = 'searches.waiting' order by at desc, id desc`,
      ),
    );

  test('the family takes the home with two rooms: first come first served leaves them waiting', async () => {
    const { status, html } = await nia.get(PAGE);
    assert.equal(status, 200);
    // Hill House is by the family's home and fits everybody best; the two can live nowhere else, Ada and Ben can.
    const plan = proposed(html);
    assert.equal(plan.get('s_family'), 'Hill House');
    assert.equal(plan.get('s_ada'), 'Far Cottage');
    assert.equal(plan.get('s_ben'), 'Quiet House');
    assert.match(text(cardOf(html, 's_ada')), /First come first served: Hill House/);
    assert.match(text(cardOf(html, 's_ada')), /It costs Ada \d+ points of fit/);
    const family = text(cardOf(html, 's_family'));
    assert.match(family, /First come first served, Cleo and Dan would wait/);
    assert.match(family, /Waiting 18 days/);
    assert.match(text(html), /4 children wait in 3 searches/);
    assert.match(text(html), /It is proven that no other way/);
    assert.match(text(html), /Children with a home proposed 4 of 4 2 of 4/);
    assert.match(text(html), /Brothers and sisters in one home 1 of 1 groups 0 of 1 groups/);
  });

  test('a pair that is kept stays, one that is put aside is not proposed, and the rest is worked out again', async () => {
    const kept = await nia.get(`${PAGE}?keep=s_ada/acorn/hill`);
    const plan = proposed(kept.html);
    assert.equal(plan.get('s_ada'), 'Hill House');
    // Ada should be the only child, so that nobody joins her in the second room.
    assert.equal([...plan.values()].filter((home) => home === 'Hill House').length, 1);
    assert.equal(plan.get('s_family'), 'waits');
    assert.match(
      text(cardOf(kept.html, 's_family')),
      /The one home that could be right for Cleo and Dan is proposed for others. Those are for Ada/,
    );
    assert.match(text(cardOf(kept.html, 's_ada')), /Kept by you/);
    assert.match(text(kept.html), /You keep 1 pair and have put 0 pairs aside/);

    const aside = await nia.get(`${PAGE}?not=s_family/acorn/hill`);
    assert.equal(proposed(aside.html).get('s_family'), 'waits');
    assert.match(text(cardOf(aside.html, 's_family')), /You have put aside every home/);
    assert.match(text(cardOf(aside.html, 's_family')), /You put Hill House aside/);
    // The links of the page say the same again.
    const link = /href="([^"]*not=s_family[^"]*)#search-s_ben">Keep/.exec(aside.html)?.[1]?.replaceAll('&amp;', '&');
    assert.ok(link, 'what is put aside stays in the links of the others');
  });

  test('a home that is ruled out cannot be kept, and the page says so', async () => {
    const { status, html } = await nia.get(`${PAGE}?keep=s_family/acorn/near`);
    assert.equal(status, 200);
    assert.match(text(cardOf(html, 's_family')), /ruled out for them/);
    assert.equal(proposed(html).get('s_family'), 'Hill House');
  });

  test('rubbish in the address, and searches of others, change nothing and tell nothing', async () => {
    const plain = proposed((await nia.get(PAGE)).html);
    for (const query of [
      '?keep=s_south/acorn/hill&not=s_south/acorn/hill',
      '?keep=nowhere/acorn/hill',
      '?keep=&keep=/&not=a&choose=b&choose=c',
      `?keep=${'x'.repeat(3_000)}&choose[]=1`,
    ]) {
      const { status, html } = await nia.get(`${PAGE}${query}`);
      assert.equal(status, 200, query);
      assert.deepEqual(proposed(html), plain, query);
      assert.doesNotMatch(html, new RegExp(`${CANARY.name}|${CANARY.words}|s_south"`));
    }
    const strange = text((await nia.get(`${PAGE}?keep=s_south/acorn/hill`)).html);
    assert.equal(
      strange,
      text((await nia.get(`${PAGE}?keep=nowhere/acorn/hill`)).html).replaceAll('nowhere', 's_south'),
    );
  });

  test('a home finder sees those they work on and how many others there are; another authority nothing of it', async () => {
    const { html } = await nell.get(PAGE);
    assert.deepEqual(
      [...proposed(html).keys()].filter((id) => id.startsWith('s_')),
      ['s_ben'],
    );
    assert.doesNotMatch(html, /Ada|Cleo|Dan\b|s_ada|s_family/);
    // The others of North join the plan as what they are; alone, they are only counted.
    assert.match(text(html), /A boy of 10 from North .* A boy of 11 and a boy of 9 from North/);
    const ours = await nell.get(`${PAGE}?ours=yes`);
    assert.deepEqual([...proposed(ours.html).keys()], ['s_ben']);
    assert.match(text(ours.html), /2 more are open on which others work/);
    const south = await (await server.actAs('w_south')).get(PAGE);
    assert.match(south.html, new RegExp(CANARY.name));
    assert.doesNotMatch(south.html, /Ada|Ben\b|Cleo|Dan\b|s_ben/);
    assert.doesNotMatch((await nia.get(PAGE)).html, new RegExp(CANARY.name));
    for (const actor of ['w_manager', 'w_commissioner'])
      assert.equal((await (await server.actAs(actor)).get(PAGE)).status, 403, actor);
    assert.match((await (await server.actAs('w_analyst')).get(PAGE)).html, /none is shared with you/);
    const director = await (await server.actAs('w_director')).get(PAGE);
    assert.deepEqual([...proposed(director.html).keys()].sort(), ['s_ada', 's_ben', 's_family']);
  });

  test('every child shown is on record as seen, and nobody else of North', async () => {
    await nell.get(PAGE);
    const [look] = await looks('w_second');
    assert.deepEqual(look?.children, ['ben']);
    assert.ok(look?.fields.includes('search') && look.fields.includes('identity'), look?.fields.join());
    await nia.get(PAGE);
    const [all] = await looks('w_finder');
    for (const child of ['ada', 'ben', 'cleo', 'dan']) assert.ok(all?.children.includes(child), child);
    assert.ok(!all?.children.includes('other'));
  });

  test('a home whose address is hidden is told without where it is, and a sealed child is in no plan', async () => {
    const { html } = await nia.get(`${PAGE}?keep=s_ben/acorn/hidden`);
    const ben = text(cardOf(html, 's_ben'));
    assert.match(ben, /Quiet House/);
    assert.match(ben, /Its address is kept confidential/);
    assert.doesNotMatch(html, /Canary Street|QV1 1AA|53\.41|-2\.15/);
    await open().asSystem((tx) =>
      insertAll(tx, 'record_sealed', [{ organisation_id: 'north', child_id: 'cleo', by: 'w_ig', why: 'other' }]),
    );
    const after = await nia.get(PAGE);
    assert.doesNotMatch(after.html, /Cleo/);
    assert.ok(!proposed(after.html).has('s_family'), 'nothing is proposed for a part of a family');
    await open().asSystem((tx) => sql`delete from record_sealed`.execute(tx));
  });

  test('a child who stands in two open searches is planned for once', async () => {
    await open().asSystem((tx) => search(tx, 'north', 's_ben_again', ['ben'], '2026-11-10T09:00:00Z'));
    const { html } = await (await server.actAs('w_director')).get(PAGE);
    const plan = proposed(html);
    assert.ok(plan.has('s_ben_again') && !plan.has('s_ben'));
    assert.match(text(html), /An earlier search for Ben was left out/);
    await open().asSystem((tx) =>
      insertAll(tx, 'search_closed', [
        { organisation_id: 'north', search_id: 's_ben_again', by: 'system', why: 'home found' },
      ]),
    );
  });

  test('by an agreement a whole region is one plan: others’ children by age, sex and authority, and nothing else', async () => {
    const agreed = (fields: string[]) =>
      open().asSystem(async (tx) => {
        await sql`delete from sharing_agreement where id = 'waiting'`.execute(tx);
        await insertAll(tx, 'sharing_agreement', [
          { region_id: 'region', id: 'waiting', purpose: 'Together', fields, from_day: '2026-01-01' },
        ]);
        await insertAll(
          tx,
          'sharing_party',
          ['north', 'south'].map((organisation_id) => ({
            region_id: 'region',
            agreement_id: 'waiting',
            organisation_id,
          })),
        );
      });
    await agreed(['counts']);
    assert.doesNotMatch((await nia.get(PAGE)).html, /from South/);
    await agreed(['waiting']);
    const { html } = await nia.get(PAGE);
    const theirs = text(html.slice(html.indexOf('Children of others')));
    assert.match(theirs, /A girl of 13 from South/);
    assert.doesNotMatch(html, new RegExp(`${CANARY.name}|${CANARY.words}|s_south|\\bother\\b/|${CANARY.point.lat}`));
    // Neither how far a home is from a child of others, nor where they live now.
    assert.doesNotMatch(theirs.slice(0, theirs.indexOf('What this stands on')), /miles|live here now|Near misses/);
    const told = await open().asSystem((tx) =>
      rows<{ children: string[]; about: string | null }>(
        tx,
        sql`select children, about_organisation_id as about from event where actor = 'w_finder' and kind = 'searches.waiting'
          and about_organisation_id = 'south' order by at desc`,
      ),
    );
    assert.deepEqual(told[0]?.children, ['other']);

    // The region's analyst sees everybody so, and nobody by name; their homes are the region's.
    const analyst = await (await server.actAs('w_analyst')).get(PAGE);
    assert.equal(analyst.status, 200);
    assert.match(text(analyst.html), /5 children wait in 4 searches/);
    assert.match(text(analyst.html), /A girl of 13 from South/);
    assert.match(text(analyst.html), /Hill House/);
    assert.doesNotMatch(analyst.html, new RegExp(`Ada|Ben\\b|Cleo|Dan\\b|${CANARY.name}|s_ben|href="/searches/[^w]`));
    // The two of a family still go together, as they do for those who know them.
    assert.match(text(analyst.html), /Brothers and sisters in one home 1 of 1 groups/);

    // A sealed record is in nobody's plan, and without an agreement in force nothing crosses.
    await open().asSystem((tx) =>
      insertAll(tx, 'record_sealed', [{ organisation_id: 'south', child_id: 'other', by: 'w_ig', why: 'other' }]),
    );
    assert.doesNotMatch((await nia.get(PAGE)).html, /of 13 from South/);
    await open().asSystem((tx) => sql`delete from record_sealed`.execute(tx));
    await open().asSystem((tx) => sql`delete from sharing_agreement where id = 'waiting'`.execute(tx));
    assert.doesNotMatch((await nia.get(PAGE)).html, /from South/);
    const closed = await open().asActor('w_social_x', (tx) =>
      rows(tx, sql`select * from app.waiting_elsewhere('2026-11-21')`),
    );
    assert.equal(closed.length, 0);
  });

  test('it proposes: there is nothing on it that places, and no form that is posted but signing out', async () => {
    const { html } = await nia.get(`${PAGE}?choose=s_ben`);
    const forms = [...html.matchAll(/<form method="(\w+)" action="([^"#]+)/g)].map(
      ([, how, where]) => `${how} ${where}`,
    );
    assert.deepEqual(forms.sort(), ['get /searches/waiting', 'post /sign-out']);
    assert.match(html, /Nothing is placed by this page/);
    assert.match(cardOf(html, 's_ben'), /<option value="s_ben\/acorn\/hill"/);
    const placed = await open().asSystem((tx) => rows(tx, sql`select 1 from placement where child_id = 'ben'`));
    assert.equal(placed.length, 0);
    for (const claim of [/breakdowns? (fall|less|fewer)/i, /reduces? breakdown/i]) assert.doesNotMatch(html, claim);
    assert.match(html, /has not been shown, and is not claimed/);
  });
});

function cards(html: string): [string, string][] {
  return html
    .split('id="search-')
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('"')), text(part)]);
}

function cardOf(html: string, id: string): string {
  return html.split('id="search-').find((part) => part.startsWith(`${id}"`)) ?? '';
}

function text(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.:,])/g, '$1');
}

async function world(database: Database): Promise<void> {
  await smallRegion(database, TODAY);
  await database.asSystem(async (tx) => {
    await insertAll(
      tx,
      'actor',
      [
        ['w_second', 'home-finder', 'Nell Finder'],
        ['w_director', 'director', 'Dee Rector'],
        ['w_commissioner', 'commissioner', 'Com Budget'],
      ].map(([id, role, name]) => ({ organisation_id: 'north', id, role, name })),
    );
    await homes(tx);
    await child(tx, 'north', 'ada', 'Ada', 10, 'solo');
    await child(tx, 'north', 'ben', 'Ben', 12);
    await child(tx, 'north', 'cleo', 'Cleo', 11);
    await child(tx, 'north', 'dan', 'Dan', 9);
    await search(tx, 'north', 's_ada', ['ada'], '2026-11-01T09:00:00Z', 'w_finder');
    await search(tx, 'north', 's_ben', ['ben'], '2026-11-02T09:00:00Z', 'w_finder', 'w_second');
    await search(tx, 'north', 's_family', ['cleo', 'dan'], '2026-11-03T09:00:00Z', 'w_finder');
    await search(tx, 'south', 's_south', ['other'], '2026-10-01T09:00:00Z', 'w_south');
  });
}

/** As above; which rooms are free is all that differs from the small region, and Hill House is new. */
async function homes(tx: Tx): Promise<void> {
  await sql`update room_vacancy set free_from = null where room_id in ('near-1', 'near-2', 'hidden-2', 'far-2')`.execute(
    tx,
  );
  await sql`update registration set min_age = 12, max_age = 12 where home_id = 'hidden'`.execute(tx);
  const key = { organisation_id: 'acorn', home_id: 'hill' };
  await insertAll(tx, 'home', [
    {
      organisation_id: 'acorn',
      id: 'hill',
      name: 'Hill House',
      kind: 'residential',
      sector: 'private',
      region_id: 'region',
      area: 'Millby',
      pets: false,
      adapted: false,
    },
  ]);
  await insertAll(tx, 'registration', [{ ...key, from_date: '2020-01-01', min_age: 0, max_age: 17, places: 2 }]);
  await insertAll(tx, 'home_address', [
    { ...key, line: '2 Canary Street', postcode: 'QV2 2BB', lat: 53.4, long: -2.2 },
  ]);
  await insertAll(
    tx,
    'home_skill',
    DOMAINS.map((domain) => ({
      ...{ ...key, domain, level: 3, said_on: TODAY, said_at: `${TODAY}T08:00:00Z`, evidence_by: 'inspection' },
    })),
  );
  for (const n of [1, 2]) {
    await insertAll(tx, 'room', [{ ...key, id: `hill-${n}`, name: `Room ${n}` }]);
    await insertAll(tx, 'room_vacancy', [
      {
        organisation_id: 'acorn',
        id: `v-hill-${n}`,
        room_id: `hill-${n}`,
        free_from: TODAY,
        said_at: `${TODAY}T08:00:00Z`,
        said_on: TODAY,
        said_by: 'w_manager',
      },
    ]);
  }
}

async function child(
  tx: Tx,
  organisation_id: string,
  id: string,
  name: string,
  age: number,
  alongside = 'no-preference',
) {
  const key = { organisation_id, child_id: id };
  const born = addDays(TODAY, -age * 366) as PlainDate;
  await insertAll(tx, 'child', [{ organisation_id, id, sex: 'male' }]);
  await insertAll(tx, 'child_identity', [{ ...key, born, given_name: name, family_name: 'Example' }]);
  await insertAll(tx, 'child_address', [{ ...key, kind: 'family home', postcode: 'QV2 2BB', lat: 53.4, long: -2.2 }]);
  await insertAll(tx, 'profile', [
    {
      organisation_id,
      id: `profile-${id}`,
      child_id: id,
      number: 1,
      started_by: 'w_finder',
      alongside,
      pets: 'can',
      adaptations: false,
      matters: [],
    },
  ]);
  await insertAll(
    tx,
    'profile_domain',
    DOMAINS.map((domain) => ({
      ...{ organisation_id, profile_id: `profile-${id}`, domain, level: 2 },
      ...{ going_well: 'reads', said_by: 'Teacher', said_on: TODAY },
    })),
  );
  await insertAll(tx, 'profile_finished', [{ organisation_id, profile_id: `profile-${id}`, by: 'w_finder' }]);
}

async function search(
  tx: Tx,
  organisation_id: string,
  id: string,
  children: string[],
  askedAt: string,
  ...workers: string[]
) {
  await insertAll(tx, 'search', [
    { organisation_id, id, needed_by: '2026-12-01', emergency: false, note: '', asked_by: 'system', asked_at: askedAt },
  ]);
  await insertAll(
    tx,
    'search_child',
    children.map((child_id) => ({ organisation_id, search_id: id, child_id, profile_id: `profile-${child_id}` })),
  );
  for (const actor_id of workers)
    await insertAll(tx, 'search_worker', [{ organisation_id, search_id: id, actor_id, by: 'system' }]);
}
