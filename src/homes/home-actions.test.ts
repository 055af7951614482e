import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEachDatabase } from '../../test/database.ts';
import { first, insertAll, rows, sql } from '../db/index.ts';
import { addDays, date, englandDate } from '../kernel/index.ts';
import { addHome, addMember, editHome, recordFee, recordSkill, recordTerms } from './home-actions.ts';
import { feeOn, findAddress, findHome, readSettings, termsOf } from './home-store.ts';
import { addRoom, confirmRooms, putBackIntoService, sayRoom, takeOutOfService } from './room-actions.ts';
import { roomsOf } from './room-store.ts';
import { actingIn, rowan, theVale } from './test-homes.ts';

const today = englandDate(new Date());

onEachDatabase('homes and their rooms', (open) => {
  let homeId = '';
  let roomId = '';

  const as = actingIn(open);

  before(async () => {
    await theVale(open());
    homeId = await as('mina', (tx, actor) => addHome(tx, actor, rowan));
    roomId = await as('mina', (tx, actor) =>
      addRoom(tx, actor, 'care', homeId, { name: 'Blue room', adapted: null, mayShare: false, freeFrom: today }, today),
    );
  });

  test('a home and its address are kept, the address placed by its postcode, with an event', async () => {
    await as('mina', async (tx) => {
      const home = await findHome(tx, 'care', homeId);
      assert.equal(home?.name, 'Rowan House');
      assert.equal(home?.regionId, 'region');
      assert.deepEqual(await findAddress(tx, 'care', homeId), rowan.address);
      const events = await rows<{ kind: string; actor: string }>(
        tx,
        sql`select kind, actor from event where subject = ${homeId} order by at, kind`,
      );
      assert.deepEqual(events[0], { kind: 'home.added', actor: 'mina' });
    });
    const point = await open().asSystem((tx) => first(tx, sql`select lat, long, authority_code from home_address`));
    assert.deepEqual(point, { lat: 53.5, long: -2.1, authority_code: 'E08000099' });
  });

  test('a searcher reads the home but not its address; another provider reads nothing', async () => {
    await as('finder', async (tx) => {
      assert.equal((await findHome(tx, 'care', homeId))?.name, 'Rowan House');
      assert.equal(await findAddress(tx, 'care', homeId), null);
    });
    assert.equal(await as('olga', (tx) => findHome(tx, 'care', homeId)), null);
  });

  test('nobody writes about a home that another organisation runs, and is told so in words', async () => {
    const say = { freeFrom: null };
    await assert.rejects(
      as('olga', (tx, actor) => sayRoom(tx, actor, 'care', roomId, say, today)),
      /Only the organisation that runs this home/,
    );
    await assert.rejects(
      as('finder', (tx, actor) => sayRoom(tx, actor, 'care', roomId, say, today)),
      /Only the organisation/,
    );
    await assert.rejects(
      as('social', (tx, actor) => addHome(tx, actor, rowan)),
      /A social worker cannot change homes/,
    );
    // The policies of the database stand behind the words.
    await assert.rejects(
      as('finder', (tx) =>
        insertAll(tx, 'room_vacancy', [
          { organisation_id: 'care', id: 'v', room_id: roomId, said_on: today, said_by: 'finder' },
        ]),
      ),
      /row-level security/,
    );
  });

  test('one Ofsted number belongs to one home of an organisation', async () => {
    await assert.rejects(
      as('mina', (tx, actor) => addHome(tx, actor, rowan)),
      /already used by “Rowan House”/,
    );
    await as('mina', (tx, actor) => editHome(tx, actor, homeId, { ...rowan, area: 'Harbridge East' }));
    assert.equal((await as('mina', (tx) => findHome(tx, 'care', homeId)))?.area, 'Harbridge East');
  });

  test('the latest word about a room is the one shown, and every word is kept', async () => {
    const later = addDays(today, 5);
    await as('raj', (tx, actor) => sayRoom(tx, actor, 'care', roomId, { freeFrom: later }, today));
    const [room] = await as('mina', (tx) => roomsOf(tx, 'care', homeId, today));
    assert.equal(room?.statement?.freeFrom, later);
    assert.equal(room?.statement?.saidBy, 'Raj');
    const all = await as('mina', (tx) => rows(tx, sql`select 1 from room_vacancy where room_id = ${roomId}`));
    assert.equal(all.length, 2);
  });

  test('somebody outside the organisation does not learn who said it', async () => {
    const [room] = await as('finder', (tx) => roomsOf(tx, 'care', homeId, today));
    assert.equal(room?.statement?.saidBy, null);
  });

  test('two people at once: the second, who looked before the first spoke, is asked to look again', async () => {
    const [room] = await as('mina', (tx) => roomsOf(tx, 'care', homeId, today));
    const seen = room?.statement?.id ?? null;
    const both = await Promise.allSettled([
      as('mina', (tx, actor) => sayRoom(tx, actor, 'care', roomId, { freeFrom: null, seen }, today)),
      as('raj', (tx, actor) => sayRoom(tx, actor, 'care', roomId, { freeFrom: today, seen }, today)),
    ]);
    assert.deepEqual(both.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
    const lost = both.find((each) => each.status === 'rejected');
    assert.match(String(lost?.reason), /(Mina|Raj) has said in the meantime that “Blue room” is/);
  });

  test('confirming says the same again today, and leaves alone a room somebody spoke of since', async () => {
    const second = await as('mina', (tx, actor) =>
      addRoom(
        tx,
        actor,
        'care',
        homeId,
        { name: 'Attic', adapted: false, mayShare: true, freeFrom: today },
        addDays(today, -30),
      ),
    );
    const before = await as('mina', (tx) => roomsOf(tx, 'care', homeId, today));
    assert.deepEqual(
      before.map((each) => each.name),
      ['Attic', 'Blue room'],
    );
    await as('raj', (tx, actor) => sayRoom(tx, actor, 'care', roomId, { freeFrom: null }, today));
    const seen = before.map((each) => ({ roomId: each.id, statement: each.statement?.id ?? '' }));
    const done = await as('mina', (tx, actor) => confirmRooms(tx, actor, 'care', seen, today));
    assert.deepEqual(done, { confirmed: 1, changed: ['Blue room'] });
    const after = await as('mina', (tx) => roomsOf(tx, 'care', homeId, today));
    assert.equal(after.find((each) => each.id === second)?.statement?.saidOn, today);
    assert.equal(after.find((each) => each.id === second)?.statement?.freeFrom, today);
  });

  test('a room goes out of service with its reason, and comes back', async () => {
    const spell = { from: addDays(today, -1), to: null, reason: 'repairs' as const, note: 'new window' };
    const id = await as('mina', (tx, actor) => takeOutOfService(tx, actor, 'care', roomId, spell));
    const out = async () =>
      (await as('mina', (tx) => roomsOf(tx, 'care', homeId, today))).find((each) => each.id === roomId)?.out;
    assert.deepEqual(await out(), [{ id, ...spell }]);
    await as('mina', (tx, actor) => putBackIntoService(tx, actor, 'care', id, today));
    assert.deepEqual(await out(), []);
    const kept = await as('mina', (tx) => first(tx, sql`select to_date from room_out_of_service where id = ${id}`));
    assert.deepEqual(kept, { to_date: addDays(today, -1) });
    await assert.rejects(
      as('mina', (tx, actor) => takeOutOfService(tx, actor, 'care', roomId, { ...spell, to: addDays(today, -2) })),
      /before the first/,
    );
  });

  test('terms, fee, skill and household are kept', async () => {
    await as('mina', async (tx, actor) => {
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
      assert.deepEqual(await termsOf(tx, 'care', homeId), [terms]);
      await recordFee(tx, actor, homeId, { from: date('2024-01-01'), weeklyPence: 500_000 });
      await recordFee(tx, actor, homeId, { from: addDays(today, 1), weeklyPence: 600_000 });
      assert.equal(await feeOn(tx, 'care', homeId, today), 500_000);
      assert.equal(await feeOn(tx, 'care', homeId, addDays(today, 1)), 600_000);
      await recordSkill(tx, actor, homeId, {
        domain: 'health',
        level: 3,
        by: 'agency',
        evidence: 'Training in epilepsy',
        on: today,
      });
      await addMember(tx, actor, homeId, {
        relation: 'own child',
        sex: 'female',
        born: date('2012-01-01'),
        alongside: 'no-preference',
      });
    });
    await assert.rejects(
      as('mina', (tx, actor) =>
        recordTerms(tx, actor, homeId, {
          from: today,
          to: null,
          minAge: 9,
          maxAge: 8,
          sexes: [],
          places: 1,
          terms: '',
        }),
      ),
      /oldest age/,
    );
  });

  test('the settings are read, and a setting that makes no sense is not used', async () => {
    assert.deepEqual(await as('finder', readSettings), { confirmWithinDays: 14, skillStaleAfterDays: 365 });
    await open().asSystem((tx) =>
      insertAll(tx, 'setting', [
        { name: 'homes: confirm within days', value: 7 },
        { name: 'homes: skill stale after days', value: 'soon' },
        { name: 'signing key', value: 'secret' },
      ]),
    );
    assert.deepEqual(await as('finder', readSettings), { confirmWithinDays: 7, skillStaleAfterDays: 365 });
    assert.equal((await as('finder', (tx) => rows(tx, sql`select * from setting`))).length, 2);
  });
});
