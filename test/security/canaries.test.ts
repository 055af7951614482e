import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { first, rows, sql } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { onEmbedded, onPostgres } from '../database.ts';
import { everyRoute, PROVIDER_AWAY } from '../every-route.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { FOR_THE_ENGINE, HOMES_OF_A_REGION, IDENTIFIED, mayBeTold, RECORD } from './canaries-allowed.ts';
import { NO_CANARY, withoutCanary } from './canaries-columns.ts';
import { addresses, Crawler, steady } from './canaries-crawl.ts';
import { postForms } from './canaries-forms.ts';
import { AGENCY_ROLES, NORTH_ROLES } from './canaries-people.ts';
import { searchFor } from './canaries-search.ts';
import { type Canaries, called, idOf } from './canaries-words.ts';
import { canariesWorld, catalogue, NOT_FILLED, oneMoreInSouth } from './canaries-world.ts';

/*
 * Two authorities of a region and an agency, each text of theirs a canary that names where it was written. Everybody of
 * North, the agency’s people and the region’s analyst go everywhere with their own ids and the others’, search for
 * what the others wrote and send every form: whatever they are told in any page, file, header or count is compared with
 * what they may be told.
 */

const routes = everyRoute();
const PEOPLE = [
  ...NORTH_ROLES.map((role) => ['north', role] as const),
  ...AGENCY_ROLES.map((role) => ['acorn', role] as const),
  ['region', 'regional-analyst'] as const,
];

// On PostgreSQL by canaries-server.test.ts: this is the longest test of all.
const on = process.env.CANARIES_ON === 'server' ? onPostgres : onEmbedded;

on('two authorities with canaries', (open) => {
  const today = englandDate(new Date());
  const crawlers = new Map<string, Crawler>();
  let canaries: Canaries;
  let server: TestServer;

  const everybody = () => [...crawlers].map(([actor, crawler]) => ({ actor, crawler, ...partsOf(actor) }));
  const leaks = () =>
    everybody().flatMap(({ actor, crawler, organisation, role }) =>
      [...crawler.told.values()]
        .filter(({ canary }) => !mayBeTold(organisation, role, canary))
        .map(({ canary, at }) => `${actor} reads ${called(canary)} at ${at}`),
    );

  before(async () => {
    canaries = await canariesWorld(open(), today);
    server = await serverForTest(open(), undefined, undefined, PROVIDER_AWAY);
  });
  after(() => server?.close());

  test('every column of text holds a canary of South, or is known to hold no words', async () => {
    const without = await open().asSystem((tx) => withoutCanary(tx, canaries, 'south'));
    assert.deepEqual(
      without.filter((column) => !(column in NO_CANARY)),
      [],
      'write them in canaries-world.ts, or say in canaries-columns.ts why they hold no words',
    );
    const columns = await open().asSystem((tx) => catalogue(tx));
    const known = new Set(columns.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
    assert.deepEqual(
      Object.keys(NO_CANARY).filter((column) => !known.has(column) || !without.includes(column)),
      [],
      'these have a canary now, or are no more',
    );
  });

  test('every table that points at a child, however far, is known as part of a child’s record', async () => {
    const tables = (await open().asSystem((tx) => catalogue(tx))).filter(({ name }) => !(name in NOT_FILLED));
    const ofChild = new Set(['child']);
    for (let before = 0; before < ofChild.size; ) {
      before = ofChild.size;
      for (const { name, links } of tables) if (links.some(({ to }) => ofChild.has(to))) ofChild.add(name);
    }
    // Whom a home knows is written by the home, of children who lived there or are related.
    ofChild.delete('home_connection');
    assert.deepEqual([...ofChild].filter((name) => !RECORD.test(name)).sort(), []);
    assert.ok(ofChild.size > 30, `only ${[...ofChild].join(', ')}`);
  });

  test('everybody goes everywhere, and is told of others what was agreed and shared, and nothing else', async () => {
    for (const [organisation, role] of PEOPLE) {
      const actor = `${organisation}_${role}`;
      const crawler = new Crawler(server, await server.actAs(actor), canaries);
      crawlers.set(actor, crawler);
      const mine = organisation === 'acorn' ? ['acorn', 'south', 'north'] : ['north', 'south', 'acorn'];
      const owners = [...mine, 'south closed', 'south in acorn', ...(SEES_LEAST.includes(role) ? OTHERS_OF_NORTH : [])];
      await crawler.everywhere(addresses(routes, 'GET', owners, canaries), alsoAsked(canaries));
    }
    assert.deepEqual(leaks(), []);
    for (const { actor, crawler } of everybody()) assert.deepEqual(crawler.faults, [], actor);
  });

  test('what they may be told they are told, in pages, CSV, workbooks and PDF: so the test can see', async () => {
    const told = (actor: string, words: string) => crawlers.get(actor)?.told.get(words)?.at;
    for (const [actor, words] of [
      ['north_social-worker', 'profile.about_me of north'],
      ['north_social-worker', 'child_address.postcode of north'],
      ['north_social-worker', 'home.about of south'],
      ['north_home-finder', 'search.note of north'],
      ['north_information-governance', 'correction.what of north'],
      ['north_administrator', 'account.email of north'],
      ['acorn_provider', 'profile.about_me of north'],
      ['acorn_registered-manager', 'child_identity.given_name of south in acorn'],
    ] as const)
      assert.ok(told(actor, words), `${actor} is not told ${words}`);
    // Each allowance is used, so that none stands there for nothing.
    for (const column of Object.keys(HOMES_OF_A_REGION))
      assert.ok(told('north_home-finder', `${column} of south`), `${column} is allowed and never told`);
    for (const column of IDENTIFIED)
      assert.ok(told('acorn_provider', `${column} of north`), `${column} is allowed and never told`);
    for (const [path, words] of [
      ['/children.csv', 'child_identity.given_name of north'],
      ['/children.xlsx', 'child_identity.given_name of north'],
      [`/requests/${idOf(canaries, 'north', 'subject_request')}/pack.pdf`, 'profile.about_me of north'],
    ] as const) {
      const text = crawlers.get('north_information-governance')?.opened.get(path)?.text ?? '';
      assert.ok(canaries.in(text).map(called).includes(words), `${path} does not show ${words}`);
    }
  });

  test('a pack of everything held is about the child alone: a brother in a note is taken out of it', () => {
    const opened = crawlers.get('north_information-governance')?.opened;
    const search = `/searches/${idOf(canaries, 'north', 'search')}`;
    const brother = 'child_identity.given_name of north in acorn';
    assert.ok(
      canaries
        .in(opened?.get(search)?.text ?? '')
        .map(called)
        .includes(brother),
      'the note speaks of him',
    );
    for (const file of ['pack', 'pack.pdf']) {
      const text = opened?.get(`/requests/${idOf(canaries, 'north', 'subject_request')}/${file}`)?.text ?? '';
      const held = canaries.in(text);
      assert.ok(held.length > 30, `${file} holds ${held.length} columns`);
      assert.deepEqual(held.filter(({ owner }) => owner !== 'north').map(called), [], file);
    }
  });

  test('South’s own people are told of nearly every column, so that there is something to leak', async () => {
    const seen = new Set<string>();
    for (const role of ['social-worker', 'information-governance', 'administrator']) {
      const crawler = new Crawler(server, await server.actAs(`south_${role}`), canaries);
      await crawler.everywhere(addresses(routes, 'GET', ['south', 'south closed'], canaries));
      for (const { canary } of crawler.told.values())
        if (canary.owner.startsWith('south')) seen.add(`${canary.table}.${canary.column}`);
    }
    assert.ok(seen.size > 70, `${seen.size} columns: ${[...seen].sort().join(', ')}`);
  });

  test('a search for what South wrote finds as much as one for nonsense, in every list, count and file', async () => {
    let asked = 0;
    for (const { actor, crawler } of everybody()) {
      const { found, tried } = await searchFor('south', crawler, canaries);
      assert.deepEqual(found, [], actor);
      asked += tried;
    }
    assert.ok(asked > 150, `only ${asked} questions were asked`);
    assert.deepEqual(leaks(), []);
  });

  test('no list of children and no homes kept for a search hold anything else of South', async () => {
    for (const { actor, organisation, role } of everybody())
      await open().asActor(actor, async (tx) => {
        const listed = await rows<object>(tx, sql`select * from child_listed`);
        const homes = await rows<object>(tx, sql`select * from app.homes_for_search('0'::xid8)`);
        assert.deepEqual(
          canaries.in(JSON.stringify(listed)).filter(({ owner }) => !owner.startsWith(organisation)),
          [],
        );
        const found = canaries.in(JSON.stringify(homes));
        assert.deepEqual(
          found
            .filter(
              (each) => !mayBeTold(organisation, role, each) && !(`${each.table}.${each.column}` in FOR_THE_ENGINE),
            )
            .map(called),
          [],
          actor,
        );
      });
  });

  test('when South has a child more, nothing that others read changes, no count either', async () => {
    // One page of each kind: of those of several homes or children the first.
    const pages = ({ opened }: Crawler) => [
      ...new Map([...opened.keys()].reverse().map((path) => [path.replace(/Qz[a-z]{8}/g, ''), path])).values(),
    ];
    const read = async (actor: string) => {
      const crawler = crawlers.get(actor) as Crawler;
      const texts = new Map<string, string>();
      for (const path of pages(crawler).filter((each) => !CHANGES_BY_READING.test(each)))
        texts.set(path, steady((await crawler.get(path)).text));
      return texts;
    };
    const was = new Map<string, Map<string, string>>();
    for (const actor of COUNTS) was.set(actor, await read(actor));
    const own = async () => steady((await southern.get('/children')).html);
    const southern = await server.actAs('south_director');
    const ownBefore = await own();
    await oneMoreInSouth(open(), canaries, today);
    assert.notEqual(await own(), ownBefore, 'South itself counts one more');
    for (const actor of COUNTS)
      for (const [path, text] of await read(actor))
        assert.equal(text, was.get(actor)?.get(path), `${actor} at ${path}`);
    assert.deepEqual(leaks(), []);
  });

  test('no form with an id of South’s tells anything or changes anything there, whoever sends it', async () => {
    const before = await stateOf('south');
    let read = 0;
    for (const { crawler } of everybody()) read += await postForms(crawler, routes, canaries);
    assert.ok(read > 500, `only ${read} forms were read`);
    assert.deepEqual(leaks(), []);
    for (const { actor, crawler } of everybody()) assert.deepEqual(crawler.faults, [], actor);
    assert.deepEqual(await stateOf('south'), before);
  });

  test('nothing of anybody is in the log, and on North’s record are only the ids that were asked for', async () => {
    assert.ok(server.log.length > 3_000);
    assert.deepEqual(canaries.in(JSON.stringify(server.log)).map(called), []);
    const events = await open().asSystem((tx) =>
      rows<object>(tx, sql`select * from event where organisation_id <> 'south'`),
    );
    const words = canaries
      .in(JSON.stringify(events))
      .filter(({ owner, column }) => owner.startsWith('south') && column !== 'id');
    assert.deepEqual(words.map(called), []);
  });

  /** Every row of an organisation, table by table, but for its record of who looked. */
  const stateOf = (organisation: string) =>
    open().asSystem(async (tx) => {
      const state: Record<string, string | undefined> = {};
      for (const { name, columns } of await catalogue(tx)) {
        if (name === 'event' || !columns.some((column) => column.name === 'organisation_id')) continue;
        const found = await first<{ all: string }>(
          tx,
          sql`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as all from ${sql.table(name)} t where organisation_id = ${organisation}`,
        );
        state[name] = found?.all;
      }
      return state;
    });
});

function partsOf(actor: string) {
  const [organisation = '', role = ''] = actor.split('_');
  return { organisation, role };
}

/** Addresses that no link leads to: children, homes and words of South’s where a page asks for one’s own. */
function alsoAsked(canaries: Canaries): string[] {
  const child = idOf(canaries, 'south', 'child');
  const mine = idOf(canaries, 'north', 'child');
  const search = idOf(canaries, 'north', 'search');
  const homes = ['south', 'south closed'].map((owner) => `home=south/${idOf(canaries, owner, 'home')}`).join('&');
  return [
    `/searches/new?child=${child}`,
    `/searches/new?child=${mine}&child=${child}`,
    `/children/new?with=${child}`,
    `/searches/${search}/compare?${homes}`,
    `/sign-in?next=/children/${child}`,
    `/act-as?next=/children/${child}`,
    `/children/${mine}/profile?version=1`,
    `/nothing/${child}`,
  ];
}

const SEES_LEAST = ['child', 'parent', 'partner', 'advocate', 'foster-carer', 'administrator'];
const OTHERS_OF_NORTH = ['north closed', 'north in acorn'];

/** Whose lists and figures are the widest, of each kind of organisation. */
const COUNTS = [
  'north_home-finder',
  'north_director',
  'north_data-officer',
  'north_commissioner',
  'acorn_provider',
  'acorn_registered-manager',
  'region_regional-analyst',
];

/** Say who has looked, when somebody was here last, or hold the second they were made in. */
const CHANGES_BY_READING = /looks|seen|^\/(account|kept-form|sign-in|emergency|requests\/)|\/rights$/;
