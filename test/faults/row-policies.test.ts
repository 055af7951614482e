import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { first, rows, sql } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';
import {
  asActor,
  becomeOwner,
  everyChange,
  everyTable,
  fillEmptyTables,
  type Outcome,
  PUBLIC,
  type Table,
  tryAll,
  visible,
} from './every-table.ts';
import { fourAuthorities, ROLES } from './four-authorities.ts';

/** Known to everyone who works in any organisation: who there is, and what organisations agreed to share. */
const KNOWN_TO_ALL = [
  'organisation',
  'region_member',
  'sharing_agreement',
  'sharing_party',
  'sharing_asked',
  'sharing_agreement_ended',
];

/** What the parties of a sharing agreement may know of each other's homes; where they stand and who lives there is not in it. */
const SHARED = ['home', 'room', 'room_vacancy', 'room_out_of_service', 'registration', 'home_skill', 'fee'];

const NOBODY = ['', 'nobody', ' ', '?', '%', 'north', 'homeward_system', "w_north' or true --"];
const GONE = ROLES.map((role) => `gone_${role}`);
const SOUTH = ROLES.map((role) => `south_${role}`);
const EAST = ROLES.map((role) => `east_${role}`);

onEachDatabase('what the row-level policies show', (open) => {
  let tables: Table[] = [];
  let protectedTables: Table[] = [];
  before(async () => {
    await open().asSystem(async (tx) => {
      await fourAuthorities(tx);
      await fillEmptyTables(tx);
      tables = await everyTable(tx);
    });
    protectedTables = tables.filter(({ name }) => !PUBLIC.includes(name));
  });

  const counted = (actor: string, condition?: (table: Table) => string) =>
    visible(open(), actor, protectedTables, condition);
  const shown = (counts: Record<string, number>) =>
    Object.keys(counts)
      .filter((name) => counts[name] !== 0)
      .sort();

  /** Rows of others than the south and the east, which have nobody but their people. */
  const ofOthers = (table: Table) =>
    table.organisations.map((column) => `"${column}" not in ('south', 'east')`).join(' or ') || 'true';

  test('every table but the public ones holds a row to be seen, so that the tests below show something', async () => {
    assert.ok(tables.length > 50, `only ${tables.length} tables were found`);
    const empty = await open().asSystem(async (tx) => {
      const found: string[] = [];
      for (const { name } of protectedTables)
        if (!(await first(tx, sql`select 1 from ${sql.table(name)} limit 1`))) found.push(name);
      return found;
    });
    assert.deepEqual(empty, []);
  });

  test('nobody, a made-up actor, and one who tries to be clever see no row', async () => {
    for (const actor of NOBODY) assert.deepEqual(shown(await counted(actor)), [], `as “${actor}”`);
  });

  test('an actor whose post has ended sees no row, whatever they were and whomever they knew', async () => {
    for (const actor of GONE) assert.deepEqual(shown(await counted(actor)), [], actor);
  });

  test('people of another authority see what organisations agreed to share, and nothing else of this one', async () => {
    for (const [actors, shared] of [
      [SOUTH, SHARED],
      [EAST, []],
    ] as const) {
      for (const actor of actors) {
        const seen = shown(await counted(actor, ofOthers));
        assert.deepEqual(
          seen.filter((name) => ![...KNOWN_TO_ALL, ...shared].includes(name)),
          [],
          actor,
        );
      }
    }
    const finder = await counted('south_home-finder', ofOthers);
    for (const table of SHARED) assert.ok((finder[table] ?? 0) > 0, `${table} is not shared`);
  });

  test('none of them can write, change or remove a row of this authority', async () => {
    const changes = await open().asSystem((tx) => everyChange(tx, protectedTables));
    assert.ok(changes.length > 80, `only ${changes.length} statements are tried`);
    const once = ['social-worker', 'manager', 'director', 'administrator'].flatMap((role) => [
      `gone_${role}`,
      `east_${role}`,
    ]);
    for (const actor of [...NOBODY.slice(0, 3), ...once, ...SOUTH, 'w_nurse', 'w_analyst']) {
      const done = (await asActor(open(), actor, (tx) => tryAll(tx, changes))).filter(wasLetThrough);
      assert.deepEqual(done, [], `as “${actor}”`);
    }
  });

  test('the owner of the tables sees and changes nothing either, unless they may pass by all policies', async () => {
    const found = open().asSystem(async (tx) => {
      const { superuser } = await becomeOwner(tx);
      if (superuser) {
        await sql`create role homeward_test_owner nologin`.execute(tx);
        await sql`grant create, usage on schema public to homeward_test_owner`.execute(tx);
        for (const { name } of tables)
          await sql`alter table ${sql.table(name)} owner to homeward_test_owner`.execute(tx);
        await sql`set local role homeward_test_owner`.execute(tx);
      }
      const counts: Record<string, number> = {};
      for (const { name } of protectedTables)
        counts[name] =
          (await first<{ n: number }>(tx, sql`select count(*)::int as n from ${sql.table(name)}`))?.n ?? -1;
      const all = protectedTables.map((table) => ({ ...table, grants: ['delete'] }));
      throw new Seen({
        rows: shown(counts),
        done: (await tryAll(tx, await everyChange(tx, all))).filter(wasLetThrough),
      });
    });
    await assert.rejects(found, { what: { rows: [], done: [] } });
  });

  test('a social worker sees the children they work with, a colleague those of nobody else', async () => {
    const records = ['child', 'child_identity', 'child_address', 'placement', 'profile', 'profile_domain'];
    const seen = await counted('w_north');
    for (const table of [...records, 'home', 'home_address', 'actor'])
      assert.ok((seen[table] ?? 0) > 0, `${table}: nothing is seen, so the tests above show nothing`);
    for (const actor of ['w_leads', 'w_finder']) assert.equal((await counted(actor)).child, 1, actor);
    const others = await counted('w_colleague');
    for (const table of records) assert.equal(others[table], 0, `a colleague sees ${table}`);
  });

  test('a registered manager, an analyst and a commissioner see no child', async () => {
    for (const actor of ['w_nurse', 'w_analyst', 'w_buyer']) {
      const counts = await counted(actor);
      for (const table of ['child', 'child_identity', 'child_address', 'placement', 'profile'])
        assert.equal(counts[table], 0, `${actor} sees ${table}`);
    }
  });

  test('homes for a search are given to those who look for homes for children, and to no others', async () => {
    const homes = (actor: string) =>
      asActor(open(), actor, (tx) => rows(tx, sql`select home_id from app.homes_for_search('0'::xid8)`));
    assert.equal((await homes('w_finder')).length, 2);
    assert.equal((await homes('south_home-finder')).length, 2);
    for (const actor of ['w_nurse', 'w_analyst', 'w_buyer', 'nobody', '', 'gone_home-finder', 'east_home-finder'])
      assert.deepEqual(await homes(actor), [], actor);
  });

  test('when an agreement has ended, homes are the authority’s own again', async () => {
    const until = (day: string) =>
      open().asSystem((tx) => sql`update sharing_agreement set to_day = ${sql.raw(day)}`.execute(tx));
    const homes = (actor: string) => asActor(open(), actor, (tx) => rows(tx, sql`select id from home order by id`));
    assert.deepEqual(await homes('w_finder'), [{ id: 'h_north' }, { id: 'h_west' }]);
    await until('current_date - 1');
    assert.deepEqual(await homes('w_finder'), [{ id: 'h_north' }]);
    assert.deepEqual(await homes('south_home-finder'), []);
    await until('null');
    assert.equal((await homes('south_home-finder')).length, 2);
  });
});

/** A row was written or touched, or the statement failed only later than at the policies, as on a key. */
function wasLetThrough({ what, code, rows: n }: Outcome): boolean {
  return code === null ? what.startsWith('insert') || n > 0 : code !== '42501';
}

/** Carries what was seen out of a transaction that must leave nothing behind. */
class Seen extends Error {
  readonly what: unknown;
  constructor(what: unknown) {
    super('seen');
    this.what = what;
  }
}
