import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { TestServer } from '../../test/faults/test-server.ts';
import { checkCannotBecome, checkNothingMore, JOBS, type Login, WEB } from './logins.ts';

const server = process.env.TEST_DATABASE_URL ?? '';

describe('a login with more power than its work needs is refused by name', { skip: !server }, () => {
  const host = new TestServer(server);
  let name = '';
  before(async () => {
    name = await host.newDatabase();
    await (await host.open(name)).close();
  });
  after(() => host.end());

  /** Gives a power in a transaction that nobody else sees, and takes it back. Roles belong to the whole server. */
  const given = (statement: string, login: Login, words: RegExp) =>
    host.withLogins(() =>
      host.connected(host.address(name), async (client) => {
        await client.query('begin');
        await checkNothingMore(client, login);
        await client.query(statement);
        await assert.rejects(checkNothingMore(client, login), { name: 'Refusal', message: words });
        await client.query('rollback');
      }),
    );

  test('a member of the system, directly or by way of its own role', async () => {
    const words = /^homeward_login can do more than become homeward_app: it is a member of homeward_system\./;
    await given('grant homeward_system to homeward_login', WEB, words);
    await given('grant homeward_system to homeward_app', WEB, words);
  });

  test('a member of a role that reads everything, or that owns the database', async () => {
    await given('grant pg_read_all_data to homeward_login', WEB, /a member of pg_read_all_data/);
    await given(`alter database ${name} owner to homeward_login`, WEB, /a member of pg_database_owner/);
    await given('grant homeward_app to homeward_jobs', JOBS, /^homeward_jobs .*a member of homeward_app/);
  });

  test('one that passes by the policies, makes roles, owns a table or makes temporary ones', async () => {
    await given('alter role homeward_app bypassrls', WEB, /may make roles or databases, or pass by the policies/);
    await given('alter role homeward_login createrole', WEB, /may make roles or databases/);
    await given(`grant temporary on database ${name} to public`, WEB, /may make temporary tables/);
    await given('alter table child owner to homeward_app', WEB, /owns tables/);
  });

  test('the attempt itself finds what the catalogue would not say', async () => {
    await host.connected(host.address(name), async (client: pg.Client) => {
      await assert.rejects(checkCannotBecome(client, WEB, JOBS.becomes), {
        name: 'Refusal',
        message: /^homeward_login can become homeward_system\. .*revoke homeward_system from homeward_login/,
      });
    });
  });
});
