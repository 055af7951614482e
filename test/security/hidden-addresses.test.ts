import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { first, rows, sql } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { RegionSupply } from '../../src/searches/supply.ts';
import { onEachDatabase } from '../database.ts';
import { addressOf, everyRoute } from '../every-route.ts';
import { serverForTest, type TestServer, type Visitor } from '../server.ts';
import { CANARIES, FAMILY, HOME, hiddenWorld, NOT_NAMED } from './hidden-world.ts';

/*
 * A confidential address, hidden late: after searches were run, homes were kept in memory, pages were read and events
 * written. Then everything is read again by everybody who is not named.
 */

const routes = everyRoute();

onEachDatabase('an address that is hidden late', (open) => {
  let server: TestServer;
  let search = '';
  let shared = '';
  const today = englandDate(new Date());
  const supply = new RegionSupply(0);
  const visitors = new Map<string, Visitor>();
  const as = async (actor: string) => {
    const known = visitors.get(actor) ?? (await server.actAs(actor));
    visitors.set(actor, known);
    return known;
  };

  /** Every page there is, with the children, the homes and the search of this world in every place for an id. */
  const addresses = () => {
    const ids: Readonly<Record<string, readonly string[]>> = {
      childId: ['maya', 'leo'],
      searchId: [search.split('/').at(-1) ?? ''],
      organisationId: ['acorn'],
      homeId: ['late'],
      roomId: ['late-1'],
      section: ['words', 'places', 'learning'],
    };
    const found = new Set<string>([
      '/homes?area=plover',
      '/homes?name=plover',
      '/children?search=maya',
      `${search}/compare?home=acorn/late&home=acorn/near`,
      ...['summary', 'needs', 'identified'].map((stage) => `${search}/share/acorn/near?stage=${stage}`),
      shared,
    ]);
    for (const route of routes.filter((each) => each.method === 'GET' && !each.url.includes('*'))) {
      const names = [...route.url.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '');
      const most = Math.max(1, ...names.map((name) => ids[name]?.length ?? 1));
      for (let n = 0; n < most; n++)
        found.add(addressOf(route, (name) => ids[name]?.[n % (ids[name]?.length ?? 1)] ?? 'x'));
    }
    return [...found].filter((each) => !/sign-out|\/x\b|\/assets|\/sign-in/.test(each));
  };

  const read = async (actor: string, pages: readonly string[]): Promise<Map<string, string>> => {
    const visitor = await as(actor);
    const texts = new Map<string, string>();
    for (const page of pages) {
      const response = await fetch(new URL(page, server.url), {
        headers: { cookie: visitor.cookies() },
        redirect: 'manual',
      });
      assert.ok(response.status < 500 && response.status !== 429, `${actor} at ${page}: ${response.status}`);
      texts.set(page, `${[...response.headers].join('\n')}\n\n${await response.text()}`);
    }
    return texts;
  };

  const leaksIn = (text: string) => CANARIES.filter((each) => each.test(text)).map(String);

  before(async () => {
    await hiddenWorld(open(), today);
    server = await serverForTest(open());
    const asked = await (await as('w_finder')).post('/searches', {
      children: ['maya', 'leo'],
      when: 'five-days',
      note: `Mum is at ${FAMILY.postcode}, Leo at ${HOME.postcode}`,
    });
    assert.equal(asked.status, 303, asked.html.slice(0, 300));
    search = asked.location ?? '';
    // Shared as far as it goes: a provider reads the children's words.
    for (const stage of ['summary', 'needs', 'identified']) {
      const shared = await (await as('w_finder')).post(`${search}/share/acorn/near`, { stage, about: 'home' });
      assert.equal(shared.status, 303, shared.html.slice(0, 300));
    }
    shared = /href="(\/shared\/[^"]+)"/.exec((await (await as('w_raj')).get('/shared')).html)?.[1] ?? '';
    assert.ok(shared);
  });
  after(() => server?.close());

  test('while it is open, it is told in many places: so the test can see', async () => {
    const texts = await read('w_finder', addresses());
    const seen = new Set([...texts.values()].flatMap(leaksIn));
    for (const canary of [/canaryford/i, /heronmere/i, /plovercote/i, /magpie\s+canary/i, /qv\s*7\s*7\s*z\s*q/i])
      assert.ok(seen.has(String(canary)), `${canary} was not there before`);
    const told = await read('w_raj', [shared]);
    assert.ok(leaksIn(told.get(shared) ?? '').length > 0, 'the provider reads it where it is shared');
    await open().asActor('w_finder', async (tx) => {
      const { homes } = await supply.read(tx);
      assert.ok(leaksIn(JSON.stringify([...homes.values()])).length > 2, 'the homes kept in memory know where it is');
    });
  });

  test('people hide it on its own pages', async () => {
    const worker = await as('w_worker');
    const asked = await worker.get('/children/maya/address/hide');
    assert.match(asked.html, /Hide where the family lives/);
    const empty = await worker.post('/children/maya/address/hide', { self: 'yes' });
    assert.equal(empty.status, 400);
    assert.match(empty.html, /Say why the address is hidden/);
    const hidden = await worker.post('/children/maya/address/hide', {
      why: 'court order',
      basis: 'Family Court at North, 3 March 2026',
      hiddenFrom: 'her father',
      from: 'w_second',
      self: 'yes',
    });
    assert.equal(hidden.location, '/children/maya/address', hidden.html.slice(0, 300));
    const manager = await as('w_manager');
    const home = await manager.post('/homes/acorn/late/address/hide', { why: 'refuge', self: 'yes' });
    assert.equal(home.location, '/homes/acorn/late/address', home.html.slice(0, 300));
  });

  test('from then on nobody else finds it on any page, in any header, whatever their role', async () => {
    // Every role reads every row below; these open every page, one for each kind of look at a child or a home.
    const readers = [
      'w_finder',
      'w_second',
      'w_duty',
      'w_iro',
      'w_director',
      'w_data',
      'w_governance',
      'w_maya',
      'w_south',
    ];
    for (const actor of [...readers, 'w_raj', 'w_carer', 'w_analyst']) {
      for (const [page, text] of await read(actor, addresses()))
        assert.deepEqual(leaksIn(text), [], `${actor} reads it at ${page}`);
    }
  });

  test('nor in the pack of everything held, by whoever makes it', async () => {
    const governance = await as('w_governance');
    const [year = '', month = '', day = ''] = today.split('-');
    for (const child of ['maya', 'leo']) {
      await governance.get(`/children/${child}/requests/new`);
      const asked = { by: 'Her father', 'asked-day': day, 'asked-month': month, 'asked-year': year };
      const opened = await governance.post(`/children/${child}/requests/new`, asked);
      assert.equal(opened.status, 303, opened.html.slice(0, 300));
      const pack = await governance.get(`${opened.location}/pack`);
      assert.equal(pack.status, 200);
      assert.match(pack.html, /Loves|\[not shown\]/);
      assert.deepEqual(leaksIn(pack.html), [], child);
    }
  });

  test('nor in a row of the database, but for the finished profiles that stand and are masked when read', async () => {
    const tables = await open().asSystem((tx) =>
      rows<{ name: string; columns: string[] }>(
        tx,
        sql`select c.relname as name, array_agg(a.attname::text) as columns from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
            and has_column_privilege('homeward_app', c.oid, a.attnum, 'select') group by 1`,
      ),
    );
    assert.ok(tables.length > 40);
    for (const actor of NOT_NAMED) {
      await open().asActor(actor, async (tx) => {
        for (const { name, columns } of tables.filter(
          (each) => !['profile', 'profile_domain', 'postcode'].includes(each.name),
        )) {
          const list = sql.join(columns.map((each) => sql.ref(each)));
          const found = await first<{ all: string }>(
            tx,
            sql`select coalesce(jsonb_agg(to_jsonb(t))::text, '') as all from (select ${list} from ${sql.table(name)}) t`,
          );
          assert.deepEqual(leaksIn(found?.all ?? ''), [], `${actor} reads it in ${name}`);
        }
        const { homes } = await supply.read(tx);
        assert.deepEqual(leaksIn(JSON.stringify([...homes.values()])), [], `the homes kept for ${actor}`);
      });
    }
  });

  test('nor on record, nor in the log', async () => {
    const events = await open().asSystem((tx) => rows<object>(tx, sql`select * from event`));
    assert.deepEqual(leaksIn(JSON.stringify(events)), []);
    assert.deepEqual(leaksIn(JSON.stringify(server.log)), []);
  });

  test('who is named reads it, on its own page', async () => {
    const page = await (await as('w_worker')).get('/children/maya/address');
    assert.match(page.html, /QV7 7ZQ/);
    assert.match(page.html, /Canaryford/);
    assert.match(page.html, /Where it stood in words/);
    assert.match(page.html, /In the note of a search/);
    const elsewhere = await read('w_worker', ['/children/maya', '/children/maya/facts', '/children', search]);
    for (const [path, text] of elsewhere) assert.deepEqual(leaksIn(text), [], path);
    const home = await (await as('w_manager')).get('/homes/acorn/late/address');
    for (const told of [/QV6 6XQ/, /7 Magpie Canary Lane/, /Plovercote House/]) assert.match(home.html, told);
    const own = await read('w_manager', ['/homes/acorn/late', '/homes', '/homes/acorn/late/edit']);
    for (const [path, text] of own) assert.deepEqual(leaksIn(text), [], path);
  });

  test('moved thirty miles, it changes nothing that anybody else reads', async () => {
    // A workbook holds the second it was packed in; the CSV file beside it has the same rows.
    const pages = addresses().filter(
      (each) => /^\/(searches|homes|children)/.test(each) && !/looks|seen|rights|\.xlsx/.test(each),
    );
    // A home that is written to is read anew, so both runs begin with one.
    const touch = sql`update home set touched = pg_current_xact_id() where id = 'late'`;
    await open().asSystem((tx) => touch.execute(tx));
    const was = new Map<string, Map<string, string>>();
    const watching = ['w_finder', 'w_second', 'w_raj'];
    for (const actor of watching) was.set(actor, await read(actor, pages));
    await open().asSystem(async (tx) => {
      await sql`update confidential_address set lat = lat + 0.44, long = long + 0.1, postcode = 'QV5 5WQ', area = 'Elsewhere'`.execute(
        tx,
      );
      await touch.execute(tx);
    });
    const plain = (text: string) =>
      text
        .replace(/[\s\S]*?\n\n/, '')
        .replace(/nonce="[^"]*"/g, '')
        .replace(/name="_csrf" value="[^"]*"/g, '')
        .replace(/[0-9a-f]{16}/g, '');
    for (const actor of watching) {
      const is = await read(actor, pages);
      for (const page of pages)
        assert.equal(plain(is.get(page) ?? ''), plain(was.get(actor)?.get(page) ?? ''), `${actor} at ${page}`);
    }
  });
});
