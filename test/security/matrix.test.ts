import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Database, rows, sql } from '../../src/db/index.ts';
import { embeddedForTest, onEachDatabase } from '../database.ts';
import { serverForTest, type TestServer } from '../server.ts';
import { expected } from './matrix-expected.ts';
import { actorOfRole, canaryOf, childOf, matrixWorld, relationshipsOf, TIES, WORLD_ROLES } from './matrix-world.ts';

/* The whole matrix: every role with every relationship to a child, every class of the child's record. */

/** The tables that hold a class; all of them must agree. A table that two classes open is not named for either alone. */
const TABLES: Readonly<Record<string, { readonly tables: readonly string[]; readonly orClasses?: readonly string[] }>> =
  {
    basics: { tables: ['brother_or_sister'] },
    identity: { tables: ['child_identity'] },
    address: { tables: ['child_address'] },
    profile: { tables: ['profile', 'profile_domain'], orClasses: ['about-me'] },
    picture: { tables: ['child_picture'] },
    care: { tables: ['placement', 'episode', 'review'] },
    people: { tables: ['allocation', 'sw_episode'] },
    search: { tables: ['search_child', 'search'] },
  };

onEachDatabase('what the database shows to each role, for each relationship', (open) => {
  before(() => matrixWorld(open()));

  for (const role of WORLD_ROLES) {
    test(`${role}`, async () => {
      const seen = await open().asActor(actorOfRole(role), async (tx) => {
        const found = new Map<string, Set<string>>();
        const note = async (table: string, query: ReturnType<typeof sql>) =>
          found.set(table, new Set((await rows<{ id: string }>(tx, query)).map((row) => row.id)));
        for (const table of [
          'child_identity',
          'child_address',
          'placement',
          'episode',
          'review',
          'sw_episode',
          'oc2',
          'ad1',
          'allocation',
          'profile',
          'child_picture',
          'search_child',
          'brother_or_sister',
        ])
          await note(table, sql`select child_id as id from ${sql.table(table)}`);
        await note('profile_domain', sql`select substr(profile_id, 3) as id from profile_domain`);
        await note('search', sql`select substr(id, 3) as id from search`);
        return found;
      });
      for (const tie of TIES)
        for (const [name, { tables, orClasses = [] }] of Object.entries(TABLES))
          for (const table of tables) {
            const child = childOf(role, tie);
            const may = [name, ...orClasses].some((each) => expected(role, relationshipsOf(tie), 'read').has(each));
            const there = table === 'brother_or_sister' ? tie === 'sibling' || tie === 'allocated' : true;
            // A child without an allocation has no row to see.
            if (table === 'allocation' && tie === 'unallocated') continue;
            assert.equal(seen.get(table)?.has(child) ?? false, may && there, `${role}, ${tie}: ${table}`);
          }
      // Health goes with the profile, and to the data officers of the authority, who answer for the return; what tells of
      // an adoption to adoption workers, and to whoever puts a pack together.
      for (const tie of TIES) {
        const child = childOf(role, tie);
        const classes = expected(role, relationshipsOf(tie), 'read');
        const health = classes.has('profile') || (role === 'data-officer' && classes.has('care'));
        assert.equal(seen.get('oc2')?.has(child) ?? false, health, `${role}, ${tie}: oc2`);
        const adoption = classes.has('care') && ['adoption-worker', 'information-governance'].includes(role);
        assert.equal(seen.get('ad1')?.has(child) ?? false, adoption, `${role}, ${tie}: ad1`);
      }
    });
  }
});

describe('what each role can open in the browser, for each relationship', () => {
  let database: Database;
  let server: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await matrixWorld(database);
    server = await serverForTest(database);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  const PAGES: readonly (readonly [recordClass: string, way: 'read' | 'write', path: (child: string) => string])[] = [
    ['identity', 'read', (child) => `/children/${child}`],
    ['identity', 'write', (child) => `/children/${child}/facts`],
    ['about-me', 'read', (child) => `/children/${child}/all-about-me`],
    ['picture', 'read', (child) => `/children/${child}/all-about-me/picture.jpg`],
    ['picture', 'write', (child) => `/children/${child}/all-about-me/picture`],
    ['profile', 'read', (child) => `/children/${child}/profile`],
    ['profile', 'write', (child) => `/children/${child}/profile/edit`],
    ['search', 'read', (child) => `/searches/s-${child}`],
    ['search', 'write', (child) => `/searches/new?child=${child}`],
    ['people', 'read', (child) => `/children/${child}/people`],
    ['looks', 'read', (child) => `/children/${child}/looks`],
    ['rights', 'read', (child) => `/children/${child}/rights`],
    ['rights', 'write', (child) => `/children/${child}/requests/new`],
  ];

  for (const role of WORLD_ROLES) {
    test(`${role}`, async () => {
      const visitor = await server.actAs(actorOfRole(role));
      for (const tie of TIES)
        for (const [recordClass, way, path] of PAGES) {
          const child = childOf(role, tie);
          const may = expected(role, relationshipsOf(tie), way).has(recordClass);
          const page = await visitor.get(path(child));
          const cell = `${role}, ${tie}: ${way} ${recordClass} at ${path(child)} answers ${page.status}`;
          if (may) {
            assert.ok(page.status === 200 || page.status === 302, cell);
            continue;
          }
          assert.ok(page.status === 404 || page.status === 403, cell);
          assert.ok(!page.html.includes(canaryOf(child)), `${cell} and shows the child`);
        }
    });

    test(`${role}: who is waiting holds the children whose searches are open to them, and no others`, async () => {
      const { status, html } = await (await server.actAs(actorOfRole(role))).get('/searches/waiting');
      // Whoever sees the whole authority has more searches than the page takes: those beyond are counted there.
      const all = !/needed later were left out/.test(html);
      for (const tie of TIES) {
        const child = childOf(role, tie);
        const may = expected(role, relationshipsOf(tie), 'read').has('search');
        const shown = new RegExp(`${canaryOf(child)}(?![a-z0-9])`).test(html);
        const cell = `${role}, ${tie}: who is waiting answers ${status}`;
        if (!may) assert.ok(!shown, `${cell} and shows the child`);
        else if (all) assert.ok(shown, `${cell} and leaves the child out`);
      }
    });
  }
});
