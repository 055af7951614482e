import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { date } from '../kernel/index.ts';
import { DISCLOSED, STAGES, type Stage } from './disclosure-stages.ts';
import { canary, GIVEN, NEVER, SEARCH, sharingWorld } from './test-sharing.ts';

const TODAY = date('2026-11-21');
const NOW = new Date('2026-11-21T10:00:00Z');
const SHARE = `/searches/${SEARCH}/share/acorn/nest`;

onEachDatabase('sharing a search with a provider', (open) => {
  let server: TestServer;
  let finder: Visitor;
  let provider: Visitor;
  let carer: Visitor;
  let others: Visitor[];

  before(async () => {
    await sharingWorld(open(), TODAY, date('2026-12-01'));
    server = await serverForTest(open(), () => NOW);
    finder = await server.actAs('w_finder');
    provider = await server.actAs('w_provider');
    carer = await server.actAs('w_carer');
    others = await Promise.all(['w_beech', 'w_carer2'].map((id) => server.actAs(id)));
  });
  after(() => server.close());

  const shares = () =>
    open().asSystem((tx) =>
      rows<{ id: string; home_id: string | null; stages: string[] }>(
        tx,
        sql`select id, home_id, array(select stage from disclosure_stage s where s.disclosure_id = d.id
          order by app.stage_place(stage)) as stages from disclosure d order by at, id`,
      ),
    );
  const events = () =>
    open().asSystem((tx) =>
      rows<Record<string, unknown> & { actor: string; kind: string; children: string[]; fields: string[] }>(
        tx,
        sql`select organisation_id, about_organisation_id, actor, kind, subject, detail, purpose, children, fields from event order by at, id`,
      ),
    );
  const nothingEarly = (html: string, stage: Stage, where: string) => {
    const text = plain(html);
    for (const later of STAGES.slice(STAGES.indexOf(stage) + 1))
      for (const field of DISCLOSED[later]) assert.ok(!text.includes(plain(canary(field))), `${field} in ${where}`);
    for (const [what, words] of Object.entries(NEVER)) assert.ok(!text.includes(plain(words)), `${what} in ${where}`);
    if (stage !== 'identified')
      for (const name of GIVEN) assert.ok(!text.includes(plain(name)), `the name in ${where}`);
    assert.ok(!/profile-c_|\bc_[123]\b|search_one/.test(html), `an id in ${where}`);
  };
  /** The part of a page that shows what is told, without what stands around it. */
  const sections = (html: string) =>
    [...html.matchAll(/<section class="hw-searches-child".*?<\/section>/gs)].map(String);

  for (const stage of STAGES) {
    test(`${stage}: what the home finder is shown first is what the provider then sees, and no more`, async () => {
      const preview = await finder.get(`${SHARE}?stage=${stage}&about=home`);
      assert.equal(preview.status, 200);
      const shown = preview.html.slice(preview.html.indexOf('hw-searches-preview'));
      nothingEarly(shown.slice(0, shown.indexOf('<form')), stage, `the preview of ${stage}`);
      assert.equal((await finder.post(SHARE, { stage, about: 'home' })).status, 303);
      const [share] = await shares();
      assert.deepEqual(share?.stages, STAGES.slice(0, STAGES.indexOf(stage) + 1));
      for (const who of [provider, carer]) {
        const page = await who.get(`/shared/${share?.id}`);
        assert.equal(page.status, 200);
        nothingEarly(page.html, stage, `the page of ${stage}`);
        assert.deepEqual(sections(page.html), sections(preview.html));
        assert.equal(sections(page.html).length, 2);
        for (const field of ['strengths', 'about-me'])
          assert.equal(page.html.includes(canary(field)), toldAt(stage).includes(field), `${field} at ${stage}`);
        assert.match(page.html, /1 December 2026/);
        assert.match(page.html, /Asked of <strong>The Nest/);
        nothingEarly((await who.get('/shared')).html, 'summary', 'the list');
      }
      for (const who of others) {
        assert.equal((await who.get(`/shared/${share?.id}`)).status, 404);
        assert.doesNotMatch((await who.get('/shared')).html, /child|1 December/i);
      }
    });
  }

  test('sharing is pressed twice, backwards and by two at once: one share, forward only', async () => {
    assert.equal((await shares()).length, 1);
    assert.equal((await finder.post(SHARE, { stage: 'summary', about: 'home' })).status, 303);
    assert.deepEqual((await shares())[0]?.stages, STAGES);
    assert.match((await finder.get(SHARE)).html, /There is nothing further to share/);
    assert.equal((await finder.post(SHARE, { stage: 'everything' })).status, 400);
    const sol = await server.actAs('w_social');
    const posts = [finder, sol, finder].map((who) => who.post(SHARE, { stage: 'needs', about: 'provider' }));
    assert.deepEqual(
      (await Promise.all(posts)).map((each) => each.status),
      [303, 303, 303],
    );
    const all = await shares();
    assert.equal(all.length, 2);
    assert.deepEqual(all.find((each) => each.home_id === null)?.stages, ['needs']);
    assert.equal((await carer.get(`/shared/${all.find((each) => each.home_id === null)?.id}`)).status, 404);
  });

  test('who does not work on the search, and a home that is not in reach, share nothing', async () => {
    const nell = await server.actAs('w_second');
    assert.equal((await nell.post(SHARE, { stage: 'summary' })).status, 404);
    for (const path of ['acorn/nowhere', 'beech/nest', 'nobody/nest'])
      assert.equal((await finder.post(`/searches/${SEARCH}/share/${path}`, { stage: 'summary' })).status, 404, path);
    const director = await server.actAs('w_director');
    assert.equal((await director.post(SHARE, { stage: 'summary' })).status, 403);
    assert.equal((await provider.get(SHARE)).status, 403);
    assert.equal((await shares()).length, 2);
  });

  test('the authority sees that the agency looked, and through which part of the record', async () => {
    const seen = await open().asActor('w_social', (tx) =>
      rows<{ actor: string; subject: string; organisation_id: string; fields: string[] }>(
        tx,
        sql`select actor, subject, organisation_id, fields from event where 'c_1' = any (children) and kind = 'shared.viewed' and actor = 'w_provider' order by at`,
      ),
    );
    assert.deepEqual(
      seen.map((each) => each.fields.sort()),
      [['basics'], ['basics', 'profile'], ['about-me', 'basics', 'identity', 'profile']],
    );
    assert.ok(seen.every((each) => each.organisation_id === 'acorn'));
    const [share] = await shares();
    assert.ok(seen.every((each) => each.subject === share?.id));
    const south = await open().asActor('w_south', (tx) =>
      rows(tx, sql`select 1 from event where actor = 'w_provider'`),
    );
    assert.deepEqual(south, []);
  });

  test('a list of two authorities’ children is on record with each, for its own children alone', async () => {
    await open().asSystem(async (tx) => {
      const key = { organisation_id: 'south', by: 'w_south' };
      await insertAll(tx, 'search', [
        { organisation_id: 'south', id: 'search_s', needed_by: TODAY, asked_by: 'w_south' },
      ]);
      await insertAll(tx, 'search_child', [
        { organisation_id: 'south', search_id: 'search_s', child_id: 'other', profile_id: 'profile-other' },
      ]);
      await insertAll(tx, 'disclosure', [{ ...key, id: 's_south', search_id: 'search_s', provider_id: 'acorn' }]);
      await insertAll(tx, 'disclosure_stage', [{ ...key, disclosure_id: 's_south', stage: 'summary' }]);
    });
    await provider.get('/shared');
    const last = (await events())
      .filter((each) => each.kind === 'shared.listed' && each.actor === 'w_provider')
      .slice(-2);
    assert.deepEqual(last.map((each) => [each.about_organisation_id, each.children.sort()]).sort(), [
      ['north', ['c_1', 'c_2']],
      ['south', ['other']],
    ]);
    await open().asSystem((tx) => sql`delete from search where id = 'search_s'`.execute(tx));
  });

  test('ending it, and closing the search, closes the page to sessions that are open', async () => {
    const [first, second] = await shares();
    assert.match((await finder.get(`/searches/${SEARCH}/work`)).html, /Acorn Homes.*Identified/s);
    const other = await server.actAs('w_south');
    assert.equal((await other.post(`/searches/${SEARCH}/shares/${first?.id}/end`, {})).status, 404);
    assert.equal((await finder.post(`/searches/${SEARCH}/shares/nowhere/end`, {})).status, 404);
    const twice = [1, 2].map(() => finder.post(`/searches/${SEARCH}/shares/${first?.id}/end`, {}));
    assert.deepEqual(
      (await Promise.all(twice)).map((each) => each.status),
      [303, 303],
    );
    assert.equal((await provider.get(`/shared/${first?.id}`)).status, 404);
    assert.equal((await carer.get(`/shared/${first?.id}`)).status, 404);
    assert.equal((await provider.get(`/shared/${second?.id}`)).status, 200);
    assert.equal((await finder.post(`/searches/${SEARCH}/close`, { why: 'home found' })).status, 303);
    assert.equal((await provider.get(`/shared/${second?.id}`)).status, 404);
    assert.match((await provider.get('/shared')).html, /Nothing is shared with you now/);
    assert.equal((await finder.post(SHARE, { stage: 'summary' })).status, 404);
  });

  test('no word of a child is in an event, nor in the log', async () => {
    const all = await events();
    const kinds = new Set(all.map((each) => each.kind));
    for (const kind of [
      'search.shared',
      'search.shared-further',
      'search.share-ended',
      'search.share-previewed',
      'shared.viewed',
      'shared.listed',
    ])
      assert.ok(kinds.has(kind), kind);
    assert.equal(all.filter((each) => each.kind === 'search.share-ended').length, 1);
    for (const text of [JSON.stringify(all), JSON.stringify(server.log)]) {
      assert.doesNotMatch(text, /canary/);
      for (const words of [...Object.values(NEVER), ...GIVEN]) assert.ok(!plain(text).includes(plain(words)), words);
    }
  });
});

function toldAt(stage: Stage): string[] {
  return STAGES.slice(0, STAGES.indexOf(stage) + 1).flatMap((each) => DISCLOSED[each]);
}

/** Without what a writer or a page may have changed: capitals, accents, spaces, hyphens, entities. */
function plain(words: string): string {
  return words
    .replaceAll('&#39;', '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\s\-–’'\p{M}]/gu, '');
}
