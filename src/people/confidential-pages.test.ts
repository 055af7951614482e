import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { embeddedForTest } from '../../test/database.ts';
import { hiddenWorld } from '../../test/security/hidden-world.ts';
import { serverForTest, type TestServer } from '../../test/server.ts';
import { type Database, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

const today = englandDate(new Date());

describe('the pages of a hidden address', () => {
  let database: Database;
  let server: TestServer;
  before(async () => {
    database = await embeddedForTest();
    await hiddenWorld(database, today);
    server = await serverForTest(database);
  });
  after(async () => {
    await server?.close();
    await database?.close();
  });

  test('are there for the named alone, each look and each change on record without a word of it', async () => {
    const worker = await server.actAs('w_worker');
    const page = await worker.get('/children/maya');
    assert.match(page.html, /href="\/children\/maya\/address\/hide"/);
    assert.match((await worker.get('/children/maya/address/hide')).html, /Hide where the family lives/);
    for (const other of ['w_data', 'w_iro', 'w_director', 'w_governance', 'w_advocate'])
      assert.ok(
        [403, 404].includes((await (await server.actAs(other)).get('/children/maya/address/hide')).status),
        other,
      );
    await worker.post('/children/maya/address/hide', { why: 'police', self: 'yes', named: 'w_team' });
    assert.match((await worker.get('/children/maya')).html, /Not shown[\s\S]*href="\/children\/maya\/address"/);
    assert.equal((await worker.get('/children/maya/address')).status, 200);
    const second = await server.actAs('w_second');
    assert.equal((await second.get('/children/maya/address')).status, 404);
    assert.equal((await second.get('/children/maya/address/hide')).status, 404);
    const open = await second.get('/children/maya');
    assert.match(open.html, /Not shown/);
    assert.doesNotMatch(open.html, /address\/hide|children\/maya\/address"|police/i);
    for (const path of ['', '/people', '/people/remove', '/end'])
      assert.equal(
        (
          await second.post(`/children/maya/address${path}`, {
            person: 'w_second',
            reason: 'because I say so',
            hiding: 'x',
            postcode: 'QV1 1AA',
          })
        ).status,
        404,
        path,
      );
    const kinds = await database.asSystem((tx) =>
      rows<{ kind: string }>(tx, sql`select distinct kind from event where kind like 'address.%' order by 1`),
    );
    assert.deepEqual(
      kinds.map((each) => each.kind),
      [
        'address.changed.refused',
        'address.hidden',
        'address.hide-asked',
        'address.hide-asked.refused',
        'address.person-named.refused',
        'address.person-removed.refused',
        'address.reason-ended.refused',
        'address.viewed',
        'address.viewed.refused',
      ],
    );
  });

  test('a wrong form says what to do; the last person cannot be taken off; the last reason opens it again', async () => {
    const worker = await server.actAs('w_worker');
    const wrong = await worker.post('/children/maya/address', { postcode: 'nonsense', line: '1 The Row' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.html, /must look like M1 1AE/);
    assert.match(wrong.html, /value="1 The Row"/);
    assert.equal((await worker.post('/children/maya/address/people', {})).status, 400);
    assert.equal((await worker.post('/children/maya/address/people', { person: 'w_iro' })).status, 303);
    for (const person of ['w_iro', 'w_team'])
      assert.equal((await worker.post('/children/maya/address/people/remove', { person })).status, 303);
    const last = await worker.post('/children/maya/address/people/remove', { person: 'w_worker' });
    assert.equal(last.status, 400);
    assert.match(last.html, /last person who may see/);
    const hiding = /name="hiding" value="([^"]+)"/.exec((await worker.get('/children/maya/address')).html)?.[1] ?? '';
    assert.equal((await worker.post('/children/maya/address/end', { hiding, reason: 'no' })).status, 400);
    const ended = await worker.post('/children/maya/address/end', { hiding, reason: 'They have moved on' });
    assert.equal(ended.location, '/children/maya');
    assert.match((await (await server.actAs('w_second')).get('/children/maya')).html, /QV7 7ZQ/);
  });

  test('somebody must be left who may see it', async () => {
    const worker = await server.actAs('w_worker');
    const nobody = await worker.post('/children/maya/address/hide', { why: 'police' });
    assert.equal(nobody.status, 400);
    assert.match(nobody.html, /Name at least one person/);
    const other = await worker.post('/children/maya/address/hide', { why: 'police', other: 'w_team' });
    assert.equal(other.location, '/children/maya');
    assert.equal((await worker.get('/children/maya/address')).status, 404);
    assert.equal((await (await server.actAs('w_team')).get('/children/maya/address')).status, 200);
  });
});
