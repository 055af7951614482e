import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Database, first, insertAll, rows, sql, type Tx } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';

// Read from the database's own catalogue, so that a table or function of a later migration is tested without
// anyone thinking of it.

/** Hold nothing of any organisation, by design; what is in them is public or says nothing. */
const PUBLIC_TABLES = ['postcode', 'provider_listing', 'schema_migration'];

/** Readable by any worker, because names of organisations are public among them. */
const KNOWN_TO_WORKERS = ['organisation', 'region_member'];

interface Table {
  name: string;
  on: boolean;
  forced: boolean;
  policies: number;
  read: boolean;
}

function tables(tx: Tx): Promise<Table[]> {
  return rows<Table>(
    tx,
    sql`select c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid
           and 'homeward_app'::regrole = any (p.polroles)) as policies,
        has_table_privilege('homeward_app', c.oid, 'select') as read
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      order by 1`,
  );
}

/** How many rows each table shows to an actor, of those that the app may read at all. */
async function visible(database: Database, actor: string): Promise<Record<string, number>> {
  const readable = (await database.asSystem(tables)).filter((table) => table.read).map((table) => table.name);
  return database.asActor(actor, async (tx) => {
    const counts: Record<string, number> = {};
    for (const name of readable) {
      const found = await first<{ n: number }>(tx, sql`select count(*)::int as n from ${sql.table(name)}`);
      counts[name] = found?.n ?? -1;
    }
    return counts;
  });
}

onEachDatabase('what the row-level policies show', (open) => {
  before(() => open().asSystem(fill));

  test('every table has policies that bind its owner too, or is known to be public', async () => {
    const all = await open().asSystem(tables);
    assert.ok(all.length > 25, `only ${all.length} tables were found`);
    for (const table of all.filter(({ name }) => !PUBLIC_TABLES.includes(name))) {
      assert.ok(table.on && table.forced, `${table.name}: row-level security is not on, or not for its owner`);
      if (table.read) assert.ok(table.policies > 0, `${table.name}: the app may read it without any policy for it`);
    }
  });

  test('a made-up actor, and one who tries to be clever, see no row of any organisation', async () => {
    for (const actor of ['nobody', ' ', "w_north' or true --", 'homeward_system', 'north', '%']) {
      const counts = await visible(open(), actor);
      assert.ok(Object.keys(counts).length > 20);
      for (const [table, n] of Object.entries(counts))
        if (!PUBLIC_TABLES.includes(table)) assert.equal(n, 0, `${actor} sees ${n} rows of ${table}`);
    }
  });

  test('a social worker sees their own authority’s rows, and none of the other authority', async () => {
    const counts = await visible(open(), 'w_north');
    for (const table of ['child', 'child_identity', 'placement', 'home', 'home_address', 'worker'])
      assert.ok((counts[table] ?? 0) > 0, `${table}: nothing is seen, so the test shows nothing`);
    const others = await open().asActor('w_north', async (tx) => {
      const found: Record<string, number> = {};
      for (const name of Object.keys(counts).filter((table) => !KNOWN_TO_WORKERS.includes(table))) {
        if (!(await hasColumn(tx, name, 'organisation_id'))) continue;
        const row = await first<{ n: number }>(
          tx,
          sql`select count(*)::int as n from ${sql.table(name)} where organisation_id = 'south'`,
        );
        if (row?.n) found[name] = row.n;
      }
      return found;
    });
    // The home itself can be found in the region; nothing about who lives there or where it stands.
    assert.deepEqual(Object.keys(others).sort(), ['home', 'room']);
  });

  test('without a transaction of the door the login reads no table but the number of the schema', async () => {
    const readable = await open().asSystem((tx) =>
      rows<{ name: string }>(
        tx,
        sql`select relname as name from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace)
          and relkind in ('r', 'p', 'v', 'm', 'S') and has_table_privilege('homeward_login', oid, 'select') order by 1`,
      ),
    );
    assert.deepEqual(readable, [{ name: 'schema_migration' }]);
    const attributes = await open().asSystem((tx) =>
      rows(
        tx,
        sql`select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolinherit from pg_roles
          where rolname in ('homeward_login', 'homeward_app', 'homeward_system')`,
      ),
    );
    const none = { rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolbypassrls: false, rolinherit: false };
    assert.deepEqual(attributes, [none, none, none]);
  });

  test('functions with more rights than their caller look in fixed places, the temporary one last', async () => {
    const functions = await open().asSystem((tx) =>
      rows<{ name: string; path: string | null; trigger: boolean; everybody: boolean; owner: string }>(
        tx,
        sql`select p.proname as name, p.prorettype = 'trigger'::regtype as trigger, pg_get_userbyid(p.proowner) as owner,
            (select setting from unnest(p.proconfig) as setting where setting like 'search_path=%') as path,
            exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
              where grantee = 0 and privilege_type = 'EXECUTE') as everybody
          from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef order by 1`,
      ),
    );
    assert.ok(functions.length > 5);
    // These only say who the caller is, to the caller.
    const harmless = ['my_organisation', 'my_role', 'my_regions', 'works_with_children'];
    // Gathering statistics is the owner's before PostgreSQL 17; it takes nothing in and gives nothing out.
    const ofTheOwner = ['refresh_statistics'];
    for (const each of functions) {
      assert.equal(each.path, 'search_path=public, pg_temp', `${each.name} looks for tables in ${each.path}`);
      if (!ofTheOwner.includes(each.name))
        assert.equal(each.owner, 'homeward_system', `${each.name} has the rights of ${each.owner}`);
      assert.ok(
        !each.everybody || each.trigger || harmless.includes(each.name),
        `${each.name} may be called by every user of the server`,
      );
    }
  });

  test('a table of one’s own in the place of the workers makes nobody somebody else', async () => {
    const found = open().asActor('w_nurse', async (tx) => {
      await sql`create temp table worker (organisation_id text, id text, role text)`.execute(tx);
      await sql`insert into actor values ('south', 'w_nurse', 'social-worker')`.execute(tx);
      await sql`grant select on worker to homeward_system`.execute(tx);
      const as = await first<{ organisation: string }>(tx, sql`select app.my_organisation() as organisation`);
      const children = await rows(tx, sql`select id from child`);
      throw new Seen(as?.organisation, children.length);
    });
    await assert.rejects(found, { organisation: 'agency', children: 0 });
  });

  test('homes for a search are given to those who work with children, and to no others', async () => {
    const homes = (actor: string) =>
      open().asActor(actor, (tx) => rows(tx, sql`select home_id from app.homes_for_search('0'::xid8)`));
    assert.equal((await homes('w_north')).length, 2);
    for (const actor of ['w_nurse', 'w_analyst', 'w_buyer', 'nobody']) assert.deepEqual(await homes(actor), []);
  });

  test('a registered manager, an analyst and a commissioner see no child', async () => {
    for (const actor of ['w_nurse', 'w_analyst', 'w_buyer']) {
      const counts = await visible(open(), actor);
      for (const table of ['child', 'child_identity', 'child_address', 'placement', 'profile'])
        assert.equal(counts[table], 0, `${actor} sees ${table}`);
    }
  });
});

/** Carries what was seen out of a transaction that must leave nothing behind. */
class Seen extends Error {
  readonly organisation: string | undefined;
  readonly children: number;
  constructor(organisation: string | undefined, children: number) {
    super('seen');
    this.organisation = organisation;
    this.children = children;
  }
}

async function hasColumn(tx: Tx, table: string, column: string): Promise<boolean> {
  const found = await first(
    tx,
    sql`select 1 from information_schema.columns where table_name = ${table} and column_name = ${column}`,
  );
  return found !== null;
}

/** Two authorities and an agency in one region, with a child and a home each. */
async function fill(tx: Tx): Promise<void> {
  await insertAll(tx, 'organisation', [
    { id: 'north', kind: 'authority', name: 'North' },
    { id: 'south', kind: 'authority', name: 'South' },
    { id: 'agency', kind: 'provider', name: 'Agency' },
    { id: 'region', kind: 'region', name: 'Region' },
  ]);
  await insertAll(
    tx,
    'region_member',
    ['north', 'south', 'agency'].map((id) => ({ region_id: 'region', organisation_id: id })),
  );
  await insertAll(tx, 'actor', [
    { organisation_id: 'north', id: 'w_north', name: 'Nia', role: 'social-worker' },
    { organisation_id: 'south', id: 'w_south', name: 'Sam', role: 'home-finder' },
    { organisation_id: 'north', id: 'w_buyer', name: 'Bo', role: 'commissioner' },
    { organisation_id: 'agency', id: 'w_nurse', name: 'Ana', role: 'registered-manager' },
    { organisation_id: 'region', id: 'w_analyst', name: 'Ali', role: 'regional-analyst' },
  ]);
  for (const side of ['north', 'south']) {
    const own = { organisation_id: side };
    await insertAll(tx, 'child', [{ ...own, id: `c_${side}`, sex: 'female' }]);
    await insertAll(tx, 'child_identity', [{ ...own, child_id: `c_${side}`, born: '2014-05-01', given_name: 'Kit' }]);
    await insertAll(tx, 'home', [
      { ...own, id: `h_${side}`, region_id: 'region', name: 'Home', kind: 'fostering', sector: 'authority' },
    ]);
    await insertAll(tx, 'home_address', [{ ...own, home_id: `h_${side}`, carers: 'A carer', line: '1 The Lane' }]);
    await insertAll(tx, 'room', [{ ...own, id: `r_${side}`, home_id: `h_${side}`, name: 'Room' }]);
    await insertAll(tx, 'placement', [
      {
        ...own,
        id: `p_${side}`,
        child_id: `c_${side}`,
        home_organisation_id: side,
        home_id: `h_${side}`,
        started: '2026-01-01',
      },
    ]);
  }
}
