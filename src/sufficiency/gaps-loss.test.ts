import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../kernel/index.ts';
import { lateShare, lostBetween, lostShare, roomsFor, spreadOf } from './gaps-loss.ts';

const near = (found: number, expected: number, within = 1e-4) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected}`);

test('without time to wait it is Erlang’s loss formula, as worked out by hand', () => {
  // One room used half of the time: a / (1 + a) = 1 / 2. Two rooms, load 2: (4/2) / (1 + 2 + 2) = 2 / 5.
  near(lostShare(1, 1, 0), 0.5);
  near(lostShare(2, 2, 0), 0.4);
  // Three rooms, load 2: (8/6) / (1 + 2 + 2 + 4/3) = 4 / 19.
  near(lostShare(2, 3, 0), 4 / 19);
  near(lostShare(5, 0, 0), 1);
  near(lostShare(0, 3, 0), 0);
  // From printed tables of Erlang B: 30 lines carry 24.8 erlang at 5% loss, 10 lines 6.22.
  near(lostShare(24.8, 30, 0), 0.05, 5e-4);
  near(lostShare(6.22, 10, 0), 0.05, 5e-4);
});

test('with time to wait it is the queue with limited patience, as worked out by hand', () => {
  // One room, load 1, patience of one stay: p0 (1 + 1·(1 + 1)) = 1, so p0 = 1/3 and lost 1·p0/1 = 1/3.
  near(lostShare(1, 1, 1), 1 / 3);
  // One room, load 1/2, patience 2: p0 (1 + ½((1 − e⁻¹)/½ + e⁻¹)) = 1; lost ½·p0·e⁻¹.
  const p0 = 1 / (1 + (1 - Math.exp(-1)) + Math.exp(-1) / 2);
  near(lostShare(0.5, 1, 2), 0.5 * p0 * Math.exp(-1));
  // One room, load 2, patience 1: p0 (1 + 2((e − 1)/1 + e)) = 1; lost 2·p0·e.
  const busy = 1 / (1 + 2 * (Math.E - 1 + Math.E));
  near(lostShare(2, 1, 1), 2 * busy * Math.E);
  // Whoever waits for ever is served in the end, if there is room for all; else what is too much is lost.
  near(lostShare(3, 4, 1e6), 0);
  near(lostShare(8, 4, 1e6), 0.5);
});

test('where nobody goes elsewhere it is Erlang’s waiting formula, as worked out by hand', () => {
  // One room, load 1/2: half wait. Two rooms, load 1: Erlang's loss 1/5, so (1/5) / (1 − ½·⅘) = 1/3 wait.
  near(lateShare(0.5, 1, 0), 0.5);
  near(lateShare(1, 2, 0), 1 / 3);
  near(lateShare(1, 2, 3), Math.exp(-3) / 3);
  near(lateShare(2, 2, 5), 1);
});

test('rooms for a share of requests: exact at whole numbers, and no fewer for less', () => {
  // Load 1 with two rooms: a third waits, so two thirds without waiting need two rooms.
  near(roomsFor(1, 2 / 3, 0), 2);
  near(roomsFor(1, 1 - Math.exp(-3) / 3, 3), 2);
  near(roomsFor(0, 0.95, 0), 0);
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 300, noNaN: true }),
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.double({ min: 1.001, max: 3, noNaN: true }),
      (load, share, patience, more) => {
        const rooms = roomsFor(load, share, patience);
        assert.ok(rooms >= load && lateShare(load, Math.ceil(rooms), patience) <= 1 - share + 1e-9);
        assert.ok(Math.floor(rooms) <= load || lateShare(load, Math.floor(rooms), patience) >= 1 - share - 1e-9);
        assert.ok(lostBetween(load, rooms, patience) <= 1 - share + 1e-6, 'who may go elsewhere needs no more');
        assert.ok(roomsFor(load, share, patience * more) <= rooms + 1e-9, 'more days never need more rooms');
        assert.ok(roomsFor(load * more, share, patience) >= rooms - 1e-9, 'more children never need fewer');
        // Who share rooms with more others need fewer spare ones each.
        assert.ok(roomsFor(load * more, share, patience) / (load * more) <= (rooms / load) * (1 + 1e-9), 'scale');
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

test('the interval of a count is Byar’s', () => {
  // Published for 10 events: exact Poisson limits 4.80 and 18.39, Byar’s 4.79 and 18.39.
  near(spreadOf(10).low * 10, 4.79, 0.01);
  near(spreadOf(10).high * 10, 18.39, 0.01);
});

/** Requests come at random, stay an exponential time, wait in turn for as long as they can and go: event by event. */
function simulated(load: number, rooms: number, patience: number, requests: number, seed: number): number {
  const random = seededRandom(seed);
  const freeAt = new Float64Array(rooms);
  let now = 0;
  let lost = 0;
  for (let n = 0; n < requests; n += 1) {
    now += random.exponential(1 / load);
    let room = 0;
    for (let i = 1; i < rooms; i += 1) if (freeAt[i]! < freeAt[room]!) room = i;
    const begins = Math.max(now, freeAt[room]!);
    if (begins - now > patience) lost += 1;
    else freeAt[room] = begins + random.exponential(1);
  }
  return lost / requests;
}

test('a simulation of single requests loses the same share', () => {
  for (const [load, rooms, patience] of [
    [4, 5, 0.02],
    [4, 5, 0.5],
    [12, 14, 0.05],
    [9, 8, 0.3],
    [1, 2, 0],
  ] as const) {
    const requests = 60_000;
    const expected = lostShare(load, rooms, patience);
    const found = simulated(load, rooms, patience, requests, 11);
    // Losses of one busy time come together, so the error is some times that of independent ones.
    near(found, expected, 6 * Math.sqrt((expected * (1 - expected)) / requests) + 0.004);
  }
});
