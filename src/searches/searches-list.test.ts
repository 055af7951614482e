import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, date } from '../kernel/index.ts';
import { anonymousWords } from './searches-list.ts';
import { SEARCH, sharingWorld } from './test-sharing.ts';

const TODAY = date('2026-11-21');
const MANY = 23; // more than a page of 20

/** Maya's searches are the finder's own child; the others have one child each of another tie. */
onEachDatabase('the list of searches', (open) => {
  let server: TestServer;
  let all: string[] = [];

  before(async () => {
    await sharingWorld(open(), TODAY, date('2026-12-01'));
    await open().asSystem(async (tx) => {
      const actor = (organisation_id: string, id: string, role: string, team_id: string | null = null) => ({
        organisation_id,
        id,
        role,
        name: id,
        team_id,
      });
      await insertAll(tx, 'team', [{ organisation_id: 'north', id: 'team1', name: 'Alder' }]);
      await sql`update actor set team_id = 'team1' where id = 'w_brothers'`.execute(tx);
      await insertAll(tx, 'actor', [
        actor('north', 'w_lead', 'manager', 'team1'),
        actor('north', 'w_night', 'out-of-hours-worker'),
        actor('north', 'w_officer', 'nominated-officer'),
      ]);
      const add = async (id: string, child_id: string, days: number, worker?: string) => {
        const key = { organisation_id: 'north', search_id: id };
        await insertAll(tx, 'search', [
          { organisation_id: 'north', id, needed_by: addDays(TODAY, days), asked_by: 'w_social' },
        ]);
        const profile = await rows<{ id: string }>(
          tx,
          sql`select id from profile where child_id = ${child_id} limit 1`,
        );
        await insertAll(tx, 'search_child', [
          { ...key, child_id, profile_id: profile[0]?.id ?? `profile-${child_id}` },
        ]);
        if (worker) await insertAll(tx, 'search_worker', [{ ...key, actor_id: worker, by: worker }]);
      };
      for (let n = 0; n < MANY; n++) await add(`m${n}`, 'maya', n);
      await insertAll(tx, 'profile', [
        { organisation_id: 'north', id: 'profile-c_3', child_id: 'c_3', number: 1, started_by: 'w_brothers' },
      ]);
      await add('b1', 'c_3', 3, 'w_second');
      await add('b2', 'c_3', 4);
      await add('z1', 'c_1', 5);
      await insertAll(
        tx,
        'search_closed',
        ['m3', 'b1'].map((search_id) => ({
          organisation_id: 'north',
          search_id,
          by: 'w_social',
          why: 'not needed any more',
        })),
      );
      all = (await rows<{ id: string }>(tx, sql`select id from search`)).map((each) => each.id);
    });
    server = await serverForTest(open(), () => new Date('2026-11-21T10:00:00Z'));
  });
  after(() => server.close());

  /** By hand: the children of each, by who is tied to them. */
  const maya = Array.from({ length: MANY }, (_, n) => `m${n}`);
  const WHO: Readonly<Record<string, readonly string[]>> = {
    w_finder: [...maya, SEARCH, 'z1'], // wrote Maya down; works on the search of c_1 and c_2, so sees c_1
    w_second: [], // worked on b1, which is closed
    w_social: [SEARCH, 'z1'], // the social worker of c_1 and c_2
    w_brothers: ['b1', 'b2'], // of c_3
    w_lead: ['b1', 'b2', ...maya], // their team's; and nobody is Maya's social worker
    w_night: ['all'],
    w_director: ['all'],
    w_officer: ['all'],
    w_south: [],
  };

  for (const [actor, expected] of Object.entries(WHO))
    test(`${actor}: pages, counts and single reads show the same searches`, async () => {
      const wanted = expected[0] === 'all' ? all : [...expected];
      const visitor = await server.actAs(actor);
      const listed: string[] = [];
      for (const show of ['open', 'closed'])
        for (let page = 1; page <= 3; page++) {
          const { html, status } = await visitor.get(`/searches?show=${show}&page=${page}`);
          assert.equal(status, 200);
          const pages = Number(/Page \d+ of (\d+)/.exec(html)?.[1] ?? 1);
          const here = [...html.matchAll(/<a class="govuk-link" href="\/searches\/([a-z]\w*)">/g)].map(
            (m) => m[1] ?? '',
          );
          if (page <= pages) listed.push(...here.filter((id) => all.includes(id)));
        }
      assert.deepEqual(listed.sort(), wanted.sort(), 'the list');
      for (const id of ['m0', 'm3', 'b1', 'b2', 'z1', SEARCH]) {
        const status = (await visitor.get(`/searches/${id}/work`)).status;
        assert.equal(status, wanted.includes(id) ? 200 : 404, `${actor} reads ${id}`);
      }
    });

  test('a line without names says how many and how old', () => {
    assert.equal(anonymousWords({ ages: [11] }), 'A child of 11');
    assert.equal(anonymousWords({ ages: [0] }), 'A baby under 1');
    assert.equal(anonymousWords({ ages: [12, 9, 0] }), 'Three children of 12, 9 and under 1');
  });
});
