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
        { organisation_id: 'north', id: 'w_north', name: 'Nia', role: 'home-finder' },
        { organisation_id: 'south', id: 'w_south', name: 'Sam', role: 'home-finder' },
      ]);
      await insertAll(tx, 'child', [
        { organisation_id: 'north', id: 'c_north', sex: 'female' },
        { organisation_id: 'south', id: 'c_south', sex: 'male' },
      ]);
    });
  });

  test('an actor sees their own authority’s children and no others', async () => {
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
    assert.equal(session?.who, 'homeward_login');
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
    await assert.rejects(
      open().asSystem(() => open().asSystem(async () => 1)),
      /inside an open transaction/,
    );
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
