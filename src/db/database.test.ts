import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { first, insertAll, rows, sql } from './index.ts';

onEachDatabase('the door to the data', (open) => {
  before(async () => {
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'organisation', [
        { id: 'north', kind: 'authority', name: 'North' },
        { id: 'south', kind: 'authority', name: 'South' },
      ]);
      await insertAll(tx, 'actor', [
        { organisation_id: 'north', id: 'w_north', name: 'Nia', role: 'social-worker' },
        { organisation_id: 'south', id: 'w_south', name: 'Sam', role: 'social-worker' },
      ]);
      await insertAll(tx, 'child', [
        { organisation_id: 'north', id: 'c_north', sex: 'female' },
        { organisation_id: 'south', id: 'c_south', sex: 'male' },
      ]);
      // A child's record is open to whoever has a relationship with the child.
      await insertAll(
        tx,
        'allocation',
        ['north', 'south'].map((side) => ({
          organisation_id: side,
          id: `a_${side}`,
          child_id: `c_${side}`,
          actor_id: `w_${side}`,
          relation: 'social worker',
          by: `w_${side}`,
        })),
      );
    });
  });

  test('an actor sees the children they work with and no others', async () => {
    const seen = await open().asActor('w_north', (tx) => rows<{ id: string }>(tx, sql`select id from child`));
    assert.deepEqual(seen, [{ id: 'c_north' }]);
  });

  test('an actor who does not exist sees nothing', async () => {
    assert.deepEqual(await open().asActor('nobody', (tx) => rows(tx, sql`select id from child`)), []);
    assert.deepEqual(await open().asActor('nobody', (tx) => rows(tx, sql`select id from actor`)), []);
  });

  test('an actor cannot write into another authority, nor become the system', async () => {
    await assert.rejects(
      open().asActor('w_north', (tx) => insertAll(tx, 'child', [{ organisation_id: 'south', id: 'x', sex: 'male' }])),
      /row-level security/,
    );
    await assert.rejects(
      open().asActor('w_north', (tx) => sql`delete from organisation`.execute(tx)),
      /permission denied/,
    );
  });

  test('after a transaction the session is nobody again', async () => {
    const who = await open().asActor('w_north', (tx) => first<{ who: string }>(tx, sql`select current_user as who`));
    assert.equal(who?.who, 'homeward_app');
    const session = await open().asSystem((tx) => first<{ who: string }>(tx, sql`select session_user as who`));
    // Embedded there is one session for pages and jobs; on a server each signs in by itself.
    assert.equal(session?.who, open().kind === 'embedded' ? 'homeward_login' : 'homeward_jobs');
  });

  test('a connection remembers nobody: not even what a page left behind on purpose', async () => {
    const left = { 'app.actor': 'w_north', 'app.known': 'w_south', 'app.known_organisation': 'north' };
    await open().asActor('w_north', async (tx) => {
      for (const [name, value] of Object.entries(left))
        await sql`select set_config(${name}, ${value}, false)`.execute(tx);
    });
    const seen = await Promise.all(
      Array.from({ length: 20 }, () =>
        open().asActor('w_south', (tx) =>
          first(tx, sql`select app.actor() as actor, app.my_organisation() as organisation`),
        ),
      ),
    );
    for (const each of seen) assert.deepEqual(each, { actor: 'w_south', organisation: 'south' });
  });

  test('dates, big numbers and exact numbers come as text', async () => {
    const found = await open().asSystem((tx) =>
      first(
        tx,
        sql`select date '2026-02-28' as day, 9007199254740993::bigint as big, 1.10::numeric as exact, 3 as small`,
      ),
    );
    assert.deepEqual(found, { day: '2026-02-28', big: '9007199254740993', exact: '1.10', small: 3 });
  });

  test('work that throws leaves nothing behind', async () => {
    await assert.rejects(
      open().asSystem(async (tx) => {
        await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'half', sex: 'male' }]);
        throw new Error('stop');
      }),
      /stop/,
    );
    assert.equal(await open().asSystem((tx) => first(tx, sql`select id from child where id = 'half'`)), null);
  });

  test('a transaction inside a transaction is refused instead of hanging', async () => {
    const { asActor, asSystem } = open();
    const again = [() => asSystem(async () => 1), () => asActor('w_north', async () => 1)];
    for (const inner of again) {
      await assert.rejects(asSystem(inner), /inside an open transaction/);
      await assert.rejects(asActor('w_north', inner), /inside an open transaction/);
    }
  });

  test('work as an actor needs one', () => {
    assert.throws(() => open().asActor('', async () => 1), /needs an actor/);
  });

  test('a hundred transactions at once keep their own actors', async () => {
    const seen = await Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const side = i % 2 ? 'north' : 'south';
        return open().asActor(`w_${side}`, async (tx) => {
          const found = await rows<{ id: string }>(tx, sql`select id from child`);
          return found.every((row) => row.id === `c_${side}`) && found.length === 1;
        });
      }),
    );
    assert.ok(seen.every(Boolean));
  });

  test('an unfinished profile can be written, a finished one is never changed', async () => {
    await open().asActor('w_north', async (tx) => {
      await insertAll(tx, 'profile', [
        { organisation_id: 'north', id: 'p1', child_id: 'c_north', number: 1, started_by: 'w_north' },
      ]);
      await insertAll(tx, 'profile_domain', [
        { organisation_id: 'north', profile_id: 'p1', domain: 'health', level: 2 },
      ]);
      await insertAll(tx, 'profile_finished', [{ organisation_id: 'north', profile_id: 'p1', by: 'w_north' }]);
    });
    await assert.rejects(
      open().asActor('w_north', (tx) => sql`update profile_domain set level = 4 where profile_id = 'p1'`.execute(tx)),
      /finished profile/,
    );
  });
});
