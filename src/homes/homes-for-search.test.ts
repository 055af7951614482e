import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { insertAll, rows, sql } from '../db/index.ts';
import { addDays, date, englandDate } from '../kernel/index.ts';
import { addHome, addMember, editHome, recordFee, recordSkill, recordTerms } from './home-actions.ts';
import { homesForSearch } from './homes-for-search.ts';
import { addRoom, sayRoom } from './room-actions.ts';
import { actingIn, rowan, theVale } from './test-homes.ts';

const today = englandDate(new Date());

onEachDatabase('homes for a search', (open) => {
  let homeId = '';
  let roomId = '';

  const as = actingIn(open);

  before(async () => {
    await theVale(open());
    homeId = await as('mina', (tx, actor) => addHome(tx, actor, rowan));
    await as('mina', async (tx, actor) => {
      const room = { name: 'Blue room', adapted: null, mayShare: false, freeFrom: null };
      roomId = await addRoom(tx, actor, 'care', homeId, room, today);
      await addRoom(tx, actor, 'care', homeId, { ...room, name: 'Attic', freeFrom: today }, today);
      const terms = {
        from: date('2024-01-01'),
        to: null,
        minAge: 8,
        maxAge: 17,
        sexes: ['female'],
        places: 4,
        terms: '',
      };
      await recordTerms(tx, actor, homeId, terms);
      await recordFee(tx, actor, homeId, { from: date('2024-01-01'), weeklyPence: 500_000 });
      await recordFee(tx, actor, homeId, { from: addDays(today, 1), weeklyPence: 600_000 });
      const said = {
        domain: 'health' as const,
        level: 3,
        by: 'agency' as const,
        evidence: 'Training in epilepsy',
        on: today,
      };
      await recordSkill(tx, actor, homeId, said);
      const member = { relation: 'own child' as const, sex: 'female' as const, born: date('2012-01-01') };
      await addMember(tx, actor, homeId, { ...member, alongside: 'no-preference' });
    });
  });

  test('a search reads the homes of its region, and next time only what has changed since', async () => {
    const all = await as('finder', (tx) => homesForSearch(tx));
    assert.equal(all.rows.length, 1);
    const [row] = all.rows;
    assert.equal(row?.provider, 'Rowan Care');
    assert.equal(row?.lat, 53.5);
    assert.deepEqual(row?.registration, [
      { from: '2024-01-01', to: null, minAge: 8, maxAge: 17, sexes: ['female'], places: 4 },
    ]);
    assert.equal(row?.weekly_pence, '500000');
    assert.deepEqual(row?.skills.health, { level: 3, by: 'agency', on: today, evidence: 'Training in epilepsy' });
    assert.deepEqual(row?.rooms.map((each) => each.freeFrom).sort(), [today, null].sort());
    assert.equal(row?.residents.length, 1);
    // A mark lies before the oldest transaction that runs anywhere on the server, and other tests run beside this one.
    let mark = all.asOfTransaction;
    let changed = all;
    for (const until = Date.now() + 30_000; Date.now() < until && changed.rows.length > 0; ) {
      changed = await as('finder', (tx) => homesForSearch(tx, mark));
      mark = changed.asOfTransaction;
    }
    assert.deepEqual(changed.rows, []);
    await as('mina', (tx, actor) => sayRoom(tx, actor, 'care', roomId, { freeFrom: today }, today));
    const next = await as('finder', (tx) => homesForSearch(tx, mark));
    assert.deepEqual(
      next.rows.map((each) => each.home_id),
      [homeId],
    );
    assert.deepEqual((await as('mina', (tx) => homesForSearch(tx))).rows, []);
  });

  test('a child who moves in, a finished profile and an ending each show in the next search', async () => {
    const since = async () => (await as('finder', (tx) => homesForSearch(tx))).asOfTransaction;
    const seen = async (from: string) => (await as('finder', (tx) => homesForSearch(tx, from))).rows[0];
    let mark = await since();
    await open().asSystem(async (tx) => {
      const child = { organisation_id: 'north', child_id: 'c1' };
      await insertAll(tx, 'child', [{ organisation_id: 'north', id: 'c1', sex: 'male' }]);
      await insertAll(tx, 'child_identity', [{ ...child, born: '2014-02-01', given_name: 'Idris' }]);
      await insertAll(tx, 'placement', [
        { ...child, id: 'p1', home_organisation_id: 'care', home_id: homeId, started: addDays(today, -9) },
      ]);
      await insertAll(tx, 'allocation', [
        { ...child, id: 'al1', actor_id: 'social', relation: 'social worker', by: 'system' },
      ]);
    });
    assert.equal((await seen(mark))?.residents.find((each) => each.child === 'c1')?.profile, null);
    mark = await since();
    await as('social', async (tx) => {
      await insertAll(tx, 'profile', [
        { organisation_id: 'north', id: 'f1', child_id: 'c1', number: 1, started_by: 'social', alongside: 'solo' },
      ]);
      await insertAll(tx, 'profile_finished', [{ organisation_id: 'north', profile_id: 'f1', by: 'social' }]);
    });
    assert.equal((await seen(mark))?.residents.find((each) => each.child === 'c1')?.profile?.alongside, 'solo');
    mark = await since();
    await open().asSystem((tx) =>
      insertAll(tx, 'placement_ended', [
        { organisation_id: 'north', placement_id: 'p1', ended: addDays(today, 3), by: 'social' },
      ]),
    );
    assert.equal((await seen(mark))?.residents.find((each) => each.child === 'c1')?.until, addDays(today, 3));
    mark = await since();
    await open().asSystem((tx) => sql`update placement_ended set ended = ${today}::date`.execute(tx));
    assert.equal(
      (await seen(mark))?.residents.some((each) => each.child === 'c1'),
      false,
    );
  });

  test('who lives there: ages for searchers, the children themselves for the people who run the home, nothing for others', async () => {
    await open().asSystem((tx) => sql`delete from placement_ended`.execute(tx));
    const household = (worker: string) =>
      as(worker, (tx) =>
        rows<{ age: number; placed: boolean }>(
          tx,
          sql`select * from app.home_household('care', ${homeId}, '2026-01-31') order by age`,
        ),
      );
    const children = (worker: string) =>
      as(worker, (tx) =>
        rows<{ given_name: string }>(tx, sql`select given_name from app.children_living_in(${homeId}, ${today}::date)`),
      );
    await open().asSystem((tx) => sql`update placement set started = '2026-01-01'`.execute(tx));
    assert.deepEqual(await household('finder'), [
      { age: 11, placed: true },
      { age: 14, placed: false },
    ]);
    assert.equal((await household('mina')).length, 2);
    assert.deepEqual(await household('olga'), []);
    assert.deepEqual(await children('mina'), [{ given_name: 'Idris' }]);
    assert.deepEqual(await children('finder'), []);
    assert.deepEqual(await children('olga'), []);
  });

  test('a confidential address is told to nobody but its own organisation: not even where it is', async () => {
    await as('mina', (tx, actor) =>
      editHome(tx, actor, homeId, { ...rowan, address: { ...rowan.address, confidential: true } }),
    );
    const [row] = (await as('finder', (tx) => homesForSearch(tx))).rows;
    const { lat, long, authority_code, hidden, area } = row ?? {};
    assert.deepEqual([lat, long, authority_code, area, hidden], [null, null, null, '', true]);
  });
});
