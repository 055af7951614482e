import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ALL_PERMISSIONS, classOf, type Permission } from '../../src/access/index.ts';
import { type Database, insertAll, rows, sql } from '../../src/db/index.ts';
import { englandDate } from '../../src/kernel/index.ts';
import { embeddedForTest } from '../database.ts';
import { addressOf, everyRoute, PROVIDER_AWAY } from '../every-route.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { CANARY, smallRegion } from '../small-region.ts';

/* Every route declares what it needs, and every id of an address is exchanged for one that is somebody else's. */

const routes = everyRoute();
const CANARY_NAME = 'Norabella';

describe('routes, and ids that are not one’s own', () => {
  let database: Database;
  let server: TestServer;
  const ids = new Map<string, string[]>();

  before(async () => {
    database = await embeddedForTest();
    await smallRegion(database, englandDate(new Date()));
    await database.asSystem(fill);
    server = await serverForTest(database, undefined, undefined, PROVIDER_AWAY);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  /** Nora of the same authority, with whom the finder has no tie, and things of hers and of the other authority. */
  async function fill(tx: Parameters<typeof insertAll>[0]): Promise<void> {
    const key = { organisation_id: 'north', child_id: 'nora' };
    await insertAll(tx, 'actor', [
      { organisation_id: 'north', id: 'w_other', name: 'Ola Reed', role: 'social-worker' },
      { organisation_id: 'north', id: 'w_lead', name: 'Lee Ward', role: 'manager' },
      { organisation_id: 'north', id: 'w_governance', name: 'Gil Frost', role: 'information-governance' },
    ]);
    await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'nora', sex: 'female' }]);
    await insertAll(tx, 'child_identity', [
      { ...key, born: '2013-04-05', given_name: CANARY_NAME, family_name: CANARY_NAME },
    ]);
    await insertAll(tx, 'child_address', [{ ...key, kind: 'family home', area: `${CANARY_NAME} Street` }]);
    await insertAll(tx, 'profile', [
      {
        organisation_id: 'north',
        id: 'profile-nora',
        child_id: 'nora',
        number: 1,
        started_by: 'w_other',
        about_me: CANARY_NAME,
      },
    ]);
    await insertAll(tx, 'allocation', [
      {
        organisation_id: 'north',
        id: 'al-nora',
        child_id: 'nora',
        actor_id: 'w_other',
        relation: 'social worker',
        by: 'w_lead',
      },
    ]);
    for (const [organisation_id, id, child] of [
      ['north', 's-nora', 'nora'],
      ['south', 's-other', 'other'],
      ['north', 's-maya', 'maya'],
    ] as const) {
      await insertAll(tx, 'search', [
        {
          organisation_id,
          id,
          needed_by: '2026-12-24',
          asked_by: 'w_other',
          note: `about ${id === 's-maya' ? 'her' : CANARY_NAME}`,
        },
      ]);
      await insertAll(tx, 'search_child', [
        { organisation_id, search_id: id, child_id: child, profile_id: `profile-${child}` },
      ]);
    }
    await insertAll(tx, 'subject_request', [
      {
        organisation_id: 'north',
        id: 'request-nora',
        child_id: 'nora',
        asked_on: '2026-11-01',
        asked_by_words: CANARY_NAME,
        by: 'w_governance',
      },
    ]);
    await insertAll(tx, 'correction', [
      { organisation_id: 'north', id: 'correction-nora', child_id: 'nora', by: 'w_other', what: CANARY_NAME },
    ]);
    ids.set('childId', ['nora', 'other']);
    ids.set('searchId', ['s-nora', 's-other']);
    ids.set('requestId', ['request-nora']);
  }

  /** Everything that is written down about Nora and the other authority's child, as one number. */
  const stateOfOthers = () =>
    database.asSystem(async (tx) => {
      const hash = createHash('sha256');
      const tables = await rows<{ name: string; columns: string[] }>(
        tx,
        sql`select c.table_name as name, array_agg(c.column_name::text) as columns from information_schema.columns c
          where c.table_schema = 'public' and c.table_name not in ('event', 'session') group by 1 order by 1`,
      );
      for (const { name } of tables) {
        const found = await rows<{ row: string }>(
          tx,
          sql`select row from (select to_jsonb(t)::text as row from ${sql.table(name)} t) all_rows
            where row like '%nora%' or row like '%"other"%' or row like '%s-other%' order by row`,
        );
        hash.update(`${name}${found.map((each) => each.row).join('|')}`);
      }
      return hash.digest('hex');
    });

  test('every route declares a permission that exists and an audit event', () => {
    assert.ok(routes.length > 80, `only ${routes.length} routes were found`);
    for (const { method, url, permission, audit } of routes) {
      assert.ok(ALL_PERMISSIONS.includes(permission as Permission), `${method} ${url}: permission “${permission}”`);
      assert.ok(audit !== '', `${method} ${url}: no audit event`);
      if (permission !== 'public')
        assert.notEqual(audit, 'none', `${method} ${url} is not public and leaves no record`);
    }
  });

  test('a route with a child in its address is opened by a class of the child’s record, or does not show it', () => {
    const byName = routes.filter(({ url }) => url.includes(':childId'));
    assert.ok(byName.length > 12);
    for (const { method, url, permission } of byName)
      assert.ok(
        classOf(permission as Permission) !== null || NAMED_PEOPLE.includes(permission) || url.startsWith('/sealed/'),
        `${method} ${url}: “${permission}” is not about a child’s record`,
      );
  });

  test('ids of children one has no tie with, and of the other authority, open and change nothing, by any verb', async () => {
    const finder = await server.actAs('w_finder');
    await finder.get('/children');
    const before = await stateOfOthers();
    const withIds = routes.filter(({ url }) => [...ids.keys()].some((name) => url.includes(`:${name}`)));
    assert.ok(withIds.length > 30, `only ${withIds.length} routes have an id to exchange`);
    for (const route of withIds) {
      const most = Math.max(...[...ids.values()].map((list) => list.length));
      for (let turn = 0; turn < most; turn++) {
        const address = addressOf(route, (name) => {
          const list = ids.get(name);
          return list ? (list[turn % list.length] as string) : (OWN[name] ?? 'x');
        });
        // A home finder may take on any open search of the own authority: that is how the work is shared out.
        if (route.url === '/searches/:searchId/work' && address.includes('nora')) continue;
        const page =
          route.method === 'GET' || route.method === 'HEAD'
            ? await finder.get(address)
            : await finder.post(address, FIELDS);
        const cell = `${route.method} ${address} answers ${page.status}`;
        assert.ok(page.status >= 400 && page.status < 500, cell);
        for (const canary of [CANARY_NAME, CANARY.name, CANARY.words])
          assert.ok(!page.html.includes(canary), `${cell} and shows ${canary}`);
      }
    }
    assert.equal(await stateOfOthers(), before, 'something of another child was changed');
  });

  test('ids in a form or a query are no way round: other children cannot be searched for, joined or added to', async () => {
    const finder = await server.actAs('w_finder');
    const before = await stateOfOthers();
    for (const child of ['nora', 'other']) {
      const answers = [
        await finder.get(`/searches/new?child=${child}`),
        await finder.get(`/searches/new?child=maya&child=${child}`),
        await finder.get(`/children/new?with=${child}`),
        await finder.post('/searches', { children: ['maya', child], when: 'today' }),
        await finder.post('/children/maya/brothers-and-sisters', { other: child, action: 'join' }),
        await finder.get(`/children?search=${CANARY_NAME}`),
        await finder.get(`/children/maya/brothers-and-sisters?search=${CANARY_NAME}`),
      ];
      for (const { html } of answers) {
        // What was searched for may be said back; nothing more of it.
        const said = html
          .replaceAll(`value="${CANARY_NAME}"`, '')
          .replaceAll(`like “${CANARY_NAME}”`, '')
          .replaceAll(`“${CANARY_NAME}”`, '');
        for (const canary of [CANARY_NAME, CANARY.name, CANARY.words])
          assert.ok(
            !said.includes(canary),
            said.slice(Math.max(0, said.indexOf(canary) - 300), said.indexOf(canary) + 100),
          );
      }
    }
    assert.equal(await stateOfOthers(), before);
  });
});

/** Open by being named on the record itself, not by a class of it; sealing shows no name. Each has tests of its own. */
const NAMED_PEOPLE = ['adoption.write', 'confidential-address'];

/** Ids that are the finder's own, where one of an address is exchanged and the others stay. */
const OWN: Readonly<Record<string, string>> = {
  childId: 'maya',
  searchId: 's-maya',
  organisationId: 'north',
  homeId: 'far',
  roomId: 'far-1',
  section: 'words',
  actorId: 'w_other',
};

/** Fields that forms of ours have, so that a request gets past the reading of the form. */
const FIELDS = {
  given: 'A',
  family: 'B',
  born: 'age',
  age: '9',
  sex: 'female',
  when: 'today',
  children: 'nora',
  other: 'maya',
  action: 'join',
  what: 'Something is wrong here',
  why: 'home found',
  reason: 'a reason long enough',
  outcome: 'changed',
  correction: 'correction-nora',
  words: 'some words',
  decision: 'keep',
  actor: 'w_finder',
  relation: 'social worker',
  profile: 'profile-nora',
  edition: '1',
  stage: 'summary',
  provider: 'acorn',
  by: 'somebody known',
  'asked-day': '1',
  'asked-month': '11',
  'asked-year': '2026',
};
