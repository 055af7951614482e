import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { SEARCH, sharingWorld } from './test-sharing.ts';
import { UNMET_REASONS } from './unmet-reasons.ts';

const TODAY = date('2026-11-21');

onEachDatabase('why no suitable home was found', (open) => {
  let server: TestServer;
  let nia: Visitor;
  before(async () => {
    await sharingWorld(open(), TODAY, date('2026-12-01'));
    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
    nia = await server.actAs('w_finder');
  });
  after(() => server.close());

  const said = () =>
    open().asSystem((tx) =>
      rows<{ id: string; codes: string[]; by: string }>(
        tx,
        sql`select id, codes, by from search_unmet order by at, id`,
      ),
    );
  const say = (unmet: string[], after_ = '') => nia.post(`/searches/${SEARCH}/unmet`, { unmet, after: after_ });

  test('the list and the database have the same codes', async () => {
    const [check] = await open().asSystem((tx) =>
      rows<{ words: string }>(
        tx,
        sql`select pg_get_constraintdef(oid) as words from pg_constraint where conrelid = 'search_unmet'::regclass and contype = 'c'`,
      ),
    );
    const codes = [...(check?.words ?? '').matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
    assert.deepEqual(codes.sort(), UNMET_REASONS.map(({ code }) => code).sort());
  });

  test('a home finder says several at once, dated and by name; sent twice it is said once', async () => {
    assert.match((await nia.get(`/searches/${SEARCH}/work`)).html, /Nobody has said why yet/);
    const answers = await Promise.all([1, 2].map(() => say(['none-free', 'refused-needs', 'what-is-none'])));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const [first, ...others] = await said();
    assert.deepEqual([first?.codes, first?.by, others.length], [['none-free', 'refused-needs'], 'w_finder', 0]);
    const { html } = await nia.get(`/searches/${SEARCH}/work`);
    assert.match(html, /Nia Holt said on/);
    assert.match(html, /Homes near enough have no free room/);
    assert.match(html, /value="none-free" checked|checked[^>]*value="none-free"/);
  });

  test('it is said anew and kept; who wrote from an older page is told', async () => {
    const [first] = await said();
    assert.equal((await say(['cost'], first?.id)).status, 303);
    const late = await say(['none-near'], first?.id);
    assert.equal(late.status, 409);
    assert.match(late.html, /Somebody has said something else/);
    assert.deepEqual(
      (await said()).map(({ codes }) => codes),
      [['none-free', 'refused-needs'], ['cost']],
    );
  });

  test('closing says the last of it; afterwards nothing more, and nobody takes away what was said', async () => {
    const latest = (await said()).at(-1);
    const form = { 'with-unmet': 'yes', after: latest?.id ?? '', unmet: ['none-near', 'cost'] };
    const unsaid = await nia.post(`/searches/${SEARCH}/close`, form);
    assert.equal(unsaid.status, 400);
    assert.match(unsaid.html, /Choose why it is closed/);
    assert.equal((await nia.post(`/searches/${SEARCH}/close`, { ...form, why: 'home found' })).status, 303);
    assert.deepEqual((await said()).at(-1)?.codes, ['none-near', 'cost']);
    for (const change of ["update search_unmet set codes = '{}'", 'delete from search_unmet'])
      await assert.rejects(
        open().asActor('w_finder', (tx) => sql.raw(change).execute(tx)),
        /permission denied/,
      );
    assert.ok((await say(['other'], (await said()).at(-1)?.id)).status >= 400);
    assert.equal((await said()).length, 3);
  });

  test('who does not work on the search neither reads nor says it', async () => {
    assert.equal(
      (await (await server.actAs('w_second')).post(`/searches/${SEARCH}/unmet`, { unmet: ['cost'] })).status,
      404,
    );
    for (const actor of ['w_second', 'w_south', 'w_provider', 'w_analyst'])
      assert.deepEqual(await open().asActor(actor, (tx) => rows(tx, sql`select 1 from search_unmet`)), [], actor);
  });
});
