import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { hiddenWorld } from '../../test/security/hidden-world.ts';
import { serverForTest, type TestServer, type Visitor } from '../../test/server.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { englandDate } from '../kernel/index.ts';

const today = englandDate(new Date());

onEachDatabase('foster carers', (open) => {
  let server: TestServer;
  let manager: Visitor;
  let cara: Visitor;
  const HOME = '/homes/acorn/near';

  before(async () => {
    await hiddenWorld(open(), today);
    await open().asSystem(async (tx) => {
      await insertAll(tx, 'actor', [
        { organisation_id: 'acorn', id: 'w_cara', name: 'Cara Reed', role: 'foster-carer' },
      ]);
      await sql`update home set kind = 'fostering' where organisation_id = 'acorn'`.execute(tx);
    });
    server = await serverForTest(open());
    manager = await server.actAs('w_manager');
    cara = await server.actAs('w_cara');
  });
  after(() => server?.close());

  test('see no home before the agency names them', async () => {
    assert.match((await cara.get('/homes')).html, /No home|0 homes|Nothing/i);
    assert.equal((await cara.get(HOME)).status, 404);
  });

  test('are named by the agency, never by themselves or by an authority', async () => {
    assert.match((await manager.get(HOME)).html, /href="\/homes\/acorn\/near\/carers"/);
    assert.match((await manager.get(`${HOME}/carers`)).html, /No account keeps this home yet/);
    assert.equal((await manager.post(`${HOME}/carers`, {})).status, 400);
    assert.equal((await manager.post(`${HOME}/carers`, { carer: 'w_raj' })).status, 400, 'no carer');
    assert.equal((await manager.post(`${HOME}/carers`, { carer: 'w_cara' })).status, 303);
    assert.match((await manager.get(`${HOME}/carers`)).html, /Cara Reed/);
    assert.equal((await cara.get(`${HOME}/carers`)).status, 400);
    for (const own of [cara, await server.actAs('w_carer')])
      assert.ok([400, 404].includes((await own.post('/homes/acorn/near/carers', { carer: 'w_carer' })).status));
    await assert.rejects(
      open().asActor('w_cara', (tx) =>
        insertAll(tx, 'home_carer', [{ organisation_id: 'acorn', home_id: 'late', actor_id: 'w_cara', by: 'w_cara' }]),
      ),
      /row-level security/,
    );
  });

  test('see their own home and no other, in list, page and count', async () => {
    const list = await cara.get('/homes');
    assert.match(list.html, /Near House/);
    assert.doesNotMatch(list.html, /Quiet House|Plovercote|Far Cottage/);
    for (const other of ['/homes/acorn/late', '/homes/acorn/hidden', '/homes/north/far', '/homes/acorn/late/rooms'])
      assert.equal((await cara.get(other)).status, 404, other);
    const seen = await open().asActor('w_cara', (tx) => rows(tx, sql`select id from home`));
    assert.deepEqual(seen, [{ id: 'near' }]);
    assert.match((await cara.get(HOME)).html, /Zephyrine/, 'the child who lives with them');
  });

  test('keep rooms, skills and household up to date', async () => {
    const rooms = await cara.get(`${HOME}/rooms`);
    const seen = /name="seen" value="([^"]+)"/.exec(rooms.html)?.[1] ?? '';
    const room = /id="(near-1)"/.exec(rooms.html)?.[1] ?? 'near-1';
    const statement = seen.split(' ').at(-1) ?? '';
    const said = await cara.post(`${HOME}/rooms/${room}`, { say: 'taken', seen: statement });
    assert.equal(said.status, 303, said.html.slice(0, 400));
    assert.equal((await cara.post(`${HOME}/rooms/new`, { name: 'The loft', adapted: 'no' })).status, 303);
    const skill = { domain: 'education', level: '3', by: 'self', evidence: '' };
    assert.equal((await cara.post(`${HOME}/skills`, skill)).status, 303);
    assert.equal((await cara.post(`${HOME}/household`, { relation: 'own child', sex: 'female' })).status, 303);
    const now = await open().asSystem((tx) =>
      first(
        tx,
        sql`select (select count(*)::int from room where home_id = 'near') as rooms, (select count(*)::int from household_member) as members,
          (select said_by from home_skill where home_id = 'near' and domain = 'education' and said_by <> '') as by`,
      ),
    );
    assert.deepEqual(now, { rooms: 3, members: 1, by: 'Cara Reed' });
  });

  test('do not say what they are approved or paid for, what an agency found, or what the home is', async () => {
    for (const part of ['edit', 'terms', 'fee']) {
      const page = await cara.get(`${HOME}/${part}`);
      assert.equal(page.status, 400, part);
      assert.match(page.html, /supervising social worker/);
    }
    assert.doesNotMatch((await cara.get(HOME)).html, /near\/(edit|terms|fee)"/);
    assert.equal(
      (await cara.post(`${HOME}/fee`, { fee: '9999', 'from-day': '1', 'from-month': '1', 'from-year': '2026' })).status,
      400,
    );
    const found = { domain: 'education', level: '4', by: 'inspection', evidence: 'I say so' };
    assert.equal((await cara.post(`${HOME}/skills`, found)).status, 400);
    for (const table of ['fee', 'registration', 'home'])
      await open().asActor('w_cara', async (tx) => {
        const changed = await sql`delete from ${sql.table(table)}`.execute(tx);
        assert.equal(changed.numAffectedRows, 0n, table);
      });
    const row = { organisation_id: 'acorn', home_id: 'near', from_date: '2026-01-01', weekly_pence: 1 };
    await assert.rejects(
      open().asActor('w_cara', (tx) => insertAll(tx, 'fee', [row])),
      /row-level security/,
    );
  });

  test('see and keep nothing from the moment they are taken off', async () => {
    assert.equal((await manager.post(`${HOME}/carers/remove`, { carer: 'w_cara' })).status, 303);
    assert.equal((await cara.get(HOME)).status, 404);
    assert.equal((await cara.post(`${HOME}/rooms/new`, { name: 'Attic' })).status, 404);
    assert.equal((await manager.post(`${HOME}/carers/remove`, { carer: 'w_cara' })).status, 404);
    const kept = await open().asSystem((tx) => rows(tx, sql`select actor_id, by, named_by from home_carer_ended`));
    assert.deepEqual(kept, [{ actor_id: 'w_cara', by: 'w_manager', named_by: 'w_manager' }]);
  });
});
