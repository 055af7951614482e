import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { first, insertAll, rows, sql } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';
import { asActor, everyTable, PUBLIC, type Table } from './every-table.ts';

// Read from the database's own catalogue, so that a table or function of a later migration is tested without anyone
// thinking of it. What the policies then show is tested beside this (row-policies.test.ts).

/** How a policy calls the commands that a grant names. */
const COMMANDS: Readonly<Record<string, string>> = { select: 'r', insert: 'a', update: 'w', delete: 'd' };

onEachDatabase('the catalogue of policies', (open) => {
  let tables: Table[] = [];
  before(async () => {
    tables = await open().asSystem(everyTable);
  });

  test('every table has policies that bind its owner too, for whatever the app may do with it, or is known to be public', () => {
    assert.ok(tables.length > 50, `only ${tables.length} tables were found`);
    for (const table of tables.filter(({ name }) => !PUBLIC.includes(name))) {
      assert.ok(table.on && table.forced, `${table.name}: row-level security is not on, or not for its owner`);
      for (const grant of table.grants)
        assert.ok(
          table.policies.includes('*') || table.policies.includes(COMMANDS[grant] ?? ''),
          `${table.name}: the app may ${grant} without any policy for it`,
        );
    }
  });

  test('a public table has nothing of an organisation or a child in it, and is read only', () => {
    for (const table of tables.filter(({ name }) => PUBLIC.includes(name))) {
      assert.deepEqual(table.organisations, [], table.name);
      assert.ok(!table.columns.some(({ name }) => /child|actor|person|account/.test(name)), table.name);
      assert.ok(
        table.grants.every((grant) => grant === 'select'),
        `${table.name}: the app may ${table.grants.join(', ')}`,
      );
    }
  });

  test('no policy is for everybody or says yes to everything, and only the two roles have any', async () => {
    const wide = await open().asSystem((tx) =>
      rows(
        tx,
        sql`select c.relname as table, p.polname as policy from pg_policy p join pg_class c on c.oid = p.polrelid
          where not (p.polroles <@ array['homeward_app'::regrole::oid, 'homeward_system'::regrole::oid])
            or ('homeward_app'::regrole = any (p.polroles) and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))`,
      ),
    );
    assert.deepEqual(wide, []);
  });

  test('a view shows what its reader may see, never what its owner may', async () => {
    const views = await open().asSystem((tx) =>
      rows(
        tx,
        sql`select c.relname as view from pg_class c where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
          and (c.relkind in ('m', 'f') or (c.relkind = 'v'
            and not coalesce('security_invoker=true' = any (c.reloptions), false)))`,
      ),
    );
    assert.deepEqual(views, []);
  });

  test('without a transaction of the door no login reads anything but the number of the schema', async () => {
    const readable = await open().asSystem((tx) =>
      rows<{ who: string; name: string }>(
        tx,
        sql`select who, relname as name from pg_class, unnest(array['homeward_login', 'homeward_jobs', 'public']) who
          where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
            and (case when relkind = 'S' then has_sequence_privilege(who, oid, 'usage, select, update')
              else has_table_privilege(who, oid, 'select, insert, update, delete, truncate, references, trigger')
                or has_any_column_privilege(who, oid, 'select, insert, update, references') end)
          order by 1`,
      ),
    );
    assert.deepEqual(readable, [
      { who: 'homeward_jobs', name: 'schema_migration' },
      { who: 'homeward_login', name: 'schema_migration' },
    ]);
  });

  test('the roles can do nothing but their work, and become nothing but what they should', async () => {
    const names = sql`('homeward_login', 'homeward_jobs', 'homeward_app', 'homeward_system')`;
    const { attributes, members, temporary } = await open().asSystem(async (tx) => ({
      attributes: await rows(
        tx,
        sql`select rolname as role from pg_roles where rolname in ${names}
          and not (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolinherit) order by 1`,
      ),
      members: await rows<{ who: string; becomes: string }>(
        tx,
        sql`select m.rolname as who, r.rolname as becomes from pg_roles m join pg_roles r on r.oid <> m.oid
          where m.rolname in ${names} and pg_has_role(m.oid, r.oid, 'member') order by 1, 2`,
      ),
      temporary: await rows(
        tx,
        sql`select rolname as role from pg_roles where rolname in ${names}
          and has_database_privilege(oid, current_database(), 'temporary')`,
      ),
    }));
    assert.deepEqual(
      attributes,
      ['homeward_app', 'homeward_jobs', 'homeward_login', 'homeward_system'].map((role) => ({ role })),
    );
    // Embedded there is one session for pages and jobs, which has to become both.
    const embedded = open().kind === 'embedded' ? [{ who: 'homeward_login', becomes: 'homeward_system' }] : [];
    assert.deepEqual(members, [
      { who: 'homeward_jobs', becomes: 'homeward_system' },
      { who: 'homeward_login', becomes: 'homeward_app' },
      ...embedded,
    ]);
    assert.deepEqual(temporary, [{ role: 'homeward_system' }]);
  });

  test('functions with more rights than their caller look in fixed places, the temporary one last', async () => {
    const functions = await open().asSystem((tx) =>
      rows<{ name: string; path: string | null; trigger: boolean; everybody: boolean; owner: string }>(
        tx,
        sql`select p.proname as name, p.prorettype = 'trigger'::regtype as trigger, pg_get_userbyid(p.proowner) as owner,
            (select setting from unnest(p.proconfig) as setting where setting like 'search_path=%') as path,
            exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
              where grantee = 0 and privilege_type = 'EXECUTE') as everybody
          from pg_proc p where p.pronamespace in ('app'::regnamespace, 'public'::regnamespace) and p.prosecdef order by 1`,
      ),
    );
    assert.ok(functions.length > 20);
    // Gathering statistics is the owner's before PostgreSQL 17; it takes nothing in and gives nothing out.
    const ofTheOwner = ['refresh_statistics', 'count_standings'];
    for (const each of functions) {
      assert.equal(each.path, 'search_path=public, pg_temp', `${each.name} looks for tables in ${each.path}`);
      if (!ofTheOwner.includes(each.name))
        assert.equal(each.owner, 'homeward_system', `${each.name} has the rights of ${each.owner}`);
      assert.ok(!each.everybody || each.trigger, `${each.name} may be called by every user of the server`);
    }
  });

  test('functions that pages may call and that see more than their caller answer nobody', async () => {
    const functions = await open().asSystem((tx) =>
      rows<{ name: string; types: string[] }>(
        tx,
        sql`select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a(t, n)
            order by n) as types
          from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype
            and has_function_privilege('homeward_app', p.oid, 'execute') order by 1`,
      ),
    );
    assert.ok(functions.length > 15);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'north', kind: 'authority', name: 'North' }]);
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'north', sex: 'female' }]);
      await insertAll(tx, 'home', [
        { organisation_id: 'north', id: 'north', name: 'Home', kind: 'fostering', sector: 'authority' },
      ]);
    });
    for (const { name, types } of functions) {
      const given = types.map((type) => {
        assert.ok(type in ARGUMENTS, `${name} takes a ${type}, of which this test has none`);
        return sql`${ARGUMENTS[type]}::${sql.raw(type)}`;
      });
      for (const actor of ['', 'nobody']) {
        const answer = await asActor(open(), actor, (tx) =>
          rows<{ answer: unknown }>(
            tx,
            sql`select to_jsonb(f) as answer from app.${sql.ref(name)}(${sql.join(given)}) f`,
          ),
        ).catch((error: { code: string }) => (/^(42501|HW\d{3})$/.test(error.code) ? [] : Promise.reject(error)));
        const said = answer.map((row) => row.answer).filter((value) => saysSomething(value) && !isEcho(value));
        assert.deepEqual(said, [], `${name} answers ${actor || 'nobody'}`);
      }
    }
  });

  test('a table of one’s own in the place of the actors makes nobody somebody else', async () => {
    await assert.rejects(
      open().asActor('nobody', (tx) => sql`create temp table actor (id text)`.execute(tx)),
      /permission denied to create temporary tables/,
    );
    // The system may make one, for its imports; the functions of the policies do not look at it.
    const seen = open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [{ id: 'agency', kind: 'provider', name: 'Agency' }]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'agency', id: 'w_nurse', name: 'Ana', role: 'registered-manager' },
      ]);
      await sql`create temp table actor (organisation_id text, id text, role text) on commit drop`.execute(tx);
      await sql`insert into actor values ('south', 'w_nurse', 'director')`.execute(tx);
      await sql`select set_config('app.actor', 'w_nurse', true), set_config('app.known', '?', true)`.execute(tx);
      return first(
        tx,
        sql`select app.my_organisation() as organisation, app.my_role() as role, (select id from actor) as id`,
      );
    });
    assert.deepEqual(await seen, { organisation: 'agency', role: 'registered-manager', id: 'w_nurse' });
  });
});

const ARGUMENTS: Readonly<Record<string, string>> = {
  text: 'north',
  'text[]': '{basics,identity,address,search,looks,people,north}',
  date: '2026-06-01',
  'timestamp with time zone': '2026-06-01',
  xid8: '0',
  integer: '1',
  bigint: '1',
  boolean: 'true',
  'double precision': '1',
  jsonb: '{}',
};

/** What a function was given itself and gives back, such as words from which nothing had to be taken. */
function isEcho(value: unknown): boolean {
  return Array.isArray(value) && `{${value.join(',')}}` === ARGUMENTS['text[]'];
}

/** False for null, no, zero, nothing in a list, and for a row of such. */
function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value !== null && typeof value === 'object') return Object.values(value).some(saysSomething);
  return Boolean(value);
}
