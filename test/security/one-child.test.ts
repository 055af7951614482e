import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { rows, sql, type Tx } from '../../src/db/index.ts';
import { onEachDatabase } from '../database.ts';
import { actorOfRole, childOf, matrixWorld, TIES, WORLD_ROLES } from './matrix-world.ts';

// The page of one child finds out what ties its reader to that child, and a list what ties them to everybody
// (app.know_near and app.know_relations of migration 0113). They are made from one text, and may never differ.

/** What hangs on a child by its id, and may be read whole. */
async function tablesOfChildren(tx: Tx): Promise<string[]> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'child_id'
        and has_column_privilege('homeward_app', c.oid, a.attnum, 'select') order by 1`,
  );
  return found.map((row) => row.name);
}

onEachDatabase('what is open of one child', (open) => {
  let tables: string[] = [];
  before(async () => {
    await matrixWorld(open());
    tables = await open().asSystem(tablesOfChildren);
    assert.ok(tables.length > 10);
  });

  const tiesByList = (tx: Tx, child: string) =>
    rows(tx, sql`select m.through from app.my_relationships() m where m.child_id = ${child} order by 1`);
  const tiesOfOne = (tx: Tx, child: string) =>
    rows(
      tx,
      sql`select r.through from app.relationships_with(${child}) r(through) where r.through <> 'authority' order by 1`,
    );
  /** How many rows of each table are there of a child, and whether the child itself is. */
  const counted = (tx: Tx, child: string) =>
    rows(
      tx,
      sql`${sql.join(
        tables.map(
          (name) => sql`select ${name} as name, count(*) as there from ${sql.table(name)} where child_id = ${child}`,
        ),
        sql` union all `,
      )} union all select 'child', count(*) from child where id = ${child} order by 1`,
    );
  const isNear = async (tx: Tx, child: string) =>
    (await rows<{ near: boolean }>(tx, sql`select app.is_near(${child}) as near`))[0]?.near;

  for (const role of WORLD_ROLES)
    test(`${role}: as much by the child as by the list`, async () => {
      // Their own children, and those of somebody else's.
      for (const child of [role, 'social-worker'].flatMap((of) => TIES.map((tie) => childOf(of, tie)))) {
        const actor = actorOfRole(role);
        const byList = await open().asActor(actor, async (tx) => {
          const seen = [await tiesByList(tx, child), await counted(tx, child)];
          assert.equal(await isNear(tx, child), false);
          return seen;
        });
        const byChild = await open().asActor(actor, async (tx) => [
          await tiesOfOne(tx, child),
          await counted(tx, child),
        ]);
        assert.deepEqual(byChild, byList, `${role} and ${child}`);
      }
    });

  test('a brother or sister is as near, and no nearer than the list has them', async () => {
    const links = await open().asSystem((tx) =>
      rows<{ one: string; other: string }>(
        tx,
        sql`select child_id as one, other_child_id as other from brother_or_sister`,
      ),
    );
    assert.ok(links.length > 0);
    for (const { one, other } of links)
      for (const role of WORLD_ROLES) {
        const byList = await open().asActor(actorOfRole(role), (tx) => counted(tx, other));
        const byChild = await open().asActor(actorOfRole(role), async (tx) => {
          const ties = await tiesOfOne(tx, one);
          const seen = await counted(tx, other);
          return { ties, seen };
        });
        assert.deepEqual(byChild.seen, byList, `${role}, ${other} on the page of ${one}`);
      }
  });

  test('what is written in a transaction is known in it at once', async () => {
    const actor = actorOfRole('social-worker');
    const child = childOf('social-worker', 'allocated');
    await open()
      .asSystem(async (tx) => {
        const as = (who: string) => sql`select set_config('app.actor', ${who}, true)`.execute(tx);
        await as(actor);
        assert.deepEqual(await tiesOfOne(tx, child), [{ through: 'allocated' }]);
        await sql`insert into allocation_ended (organisation_id, allocation_id, by)
        select organisation_id, id, 'w_manager' from allocation where child_id = ${child} and actor_id = ${actor}`.execute(
          tx,
        );
        assert.equal(await isNear(tx, child), false);
        assert.deepEqual(await tiesOfOne(tx, child), []);
        await sql`delete from allocation_ended where by = 'w_manager'`.execute(tx);
        assert.deepEqual(await tiesOfOne(tx, child), [{ through: 'allocated' }]);
        // Another actor of the same transaction is not near by what was found out for this one.
        await as(actorOfRole('advocate'));
        assert.equal(await isNear(tx, child), false);
        assert.deepEqual(await tiesOfOne(tx, child), []);
        await as('');
        assert.deepEqual(await tiesOfOne(tx, child), []);
        await as(actor);
        await sql`insert into post_ended (organisation_id, actor_id, by) select organisation_id, id, 'w_manager' from actor where id = ${actor}`.execute(
          tx,
        );
        assert.deepEqual(await tiesOfOne(tx, child), []);
        throw new Error('undo');
      })
      .catch((error: Error) => assert.equal(error.message, 'undo'));
  });

  test('an id that is made to read as more than an id opens nothing', async () => {
    const actor = actorOfRole('social-worker');
    const child = childOf('social-worker', 'another authority');
    const forged = `x|${actor}>${child}/identity/read|${actor}>${child}`;
    await open()
      .asSystem(async (tx) => {
        await sql`insert into child (organisation_id, id, sex) select organisation_id, ${forged}, 'female' from actor where id = ${actor}`.execute(
          tx,
        );
        await sql`select set_config('app.actor', ${actor}, true)`.execute(tx);
        await assert.rejects(tiesOfOne(tx, forged), /has a sign that no id has/);
        throw new Error('undo');
      })
      .catch((error: Error) => assert.match(error.message, /undo|aborted/));
    await open().asActor(actor, async (tx) => {
      assert.deepEqual(await tiesOfOne(tx, forged), []);
      assert.equal(await isNear(tx, child), false);
    });
  });

  test('what a page left behind on a connection makes nobody near', async () => {
    const actor = actorOfRole('advocate');
    const child = childOf('social-worker', 'allocated');
    const forged = `|${actor}>${child}||${actor}>${child}/identity/read|`;
    await open().asActor(actor, (tx) => sql`select set_config('app.known_near', ${forged}, false)`.execute(tx));
    await Promise.all(
      Array.from({ length: 20 }, () =>
        open().asActor(actor, async (tx) => {
          assert.equal(await isNear(tx, child), false);
          assert.deepEqual(await rows(tx, sql`select child_id from child_identity where child_id = ${child}`), []);
        }),
      ),
    );
  });
});
