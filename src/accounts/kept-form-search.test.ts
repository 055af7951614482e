import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { checkAccessible, checkFitsWidth } from '../../test/browser/accessibility.ts';
import { openBrowser, openPage, screenshot } from '../../test/browser/browser.ts';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql, type Tx } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';
import { sessionCookieName, startSession } from './index.ts';

/* A form of a search comes in when the session has run out, and meanwhile somebody closes the search. */
onEachDatabase('a kept form of a search', (open) => {
  let server: TestServer;
  let now = new Date('2026-11-21T10:00:00Z');
  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);

  before(async () => {
    await smallRegion(open(), englandDate(now));
    await system(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_second', name: 'Nell Finder', role: 'home-finder' },
      ]);
      const search = { organisation_id: 'north', needed_by: '2026-12-24', asked_by: 'w_second', note: '' };
      await insertAll(tx, 'search', [{ ...search, id: 's1' }]);
      const of = { organisation_id: 'north', search_id: 's1' };
      await insertAll(tx, 'search_child', [{ ...of, child_id: 'maya', profile_id: 'profile-maya' }]);
      await insertAll(tx, 'search_worker', [
        { ...of, actor_id: 'w_finder', by: 'w_second' },
        { ...of, actor_id: 'w_second', by: 'w_second' },
      ]);
      // With her own record open to them, the search stays open to read; here it is open by working on it alone.
      await sql`delete from allocation where child_id = 'maya'`.execute(tx);
    });
    server = await serverForTest(open(), () => now);
  });
  after(() => server?.close());
  beforeEach(() =>
    system(async (tx) => {
      await sql`delete from kept_form`.execute(tx);
      await sql`delete from search_closed`.execute(tx);
    }),
  );

  const signIn = async (visitor: Visitor, actorId: string) => {
    const { token } = await system((tx) => startSession(tx, { accountId: null, actorId, method: 'password', now }));
    visitor.setCookie(sessionCookieName(false), token);
  };
  /** Sends a form after the session has run out, and signs in again; `meanwhile` is what happens in between. */
  const kept = async (path: string, fields: Record<string, string>, meanwhile: () => Promise<unknown>) => {
    const visitor = server.visitor();
    await signIn(visitor, 'w_finder');
    assert.equal((await visitor.get('/searches/s1/work')).status, 200);
    now = new Date(now.getTime() + 61 * 60_000);
    assert.equal((await visitor.post(path, fields)).status, 303);
    await meanwhile();
    await signIn(visitor, 'w_finder');
    return visitor;
  };
  const close = () =>
    system((tx) =>
      insertAll(tx, 'search_closed', [
        { organisation_id: 'north', search_id: 's1', at: '2026-11-21T11:30:00Z', by: 'w_second', why: 'home found' },
      ]),
    );

  test('while the search is open it is sent again as before', async () => {
    const visitor = await kept('/searches/s1/close', { why: 'home found' }, async () => {});
    const { html } = await visitor.get('/kept-form');
    assert.match(html, /action="\/searches\/s1\/close"/);
    assert.match(html, /Send it again/);
  });

  for (const [path, fields, words] of [
    ['/searches/s1/close', { why: 'not needed any more' }, 'not needed any more'],
    [
      '/searches/s1/work/colleague',
      { colleague: 'Nell <b>at the weekend</b>' },
      'Nell &lt;b&gt;at the weekend&lt;/b&gt;',
    ],
    ['/searches/s1/share/acorn/near', { stage: 'needs', note: 'They know her' }, 'They know her'],
  ] as const)
    test(`once it is closed that is said, and what was typed stays to read: ${path}`, async () => {
      const visitor = await kept(path, fields, close);
      const { status, html } = await visitor.get('/kept-form');
      assert.equal(status, 200);
      assert.match(html, /The search for a home was closed on 21 November 2026, because a home was found\./);
      assert.match(html, /cannot be sent any more/);
      assert.ok(html.includes(words), 'what was typed');
      assert.doesNotMatch(html, /Send it again|action="\/searches/);
      // Read again it is still there, until it is thrown away.
      const again = (await visitor.get('/kept-form')).html;
      assert.ok(again.includes(words));
      const id = /name="form" value="([^"]+)"/.exec(again)?.[1] ?? '';
      await visitor.post('/kept-form', { form: id });
      assert.equal((await visitor.get('/kept-form')).location, '/');
    });

  test('whoever had left the search reads neither what was typed nor whether it is closed', async () => {
    const leave = () =>
      system((tx) => sql`delete from search_worker where search_id = 's1' and actor_id = 'w_finder'`.execute(tx));
    for (const meanwhile of [leave, () => leave().then(close)]) {
      const visitor = await kept('/searches/s1/work/colleague', { colleague: 'canary' }, meanwhile);
      const { html } = await visitor.get('/kept-form');
      assert.match(html, /not open to you any more/);
      assert.doesNotMatch(html, /canary|was closed on|Send it again/);
      await system(async (tx) => {
        await sql`delete from kept_form`.execute(tx);
        await insertAll(tx, 'search_worker', [
          { organisation_id: 'north', search_id: 's1', actor_id: 'w_finder', by: 'w_second' },
        ]);
      });
    }
  });

  test('when a search was closed is told to nobody else', async () => {
    await close();
    const told = (actor: string) =>
      open().asActor(actor, (tx) => rows<{ why: string }>(tx, sql`select why from app.closed_search('s1')`));
    for (const actor of ['w_finder', 'w_second']) assert.deepEqual(await told(actor), [{ why: 'home found' }], actor);
    for (const actor of ['w_south', 'w_manager', 'w_analyst', 'nobody']) assert.deepEqual(await told(actor), [], actor);
  });

  for (const width of ['phone', 'desk'] as const)
    test(`fits a ${width} and is accessible`, async (t) => {
      if (open().kind !== 'embedded') return t.skip('the same page');
      const visitor = await kept('/searches/s1/work/colleague', { colleague: 'Nell Finder, from Monday on' }, close);
      const browser = await openBrowser();
      try {
        const page = await openPage(browser, { baseURL: server.url, width });
        const pairs = visitor.cookies().split('; ');
        await page.context().addCookies(
          pairs.map((pair) => {
            const at = pair.indexOf('=');
            return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url };
          }),
        );
        await page.goto('/kept-form');
        await page.getByText('The search for a home was closed').waitFor();
        await checkAccessible(page);
        await checkFitsWidth(page);
        await screenshot(page, `kept-form-closed-search-${width}`);
      } finally {
        await browser.close();
      }
    });
});
