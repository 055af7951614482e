import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseTarget } from './open.ts';

const web = 'postgres://homeward_login:secret@db.example:5432/homeward';
const jobs = 'postgres://homeward_jobs:secret@db.example:5432/homeward';

test('without an address of PostgreSQL the data is in a folder', () => {
  assert.deepEqual(databaseTarget({}), { kind: 'embedded', folder: './data' });
  assert.deepEqual(databaseTarget({ HOMEWARD_DATA: '/srv/data', DATABASE_URL: '', DATABASE_SYSTEM_URL: '' }), {
    kind: 'embedded',
    folder: '/srv/data',
  });
});

test('an owner has one address, the two logins have one each', () => {
  assert.deepEqual(databaseTarget({ DATABASE_URL: web }), { kind: 'postgres', url: web });
  assert.deepEqual(databaseTarget({ DATABASE_URL: web, DATABASE_SYSTEM_URL: jobs }), {
    kind: 'postgres',
    url: web,
    systemUrl: jobs,
  });
});

test('an address that cannot be read, or one for jobs alone, is refused by the name of its setting and not repeated', () => {
  const refused = (env: Record<string, string>, words: RegExp) =>
    assert.throws(
      () => databaseTarget(env),
      (error: Error) => {
        assert.equal(error.name, 'Refusal');
        assert.match(error.message, words);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  for (const rubbish of ['my secret', 'mysql://u:secret@h/d', 'postgres://u:secret@h:5432']) {
    refused({ DATABASE_URL: rubbish }, /^DATABASE_URL cannot be read/);
    refused({ DATABASE_URL: web, DATABASE_SYSTEM_URL: rubbish }, /^DATABASE_SYSTEM_URL cannot be read/);
  }
  // Otherwise real records would quietly go into a folder.
  refused({ DATABASE_SYSTEM_URL: jobs }, /^DATABASE_SYSTEM_URL is set and DATABASE_URL is not/);
});
