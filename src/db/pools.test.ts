import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { TestServer, worksAsAPerson } from '../../test/faults/test-server.ts';
import { type Database, first, rows } from './database.ts';
import { LIMITS } from './pools.ts';
import { openServer } from './server.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

describe('one page never holds the pool', { skip: !server }, () => {
  const host = new TestServer(server);
  let url = '';
  let database: Database;
  /** The same limits, short enough to wait for. */
  const short = { ...LIMITS, web: { connections: 3, statement: 300, lock: 100, idle: 300 } };
  before(async () => {
    url = host.address(await host.newDatabase());
    database = await openServer(url, null, undefined, short);
    await worksAsAPerson(database);
  });
  after(async () => {
    await database.close();
    await host.end();
  });

  const works = async () => {
    const seen = await database.asActor('w', (tx) => first(tx, sql`select id from child`));
    assert.deepEqual(seen, { id: 'c' });
  };

  test('pages have the limits that are written down, and the system those for long work', async () => {
    const shipped = await openServer(url);
    const read = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('jit') as jit`;
    assert.deepEqual(await shipped.asActor('w', (tx) => first(tx, read)), {
      statement: '15s',
      lock: '5s',
      idle: '30s',
      jit: 'off',
    });
    assert.deepEqual(await shipped.asSystem((tx) => first(tx, read)), {
      statement: '0',
      lock: '0',
      idle: '10min',
      jit: 'off',
    });
    await shipped.close();
  });

  test('statements that would take a minute are ended, on every connection, and the next page is served', async () => {
    const slow = Array.from({ length: 6 }, () => database.asActor('w', (tx) => rows(tx, sql`select pg_sleep(60)`)));
    const ends = await Promise.allSettled(slow);
    assert.ok(ends.every((end) => end.status === 'rejected' && end.reason.code === '57014'));
    await works();
  });

  test('a page that waits for a row somebody else is changing gives up, and the other change stands', async () => {
    const held = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const change = (faith: string) => sql`update child set faith = ${faith} where id = 'c'`;
    const one = database.asActor('w', async (tx) => {
      await change('first').execute(tx);
      held.resolve();
      await goOn.promise;
    });
    await held.promise;
    await assert.rejects(
      database.asActor('w', (tx) => change('second').execute(tx)),
      { code: '55P03' },
    );
    goOn.resolve();
    await one;
    const kept = await database.asSystem((tx) => first(tx, sql`select faith from child where id = 'c'`));
    assert.deepEqual(kept, { faith: 'first' });
  });

  test('a page that falls asleep in a transaction loses it, with what it had changed, and the next page is served', async () => {
    const asleep = Array.from({ length: short.web.connections }, (_, i) =>
      database.asActor('w', async (tx) => {
        if (i === 0) await sql`update child set ethnicity = 'lost' where id = 'c'`.execute(tx);
        else await rows(tx, sql`select 1`);
        await pause(2 * short.web.idle);
        return rows(tx, sql`select 1`);
      }),
    );
    const ends = await Promise.allSettled(asleep);
    assert.ok(ends.every((end) => end.status === 'rejected'));
    await works();
    const kept = await database.asSystem((tx) => first(tx, sql`select ethnicity from child where id = 'c'`));
    assert.deepEqual(kept, { ethnicity: null });
  });

  test('pages that are stuck do not keep the system waiting', async () => {
    const stuck = Array.from({ length: 3 }, () => database.asActor('w', (tx) => rows(tx, sql`select pg_sleep(60)`)));
    const asked = performance.now();
    await database.asSystem((tx) => first(tx, sql`select 1`));
    const waited = performance.now() - asked;
    const ends = await Promise.allSettled(stuck);
    assert.ok(ends.every((end) => end.status === 'rejected'));
    assert.ok(waited < short.web.statement, `the system waited ${waited} ms`);
  });
});
