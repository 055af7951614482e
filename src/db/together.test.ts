import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { rows, sql, type Tx, writeAtEnd } from './index.ts';

const WRITE = `insert into organisation (id, kind, name) values ($1, 'region', $2)`;

onEachDatabase('the last write of a transaction', (open) => {
  const system = <T>(work: (tx: Tx) => Promise<T>) => open().asSystem(work);
  const named = (id: string) => system((tx) => rows(tx, sql`select name from organisation where id = ${id}`));

  test('is there once the transaction has ended, however often it is asked', async () => {
    for (const id of ['end_1', 'end_2', 'end_3', 'end_4']) {
      await system((tx) => writeAtEnd(tx, WRITE, [id, 'R']));
      assert.deepEqual(await named(id), [{ name: 'R' }]);
    }
  });

  test('comes before what is asked after it', async () => {
    const seen = await system(async (tx) => {
      await writeAtEnd(tx, WRITE, ['seen', 'S']);
      return rows(tx, sql`select name from organisation where id = 'seen'`);
    });
    assert.deepEqual(seen, [{ name: 'S' }]);
  });

  test('fails the transaction where it is refused, with all that was written before', async () => {
    await system((tx) => writeAtEnd(tx, WRITE, ['twice', 'T']));
    for (let i = 0; i < 3; i++) {
      await assert.rejects(
        system(async (tx) => {
          await sql`insert into organisation (id, kind, name) values ('before_it', 'region', 'B')`.execute(tx);
          await writeAtEnd(tx, WRITE, ['twice', 'again']);
          return 'shown';
        }),
        { code: '23505' },
      );
      assert.deepEqual(await named('before_it'), []);
      assert.deepEqual(await named('twice'), [{ name: 'T' }]);
    }
  });

  test('is not done where the transaction is undone, then or later on the same connection', async () => {
    for (let i = 0; i < 12; i++) {
      const work = system(async (tx) => {
        await writeAtEnd(tx, WRITE, ['undone', 'U']);
        throw new Error('stop');
      });
      await assert.rejects(work, /stop/);
    }
    assert.deepEqual(await named('undone'), []);
  });

  test('a transaction in which nothing is asked leaves nobody behind', async () => {
    await Promise.all(Array.from({ length: 20 }, () => open().asActor('somebody', async () => undefined)));
    const [left] = await system((tx) =>
      rows<{ actor: string; role: string }>(tx, sql`select coalesce(app.actor(), '') as actor, current_user as role`),
    );
    assert.deepEqual(left, { actor: '', role: 'homeward_system' });
  });

  test('what is asked by itself is asked as the system, and leaves nothing open behind it', async () => {
    const who = sql`select coalesce(app.actor(), '') as actor, current_user as role`;
    for (let i = 0; i < 4; i++) {
      assert.deepEqual(await open().askAsSystem(who), [{ actor: '', role: 'homeward_system' }]);
      await assert.rejects(open().askAsSystem(sql`select 1 / ${i - i}::int as never`), { code: '22012' });
    }
    const [left] = await system((tx) =>
      rows<{ count: string }>(
        tx,
        sql`select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
      ),
    );
    assert.equal(left?.count, '0');
  });

  test('what is asked with the beginning is asked as the actor, and its refusal is told', async () => {
    const who = sql`select app.actor() as actor, current_user as role`;
    for (let i = 0; i < 3; i++) {
      const opened = await open().asActor('somebody', async (tx, found) => [found, await rows(tx, who)], who);
      const expected = [{ actor: 'somebody', role: 'homeward_app' }];
      assert.deepEqual(opened, [expected, expected]);
    }
    let worked = false;
    const work = async () => {
      worked = true;
    };
    await assert.rejects(open().asActor('somebody', work, sql`select digest from session`), { code: '42501' });
    await assert.rejects(open().asSystem(work, sql`select 1 / 0`), { code: '22012' });
    assert.equal(worked, false);
  });
});
