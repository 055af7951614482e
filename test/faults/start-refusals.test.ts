import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { before, test } from 'node:test';
import pg from 'pg';
import { openEmbedded } from '../../src/db/index.ts';
import { postgresForTest } from '../database.ts';
import { freePort } from '../service.ts';
import { dataFolder, type Ended, homeward, temporaryFolder } from './started.ts';

// Every start here has to end by itself: one line on standard error that says what to do, exit code 1.

const folder = temporaryFolder();
let port = 0;
before(async () => {
  port = await freePort();
});

/** Starts with a data folder of its own that must not be made, unless the test names another. */
function start(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  return homeward(['start', ...args], { PORT: String(port), HOMEWARD_DATA: join(folder, 'unmade'), ...env });
}

function refusedInOneLine(run: Ended, words: RegExp): void {
  assert.match(run.err, words);
  assert.equal(run.err.trimEnd().split('\n').length, 1, `more than one line: ${run.err}`);
  assert.equal(run.out, '');
  assert.equal(run.code, 1);
}

test('a port that another program has', async () => {
  const other = await new Promise<Server>((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
  const run = await start({});
  other.close();
  refusedInOneLine(run, new RegExp(`^Port ${port} is taken by another program\\. .*PORT=${port + 1} npm start`));
});

test('a PORT that is no port', async () => {
  for (const rubbish of ['web', '0', '65536', '3e3'])
    refusedInOneLine(await start({ PORT: rubbish }), /^PORT should be a whole number from 1 to 65535\.$/m);
});

test('an address that passwords would cross in the open', async () => {
  refusedInOneLine(await start({ HOST: '0.0.0.0' }), /^HOST opens Homeward to other machines\. .*https/);
  refusedInOneLine(
    await start({ HOMEWARD_URL: 'http://homeward.example.gov.uk' }),
    /^HOMEWARD_URL should begin with https/,
  );
});

test('a log level that is none', async () => {
  refusedInOneLine(await start({ HOMEWARD_LOG: 'loud' }), /^HOMEWARD_LOG should be one of silent, .*warn/);
});

test('a data folder that is a file, or below one', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, 'keep me');
  for (const place of [file, join(file, 'data')])
    refusedInOneLine(
      await start({ HOMEWARD_DATA: place }),
      /^Homeward cannot write to the data folder .*HOMEWARD_DATA/,
    );
  assert.equal(readFileSync(file, 'utf8'), 'keep me');
});

test('a DATABASE_URL that is no address of PostgreSQL, without repeating it', async () => {
  const addresses = [
    'my secret',
    'mysql://u:secret@h/d',
    'postgres://u:secret@h:5432',
    'postgres://u:secret@h:99999/d',
  ];
  for (const url of addresses) {
    const run = await start({ DATABASE_URL: url });
    refusedInOneLine(run, /^DATABASE_URL cannot be read\. It should look like postgres:\/\//);
    assert.doesNotMatch(run.err, /secret/);
  }
});

test('a PostgreSQL server that is away, or an address with a broken password, without repeating it', async () => {
  const nobody = await freePort();
  for (const url of [`postgres://u:secret@127.0.0.1:${nobody}/d`, `postgres://u:secret%zz@127.0.0.1:${nobody}/d`]) {
    const run = await start({ DATABASE_URL: url });
    refusedInOneLine(run, /^The PostgreSQL server of DATABASE_URL does not answer/);
    assert.doesNotMatch(run.err, /secret/);
  }
});

test('an option that does not exist is wrong usage', async () => {
  for (const args of [['--emtpy'], ['town'], ['--size']]) {
    const run = await start({}, ...args);
    assert.equal(run.code, 2);
    assert.match(run.err, /Usage: homeward start/);
  }
});

test('a size that does not exist', async () => {
  refusedInOneLine(await start({}, '--size', 'village'), /^There is no size “village”\. Sizes are town, default/);
});

test('a schema that is too new for this version, embedded: refused, and nothing changed', async () => {
  const data = await dataFolder();
  const later = await openEmbedded(data);
  await later.exec("insert into public.schema_migration (number, name) values (9999, '9999-later.sql')");
  const before = await later.query('select * from public.schema_migration order by number');
  await later.close();
  refusedInOneLine(
    await start({ HOMEWARD_DATA: data }, '--empty'),
    /^This database was made by a newer Homeward \(schema 9999; this version knows \d+\)\. Start the newer version/,
  );
  const again = await openEmbedded(data);
  const after = await again.query('select * from public.schema_migration order by number');
  const settings = await again.query('select name from setting');
  await again.close();
  assert.deepEqual(after.rows, before.rows);
  assert.deepEqual(settings.rows, [], 'the refused start wrote its choice to be empty');
});

test('a schema that is too new for this version, PostgreSQL: refused, and nothing changed', {
  skip: !process.env.TEST_DATABASE_URL,
}, async () => {
  const opened = await postgresForTest();
  assert.ok(opened);
  try {
    await query(opened.url, "insert into public.schema_migration (number, name) values (9999, '9999-later.sql')");
    refusedInOneLine(await start({ DATABASE_URL: opened.url }), /^This database was made by a newer Homeward/);
    const kept = await query(opened.url, 'select count(*)::int as count from public.organisation');
    assert.deepEqual(kept, [{ count: 0 }]);
  } finally {
    await opened.drop();
  }
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
