import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, date, type PlainDate } from '../kernel/index.ts';
import { type RoomFacts, roomState, usableFrom } from './room-state.ts';

const today = date('2026-11-21');
const fortnight = { confirmWithinDays: 14 };

function room(freeFrom: string | null, saidOn: string, out: RoomFacts['out'] = []): RoomFacts {
  return { statement: { freeFrom: freeFrom === null ? null : date(freeFrom), saidOn: date(saidOn) }, out };
}

test('a room that was said to be free today is free', () => {
  assert.deepEqual(roomState(room('2026-11-20', '2026-11-21'), today, fortnight), { state: 'free', saidOn: today });
});

test('a room that will be free is free from that day', () => {
  assert.deepEqual(roomState(room('2026-12-01', '2026-11-20'), today, fortnight), {
    state: 'free-from',
    from: '2026-12-01',
    saidOn: '2026-11-20',
  });
});

test('a word holds on its fourteenth day and not on its fifteenth', () => {
  assert.equal(roomState(room('2026-11-01', '2026-11-07'), today, fortnight).state, 'free');
  assert.deepEqual(roomState(room('2026-11-01', '2026-11-06'), today, fortnight), {
    state: 'unconfirmed',
    why: 'said too long ago',
    freeFrom: '2026-11-01',
    saidOn: '2026-11-06',
  });
});

test('how long a word holds is a setting', () => {
  assert.equal(roomState(room('2026-11-01', '2026-11-06'), today, { confirmWithinDays: 15 }).state, 'free');
});

test('a room nobody has spoken of is unconfirmed, never free', () => {
  const state = roomState({ statement: null, out: [] }, today, fortnight);
  assert.equal(state.state, 'unconfirmed');
});

test('a room said to be taken stays taken, however long ago', () => {
  assert.equal(roomState(room(null, '2024-01-01'), today, fortnight).state, 'taken');
});

test('a word older than the last child’s moving in is a check; one of the same day or later holds', () => {
  const options = { ...fortnight, lastMovedIn: date('2026-11-18') };
  assert.equal(roomState(room('2026-11-01', '2026-11-17'), today, options).state, 'unconfirmed');
  assert.equal(roomState(room('2026-11-01', '2026-11-18'), today, options).state, 'free');
});

test('out of service counts on its first and its last day, and goes before what was said', () => {
  const spell = { from: '2026-11-19', to: '2026-11-25', reason: 'repairs' };
  const facts = room('2026-11-01', '2026-11-21', [spell]);
  const state = (on: string) => roomState(facts, date(on), { confirmWithinDays: 100 }).state;
  assert.deepEqual(['2026-11-18', '2026-11-19', '2026-11-25', '2026-11-26'].map(state), [
    'free',
    'out-of-service',
    'out-of-service',
    'free',
  ]);
});

test('of two reasons at once the one that lasts longer is told', () => {
  const state = roomState(
    room('2026-11-01', '2026-11-21', [
      { from: '2026-11-01', to: '2026-12-01', reason: 'repairs' },
      { from: '2026-11-20', to: null, reason: 'staffing' },
      { from: '2026-11-20', to: '2026-12-24', reason: 'carer break' },
    ]),
    today,
    fortnight,
  );
  assert.deepEqual(state, { state: 'out-of-service', reason: 'staffing', until: null });
});

test('a room out of service on the day asked for can be used the day after it comes back', () => {
  const out = [
    { from: '2026-11-20', to: '2026-11-24', reason: 'repairs' },
    { from: '2026-11-25', to: '2026-11-30', reason: 'safety' },
  ];
  assert.equal(usableFrom('2026-11-01', out, '2026-11-22'), '2026-12-01');
  assert.equal(usableFrom('2026-11-01', out, '2026-12-01'), '2026-11-01');
  assert.equal(usableFrom('2026-11-01', out, '2026-11-19'), '2026-11-01');
  assert.equal(usableFrom('2026-11-25', out, '2026-11-19'), '2026-12-01');
  assert.equal(usableFrom('2026-11-01', [{ from: '2026-11-20', to: null, reason: 'safety' }], '2026-11-22'), null);
  assert.equal(usableFrom(null, out, '2026-12-20'), null);
});

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays(date('2026-10-20'), n));
const spell = fc
  .tuple(day, fc.option(fc.integer({ min: 0, max: 20 })))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days), reason: 'repairs' }));
const facts: fc.Arbitrary<RoomFacts> = fc.record({
  statement: fc.option(fc.record({ freeFrom: fc.option(day), saidOn: day })),
  out: fc.array(spell, { maxLength: 4 }),
});

test('whatever is known, a room is simply free only with a fresh word, a day that has come, and no spell today', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 30 }), (known, confirmWithinDays) => {
      if (roomState(known, today, { confirmWithinDays }).state !== 'free') return;
      assert.ok(known.statement?.freeFrom && known.statement.freeFrom <= today);
      assert.ok(addDays(known.statement.saidOn, confirmWithinDays) >= today);
      assert.ok(known.out.every((each) => each.from > today || (each.to !== null && each.to < today)));
    }),
  );
});

test('the day a room can be used is never before it is free, never inside a spell, and never later than it need be', () => {
  const free = (known: RoomFacts, on: PlainDate) =>
    known.out.every((each) => each.from > on || (each.to !== null && each.to < on));
  fc.assert(
    fc.property(facts, day, (known, on) => {
      const said = known.statement?.freeFrom ?? null;
      const usable = usableFrom(said, known.out, on) as PlainDate | null;
      if (said === null) return assert.equal(usable, null);
      let first = said > on ? said : on;
      for (let i = 0; i < 400 && !free(known, first); i++) first = addDays(first, 1);
      if (!free(known, first)) assert.equal(usable, null);
      else assert.ok(usable === first || (usable === said && first <= on), `${usable} but ${first}`);
    }),
  );
});
