import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '../../src/db/index.ts';
import { writePdf } from '../../src/documents/index.ts';
import { writeExcel } from '../../src/exports/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { onEachDatabase } from '../database.ts';
import { everyRoute } from '../every-route.ts';
import { becomeOwner } from '../faults/every-table.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { mayBeTold } from './canaries-allowed.ts';
import { addresses, Crawler } from './canaries-crawl.ts';
import { answerOf } from './canaries-read.ts';
import { searchFor } from './canaries-search.ts';
import { Canaries, called, idOf } from './canaries-words.ts';
import { canariesWorld } from './canaries-world.ts';

/* Leaks that are made on purpose: the crawl of canaries.test.ts must find each, and say what leaked. */

const routes = everyRoute();

onEachDatabase('a leak that is made on purpose', (open) => {
  let canaries: Canaries;
  let server: TestServer;

  /** What somebody is told that they may not be, and where, at the addresses of one route. */
  const leaksAt = async (url: string, organisation: string, role: string) => {
    const crawler = new Crawler(server, await server.actAs(`${organisation}_${role}`), canaries);
    const one = routes.filter((each) => each.url === url);
    assert.ok(one.length > 0, 'the route of this test is no more');
    await crawler.everywhere(addresses(one, 'GET', ['north', 'south', 'south closed'], canaries));
    const leaks = [...crawler.told.values()].filter(({ canary }) => !mayBeTold(organisation, role, canary));
    return { crawler, leaks: new Map(leaks.map(({ canary, at }) => [called(canary), at])) };
  };
  const asOwner = (statement: string) =>
    open().asSystem(async (tx) => {
      await becomeOwner(tx);
      await sql.raw(statement).execute(tx);
    });

  before(async () => {
    canaries = await canariesWorld(open(), englandDate(new Date()));
    server = await serverForTest(open());
  });
  after(() => server?.close());

  test('is found where an agency is told a child’s name two stages too early', async () => {
    const shared = `/shared/${idOf(canaries, 'south', 'disclosure')}`;
    assert.deepEqual([...(await leaksAt('/shared/:disclosureId', 'acorn', 'provider')).leaks], []);
    await asOwner(`update disclosed_field set stage = 'summary' where field = 'given-name'`);
    const { leaks } = await leaksAt('/shared/:disclosureId', 'acorn', 'provider');
    assert.deepEqual(Object.fromEntries(leaks), {
      'child_identity.given_name of south': shared,
      // Their searches were shared as far as this stage too, and stand in the list.
      'child_identity.given_name of north in acorn': '/shared',
      'child_identity.given_name of south in acorn': '/shared',
    });
  });

  test('is found where a policy is opened, by table and column, with the page', async () => {
    const home = `/homes/south/${idOf(canaries, 'south closed', 'home')}`;
    const url = '/homes/:organisationId/:homeId';
    assert.deepEqual([...(await leaksAt(url, 'north', 'home-finder')).leaks], []);
    for (const table of ['home', 'home_skill'])
      await asOwner(`create policy planted on ${table} for select to homeward_app using (true)`);
    const { leaks } = await leaksAt(url, 'north', 'home-finder');
    assert.equal(leaks.get('home.about of south closed'), home);
    assert.equal(leaks.get('home_skill.evidence of south closed'), home);
  });

  test('is found where a list counts more for a word than for nonsense, though no page says the word', async () => {
    const { crawler } = await leaksAt('/homes', 'north', 'home-finder');
    assert.deepEqual((await searchFor('south', crawler, canaries)).found, []);
    await asOwner(`update home set name = '${canaries.word('south', 'child', 'return_id')}'
      where id = '${idOf(canaries, 'south closed', 'home')}'`);
    const { found } = await searchFor('south', crawler, canaries);
    assert.deepEqual(found, ['child.return_id at /homes?name=']);
  });
});

test('a canary is found wherever an answer may hold it', async () => {
  const canaries = new Canaries();
  const word = canaries.word('south', 'child_identity', 'given_name');
  const postcode = canaries.word('south', 'child_address', 'postcode');
  const document = {
    title: 'Everything held',
    subtitle: 'Of somebody',
    sections: [
      { heading: 'Who', blocks: [{ kind: 'paragraph' as const, text: `${'Words before it. '.repeat(9)}${word}` }] },
    ],
  };
  const column = { heading: 'Name', text: (row: string) => row };
  const pdf = await writePdf(document, new Date(0));
  const book = await writeExcel('Names', [column], [word]);
  const html = (headers: Record<string, string>, body = '') => new Response(body, { headers });
  const answers: Readonly<Record<string, Response>> = {
    'the text of a page': html({}, `<li>${word}</li>`),
    'in capitals': html({}, word.toUpperCase()),
    'what a picture shows': html({}, `<img src="/x.jpg" alt="${word} at the sea">`),
    'a postcode without its space': html({}, postcode.replace(' ', '')),
    JSON: Response.json({ deep: [{ name: word }] }),
    'where it sends one': new Response('', { status: 302, headers: { location: `/children?search=${word}` } }),
    'written as an address writes it': html({ location: `/children/%51${word.slice(1)}` }),
    'a cookie': html({ 'set-cookie': `last=${word}; Path=/` }),
    'the name of a file': html({ 'content-disposition': `attachment; filename="${word}.csv"` }),
    'a PDF': new Response(new Uint8Array(pdf), { headers: { 'content-type': 'application/pdf' } }),
    'a workbook': new Response(new Uint8Array(book), {
      headers: { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    }),
  };
  for (const [where, response] of Object.entries(answers)) {
    const answer = await answerOf('/', response);
    const [found, ...more] = canaries.in(`${answer.headers}\n${answer.text}`).map(called);
    assert.match(found ?? 'nothing', /^child_(identity\.given_name|address\.postcode) of south$/, where);
    assert.deepEqual(more, [], where);
  }
});

test('whoever may not be told it, is leaked to', () => {
  const of = (owner: string, table: string, column: string) => ({ owner, table, column });
  const name = of('south', 'child_identity', 'given_name');
  const own = of('north', 'child_identity', 'given_name');
  const about = of('south', 'home', 'about');
  const line = of('south', 'home_address', 'line');
  for (const [organisation, role, canary, may] of [
    ['north', 'director', name, false],
    ['north', 'director', own, true],
    ['north', 'home-finder', about, true],
    ['north', 'home-finder', line, false],
    ['north', 'home-finder', of('south closed', 'home', 'about'), false],
    ['north', 'child', about, false],
    ['north', 'administrator', own, false],
    ['north', 'child', of('north closed', 'profile', 'about_me'), false],
    ['region', 'regional-analyst', own, false],
    ['region', 'regional-analyst', about, true],
    ['acorn', 'provider', own, true],
    ['acorn', 'provider', name, false],
    ['acorn', 'provider', of('north', 'child_identity', 'family_name'), false],
    ['acorn', 'foster-carer', of('north', 'profile', 'about_me'), false],
    ['acorn', 'foster-carer', of('south in acorn', 'child_identity', 'given_name'), true],
  ] as const)
    assert.equal(mayBeTold(organisation, role, canary), may, `${role} of ${organisation}: ${called(canary)}`);
});
