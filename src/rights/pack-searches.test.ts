import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { allocate } from '../../test/relationships.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { smallRegion } from '../../test/small-region.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

const today = englandDate(new Date());
const [day = '', month = '', year = ''] = today.split('-').reverse();
const SEARCH = 's-both';

/* A home is looked for, for Maya and Leo together; Acorn has been told, to the second stage. */
onEachDatabase('a pack holds what was done to find a home', (open) => {
  let server: TestServer;
  before(async () => {
    await smallRegion(open(), today);
    await open().asSystem(async (tx) => {
      const key = { organisation_id: 'north' };
      await insertAll(tx, 'organisation', [{ id: 'beech', kind: 'provider', name: 'Beech Care', sector: 'private' }]);
      await insertAll(tx, 'actor', [
        { ...key, id: 'w_governance', name: 'Gil Frost', role: 'information-governance' },
        { ...key, id: 'w_second', name: 'Nell Finder', role: 'home-finder' },
        { ...key, id: 'w_social', name: 'Sol Worker', role: 'social-worker' },
      ]);
      await allocate(tx, 'north', 'w_social', ['maya']);
      const note = 'Leo must not be parted from her.';
      await insertAll(tx, 'search', [{ ...key, id: SEARCH, needed_by: '2026-12-24', asked_by: 'w_finder', note }]);
      await insertAll(
        tx,
        'search_child',
        ['maya', 'leo'].map((child_id) => ({ ...key, search_id: SEARCH, child_id, profile_id: `profile-${child_id}` })),
      );
      await insertAll(tx, 'search_worker', [{ ...key, search_id: SEARCH, actor_id: 'w_finder', by: 'w_finder' }]);
      await insertAll(tx, 'search_worker_ended', [
        { ...key, search_id: SEARCH, actor_id: 'w_second', from_at: '2026-10-01', at: '2026-10-09', by: 'w_second' },
      ]);
      await insertAll(tx, 'disclosure', [
        { ...key, id: 'd1', search_id: SEARCH, provider_id: 'acorn', home_id: 'near', by: 'w_finder' },
        { ...key, id: 'd2', search_id: SEARCH, provider_id: 'beech', by: 'w_finder' },
      ]);
      await insertAll(tx, 'disclosure_stage', [
        { ...key, disclosure_id: 'd1', stage: 'summary', by: 'w_finder' },
        { ...key, disclosure_id: 'd1', stage: 'needs', by: 'w_finder' },
        { ...key, disclosure_id: 'd2', stage: 'summary', by: 'w_finder' },
      ]);
      await insertAll(tx, 'disclosure_ended', [{ ...key, disclosure_id: 'd2', by: 'w_finder' }]);
      await insertAll(tx, 'allocation_ended', [
        { ...key, allocation_id: 'social-worker_w_social_maya', by: 'w_finder' },
      ]);
    });
    server = await serverForTest(open());
  });
  after(() => server?.close());

  const packOf = async (child: string) => {
    const governance = await server.actAs('w_governance');
    await governance.get(`/children/${child}/requests/new`);
    const asked = { by: 'The child', 'asked-day': day, 'asked-month': month, 'asked-year': year };
    const opened = await governance.post(`/children/${child}/requests/new`, asked);
    const path = opened.location ?? '';
    return { path, governance, html: (await governance.get(`${path}/pack`)).html };
  };
  const sharesSeen = (actor: string) =>
    open().asActor(actor, (tx) => rows(tx, sql`select id from search union select id from disclosure`));

  test('who was told and how much, who looked, and when it ended, of a search for two together as well', async () => {
    assert.deepEqual(await sharesSeen('w_governance'), [], 'nothing before somebody asks');
    const { html, path, governance } = await packOf('maya');
    assert.match(html, /When a home was looked for/);
    assert.match(html, /Who looks for a home for you[\s\S]*Nia Holt/);
    assert.match(
      html,
      /Who looked for a home for you before[\s\S]*Nell Finder[\s\S]*1 October 2026[\s\S]*9 October 2026/,
    );
    assert.match(html, /Who was told that a home is looked for[\s\S]*Acorn Homes[\s\S]*Beech Care/);
    const told = /How much they were told about you([\s\S]*?)When telling them ended([\s\S]*?)<h2/.exec(html);
    assert.equal(told?.[1]?.match(/Acorn Homes/g)?.length, 2);
    assert.match(told?.[1] ?? '', /How many children, their ages and sex/);
    assert.match(told?.[1] ?? '', /Also strengths, levels of need/);
    assert.match(told?.[2] ?? '', /Beech Care/);
    assert.doesNotMatch(told?.[2] ?? '', /Acorn/);
    assert.match(html, /When somebody’s work with you ended[\s\S]*Sol Worker/);
    // Of the others: their names are proposed to be taken out, and which carers were asked about is not theirs to learn.
    const searching = html.slice(html.indexOf('When a home was looked for'), html.indexOf('Who works with you'));
    assert.ok(searching.length > 1_000);
    assert.doesNotMatch(searching, />[^<]*\bLeo\b/);
    assert.match(searching, /taken out: about somebody else[^<]*must not be parted from her/);
    assert.doesNotMatch(html, /Near House/);
    await governance.post(`${path}/close`, { outcome: 'Handed over' });
    assert.deepEqual(await sharesSeen('w_governance'), [], 'nothing after it is handed over');
  });

  test('with a sealed record in it, a search stays out of the pack of the other child', async () => {
    await open().asSystem((tx) =>
      insertAll(tx, 'record_sealed', [
        { organisation_id: 'north', child_id: 'leo', by: 'w_governance', why: 'adoption' },
      ]),
    );
    const { html } = await packOf('maya');
    assert.match(html, /Who you are/);
    assert.doesNotMatch(html, /When a home was looked for|Acorn Homes|must not be parted/);
  });
});
